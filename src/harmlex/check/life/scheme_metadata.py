"""A scheme or list was created before it was modified, and neither lies ahead.

Why: title, description, publisher, `created` and `modified` are required by the schema; this check sees to it that
the days are real, in order, and not in the future. (VocPub 2.1.04 to 2.1.07, ROBOT missing_ontology.)

Bad::

    # registry/schemes/demo.yaml
    created: "2026-05-01"
    modified: "2026-04-01"  # <-

Good::

    # registry/schemes/demo.yaml
    created: "2026-05-01"
    modified: "2026-05-01"

Mend: correct the day.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C304"
SEVERITY: Severity = "error"
BINDS = ("scheme", "codelist")


def check(view: View) -> Iterator[Problem]:
    """Yield schemes and lists whose days are out of order or in the future."""
    for record in view.of(*BINDS):
        created, modified = record.data["created"], record.data["modified"]
        if modified < created:
            message = f"{record.id} was modified on {modified}, before it was created on {created}."
            yield Problem(record, ("modified",), message, "Correct one of the days.")
        for slot, day in (("created", created), ("modified", modified)):
            if day > view.today:
                yield Problem(record, (slot,), f"`{slot}: {day}` lies in the future.", "Correct the day.")
