"""Every key is one that the schema knows.

Why: a misspelt key is a statement that nobody will ever read. This also stands for misspelt SKOS terms: only the
schema's slots exist.

Bad::

    # registry/concepts/H0042-doxing.yaml
    preflabel: {en: doxing}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing}

Mend: the finding names keys that come near; what has no key may go into `notes`.

Exemptions: none; programs read these records by the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C023"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Problem]:
    """Yield what the JSON Schema says."""
    yield from view.violations(CODE)
