"""Legal provisions come from legal instruments.

Why: `legal` tells readers where the law names a harm; a code of a reporting form is not law.

Bad::

    # registry/concepts/H0042-doxing.yaml
    legal: [demo:A]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    legal: [demo-act:s-1]

Mend: name the provision; a scheme's own concept belongs into a mapping. If the scheme is a law, correct its `kind`.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C223"
SEVERITY: Severity = "error"
BINDS = ("concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield provisions whose scheme is no legal instrument, and offline counterparts of another list."""
    for record in view.of("concept"):
        for index, id in enumerate(record.data.get("legal", ())):
            scheme = view.get("scheme", id.split(":")[0])
            if scheme is not None and scheme.data.get("kind") != "legal-instrument":
                message = f"`{id}` belongs to {scheme}, which is no legal instrument."
                yield Problem(record, ("legal", index), message, "Name a provision of a law, or map it instead.")
        for index, id in enumerate(record.data.get("offline_counterpart", ())):
            if not id.startswith("offline-gbv:"):
                message = f"`{id}` is no code of the list offline-gbv."
                yield Problem(record, ("offline_counterpart", index), message, "Use a code of that list.")
