"""Values of the remaining slots are what the slots hold.

Why: our mappings join concepts, and a list names nobody twice.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  author_id
    demo:C      skos:exactMatch  hlx:H0080  hlx:editors|hlx:editors  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: write the value as the finding shows it.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M028"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
