"""A mapping file is UTF-8 without a byte order mark.

Why: SSSOM asks for it, and a mark becomes part of the first key in half of all programs.

Bad: a file saved as UTF-8 with signature, or as Windows-1252.

Good: UTF-8.

Mend: save it as UTF-8; in spreadsheets choose “CSV UTF-8” and use `harmlex mappings import`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M001"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
