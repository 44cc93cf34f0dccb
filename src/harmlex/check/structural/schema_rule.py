"""A record keeps the other rules of the schema.

Why: a criterion has codes or an interval and never both, numbers keep their bounds, and a list that is given is not
empty; otherwise it says nothing or two things.

Bad::

    # registry/concepts/H0042-doxing.yaml
    criteria:
      - facet: act  # <-
        values: [act:publish]
        interval: {min: 1}
        source: book-1

Good::

    # registry/concepts/H0042-doxing.yaml
    criteria:
      - facet: act
        values: [act:publish]
        source: book-1

Mend: as the finding says.

Exemptions: none; programs read these records by the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C027"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Problem]:
    """Yield what the JSON Schema says."""
    yield from view.violations(CODE)
