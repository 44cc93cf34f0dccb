"""Concepts below the same broader one are seldom also related.

Why: siblings stand side by side in every tree, so that `related` adds little; to tell them apart, use
`distinguish_from`. (qSKOS var.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    related: [hlx:H0051]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    related: [hlx:H0080]

Mend: delete `related`, or write how they differ.

Exemptions: not needed; this is information for the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C206"
SEVERITY: Severity = "info"
BINDS = ("concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield related pairs with a common broader concept, once each."""
    for record in view.of("concept"):
        mine = set(record.data.get("broader", ()))
        for index, id in enumerate(record.data.get("related", ())):
            other = view.get("concept", id)
            if other is None or not other.sound or id == record.id:
                continue
            both_ways = record.id in other.data.get("related", ())
            common = mine & set(other.data.get("broader", ()))
            if common and not (both_ways and id < record.id):
                message = f"{record.id} and {id} are related and stand side by side below {min(common)}."
                yield Problem(record, ("related", index), message, "Consider `distinguish_from`.")
