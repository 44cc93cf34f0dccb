"""The one form in which a registry file is written; values never change, comments that people wrote stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from harmlex.load.documents import Document, parse_document
from harmlex.load.layout import Layout, Node, Part, read_layout
from harmlex.load.order import in_set_order
from harmlex.load.prose import WIDTH, fold_lines, written
from harmlex.load.shape import CLASS_OF_KIND, Slot, shapes
from harmlex.model.errors import RegistryError
from harmlex.model.findings import Finding

__all__ = ["ChangedValues", "canonical", "hindrances", "same_values"]

# What the formatter mends by writing the file: bare words and numbers, line ends; or what does not touch the text.
_MENDED = frozenset(("HLX-C014", "HLX-C015", "HLX-C018", "HLX-C020"))
# These hold an opaque id, behind which the label is written.
_OPAQUE = re.compile(r"hlx:H[0-9]{4,6}|D[0-9]{4}")
# Always in quotes: they are exact as printed, or would be dates.
_QUOTED_SLOTS = frozenset(("notation",))
_QUOTED_RANGES = frozenset(("Day", "PartialDate"))
# Files that are one list of records, kept in the order of the ids so that two additions seldom meet.
_SORTED_RECORDS = {"sources": "sources", "organisations": "organisations", "initiatives": "initiatives"}


class ChangedValues(RegistryError):
    """The formatter would have changed what a file says, and did not.

    Attributes:
        file: The file.
    """

    def __init__(self, file: str) -> None:
        """Take the file's path."""
        self.file = file
        super().__init__(f"{file}: the canonical form would say something else; the file was left as it is.")


def hindrances(findings: list[Finding]) -> list[Finding]:
    """Return the findings that keep a file from being formatted."""
    return [finding for finding in findings if finding.code not in _MENDED]


def canonical(raw: bytes, document: Document, labels: Mapping[str, str]) -> bytes:
    """Return a file in its canonical form.

    Args:
        raw: The file, which was read without hindrances.
        document: What it says.
        labels: The label of each opaque id.

    Returns:
        The file, UTF-8 with line feeds.

    Raises:
        ChangedValues: The result would say something else; this is a mistake in the formatter, not in the file.
    """
    layout = read_layout(raw)
    result = ("\n".join(_Writer(document.kind, labels).lines(layout)) + "\n").encode()
    again, _ = parse_document(result, document.file, document.kind)
    if again is None or not same_values(document, again):
        raise ChangedValues(document.file)
    return result


def same_values(one: Document, other: Document) -> bool:
    """Say whether two documents say the same: equal values, where keys and sets of ids have no order."""
    name = CLASS_OF_KIND[one.kind]
    first, second = (_sorted_sets(d.data, name, _SORTED_RECORDS.get(d.kind)) for d in (one, other))
    return first == second


def _sorted_sets(data: dict[str, Any], name: str, sorted_records: str | None = None) -> dict[str, Any]:
    slots = shapes()[name].slots
    result: dict[str, Any] = {}
    for key, value in data.items():
        slot = slots.get(key)
        if slot is not None and isinstance(value, list) and slot.holds == "objects":
            items = [_sorted_sets(item, slot.range) if isinstance(item, dict) else item for item in value]
            result[key] = sorted(items, key=repr) if key == sorted_records else items
        elif slot is not None and slot.holds == "object" and isinstance(value, dict):
            result[key] = _sorted_sets(value, slot.range)
        elif slot is not None and slot.identifiers and isinstance(value, list):
            result[key] = sorted(value, key=repr)
        else:
            result[key] = value
    return result


