"""A scheme that we may publish holds concepts, and what is missing is said.

Why: a scheme without concepts helps nobody to find a code. Where coverage is partial, a note says what is missing and
why.

Bad::

    # registry/schemes/demo.yaml (without coverage_note)
    coverage: partial  # <-

Good::

    # registry/schemes/demo.yaml
    coverage: partial
    coverage_note: {en: The annex was not in the text seen.}

Mend: add `coverage_note`, or the concepts.

Exemptions: for a scheme whose codes nobody outside may see.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C320"
SEVERITY: Severity = "warning"
BINDS = ("scheme",)


def check(view: View) -> Iterator[Problem]:
    """Yield schemes without concepts, or of partial coverage without a note."""
    for record in view.of("scheme"):
        partial = record.data["coverage"] == "partial"
        if partial and not record.data.get("coverage_note"):
            message = f"{record} is held in part, and nothing says what is missing."
            yield Problem(record, ("coverage",), message, "Add `coverage_note`.")
        if not record.data.get("concepts") and not (partial and record.data.get("coverage_note")):
            message = f"{record} holds no concept."
            yield Problem(
                record, ("concepts",), message, "Add its concepts, or say in `coverage_note` why there are none."
            )
