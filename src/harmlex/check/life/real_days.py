"""Days are real, and a period ends after it begins.

Why: the schema sees the form of a day, not that February has no 30th.

Bad::

    # registry/concepts/H0042-doxing.yaml
    changes: [{date: "2026-02-30", kind: created, note: {en: First version.}}]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    changes: [{date: "2026-02-28", kind: created, note: {en: First version.}}]

Mend: correct the day.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.load.documents import Pointer
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C316"
SEVERITY: Severity = "error"
BINDS = (
    "concept",
    "scheme",
    "scheme-concept",
    "codelist",
    "code",
    "source",
    "initiative",
    "decision",
    "exemption",
    "release",
)


_SLOTS = frozenset(("date", "created", "modified", "issued", "valid_from", "valid_until", "expires", "started"))


def check(view: View) -> Iterator[Problem]:
    """Yield days that do not exist, and periods that end before they begin."""
    for record in view.of(*BINDS):
        data = record.data
        for path, day in _days(data):
            if not _exists(day):
                yield Problem(record, path, f"There is no day `{day}`.", "Correct it.")
        begin, end = data.get("valid_from"), data.get("valid_until")
        if begin and end and end[: len(begin)] < begin[: len(end)]:
            message = f"{record.id} was valid until {end}, before it began on {begin}."
            yield Problem(record, ("valid_until",), message, "Correct one of the two.")


def _days(data: dict[str, Any]) -> Iterator[tuple[Pointer, str]]:
    for slot, value in data.items():
        if slot in _SLOTS:
            yield (slot,), value
        elif slot in ("changes", "versions"):
            for index, item in enumerate(value):
                for key in ("date", "issued"):
                    if key in item:
                        yield (slot, index, key), item[key]
        elif slot == "deprecation":
            yield (slot, "date"), value["date"]


def _exists(day: str) -> bool:
    if len(day) < 10:
        return True
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
