"""The confidence is a number from 0 to 1.

Why: with a comma for the point, `sssom validate` drops the row and calls the file valid.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  confidence
    demo:C      skos:exactMatch  hlx:H0080  0,9  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  confidence
    demo:C      skos:exactMatch  hlx:H0080  0.9

Mend: write at most three decimals behind a point.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M020"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
