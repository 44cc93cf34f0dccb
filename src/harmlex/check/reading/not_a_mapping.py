"""A file holds one mapping of keys.

Why: a record is keys and values; a list or a single text at the top cannot be one.

Bad::

    # registry/concepts/H0042-doxing.yaml
    - id: hlx:H0042  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042

Mend: remove the dash, or wrap the list in the key that the schema gives it (`sources:`, `facets:` …).

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C008"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
