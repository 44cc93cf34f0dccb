"""A concept that only groups has something below it.

Why: `reportable: false` says that no report is coded with the concept. Without narrower ones nothing could ever be.

Bad::

    # registry/concepts/H0042-doxing.yaml
    reportable: false  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    reportable: true

Mend: make it reportable, or write its narrower concepts.

Exemptions: while a branch is being written.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C217"
SEVERITY: Severity = "warning"
BINDS = ("concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield live concepts that are neither reportable nor have narrower ones."""
    for record in view.of("concept"):
        if record.data.get("reportable") is False and record.id not in view.narrower and not view.deprecated(record):
            message = f"{record} groups nothing and no report may be coded with it."
            yield Problem(record, ("reportable",), message, "Make it reportable, or write its narrower concepts.")
