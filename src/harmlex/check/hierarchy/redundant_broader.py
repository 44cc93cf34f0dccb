"""A broader concept is not named beside one that lies below it.

Why: the longer way says the same; the short cut hides the level between and doubles the concept in every tree.
(qSKOS hr, voc4cat.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    broader:
      - hlx:H0001  # <-
      - hlx:H0057

Good::

    # registry/concepts/H0042-doxing.yaml
    broader: [hlx:H0057]

Mend: keep the nearest broader concept.

Exemptions: none that we know of.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C205"
SEVERITY: Severity = "warning"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield broader concepts that another broader concept of the record implies."""
    for record in view.of(*BINDS):
        parents = view.parents(record)
        if len(parents) < 2:
            continue
        implied: dict[str, str] = {}
        for parent in parents:
            other = view.concept_like(parent)
            if other is not None:
                for id in view.ancestors(other):
                    implied.setdefault(id, parent)
        for index, id in enumerate(record.data["broader"]):
            if id in implied and implied[id] != id:
                message = f"{id} is broader than {implied[id]}, which is named too."
                yield Problem(record, ("broader", index), message, f"Keep {implied[id]}.")
