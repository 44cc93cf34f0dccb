"""A mapping file is in its canonical form.

Why: rows sorted, quotation marks where they are needed, no prefix that nothing uses: then a diff shows what changed.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  subject_label  predicate_id     object_id
    demo:C      "kind C"       skos:exactMatch  hlx:H0080  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: run `harmlex fmt`.

Exemptions: none; `harmlex fmt` mends it.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M027"
SEVERITY: Severity = "warning"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
