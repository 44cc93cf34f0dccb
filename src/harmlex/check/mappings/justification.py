"""The justification is one that SSSOM allows.

Why: readers sort rows by it; a row that a program derived is never an input.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  mapping_justification
    demo:C      skos:exactMatch  hlx:H0080  semapv:LLMBasedMatching  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  mapping_justification
    demo:C      skos:exactMatch  hlx:H0080  semapv:ManualMappingCuration

Mend: say how the match was found; `semapv:ManualMappingCuration` if an author compared the definitions.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M018"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
