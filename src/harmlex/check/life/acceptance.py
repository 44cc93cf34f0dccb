"""Nothing is accepted, rejected or reviewed without a recorded decision of a real reviewer.

Why: all texts are proposals of the editors until somebody with a name decides. An accepted or rejected concept names a
decision that is itself accepted; a label reviewed by a native speaker names one too. The editors as a group cannot
accept a decision.

Bad::

    # registry/concepts/H0042-doxing.yaml
    status: accepted  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    status: proposed

Mend: leave it `proposed`, or add the decision record and name it in `decisions`.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C307"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme", "codelist", "code", "decision")


def check(view: View) -> Iterator[Problem]:
    """Yield accepted and rejected records, and reviewed labels, without an accepted decision."""
    for record in view.of("decision"):
        deciders = [name.casefold() for name in record.data.get("decided_by", ())]
        if record.data["decision_status"] == "accepted" and all("editors" in name for name in deciders):
            message = f"{record.id} is accepted and names no reviewer."
            yield Problem(record, ("decision_status",), message, "Leave it `proposed` until a named reviewer decides.")
    for record in view.of("concept"):
        named = [view.get("decision", id) for id in record.data.get("decisions", ())]
        decided = any(d is not None and d.data.get("decision_status") == "accepted" for d in named)
        status = record.data["status"]
        if status in ("accepted", "rejected") and not decided:
            message = f"{record} is {status} and names no accepted decision."
            yield Problem(record, ("status",), message, "Leave it `proposed`, or name the decision.")
        for index, note in enumerate(record.data.get("label_notes", ())):
            if note.get("native_review") == "reviewed" and not decided:
                message = f"A label of {record} is reviewed, and no accepted decision says so."
                yield Problem(
                    record, ("label_notes", index, "native_review"), message, "Write `none`, or name the decision."
                )
    for record in view.of("scheme", "codelist", "code"):
        if record.data.get("status") == "accepted":
            message = f"{record} is accepted; no decision can say so for a {record.kind}."
            yield Problem(record, ("status",), message, "Leave it `proposed`.")
