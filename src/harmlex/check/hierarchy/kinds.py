"""Broader, related and replacing records belong to the same vocabulary.

Why: `broader` and `related` hold inside one scheme; what joins two schemes is a mapping, with its evidence, in
`mappings/`. Concepts, schemes and code lists are different kinds of things. (SKOS S9, S19, S20, S37; qSKOS mri.)

Bad::

    # registry/schemes/demo.yaml
    concepts:
      - id: demo:B
        broader: [demo-act:s-1]  # <-

Good::

    # registry/schemes/demo.yaml
    concepts:
      - id: demo:B
        broader: [demo:A]

Mend: write a mapping instead, or name the record of the same scheme that was meant.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C201"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield references of hierarchy and life cycle that leave the vocabulary."""
    for record in view.of(*BINDS):
        for slot in ("broader", "related", "replaced_by"):
            for index, id in enumerate(record.data.get(slot, ())):
                other = view.concept_like(id)
                if other is not None and (other.kind, other.within) != (record.kind, record.within):
                    home = f"the scheme or list {other.within}" if other.within else "the hub"
                    message = f"`{slot}` of {record.id} names {id}, which belongs to {home}."
                    yield Problem(record, (slot, index), message, "Use a mapping between schemes.")
