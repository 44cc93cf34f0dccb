"""A replacement is in use, at the end of the chain at least (R1, R2).

Why: who follows `replaced_by` must arrive at a concept that may be used. A chain is allowed where every step was
right at its time; its end must live. (edam #28, #29; ROBOT misused_replaced_by.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    status: deprecated
    deprecation: {date: "2026-06-01", reason: {en: It was merged.}}
    replaced_by: [hlx:H0051]  # <-
    # registry/concepts/H0051-outing.yaml
    status: deprecated
    deprecation: {date: "2026-06-01", reason: {en: It was dropped.}, no_replacement: true}

Good::

    # registry/concepts/H0042-doxing.yaml
    status: deprecated
    deprecation: {date: "2026-06-01", reason: {en: It was merged.}}
    replaced_by: [hlx:H0051]

Mend: name a concept that is in use, or say that nothing replaces it.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C309"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield replacements from which no chain leads to a record in use."""
    for record in view.of(*BINDS):
        for index, id in enumerate(record.data.get("replaced_by", ())):
            if view.concept_like(id) is None or id == record.id:
                continue
            ends, in_circle = _ends(view, id)
            if not ends and not in_circle:
                message = f"{record} is replaced by {id}, which is not in use and leads to nothing that is."
                yield Problem(record, ("replaced_by", index), message, "Name a concept that is in use.")


def _ends(view: View, start: str) -> tuple[bool, bool]:
    """Say whether a chain of replacements reaches a record in use, and whether it runs in a circle."""
    seen: set[str] = set()
    ahead = [start]
    circle = False
    while ahead:
        id = ahead.pop()
        if id in seen:
            circle = True
            continue
        seen.add(id)
        record = view.concept_like(id)
        if record is None:
            continue
        if not view.deprecated(record):
            return True, circle
        ahead += record.data.get("replaced_by", ())
    return False, circle
