"""No record is related to itself.

Why: a concept that is its own broader, related, replacing or confused concept says nothing and breaks walks over the
graph. (qSKOS rrc.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    related: [hlx:H0042]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    related: [hlx:H0080]

Mend: name the concept that was meant, or delete the item.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C203"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield references of a record to itself."""
    for record in view.of(*BINDS):
        for slot in ("broader", "related", "replaced_by"):
            for index, id in enumerate(record.data.get(slot, ())):
                if id == record.id:
                    yield Problem(record, (slot, index), f"{id} is its own `{slot}`.", "Name the one that was meant.")
        for index, other in enumerate(record.data.get("distinguish_from", ())):
            if other["concept"] == record.id:
                place = ("distinguish_from", index, "concept")
                yield Problem(record, place, f"{record.id} is to be told apart from itself.", "Name the other concept.")
