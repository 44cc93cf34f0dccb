"""Curation rules are ours.

Why: they decide whether a row may be counted with; a misspelt one would be silently ignored.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  curation_rule
    demo:C      skos:exactMatch  hlx:H0080  hlx:checked  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  curation_rule
    demo:C      skos:exactMatch  hlx:H0080  hlx:best-available

Mend: use one that the finding names.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M021"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
