"""The cases of the checks: small changes to a base registry, taken from manual pages and from files.

A case is text. Each part begins with a line that names a file:

    # registry/concepts/H0042-doxing.yaml (without broader)
    related: [hlx:H0001]  # <-

What follows is laid over the record of the base registry: keys replace keys, records in lists are found by their id,
and a record that the base does not have is filled up to a whole one. ``# <-`` marks where the finding must be; at the
end of the first line it means the file or the record as a whole. Cases of the reading checks are whole files, written
as they stand. A case in JSON is for bytes that text cannot hold. Rows of mapping files are laid over as `rows.py` says.
"""

from __future__ import annotations

import base64
import copy
import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from harmlex.check.engine import Report, check_registry
from harmlex.check.rules import Rule, all_rules
from harmlex.load.documents import Pointer, places
from harmlex.load.registry import load_registry
from harmlex.load.releases import newest_release

from .rows import lay_rows

HERE = Path(__file__).parent
BASE = HERE / "base"
CASES = HERE / "cases"
TODAY = "2026-11-22"

_PART = re.compile(
    r"^# (?P<file>registry/\S+|releases/\S+|mappings/\S+)(?: \(without (?P<gone>[^)]*)\))?(?P<mark> <-)?$", re.M
)
_MARK = "  # <-"


@dataclass
class Case:
    """A registry to check, and the places where the finding may be."""

    files: dict[str, bytes]
    expected: set[tuple[str, int]] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)

    def check(self, folder: Path) -> Report:
        for file, raw in self.files.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        for file, target in self.links.items():
            (folder / file).symlink_to(target)
        return check_registry(load_registry(folder), today=TODAY, previous=newest_release(folder))


def examples(rule: Rule) -> dict[str, str]:
    """Return the bad and the good example of a manual page, as far as it has them."""
    found = {}
    for kind in ("Bad", "Good"):
        match = re.search(rf"^{kind}::\n\n((?:    .*\n|\n)+)", rule.page + "\n", re.M)
        if match:
            lines = [line[4:] for line in match[1].strip("\n").split("\n")]
            found[kind.lower()] = "\n".join(lines) + "\n"
    return found


def read_case(path: Path, rule: Rule) -> Case:
    """Return the case that a file holds."""
    base = {p.relative_to(BASE).as_posix(): p.read_bytes() for p in sorted(BASE.rglob("*")) if p.is_file()}
    if path.suffix == ".json":
        return _json_case(json.loads(path.read_text(encoding="utf-8")), base)
    text = path.read_text(encoding="utf-8")
    case = Case(base)
    whole = rule.check.__module__.startswith("harmlex.check.reading.")
    parts = list(_PART.finditer(text))
    assert text.startswith(parts[0][0]), f"{path} names no file in its first line"
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        body = text[part.start() : following.start() if following else len(text)]
        if part["file"].startswith("mappings/"):
            lay_rows(case, part["file"], body, part["gone"], bool(part["mark"]))
        elif whole:
            _write_whole(case, part, body)
        else:
            _lay_over(case, part, body)
    return case


def _write_whole(case: Case, part: re.Match[str], body: str) -> None:
    file = part["file"]
    case.files[file] = body.encode()
    marked = [number for number, line in enumerate(body.split("\n"), 1) if line.endswith("<-")]
    case.expected |= {(file, number) for number in marked}
    if part["mark"]:
        case.expected.add((file, 1))


def _lay_over(case: Case, part: re.Match[str], body: str) -> None:
    file = part["file"]
    change = yaml.safe_load(body) or {}
    data = yaml.safe_load(case.files[file]) if file in case.files else _template(file, change)
    if file.startswith("releases/"):
        case.files[file] = json.dumps(change).encode()
        return
    # Key order is not what the examples are about, unless the check is: they keep the order of the example then.
    merged = _merge(data, change)
    for key in filter(None, (part["gone"] or "").split(", ")):
        merged.pop(key, None)
    case.files[file] = _dump(merged)
    wanted = _marked(body, change, merged)
    if part["mark"]:
        wanted.add(())
    found = places(case.files[file], wanted)
    case.expected |= {(file, line) for line, _ in found.values()}


