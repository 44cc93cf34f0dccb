"""A narrower concept is about nobody that its broader concept is not about.

Why: every record of the narrower concept is a record of the broader one. If that is about children, so is this; if it
is about adults, this cannot be about children or any age.

Bad::

    # registry/concepts/H0101-child-harm.yaml
    population: any  # <-

Good::

    # registry/concepts/H0101-child-harm.yaml
    population: child

Mend: correct the population, or place the concept elsewhere. In schemes only harms and groupings are bound, where
both state a population.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.inclusion import widened
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C212"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept")


def check(view: View) -> Iterator[Problem]:
    """Yield records whose population is wider than, or contradicts, that of a broader concept."""
    yield from widened(view, BINDS, "population", "any")
