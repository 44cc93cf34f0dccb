"""Rows and hierarchies do not run in a circle.

Why: as sets, all that stands in a circle is one: then exact matches should say so, or one of the rows is turned
round.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:broadMatch   hlx:H0042  # <-
    demo:C      skos:narrowMatch  hlx:H0057  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:broadMatch   hlx:H0057

Mend: turn or remove the row that the definitions do not bear out.

Exemptions: allowed with a reason, for the subject of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M060"
SEVERITY: Severity = "warning"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield each circle once, at the first of its rows."""
    for ring, rows in view.rows.rings():
        first = min(rows, key=lambda row: (row.file, row.line))
        message = f"By these rows and hierarchies {', '.join(ring)} contain each other, so all would be the same."
        hint = f"One of {len(rows)} rows is wrong, or turned round; the test sentence of `harmlex review` helps."
        yield view.rows.finding(CODE, SEVERITY, first, "predicate_id", message, hint)
