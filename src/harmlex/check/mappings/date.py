"""Days are written year, month, day, and exist.

Why: with `21/03/2026`, `sssom validate` drops the row and calls the file valid.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  mapping_date
    demo:C      skos:exactMatch  hlx:H0080  21/03/2026  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  mapping_date
    demo:C      skos:exactMatch  hlx:H0080  2026-03-21

Mend: write `2026-03-21`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M019"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
