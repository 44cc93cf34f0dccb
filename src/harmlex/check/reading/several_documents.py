"""A file holds one YAML document.

Why: readers differ in what they do with a second one; some take the last, some stop.

Bad::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    ---  # <-
    id: hlx:H0043

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042

Mend: move the second record into a file of its own.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C009"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
