"""What is the same is not broader, narrower or merely related (S46).

Why: SKOS keeps exactMatch apart from broadMatch, narrowMatch and relatedMatch, also over chains of exact matches;
both together leave open what is meant. (qSKOS mc.)

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:exactMatch  hlx:H0080
    demo:C      skos:broadMatch  hlx:H0080  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: keep the row that both definitions bear out.

Exemptions: none; SKOS rules it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M058"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield hierarchical and related rows between concepts that exact matches join."""
    rows = view.rows
    for row in rows.stated:
        if row.predicate_id not in ("skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch"):
            continue
        if rows.group(row.subject_id) != rows.group(row.object_id):
            continue
        members = ", ".join(rows.groups[rows.group(row.subject_id)])
        message = f"`{row.predicate_id}` between two concepts that exact matches join ({members})."
        yield rows.finding(CODE, SEVERITY, row, "predicate_id", message, "Keep the one that the definitions bear out.")