def _merge(data: Any, change: Any) -> Any:
    if isinstance(data, dict) and isinstance(change, dict):
        together = copy.deepcopy(data)
        for key, value in change.items():
            together[key] = _merge(data.get(key), value) if key in _LISTS_OF_RECORDS else copy.deepcopy(value)
        # An example that gives keys in its own order is about the order.
        if [key for key in data if key in change] != [key for key in change if key in data]:
            together = {key: together[key] for key in [*change, *(k for k in together if k not in change)]}
        return together
    if isinstance(data, list) and isinstance(change, list):
        result = copy.deepcopy(data)
        for item in change:
            at = next((i for i, old in enumerate(result) if old.get("id") == item.get("id")), None)
            if at is None:
                result.append({**_filler(item), **item})
            else:
                result[at] = {**result[at], **item}
        return result
    return copy.deepcopy(change)


_LISTS_OF_RECORDS = {"concepts", "entries", "sources", "facets", "organisations", "initiatives"}


def _filler(item: dict[str, Any]) -> dict[str, Any]:
    """Return what a record in a list needs."""
    id = str(item.get("id"))
    if ":" in id:
        return {"id": id, "type": "harm", "prefLabel": {"en": f"kind {id}"}, "source": "demo-1", "evidence": "verified"}
    return {"id": id, "title": f"Source {id}", "published_by": "A Press", "seen": "full-text"}


def _template(file: str, change: dict[str, Any]) -> dict[str, Any]:
    """Return what a file that the base registry does not have needs."""
    if "/concepts/" not in file:
        return {}
    id = str(change["id"])
    spelt = " ".join({"0": "oak", "1": "elm", "2": "ash", "5": "fir", "9": "yew"}.get(c, "box") for c in id[5:])
    return {
        "id": id,
        "status": "proposed",
        "prefLabel": {"en": f"harm {spelt}"},
        "definition": {"en": f"Something that is told apart from all else by {spelt} {id[5:]} alone, {spelt}."},
        "definition_sources": ["book-1"],
        "broader": ["hlx:H0001"],
        "population": "any",
        "material": "either",
        "reportable": True,
        "changes": [{"date": "2026-01-01", "kind": "created", "note": {"en": "First version."}}],
    }


def _dump(data: Any) -> bytes:
    class Dumper(yaml.SafeDumper):
        ignore_aliases = staticmethod(lambda *_: True)

    return yaml.dump(data, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=1_000).encode()


def _marked(body: str, change: Any, merged: Any) -> set[Pointer]:
    """Return the pointers, in the merged record, of what begins on the marked lines."""
    marked = {number for number, line in enumerate(body.split("\n"), 1) if line.endswith(_MARK)}
    pointers = list(_pointers(change, ()))
    found = places(body.encode(), pointers)
    return {_moved(pointer, change, merged) for pointer in pointers if found[pointer][0] in marked and pointer}


def _pointers(value: Any, path: Pointer) -> list[Pointer]:
    result = [path]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        result += _pointers(item, (*path, key))
    return result


def _moved(pointer: Pointer, change: Any, merged: Any) -> Pointer:
    if len(pointer) > 1 and pointer[0] in _LISTS_OF_RECORDS:
        id = change[pointer[0]][pointer[1]].get("id")
        ids = [item.get("id") for item in merged[pointer[0]]]
        return (pointer[0], ids.index(id), *pointer[2:])
    return pointer


def _json_case(facts: dict[str, Any], base: dict[str, bytes]) -> Case:
    case = Case(base)
    for file, what in facts["files"].items():
        if what.get("base"):
            raw = base[what["base"]]
        elif "base64" in what:
            raw = base64.b64decode(what["base64"])
        else:
            raw = what.get("text", "").encode()
        raw = raw * what.get("repeat", 1)
        for old, new in what.get("replace", {}).items():
            raw = raw.replace(old.encode(), new.encode())
        if what.get("gone"):
            del case.files[file]
        elif "link" in what:
            case.files.pop(file, None)
            case.links[file] = what["link"]
        elif "json" in what:
            case.files[file] = json.dumps(what["json"]).encode()
        else:
            case.files[file] = raw.decode().encode(what["encoding"]) if "encoding" in what else raw
    if "at" in facts:
        case.expected = {(file, line) for file, line in facts["at"]}
    return case


def write_manual_cases() -> None:
    """Write the examples of all manual pages into the folders of the cases."""
    for rule in all_rules().values():
        for kind, text in examples(rule).items():
            folder = CASES / rule.code / kind
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "manual.yaml").write_text(text, encoding="utf-8")
    for folder in CASES.iterdir():
        if folder.name not in all_rules():
            shutil.rmtree(folder)


if __name__ == "__main__":
    write_manual_cases()
