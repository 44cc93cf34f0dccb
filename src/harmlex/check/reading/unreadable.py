"""A file or folder of the registry can be read.

Why: a file that is there and cannot be opened would be missing from the release without anybody noticing.

Bad: a link that points nowhere, a folder named like a record, a file that only its owner may read.

Good: a plain file that every user of the checkout may read.

Mend: restore the file from git, mend its permissions, or delete the link.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C001"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
