"""What is called verified was read.

Why: `verified` means that the editors read the statement in the publisher's own text. A source with `seen: not-seen`
cannot carry it.

Bad::

    # registry/sources.yaml
    sources: [{id: book-1, seen: not-seen}]
    # registry/schemes/demo.yaml
    concepts:
      - {id: demo:A, source: book-1, evidence: verified}  # <-

Good::

    # registry/sources.yaml
    sources: [{id: book-1, seen: not-seen}]
    # registry/schemes/demo.yaml
    concepts:
      - {id: demo:A, source: book-1, evidence: reported}

Mend: write `reported` or `recalled`, or read the source and say how much of it was seen.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from harmlex.check.problem import Problem, Record
from harmlex.check.view import View
from harmlex.load.documents import Pointer
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C221"
SEVERITY: Severity = "warning"
BINDS = ("concept", "scheme-concept")


def check(view: View) -> Iterator[Problem]:
    """Yield records, notes and criteria that are verified by a source that was not seen."""
    for record in view.of(*BINDS):
        for path, data in ((), record.data), *_inside(record):
            source = view.get("source", data.get("source", ""))
            if data.get("evidence") == "verified" and source is not None and source.data.get("seen") == "not-seen":
                message = f"The evidence is `verified`, and the source {source.id} was not seen."
                yield Problem(
                    record, (*path, "evidence"), message, "Write `reported` or `recalled`, or read the source."
                )


def _inside(record: Record) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    for key in ("label_notes", "criteria"):
        for index, item in enumerate(record.data.get(key, ())):
            yield (key, index), item
