"""A value from a fixed list is one of that list.

Why: status, population, material, evidence and the like are compared by programs. This is how we know that every
scheme and concept has a status from the list.

Bad::

    # registry/concepts/H0042-doxing.yaml
    population: everyone  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    population: any

Mend: choose one of the values that the finding names; their meanings stand in the schema's reference.

Exemptions: none; programs read these records by the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C024"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Problem]:
    """Yield what the JSON Schema says."""
    yield from view.violations(CODE)
