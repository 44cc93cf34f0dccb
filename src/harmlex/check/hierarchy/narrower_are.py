"""A concept with narrower ones says whether they cover it and exclude each other.

Why: counts depend on it: only disjoint narrower concepts may be added up, and only exhaustive ones give the whole.

Bad::

    # registry/concepts/H0057-disclosure.yaml (without narrower_are) <-
    id: hlx:H0057

Good::

    # registry/concepts/H0057-disclosure.yaml
    narrower_are: {exhaustive: open, disjoint: overlapping}

Mend: add `narrower_are`, with `unknown` where it is not decided; delete it where there is nothing narrower.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C210"
SEVERITY: Severity = "warning"
BINDS = ("concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield concepts with narrower ones and no statement, or a statement and no narrower ones."""
    for record in view.of("concept"):
        has, says = record.id in view.narrower, "narrower_are" in record.data
        if has and not says:
            message = f"{record} has narrower concepts and does not say whether they cover it."
            yield Problem(record, ("narrower_are",), message, "Add `narrower_are` with `exhaustive` and `disjoint`.")
        elif says and not has:
            message = f"{record} has `narrower_are` and nothing narrower."
            yield Problem(record, ("narrower_are",), message, "Delete it.")
