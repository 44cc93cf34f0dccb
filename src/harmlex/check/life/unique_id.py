"""An id names one record.

Why: everything is joined by ids; two records with one id are one to every program, and which one is chance. A scheme
and a code list may not share an id either, because `list:code` and `scheme:concept` look alike. Sources are unique in
the whole registry, whichever file holds them.

Bad::

    # registry/sources.yaml
    sources: [{id: demo-1}]  # <-

Good::

    # registry/sources.yaml
    sources: [{id: book-1}]

Mend: give the younger record an id of its own.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem, Record
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C301"
SEVERITY: Severity = "error"
BINDS = (
    "concept",
    "scheme",
    "scheme-concept",
    "codelist",
    "code",
    "facet",
    "source",
    "organisation",
    "initiative",
    "decision",
)


def check(view: View) -> Iterator[Problem]:
    """Yield the later of two records of one kind with the same id, and code lists named like schemes."""
    seen: dict[tuple[str, str], Record] = {}
    for record in view.all_records():
        if record.kind not in BINDS or not record.id:
            continue
        first = seen.setdefault((record.kind, record.id), record)
        if first is not record:
            message = (
                f"The id `{record.id}` is that of another {record.kind.replace('-', ' ')} in {first.document.file}."
            )
            yield Problem(record, ("id",), message, "Give the younger one an id of its own.")
        elif record.kind == "codelist" and view.get("scheme", record.id) is not None:
            message = f"`{record.id}` is the id of a scheme too."
            yield Problem(record, ("id",), message, "Rename the one that is not published yet.")
