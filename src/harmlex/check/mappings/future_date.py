"""No row is dated in the future.

Why: a date later than today is a slip of the pen, and would hide that a row is stale.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  mapping_date
    demo:C      skos:exactMatch  hlx:H0080  2062-11-22  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  mapping_date
    demo:C      skos:exactMatch  hlx:H0080  2026-11-22

Mend: correct the date.

Exemptions: none; wait a day if your clock is ahead.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M072"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield rows dated after the day of the check."""
    for row in view.rows.all:
        if row.mapping_date > view.today:
            message = f"The row is dated {row.mapping_date}, today is {view.today}."
            yield view.rows.finding(CODE, SEVERITY, row, "mapping_date", message, "Correct the date.")
