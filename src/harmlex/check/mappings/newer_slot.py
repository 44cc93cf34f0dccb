"""Slots of SSSOM 1.1 stand only in files that say so.

Why: readers of 1.0 drop them.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  review_date  # <-
    demo:C      skos:exactMatch  hlx:H0080  2026-11-22

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: remove the slot; reviews stand in the review file.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M024"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
