"""Columns are slots of SSSOM, each once, and those that we need are there.

Why: other readers drop columns that they do not know without a word.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  note  # <-
    demo:C      skos:exactMatch  hlx:H0080  seen

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: rename the column, or remove it; what is to be said goes into `comment`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M010"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
