"""A set of ids names each once.

Why: the second mention says nothing, and counts of links come out wrong.

Bad::

    # registry/concepts/H0042-doxing.yaml
    definition_sources:
      - book-1
      - book-1  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    definition_sources: [book-1]

Mend: delete the second.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from harmlex.check.problem import Problem, Record
from harmlex.check.view import CLASS_OF_RECORD, EMBEDDED, View
from harmlex.load.documents import Pointer
from harmlex.load.shape import Slot, shapes
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C225"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme", "scheme-concept", "code", "initiative", "decision")


def check(view: View) -> Iterator[Problem]:
    """Yield items of sets that stand there for the second time."""
    for record in view.of(*BINDS):
        yield from _twice(record, record.data, CLASS_OF_RECORD[record.kind], ())


def _twice(record: Record, data: dict[str, Any], name: str, path: Pointer) -> Iterator[Problem]:
    for key, slot in _plan(name):
        value = data.get(key)
        if not value:
            continue
        if slot.holds == "object":
            yield from _twice(record, value, slot.range, (*path, key))
        elif slot.holds == "objects":
            for index, item in enumerate(value):
                yield from _twice(record, item, slot.range, (*path, key, index))
        elif len(value) > 1 and len(set(value)) < len(value):
            seen: set[str] = set()
            for index, id in enumerate(value):
                if id in seen:
                    yield Problem(record, (*path, key, index), f"`{id}` stands twice in `{key}`.", "Delete the second.")
                seen.add(id)


@cache
def _plan(name: str) -> tuple[tuple[str, Slot], ...]:
    """Return the slots of a class that are sets of ids, or hold objects that may have some."""
    return tuple(
        (key, slot)
        for key, slot in shapes()[name].slots.items()
        if (slot.identifiers and slot.holds == "texts")
        or (slot.holds in ("object", "objects") and slot.range not in EMBEDDED)
    )
