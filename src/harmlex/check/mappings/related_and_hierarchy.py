"""What is broader or narrower is not merely related (S27, S41).

Why: related concepts are not in one hierarchy, and relatedMatch is related: by SKOS the two exclude each other, over
any number of steps.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:broadMatch    hlx:H0080
    demo:C      skos:relatedMatch  hlx:H0001  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:broadMatch    hlx:H0080
    demo:C      skos:relatedMatch  hlx:H0057

Mend: remove the related row; the hierarchy says more.

Exemptions: none; SKOS rules it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M059"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield related rows between concepts of which one lies above the other."""
    rows = view.rows
    for row in rows.stated:
        if row.predicate_id != "skos:relatedMatch":
            continue
        one, two = rows.group(row.subject_id), rows.group(row.object_id)
        for low, high, names in (
            (one, two, (row.object_id, row.subject_id)),
            (two, one, (row.subject_id, row.object_id)),
        ):
            if low != high and high in rows.above(low):
                message = f"{names[0]} is broader than {names[1]} by other rows and hierarchies, so not merely related."
                hint = "Remove this row, or the step of the hierarchy that is wrong."
                yield rows.finding(CODE, SEVERITY, row, "predicate_id", message, hint)
