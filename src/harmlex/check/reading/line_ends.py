"""Lines end in a single line feed.

Why: carriage returns make every line of a diff look changed, and end up inside texts.

Bad: a file saved with Windows line ends.

Good: the same file with Unix line ends.

Mend: save it with Unix line ends ("LF"); in git, set `core.autocrlf` to `input`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C020"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
