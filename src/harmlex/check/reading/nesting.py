"""Values are nested no deeper than 32 levels.

Why: no record needs more than eight. Deeper nesting is a bracket that was not closed, or meant to exhaust a reader.

Bad::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    odd: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    odd: [[0]]

Mend: look for a bracket or a line end that is missing.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C012"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
