"""Every file below mappings/ is one of ours.

Why: a mapping file under another name feeds nothing, and nobody notices.

Bad: ``mappings/notes.txt``, or ``mappings/demo.tsv``.

Good: ``mappings/demo.sssom.tsv``.

Mend: rename it, or move it to mappings/unsure or mappings/candidates.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M029"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
