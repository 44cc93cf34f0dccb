"""A file contains no tabs.

Why: YAML forbids tabs in indentation, and elsewhere nobody sees whether a label contains a tab or spaces.

Bad::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    prefLabel: {en: "doxing	online"}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    prefLabel: {en: doxing online}

Mend: replace each tab by spaces.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C005"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
