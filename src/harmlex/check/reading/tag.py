"""A file has no YAML tags.

Why: a tag asks the reader to build something other than text, and with some readers to run code. The schema says what
each value is.

Bad::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    date: !!timestamp 2026-11-22  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    date: "2026-11-22"

Mend: delete the tag; quote a text that begins with `!`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C011"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
