"""A key has a value.

Why: a key without a value may be a value that was lost; to say nothing, leave the key out.

Bad::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    use_when:  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042

Mend: write the value, or delete the key.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C016"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
