"""Below a concept of live transmission everything is live.

Why: `live: true` says that every record of the concept involves a live transmission; a narrower one cannot be without.

Bad::

    # registry/concepts/H0080-cyberstalking.yaml
    live: true
    # registry/concepts/H0500-cyberstalking-of-partners.yaml
    id: hlx:H0500
    broader: [hlx:H0080]
    live: false  # <-

Good::

    # registry/concepts/H0080-cyberstalking.yaml
    live: true
    # registry/concepts/H0500-cyberstalking-of-partners.yaml
    id: hlx:H0500
    broader: [hlx:H0080]
    live: true

Mend: write `live: true`, or place the concept elsewhere.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.inclusion import stands_for_incidents
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C214"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept")


def check(view: View) -> Iterator[Problem]:
    """Yield records below a live concept that are not live."""
    for record in view.of(*BINDS):
        if record.data.get("live") or not stands_for_incidents(record):
            continue
        for id in view.parents(record):
            parent = view.concept_like(id)
            if parent is not None and parent.data.get("live") and stands_for_incidents(parent):
                message = f"{record} is not live, and its broader concept {id} is."
                yield Problem(record, ("live",), message, "Write `live: true`, or place it elsewhere.")
