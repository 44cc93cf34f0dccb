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

from harmlex.check.inclusion import stands_for_incidents
from harmlex.check.problem import Problem, Record
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C219"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept")


# The facet whose interval says what `population` says; the schema's words on both fix it.
_AGE = "youngest-affected-age"
_POPULATION = {"child": (0, 18), "adult": (18, 200)}
_OLDEST = 200


def check(view: View) -> Iterator[Problem]:
    """Yield criteria that leave nothing once the broader concepts' criteria hold too."""
    for record in view.of(*BINDS):
        if not record.data.get("criteria") or not stands_for_incidents(record):
            continue
        above = [view.concept_like(id) for id in sorted(view.ancestors(record))]
        inherited = [(other, each) for other in above if other and stands_for_incidents(other) for each in _of(other)]
        for index, criterion in enumerate(_of(record)):
            facet = view.get("facet", criterion["facet"])
            if facet is not None and facet.data.get("exclusivity") == "one":
                # The record's own earlier criteria count too.
                beside = [(record, each) for each in _of(record)[:index]]
                clash = _clash(view, record, criterion, [*beside, *inherited])
                if clash:
                    message = f"The criterion on `{facet.id}` contradicts {clash}; no record meets both."
                    yield Problem(
                        record, ("criteria", index), message, "Correct one of the two, or place it elsewhere."
                    )


def _of(record: Record) -> list[dict[str, Any]]:
    criteria: list[dict[str, Any]] = record.data.get("criteria", [])
    return criteria


def _clash(view: View, record: Record, mine: dict[str, Any], others: list[tuple[Record, dict[str, Any]]]) -> str:
    """Name what a criterion contradicts, or return nothing."""
    same = [(other, theirs) for other, theirs in others if theirs["facet"] == mine["facet"]]
    if "interval" in mine:
        low, high = _bounds(mine["interval"])
        population = record.data.get("population", "")
        youngest, oldest = _POPULATION.get(population, (0, _OLDEST))
        if mine["facet"] == _AGE and max(low, youngest) >= min(high, oldest):
            return f"`population: {population}`"
        for other, theirs in same:
            bounds = _bounds(theirs.get("interval", {}))
            if max(low, bounds[0]) >= min(high, bounds[1]):
                return f"that of {other}"
    else:
        codes = _with_narrower(view, mine.get("values", ()))
        for other, theirs in same:
            if theirs.get("values") and codes.isdisjoint(_with_narrower(view, theirs["values"])):
                return f"that of {other}"
    return ""


def _bounds(interval: dict[str, int]) -> tuple[int, int]:
    return interval.get("min", 0), interval.get("max", _OLDEST)


def _with_narrower(view: View, codes: Iterable[str]) -> set[str]:
    result: set[str] = set()
    for code in codes:
        result |= {code} | view.descendants(code)
    return result
