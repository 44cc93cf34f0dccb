"""Everything below registry/ is a record.

Why: a file with the wrong ending or in the wrong folder is never read, and its author does not notice.

Bad::

    # registry/concepts/H0042-doxing.yml <-
    id: hlx:H0042

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042

Mend: rename or move it. `README.md`, hidden files and editors' backups are passed over.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C019"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
