"""A definition names at least one source that was seen.

Why: definitions are in our own words and rest on others' work. Where wording is borrowed, the source's record states
holder and licence.

Bad::

    # registry/concepts/H0042-doxing.yaml (without definition_sources) <-
    id: hlx:H0042

Good::

    # registry/concepts/H0042-doxing.yaml
    definition_sources: [book-1]

Mend: add `definition_sources`, where possible two from different sectors; read at least an excerpt of one.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C222"
SEVERITY: Severity = "error"
BINDS = ("concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield defined concepts without a source, or only with sources that nobody read."""
    for record in view.of("concept"):
        if not record.data.get("definition"):
            continue
        sources = [view.get("source", id) for id in record.data.get("definition_sources", ())]
        if not sources:
            yield Problem(
                record,
                ("definition_sources",),
                f"The definition of {record} names no source.",
                "Add `definition_sources`.",
            )
        elif all(source is not None and source.data.get("seen") == "not-seen" for source in sources):
            message = f"No source of the definition of {record} was seen."
            yield Problem(record, ("definition_sources",), message, "Read one of them, or rest it on another.")
