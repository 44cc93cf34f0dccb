"""Every row says what is mapped to what, why, by whom, when, and how sure that is.

Why: a judgement without reason, author and date cannot be checked; a missing confidence counts as certainty in SSSOM.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  confidence
    demo:C      skos:exactMatch  hlx:H0080  (empty)  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  confidence
    demo:C      skos:exactMatch  hlx:H0080  0.9

Mend: write the value.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M014"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
