"""Values of the metadata block are what their slots hold.

Why: a relative licence cannot be followed, and a set that maps literals is not a set of ours.

Bad::

    # mappings/demo.sssom.tsv
    #license: CC BY 4.0  # <-

Good::

    # mappings/demo.sssom.tsv
    #license: https://creativecommons.org/licenses/by/4.0/

Mend: write the value as the finding shows it.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M007"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
