"""Every harm concept hangs together with the others.

Why: a group of concepts apart from all others is not found by anybody who browses. (qSKOS oc, dcc.)

Bad::

    # registry/concepts/H0500-apart.yaml (without broader) <-
    id: hlx:H0500
    reportable: false
    narrower_are: {exhaustive: open, disjoint: unknown}
    # registry/concepts/H0501-apart-too.yaml
    id: hlx:H0501
    broader: [hlx:H0500]

Good::

    # registry/concepts/H0500-apart.yaml
    id: hlx:H0500
    broader: [hlx:H0001]

Mend: place the group below a root, or join it by `related`.

Exemptions: for a field that is being begun.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.check.words import plural
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C208"
SEVERITY: Severity = "warning"
BINDS = ("concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield, once for each group of connected concepts but the largest, its first concept."""
    parent: dict[str, str] = {record.id: record.id for record in view.of("concept") if not view.deprecated(record)}

    def root(id: str) -> str:
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    open_ended: set[str] = set()
    for record in view.of("concept"):
        if record.id in parent:
            for slot in ("broader", "related"):
                for other in record.data.get(slot, ()):
                    if other not in parent:
                        # Its own finding says that this link leads nowhere; where it would lead is not known.
                        open_ended.add(record.id)
                    else:
                        low, high = sorted((root(record.id), root(other)))
                        parent[high] = low
    sizes = Counter(root(id) for id in parent)
    if not sizes:
        return
    spared = {root(id) for id in open_ended}
    largest = max(sizes, key=lambda id: (sizes[id], id))
    for first, size in sizes.items():
        apart = view.get("concept", first)
        if first != largest and first not in spared and apart is not None:
            group = plural(size, "concept")
            message = f"{apart} and what hangs on it, {group}, are joined to no other concept."
            yield Problem(apart, (), message, "Place it below a root, or join it by `related`.")
