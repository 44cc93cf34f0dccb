"""A superseded decision names the one that replaces it.

Why: readers follow it to what holds now; a decision in force names none, and none replaces itself.

Bad::

    # registry/decisions/D0001-scope.yaml
    decision_status: superseded  # <-

Good::

    # registry/decisions/D0001-scope.yaml
    decision_status: proposed

Mend: add `superseded_by`, or correct the status.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C321"
SEVERITY: Severity = "error"
BINDS = ("decision",)


def check(view: View) -> Iterator[Problem]:
    """Yield decisions whose status and successor do not fit together."""
    for record in view.of("decision"):
        status, later = record.data["decision_status"], record.data.get("superseded_by")
        if status == "superseded" and later is None:
            yield Problem(record, ("decision_status",), f"{record} is superseded by nothing.", "Add `superseded_by`.")
        elif later is not None and status != "superseded":
            message = f"{record} names {later} as its successor and is {status}."
            yield Problem(record, ("superseded_by",), message, "Write `decision_status: superseded`.")
        if later == record.id:
            yield Problem(record, ("superseded_by",), f"{later} supersedes itself.", "Name the later decision.")
