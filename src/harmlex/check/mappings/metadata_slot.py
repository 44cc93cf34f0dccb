"""Every key of the metadata block is a slot of SSSOM.

Why: other readers drop keys that they do not know without a word, and declared extension columns, too.

Bad::

    # mappings/demo.sssom.tsv
    #licence: https://creativecommons.org/licenses/by/4.0/  # <-

Good::

    # mappings/demo.sssom.tsv
    #license: https://creativecommons.org/licenses/by/4.0/

Mend: correct the spelling, or say it in a standard slot.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M005"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
