"""A narrower concept involves no material that its broader concept excludes.

Why: every record of the narrower concept is a record of the broader one. Below `real`, `synthetic` or `none` a concept
has the same value; below `either` it may have any.

Bad::

    # registry/concepts/H0080-cyberstalking.yaml
    material: none
    # registry/concepts/H0500-cyberstalking-of-partners.yaml
    id: hlx:H0500
    broader: [hlx:H0080]
    material: either  # <-

Good::

    # registry/concepts/H0080-cyberstalking.yaml
    material: either
    # registry/concepts/H0500-cyberstalking-of-partners.yaml
    id: hlx:H0500
    broader: [hlx:H0080]
    material: none

Mend: correct one of the two, or place the concept elsewhere.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.inclusion import widened
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C213"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept")


def check(view: View) -> Iterator[Problem]:
    """Yield records whose material is wider than, or contradicts, that of a broader concept."""
    yield from widened(view, BINDS, "material", "either")
