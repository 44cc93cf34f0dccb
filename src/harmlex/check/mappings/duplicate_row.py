"""Nothing is said twice.

Why: two rows with two confidences for one statement leave open which holds.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  confidence
    demo:C      skos:exactMatch  hlx:H0080  0.8
    demo:C      skos:exactMatch  hlx:H0080  0.9  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: keep the better row.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M023"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
