"""Cases of mapping files: a few cells laid over the files of the base registry.

    # mappings/demo.sssom.tsv (without license)
    #subject_source_version: "7"
    subject_id  predicate_id     object_id
    demo:C      skos:exactMatch  hlx:H0080  # <-

Two or more spaces part the cells. Rows take the place of the base's rows of the same subject and are filled up with
its other cells; keys of the metadata block take the place of the base's. ``(empty)`` is an empty cell. A review file
is filled up with identifiers and digests as they are now.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from harmlex.load.reviews import COLUMNS, digest_of_end, review_key
from harmlex.model.mappings import MappingRow
from harmlex.model.sssom import ROW_SLOTS

if TYPE_CHECKING:
    from .cases import Case

__all__ = ["lay_rows"]

_MARK = "  # <-"
_PREFIXES = {
    "demo": "https://w3id.org/harmlex/scheme/demo/",
    "demo-act": "https://w3id.org/harmlex/scheme/demo-act/",
    "hlx": "https://w3id.org/harmlex/",
}
_FILLED = {"subject_label": "", "object_label": "", "mapping_justification": "semapv:ManualMappingCuration",
           "author_id": "hlx:editors", "mapping_date": "2026-11-22", "confidence": "0.9"}  # fmt: skip

Table = list[tuple[dict[str, str], list[str], bool]]


def lay_rows(case: Case, file: str, body: str, gone: str | None, mark: bool) -> None:
    """Lay one part of a case over its mapping or review file."""
    lines = [line for line in body.split("\n")[1:] if line.strip()]
    text = _review_file(case, lines) if file.endswith(".review.tsv") else _mapping_file(case, file, lines, gone)
    marked = [number for number, line in enumerate(text, 1) if line.endswith(_MARK)]
    case.expected |= {(file, number) for number in marked}
    if mark:
        case.expected.add((file, 1))
    case.files[file] = "".join(line.removesuffix(_MARK) + "\n" for line in text).encode()


def _cells(line: str) -> list[str]:
    return ["" if cell == "(empty)" else cell for cell in re.split(r" {2,}", line.removesuffix(_MARK).strip())]


def _mapping_file(case: Case, file: str, lines: list[str], gone: str | None) -> list[str]:
    base = case.files[file].decode().splitlines()
    head = [line for line in base if line.startswith("#")]
    names, *old = [line.split("\t") for line in base if not line.startswith("#")]
    head = _laid_over(head, [line for line in lines if line.startswith("#")], (gone or "").split(", "))
    table = [line for line in lines if not line.startswith("#")]
    rows: Table = [(dict(zip(names, cells, strict=True)), [], False) for cells in old]
    marked_names = False
    if table:
        given = _cells(table[0])
        marked_names = table[0].endswith(_MARK)
        new = [(_cells(line), line.endswith(_MARK)) for line in table[1:]]
        subjects = {cells[given.index("subject_id")] for cells, _ in new}
        rows = [row for row in rows if row[0]["subject_id"] not in subjects]
        rows += [(_filled(case, dict(zip(given, cells, strict=False))), cells[len(given) :], m) for cells, m in new]
        names = sorted({*names, *given}, key=lambda n: list(ROW_SLOTS).index(n) if n in ROW_SLOTS else len(ROW_SLOTS))
    names = [name for name in names if any(row.get(name) for row, _, _ in rows)]
    written = [("\t".join([*(row.get(name, "") for name in names), *more]), m) for row, more, m in rows]
    written.sort(key=lambda row: row[0].split("\t"))
    return [*head, "\t".join(names) + _MARK * marked_names, *(text + _MARK * m for text, m in written)]


def _laid_over(head: list[str], changes: list[str], gone: list[str]) -> list[str]:
    """Return a metadata block with some keys and prefixes changed, added or taken away."""
    groups: dict[str, list[str]] = {}
    key = ""
    for line in head:
        key = line if line.startswith("#  ") and key == "#curie_map" else line.split(":")[0]
        if line.startswith("#  - "):
            groups[list(groups)[-1]].append(line)
            continue
        if line.startswith("#  "):
            groups[line.split(":")[0]] = [line]
            key = "#curie_map"
        else:
            groups[key] = [line]
    for line in changes:
        name = line.split(":")[0]
        if name not in groups and name.startswith("#  "):
            groups = {"#curie_map": groups["#curie_map"], name: [line], **groups}
        groups[name] = [line]
    for name in filter(None, gone):
        del groups[f"#{name}"]
    prefixes = sorted(name for name in groups if name.startswith("#  "))
    order = ["#curie_map", *prefixes, *(n for n in groups if n != "#curie_map" and n not in prefixes)]
    return [line for name in order for line in groups[name]]


def _filled(case: Case, row: dict[str, str]) -> dict[str, str]:
    records = _records(case)
    filled = dict(_FILLED)
    filled["comment"] = f"What decides between {row.get('subject_id')} and {row.get('object_id')} is who is followed."
    for side in ("subject", "object"):
        record = records.get(row.get(f"{side}_id", ""), {})
        withheld = row.get(f"{side}_id", "").startswith("demo-act:")
        filled[f"{side}_label"] = "" if withheld else record.get("prefLabel", {}).get("en", "")
    return filled | row


def _review_file(case: Case, lines: list[str]) -> list[str]:
    records = _records(case)
    names = _cells(lines[0])
    text = ["\t".join(COLUMNS)]
    for line in lines[1:]:
        row = dict(zip(names, _cells(line), strict=True))
        versions = {"subject_source_version": "unversioned", "object_source_version": "2026.11"}
        ends = {name: row[name] for name in ("subject_id", "predicate_id", "object_id")}
        filled = {
            "mapping": review_key(MappingRow(**ends, **versions), _PREFIXES)[0],
            "subject_digest": digest_of_end(records[row["subject_id"]]),
            "object_digest": digest_of_end(records[row["object_id"]]),
            **versions,
            **row,
        }
        text.append("\t".join(filled.get(name, "") for name in COLUMNS) + _MARK * line.endswith(_MARK))
    return text


def _records(case: Case) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for file, raw in case.files.items():
        if file.endswith(".yaml"):
            data = yaml.safe_load(raw)
            for record in (data, *data.get("concepts", ()), *data.get("entries", ())) if isinstance(data, dict) else ():
                found[record.get("id", "")] = record
    return found
