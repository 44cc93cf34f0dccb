"""Keys are plain words.

Why: YAML allows lists and mappings as keys, JSON and people do not.

Bad::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    ? [en, fr]  # <-
    : doxing

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    prefLabel: {en: doxing}

Mend: write one plain key for each value.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C021"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
