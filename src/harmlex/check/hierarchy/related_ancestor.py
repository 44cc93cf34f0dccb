"""A concept is not related to one that is broader than it.

Why: SKOS keeps association and hierarchy apart; one pair cannot have both. (SKOS S27, qSKOS rc.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    related: [hlx:H0001]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    related: [hlx:H0080]

Mend: delete `related`; the hierarchy says more.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C204"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield related pairs of which one stands above the other."""
    for record in view.of(*BINDS):
        related = record.data.get("related", ())
        if not related:
            continue
        above = view.ancestors(record)
        for index, id in enumerate(related):
            other = view.concept_like(id)
            if id == record.id or other is None or not other.sound:
                continue
            if id in above or record.id in view.ancestors(other):
                message = f"{record.id} and {id} are related, and one is broader than the other."
                yield Problem(record, ("related", index), message, "Delete `related`.")
