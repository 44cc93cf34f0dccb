"""A harm below something that is no set of incidents is known to be so.

Why: `broader` says that every record of the narrower concept is one of the broader concept (generic). A harm below a
field of a form is only listed there; such a link is shown and takes no part in inference. (ISO 25964 BTG, BTP, BTI.)

Bad::

    # registry/schemes/demo.yaml
    concepts:
      - {id: demo:A, type: field}
      - id: demo:B
        broader: [demo:A]  # <-

Good::

    # registry/schemes/demo.yaml
    concepts:
      - {id: demo:A, type: grouping}
      - id: demo:B
        broader: [demo:A]

Mend: nothing, if the scheme lists its harms below a field; else correct the `type`.

Exemptions: not needed; this is information for the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.inclusion import stands_for_incidents
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C216"
SEVERITY: Severity = "info"
BINDS = ("scheme-concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield harms and groupings below a concept of another type."""
    for record in view.of("scheme-concept"):
        if not stands_for_incidents(record):
            continue
        for index, id in enumerate(record.data.get("broader", ())):
            parent = view.get("scheme-concept", id)
            if parent is not None and parent.sound and not stands_for_incidents(parent):
                message = f"{record.id} is a {record.data['type']} below {id}, a {parent.data['type']}."
                yield Problem(record, ("broader", index), message, "Nothing, if it is only listed there.")
