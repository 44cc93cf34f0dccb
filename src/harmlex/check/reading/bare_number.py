"""Dates and codes that look like numbers are quoted.

Why: a reader that takes the code 0301 for a number makes it 301 or 193, and a date becomes an object that JSON cannot
hold. Codes are joins: one lost zero breaks them.

Bad::

    # registry/schemes/demo.yaml
    id: demo
    concepts:
      - id: demo:A
        notation: 0301  # <-

Good::

    # registry/schemes/demo.yaml
    id: demo
    concepts:
      - id: demo:A
        notation: "0301"

Mend: put the value in quotes, or run `harmlex fmt`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C015"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
