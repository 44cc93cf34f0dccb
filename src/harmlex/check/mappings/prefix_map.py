"""Prefixes are well formed, declared once, and never redefine a built-in one.

Why: who redefines `skos` changes the meaning of every row.

Bad::

    # mappings/demo.sssom.tsv
    #  skos: https://example.org/skos/  # <-

Good::

    # mappings/demo.sssom.tsv
    #  demo: https://w3id.org/harmlex/scheme/demo/

Mend: use another prefix; built-in ones (owl, rdf, rdfs, semapv, skos, sssom, xsd, linkml) are not declared.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M008"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
