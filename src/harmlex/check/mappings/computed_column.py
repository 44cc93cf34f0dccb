"""What programs compute is not written by hand.

Why: a cardinality typed by hand is wrong after the next row.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  mapping_cardinality  # <-
    demo:C      skos:exactMatch  hlx:H0080  1:1

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: remove the column.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M025"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
