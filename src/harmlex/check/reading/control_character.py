"""A file contains no control characters.

Why: NUL, escape and line separators of other systems are invisible, break tools downstream, and come from copying out
of documents, never from intent.

Bad: a NUL character in a label, or a Unicode line separator (U+2028) in a definition.

Good: plain text, with line feeds between the lines.

Mend: delete the character at the place that the finding names, or type the text again.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C004"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
