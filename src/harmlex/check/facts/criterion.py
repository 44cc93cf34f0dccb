"""A criterion fits its facet.

Why: criteria are what machines reason with. A facet with a code list takes codes of that list; a facet that is
measured takes an interval, whose lower bound lies below its upper one.

Bad::

    # registry/concepts/H0042-doxing.yaml
    criteria: [{facet: act, values: [consent:absent], source: book-1}]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    criteria: [{facet: act, values: [act:publish], source: book-1}]

Mend: use a code of the list that the facet names in `registry/facets.yaml`, or `interval: {min: 13, max: 18}`.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C218"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept")


def check(view: View) -> Iterator[Problem]:
    """Yield criteria whose values or interval their facet does not take."""
    for record in view.of(*BINDS):
        for index, criterion in enumerate(record.data.get("criteria", ())):
            facet = view.get("facet", criterion["facet"])
            if facet is None or not facet.sound:
                continue
            place = ("criteria", index)
            values_from = facet.data.get("values_from")
            interval = criterion.get("interval")
            if interval is not None:
                low, high = interval.get("min"), interval.get("max")
                if values_from:
                    message = f"The facet `{facet.id}` takes codes of `{values_from}`, not an interval."
                    yield Problem(record, (*place, "interval"), message, "Write `values`.")
                elif low is None and high is None:
                    yield Problem(
                        record, (*place, "interval"), "The interval has no bound.", "Write `min`, `max` or both."
                    )
                elif low is not None and high is not None and low >= high:
                    message = f"The interval from {low} to below {high} is empty."
                    yield Problem(record, (*place, "interval"), message, "`max` is exclusive: under 18 is `max: 18`.")
            elif not values_from and criterion.get("values"):
                unit = facet.data.get("measured_in", "a unit")
                message = f"The facet `{facet.id}` is measured in {unit} and takes an interval, not codes."
                yield Problem(record, (*place, "values"), message, "Write `interval` with `min` and `max`.")
            for number, code in enumerate(criterion.get("values", ()) if values_from else ()):
                if not code.startswith(f"{values_from}:"):
                    message = f"`{code}` is no code of `{values_from}`, the list of the facet `{facet.id}`."
                    yield Problem(record, (*place, "values", number), message, "Use a code of that list.")
