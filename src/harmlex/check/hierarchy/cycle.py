"""Nothing is broader than itself by way of others.

Why: in a cycle every concept contains the others, so all would be one; trees, counts and inference never end.
(qSKOS chr.)

Bad::

    # registry/concepts/H0057-disclosure.yaml
    broader: [hlx:H0001, hlx:H0042]
    # registry/concepts/H0042-doxing.yaml
    broader: [hlx:H0057]  # <-

Good::

    # registry/concepts/H0057-disclosure.yaml
    broader: [hlx:H0001]

Mend: decide which of the concepts is the general one. A cycle is reported once, at its smallest id.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C202"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield each cycle once, at its smallest id."""
    for ring in _rings(view):
        first = view.concept_like(min(ring))
        if first is not None:
            way = ", ".join(sorted(ring))
            yield Problem(first, ("broader",), f"These are broader than each other: {way}.", "Remove one `broader`.")


def _rings(view: View) -> Iterator[list[str]]:
    """Yield the strongly connected groups of two and more (Tarjan's algorithm, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_ids: list[str] = []
    is_open: set[str] = set()
    for start in view.of(*BINDS):
        if start.id in number or not start.data.get("broader"):
            continue
        number[start.id] = low[start.id] = len(number)
        open_ids.append(start.id)
        is_open.add(start.id)
        work = [(start.id, iter(view.parents(start)))]
        while work:
            id, ahead = work[-1]
            for parent in ahead:
                if parent not in number:
                    record = view.concept_like(parent)
                    number[parent] = low[parent] = len(number)
                    open_ids.append(parent)
                    is_open.add(parent)
                    work.append((parent, iter(view.parents(record) if record else ())))
                    break
                if parent in is_open:
                    low[id] = min(low[id], number[parent])
            else:
                work.pop()
                if work:
                    below = work[-1][0]
                    low[below] = min(low[below], low[id])
                if low[id] == number[id]:
                    ring = []
                    while True:
                        member = open_ids.pop()
                        is_open.discard(member)
                        ring.append(member)
                        if member == id:
                            break
                    if len(ring) > 1:
                        yield ring
