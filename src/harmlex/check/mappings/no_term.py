"""`sssom:NoTermFound` stands only for a missing object.

Why: as a predicate or subject it has no meaning, and a label for what does not exist misleads.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id        object_id
    demo:C      sssom:NoTermFound  hlx:H0080  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id          object_label
    demo:C      skos:exactMatch  sssom:NoTermFound  (empty)

Mend: put it in object_id; the predicate says what was searched for.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M022"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
