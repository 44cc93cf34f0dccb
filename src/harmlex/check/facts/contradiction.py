"""The criteria of a concept can all be met together with those above it.

Why: a concept inherits the criteria of everything broader. If the two leave no value of a facet that takes one, or no
age, no record can ever be coded with it. `population: child` and `adult` are criteria on age too: under 18, and 18 or
over.

Bad::

    # registry/concepts/H0101-child-harm.yaml
    population: child
    criteria: [{facet: youngest-affected-age, interval: {min: 18}, source: book-1}]  # <-

Good::

    # registry/concepts/H0101-child-harm.yaml
    population: child
    criteria: [{facet: youngest-affected-age, interval: {max: 13}, source: book-1}]

Mend: correct the criterion, or place the concept elsewhere.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from harmlex.check.problem import Problem, Record
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C219"
SEVERITY: Severity = "error"
BINDS = ("concept",)


# The facet whose interval says what `population` says; the schema's words on both fix it.
_AGE = "youngest-affected-age"
_POPULATION = {"child": (0, 18), "adult": (18, 200)}
_OLDEST = 200


def check(view: View) -> Iterator[Problem]:
    """Yield criteria that leave nothing once the broader concepts' criteria hold too."""
    for record in view.of("concept"):
        if not record.data.get("criteria"):
            continue
        above = [other for id in sorted(view.ancestors(record)) if (other := view.get("concept", id))]
        for index, criterion in enumerate(record.data["criteria"]):
            facet = view.get("facet", criterion["facet"])
            if facet is None or facet.data.get("exclusivity") != "one":
                continue
            if "interval" in criterion:
                clash = _age_clash(criterion, record, above)
            else:
                clash = _code_clash(view, criterion, above)
            if clash:
                message = f"The criterion on `{facet.id}` contradicts {clash}; no record meets both."
                yield Problem(record, ("criteria", index), message, "Correct one of the two, or place it elsewhere.")


def _bounds(interval: dict[str, int]) -> tuple[int, int]:
    return interval.get("min", 0), interval.get("max", _OLDEST)


def _age_clash(criterion: dict[str, Any], record: Record, above: list[Record]) -> str:
    low, high = _bounds(criterion["interval"])
    population = record.data.get("population", "")
    youngest, oldest = _POPULATION.get(population, (0, _OLDEST))
    if criterion["facet"] == _AGE and max(low, youngest) >= min(high, oldest):
        return f"`population: {population}`"
    for other in above:
        for theirs in other.data.get("criteria", ()):
            if theirs["facet"] == criterion["facet"] and "interval" in theirs:
                bounds = _bounds(theirs["interval"])
                if max(low, bounds[0]) >= min(high, bounds[1]):
                    return f"that of {other}"
    return ""


def _code_clash(view: View, criterion: dict[str, Any], above: list[Record]) -> str:
    mine = _with_narrower(view, criterion.get("values", ()))
    for other in above:
        for theirs in other.data.get("criteria", ()):
            same = theirs["facet"] == criterion["facet"] and theirs.get("values")
            if same and mine.isdisjoint(_with_narrower(view, theirs["values"])):
                return f"that of {other}"
    return ""


def _with_narrower(view: View, codes: Iterable[str]) -> set[str]:
    result: set[str] = set()
    for code in codes:
        result |= {code} | view.descendants(code)
    return result
