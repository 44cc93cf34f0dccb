"""Words that YAML reads as true, false or nothing are quoted.

Why: the language code of Norwegian is `no`, which many readers take for false; the same happens to `yes`, `on`, `off`,
`y`, `n`, `null` and `~`. We read them as text, but others who read our files would not.

Bad::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    prefLabel: {no: doksing}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    prefLabel: {"no": doksing}

Mend: put the word in quotes, or run `harmlex fmt`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C014"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
