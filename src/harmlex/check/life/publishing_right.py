"""What we may publish of a scheme fits its licence and access.

Why: `full` publishes the publisher's own wording, which needs a licence that is known; what only members can read is
not ours to publish in full. That the exports obey is tested where they are made.

Bad::

    # registry/schemes/demo.yaml
    licence: unknown
    publishing_right: full  # <-

Good::

    # registry/schemes/demo.yaml
    licence: unknown
    publishing_right: labels

Mend: lower the right to `labels` or `codes`, or state the licence.

Exemptions: where the publisher gave permission; name the letter in the scheme's notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C306"
SEVERITY: Severity = "error"
BINDS = ("scheme",)


def check(view: View) -> Iterator[Problem]:
    """Yield schemes published in full without a known licence or against closed access."""
    for record in view.of("scheme"):
        if record.data["publishing_right"] != "full":
            continue
        if record.data["licence"].casefold() == "unknown":
            message = f"{record.id} is published in full, and its licence is unknown."
            yield Problem(record, ("publishing_right",), message, "Lower it to `labels`, or state the licence.")
        elif record.data["access"] != "public":
            message = f"{record.id} is published in full, and its access is {record.data['access']}."
            yield Problem(record, ("publishing_right",), message, "Lower it to `labels` or `codes`.")
