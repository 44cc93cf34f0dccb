"""Nothing lies below two concepts that are said to exclude each other.

Why: `disjoint` promises that no record falls under two of the narrower concepts; a concept below both would hold no
record at all.

Bad::

    # registry/concepts/H0057-disclosure.yaml
    narrower_are: {exhaustive: open, disjoint: disjoint}
    # registry/concepts/H0500-both.yaml
    id: hlx:H0500
    broader:  # <-
      - hlx:H0042
      - hlx:H0051

Good::

    # registry/concepts/H0057-disclosure.yaml
    narrower_are: {exhaustive: open, disjoint: overlapping}

Mend: say `overlapping`, or keep one of the two broader concepts.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C211"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield concepts that lie below two narrower concepts which are said to be disjoint."""
    for record in view.of(*BINDS):
        if record.data.get("narrower_are", {}).get("disjoint") != "disjoint":
            continue
        above: dict[str, str] = {}
        for child in view.narrower.get(record.id, ()):
            for id in (child, *sorted(view.descendants(child))):
                other = above.setdefault(id, child)
                below = view.concept_like(id)
                if other != child and below is not None:
                    message = f"{id} lies below {other} and {child}, which {record.id} says are disjoint."
                    yield Problem(below, ("broader",), message, "Say `overlapping` there, or keep one of the two.")
