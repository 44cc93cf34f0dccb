"""A review in a row is by somebody else than the author.

Why: nobody reviews a judgement of their own.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  reviewer_id
    demo:C      skos:exactMatch  hlx:H0080  hlx:editors  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: leave reviewer_id empty.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M026"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
