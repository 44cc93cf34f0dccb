"""Lines of a mapping file end in LF.

Why: a file that mixes line ends shows every line as changed in the next diff. CRLF is read, as SSSOM allows.

Bad: a file saved on Windows, each line ending in CRLF.

Good: LF.

Mend: run `harmlex fmt`.

Exemptions: none; `harmlex fmt` mends it.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M002"
SEVERITY: Severity = "warning"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
