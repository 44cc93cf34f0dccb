"""Every harm concept leads up to a root, and a root is no harm itself.

Why: a concept without broader ones is a top of the tree. Tops are groups (`reportable: false`) with concepts below
them; anything else is a concept whose place was forgotten. (qSKOS otc, tchbc; VocPub 2.1.09, 2.3.03.)

Bad::

    # registry/concepts/H0042-doxing.yaml (without broader) <-
    id: hlx:H0042

Good::

    # registry/concepts/H0042-doxing.yaml
    broader: [hlx:H0057]

Mend: name the broader concept. In schemes and code lists flat lists are usual, and their concepts are not bound.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C207"
SEVERITY: Severity = "error"
BINDS = ("concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield live concepts without broader that are reportable or have nothing below them."""
    for record in view.of("concept"):
        if view.parents(record) or view.deprecated(record) or record.data.get("broader"):
            continue
        if record.data.get("reportable") or record.id not in view.narrower:
            message = f"{record} has no broader concept and is no root."
            yield Problem(
                record, (), message, "Name its broader concept; a root has narrower ones and is not reportable."
            )
