"""Every row has as many cells as there are columns.

Why: with a tab too many, `sssom validate` drops the row and calls the file valid.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  comment
    demo:C      skos:exactMatch  hlx:H0080  Both are about following  a person.  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  comment
    demo:C      skos:exactMatch  hlx:H0080  Both are about following a person.

Mend: separate cells by one tab each; empty cells keep theirs.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M012"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
