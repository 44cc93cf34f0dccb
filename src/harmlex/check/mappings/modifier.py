"""`Not` denies a relation that can be denied.

Why: “not close” and “not related” say nothing that can be reasoned with, and “not nothing found” has no meaning.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     predicate_modifier  object_id
    demo:C      skos:closeMatch  Not                 hlx:H0042  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     predicate_modifier  object_id
    demo:C      skos:exactMatch  Not                 hlx:H0042

Mend: deny the stronger relation, usually `skos:exactMatch`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M017"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
