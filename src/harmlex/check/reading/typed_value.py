"""Where the schema has true or false, or a whole number, there is one.

Why: booleans are `true` and `false`, nothing else, and numbers are decimal digits; other spellings mean different
things to different readers.

Bad::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    reportable: yes  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    reportable: true

Mend: write true, false or digits, without quotes.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C017"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
