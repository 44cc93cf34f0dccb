"""Columns stand in the order of SSSOM.

Why: one order makes two versions of a file comparable.

Bad: ``object_id`` before ``subject_id``.

Good: ``subject_id``, ``subject_label``, ``predicate_id`` and so on.

Mend: run `harmlex fmt`.

Exemptions: none; `harmlex fmt` mends it.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M011"
SEVERITY: Severity = "warning"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
