"""A cell is one line of text that can be seen.

Why: unseen characters hide differences, and a quotation mark that is not closed swallows the rows behind it.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  comment
    demo:C      skos:exactMatch  hlx:H0080  "Both are about following a person.  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  comment
    demo:C      skos:exactMatch  hlx:H0080  "They call it ""shadowing"", and mean this."

Mend: close the quotation mark, remove the character.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M013"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
