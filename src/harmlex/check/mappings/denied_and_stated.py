"""Nothing is both said and denied.

Why: a row and its denial leave open what holds, and every inference from them is worthless.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     predicate_modifier  object_id
    demo:C      skos:exactMatch  (empty)             hlx:H0080
    demo:C      skos:exactMatch  Not                 hlx:H0080  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     predicate_modifier  object_id
    demo:C      skos:broadMatch  (empty)             hlx:H0080
    demo:C      skos:exactMatch  Not                 hlx:H0080

Mend: keep one of the two.

Exemptions: none; one of the rows is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M064"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield denials of what another row says, directly or by chains of exact matches and broader concepts."""
    rows = view.rows
    said = {(row.subject_id, row.predicate_id, row.object_id): row for row in rows.stated}
    for row in rows.all:
        if not row.predicate_modifier:
            continue
        other = said.get((row.subject_id, row.predicate_id, row.object_id))
        if other is not None:
            message = f"{other.file}:{other.line} says what this row denies."
        elif row.predicate_id == "skos:exactMatch" and rows.group(row.subject_id) == rows.group(row.object_id):
            message = f"Exact matches join {row.subject_id} and {row.object_id}, which this row denies."
        else:
            continue
        yield rows.finding(CODE, SEVERITY, row, "predicate_modifier", message, "Keep one of the two.")
