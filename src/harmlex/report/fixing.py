"""Mending what can be mended without a person: retired codes that have exactly one successor."""

from __future__ import annotations

from typing import Any

import msgspec

from harmlex.report.case import INNER
from harmlex.report.parsing import RecordError, parse
from harmlex.report.schema import class_of, slot_lists
from harmlex.report.vocabulary import Vocabulary

__all__ = ["Fix", "fixed"]


class Fix(msgspec.Struct, frozen=True):
    """One code that was rewritten; both are codes of the registry.

    Attributes:
        record: Number of the record.
        pointer: Where it stood.
        old: The retired code.
        new: Its successor.
    """

    record: int
    pointer: str
    old: str
    new: str


def fixed(vocabulary: Vocabulary, raw: bytes, record: int) -> tuple[bytes, list[Fix]]:
    """Return a record with its retired codes rewritten, or as it is where there is nothing to do."""
    try:
        parsed = parse(raw)
    except RecordError:
        return raw, []
    if not isinstance(parsed.value, dict) or parsed.repeated:
        return raw, []
    fixes: list[Fix] = []
    _walk(vocabulary, class_of(parsed.value), parsed.value, "", record, fixes)
    return (msgspec.json.encode(parsed.value), fixes) if fixes else (raw, [])


def _walk(vocabulary: Vocabulary, cls: str, held: dict[str, Any], pointer: str, record: int, out: list[Fix]) -> None:
    for slot, value in held.items():
        inner = INNER.get((cls, slot))
        codes = (cls, slot) in slot_lists() or slot == "concept"
        if inner is None and not codes:
            continue
        listed = value if isinstance(value, list) else [value]
        for place, one in enumerate(listed):
            where = f"{pointer}/{slot}/{place}" if isinstance(value, list) else f"{pointer}/{slot}"
            if inner is not None and isinstance(one, dict):
                _walk(vocabulary, inner, one, where, record, out)
            elif inner is None and isinstance(one, str) and one in vocabulary.retired:
                after = vocabulary.successor(one)
                if after is not None:
                    out.append(Fix(record, where, one, after))
                    if isinstance(value, list):
                        value[place] = after
                    else:
                        held[slot] = after
