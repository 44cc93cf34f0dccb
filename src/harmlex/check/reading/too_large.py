"""A file is not larger than its kind may be.

Why: a concept or a decision is a page of text and may have 1 MiB, any other file 10 MiB. What is larger is something
else by mistake, or meant to exhaust a reader; it is refused before it is read.

Bad: a concept file of 2 MiB.

Good: a concept file of 3 kB.

Mend: look at what the file holds, and restore it from git.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C002"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
