"""The interval of a code lies inside the interval of its broader code.

Why: "13 to 15" is a part of "under 18" because its years are; translation between age bands relies on it.

Bad::

    # registry/codelists/age-band.yaml
    id: age-band
    title: {en: Age band}
    description: {en: Bands of years.}
    status: proposed
    created: "2026-01-01"
    modified: "2026-01-01"
    entries:
      - id: age-band:under-13
        prefLabel: {en: under 13}
        definition: {en: A child before the thirteenth birthday.}
        interval: {max: 13}
      - id: age-band:10-15
        prefLabel: {en: 10 to 15}
        definition: {en: A child of ten to fifteen years.}
        broader: [age-band:under-13]
        interval: {min: 10, max: 16}  # <-

Good::

    # registry/codelists/age-band.yaml
    id: age-band
    title: {en: Age band}
    description: {en: Bands of years.}
    status: proposed
    created: "2026-01-01"
    modified: "2026-01-01"
    entries:
      - id: age-band:under-13
        prefLabel: {en: under 13}
        definition: {en: A child before the thirteenth birthday.}
        interval: {max: 13}
      - id: age-band:10-12
        prefLabel: {en: 10 to 12}
        definition: {en: A child of ten to twelve years.}
        broader: [age-band:under-13]
        interval: {min: 10, max: 13}

Mend: correct the bounds (`max` is exclusive), or remove `broader`.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C226"
SEVERITY: Severity = "error"
BINDS = ("code",)


def check(view: View) -> Iterator[Problem]:
    """Yield codes whose interval is empty or reaches beyond that of a broader code."""
    for record in view.of("code"):
        interval = record.data.get("interval")
        if interval is None:
            continue
        low, high = interval.get("min", 0), interval.get("max", _NO_END)
        if low >= high:
            message = f"The interval from {low} to below {high} is empty."
            yield Problem(record, ("interval",), message, "`max` is exclusive: under 18 is `max: 18`.")
        for id in view.parents(record):
            parent = view.concept_like(id)
            above = parent.data.get("interval") if parent is not None else None
            if above is not None and (low < above.get("min", 0) or high > above.get("max", _NO_END)):
                message = f"The interval of {record.id} reaches beyond that of {id}."
                yield Problem(record, ("interval",), message, "Correct the bounds, or remove `broader`.")


_NO_END = 1_000_000