class _Writer:
    """Writes nodes as lines."""

    def __init__(self, kind: str, labels: Mapping[str, str]) -> None:
        self.kind = kind
        self.labels = labels

    def lines(self, layout: Layout) -> Iterator[str]:
        yield from layout.head
        yield from self._map(layout.root, CLASS_OF_KIND[self.kind], 0, "")
        yield from layout.foot

    # -- mappings and lists

    def _map(self, node: Node, name: str, indent: int, first: str) -> Iterator[str]:
        """Yield the entries of a mapping; the first line begins with ``first``, the others with the indentation."""
        slots = shapes()[name].slots if name else {}
        ranks = {key: rank for rank, key in enumerate(slots)}
        ordered = sorted(node.parts, key=lambda part: ranks.get(str(part.key), len(ranks)))
        for part in ordered:
            yield from self._entry(part, slots.get(str(part.key)), indent, first)
            first = ""

    def _language_map(self, node: Node, slot: Slot, indent: int) -> Iterator[str]:
        for part in sorted(node.parts, key=lambda part: (part.key != "en", str(part.key))):
            yield from self._entry(part, slot, indent, "", inside=True)

    def _entry(self, part: Part, slot: Slot | None, indent: int, first: str, *, inside: bool = False) -> Iterator[str]:
        pad = " " * indent
        lead = first or pad
        key, value = written(str(part.key)), part.value
        if not first:
            yield from (pad + comment for comment in part.before)
        yield from self._moved(part, slot, " " * (indent - 2) if first else pad)
        if value.kind == "scalar":
            yield from self._scalar(f"{lead}{key}: ", part, slot, indent + 2)
        elif not value.parts:
            yield f"{lead}{key}: {'{}' if value.kind == 'map' else '[]'}{_behind(part)}"
        else:
            yield f"{lead}{key}:{_behind(part)}"
            if value.kind == "list":
                yield from self._list(value, slot, indent + 2, str(part.key))
            elif slot is not None and slot.holds.startswith("language_map") and not inside:
                yield from self._language_map(value, slot, indent + 2)
            else:
                yield from self._map(value, slot.range if slot and slot.holds == "object" else "", indent + 2, "")
        yield from (pad + comment for comment in part.after)

    def _list(self, node: Node, slot: Slot | None, indent: int, key: str) -> Iterator[str]:
        pad = " " * indent
        for part in self._in_order(node.parts, slot, key):
            yield from (pad + comment for comment in _above(part))
            yield from self._moved(part, slot, pad)
            value = part.value
            if value.kind == "scalar":
                yield from self._scalar(f"{pad}- ", part, slot, indent + 2)
            elif not value.parts:
                yield f"{pad}- {'{}' if value.kind == 'map' else '[]'}{_behind(part)}"
            elif value.kind == "map":
                name = slot.range if slot is not None and slot.holds == "objects" else ""
                yield from self._map(value, name, indent + 2, f"{pad}- ")
            else:
                yield f"{pad}-{_behind(part)}"
                yield from self._list(value, None, indent + 2, "")
            yield from (pad + comment for comment in part.after)

    def _in_order(self, parts: list[Part], slot: Slot | None, key: str) -> list[Part]:
        if slot is None:
            return parts
        if slot.identifiers and all(part.value.kind == "scalar" for part in parts):
            return _by_id(parts, [part.value.text for part in parts])
        if slot.holds == "objects" and _SORTED_RECORDS.get(self.kind) == key:
            return _by_id(parts, [_id_of(part.value) for part in parts])
        return parts

    # -- scalars

    def _scalar(self, lead: str, part: Part, slot: Slot | None, indent: int) -> Iterator[str]:
        text = part.value.text
        behind = _behind(part) if not self._labelled(part, slot) else f"  # {self.labels[text]}"
        if slot is not None and slot.holds in ("boolean", "integer") and part.value.plain:
            yield f"{lead}{text}{behind}"
            return
        quoted = slot is not None and (part.key in _QUOTED_SLOTS or slot.range in _QUOTED_RANGES)
        line = lead + written(text, quoted=quoted)
        if len(line) > WIDTH and not quoted and (folded := fold_lines(text, indent)) is not None:
            yield f"{lead}>-{behind}"
            yield from (" " * indent + each for each in folded)
        elif "\n" in text and _LITERAL.fullmatch(text):
            yield f"{lead}|-{behind}"
            yield from (" " * indent + each if each else "" for each in text.split("\n"))
        else:
            yield line + behind

    def _labelled(self, part: Part, slot: Slot | None) -> bool:
        named = slot is not None and slot.identifiers and part.key != "id"
        return named and bool(_OPAQUE.fullmatch(part.value.text)) and part.value.text in self.labels

    def _moved(self, part: Part, slot: Slot | None, pad: str) -> Iterator[str]:
        """Yield what people wrote behind an id, on a line of its own above it: the place behind is the label's."""
        if part.value.kind == "scalar" and self._labelled(part, slot):
            for comment in part.behind:
                if not self._was_a_label(comment, part.value.text):
                    yield pad + comment

    def _was_a_label(self, comment: str, id: str) -> bool:
        said = comment.lstrip("# ").strip()
        if said == self.labels[id] or said in self._all_labels:
            return True
        from rapidfuzz import fuzz

        return fuzz.ratio(said.casefold(), self.labels[id].casefold()) >= 75

    @property
    def _all_labels(self) -> frozenset[str]:
        if not hasattr(self, "_label_set"):
            self._label_set = frozenset(self.labels.values())
        return self._label_set


# Lines that a literal block holds as they are: no spaces at their ends, none at the beginning of the first.
_LITERAL = re.compile(r"[^\s](?:[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]*[^\s])?")


def _behind(part: Part) -> str:
    return "".join(f"  {comment}" for comment in part.behind[:1]) + "".join(f" {c}" for c in part.behind[1:])


def _above(part: Part) -> list[str]:
    """Return the comments above an item; those above its first key stand above the item, where there is a line."""
    inner = part.value.parts[0].before if part.value.kind == "map" and part.value.parts else []
    return [*part.before, *inner]


def _by_id(parts: list[Part], ids: list[str]) -> list[Part]:
    waiting: dict[str, list[Part]] = {}
    for part, id in zip(parts, ids, strict=True):
        waiting.setdefault(id, []).append(part)
    return [waiting[id].pop(0) for id in in_set_order(ids)]


def _id_of(node: Node) -> str:
    return next((part.value.text for part in node.parts if part.key == "id" and part.value.kind == "scalar"), "")
