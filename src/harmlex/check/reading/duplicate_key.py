"""A key stands once.

Why: YAML forbids a key twice, yet most readers take the last one and drop the first without a word.

Bad::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    status: proposed
    status: accepted  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    status: proposed

Mend: join the two values, or delete one.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C013"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
