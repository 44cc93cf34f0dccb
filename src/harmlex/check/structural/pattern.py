"""Identifiers, days and addresses are well formed.

Why: an id that does not fit its pattern cannot become an IRI, and an address that is not http or https cannot be
followed.

Bad::

    # registry/concepts/H0042-doxing.yaml
    broader: [H0057]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    broader: [hlx:H0057]

Mend: write the value as the finding shows it. The patterns stand in the schema.

Exemptions: none; programs read these records by the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C026"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Problem]:
    """Yield what the JSON Schema says."""
    yield from view.violations(CODE)
