"""Broader, related and replacing concepts exist.

Why: a link to nothing is a mistyped id or a record that was lost. (VocPub 2.3.20.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    broader: [hlx:H9998]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    broader: [hlx:H0057]

Mend: correct the id, or write the record.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C215"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code", "scheme")


def check(view: View) -> Iterator[Problem]:
    """Yield references between concepts that lead nowhere."""
    for record in view.of("concept", "scheme-concept", "code"):
        for slot in ("broader", "related", "replaced_by"):
            for index, id in enumerate(record.data.get(slot, ())):
                if view.concept_like(id) is None:
                    yield Problem(record, (slot, index), f"There is no {id}.", "Correct the id, or write the record.")
    for record in view.of("scheme"):
        for index, id in enumerate(record.data.get("replaced_by", ())):
            if view.get("scheme", id) is None:
                message = f"There is no scheme `{id}`."
                yield Problem(record, ("replaced_by", index), message, "Correct the id, or write the record.")
    for record in view.of("concept"):
        for index, other in enumerate(record.data.get("distinguish_from", ())):
            if view.get("concept", other["concept"]) is None:
                place = ("distinguish_from", index, "concept")
                yield Problem(record, place, f"There is no {other['concept']}.", "Correct the id, or write the record.")
