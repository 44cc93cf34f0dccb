"""A file holds a record.

Why: an empty file is a record that was lost or never written.

Bad::

    # registry/concepts/H0042-doxing.yaml <-
    # To be written.

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042

Mend: restore the record from git, write it, or delete the file.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C007"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
