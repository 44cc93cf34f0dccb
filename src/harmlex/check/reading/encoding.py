"""A file is UTF-8 without a byte order mark.

Why: labels stand in many scripts, and a text read in the wrong encoding is wrong without looking broken. Some editors
save UTF-16, Windows-1252 or a byte order mark without saying so.

Bad: a file saved as UTF-16, as Latin-1, or as UTF-8 with a byte order mark.

Good: the same file saved as UTF-8.

Mend: save the file again and choose UTF-8, without a mark (in some editors "UTF-8 without BOM").

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C003"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
