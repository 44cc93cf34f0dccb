"""Every key that a record must have is there.

Why: pages, exports and programs rely on it. Which keys a class needs stands in `schema/vocabulary.yaml` and in the
reference made from it.

Bad::

    # registry/concepts/H0042-doxing.yaml (without population) <-
    id: hlx:H0042

Good::

    # registry/concepts/H0042-doxing.yaml
    population: any

Mend: add the key; the finding says what it holds.

Exemptions: none; programs read these records by the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C022"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Problem]:
    """Yield what the JSON Schema says."""
    yield from view.violations(CODE)
