"""A concept with more than one broader concept is meant to have them.

Why: poly-hierarchy is allowed, and it is shown on purpose: every record of the concept is a record of each broader
one. (ROBOT multiple_asserted_superclasses.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    broader:  # <-
      - hlx:H0057
      - hlx:H0080

Good::

    # registry/concepts/H0042-doxing.yaml
    broader: [hlx:H0057]

Mend: nothing, if both hold for every record; else keep the one that does and use `related` for the other.

Exemptions: not needed; this is information for the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C209"
SEVERITY: Severity = "info"
BINDS = ("concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield concepts with several broader ones."""
    for record in view.of("concept"):
        parents = view.parents(record)
        if len(parents) > 1:
            message = f"{record} has {len(parents)} broader concepts: {', '.join(parents)}."
            yield Problem(record, ("broader",), message, "Nothing, if every record of it is a record of each.")
