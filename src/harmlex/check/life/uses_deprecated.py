"""A record in use does not build on one that is not (R4).

Why: a concept below a deprecated one disappears from every tree with it, and advice to say a deprecated term is wrong
advice. (ROBOT deprecated_class_reference.) Sources of history, such as `distinguish_from`, are bound too.

Bad::

    # registry/concepts/H0051-outing.yaml
    related: [hlx:H0042]  # <-
    # registry/concepts/H0042-doxing.yaml
    status: deprecated
    deprecation: {date: "2026-06-01", reason: {en: It was merged.}}
    replaced_by: [hlx:H0057]

Good::

    # registry/concepts/H0051-outing.yaml
    related: [hlx:H0080]

Mend: name the replacement instead.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem, Record
from harmlex.check.view import View
from harmlex.load.documents import Pointer
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C311"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield references from records in use to deprecated or rejected ones."""
    gone = {other.id for other in view.all_records() if other.kind in BINDS and view.deprecated(other)}
    if not gone:
        return
    for record in view.of(*BINDS):
        if view.deprecated(record):
            continue
        for place, id in _uses(record):
            other = view.concept_like(id) if id in gone and id != record.id else None
            if other is not None and view.deprecated(other):
                instead = ", ".join(other.data.get("replaced_by", ())) if other.sound else ""
                hint = f"Use {instead}." if instead else "Remove it; nothing replaces it."
                message = f"{record} uses {other}, which is deprecated."
                yield Problem(record, place, message, hint)


def _uses(record: Record) -> Iterator[tuple[Pointer, str]]:
    data = record.data
    for slot in ("broader", "related", "legal", "offline_counterpart"):
        for index, id in enumerate(data.get(slot, ())):
            yield (slot, index), id
    for index, other in enumerate(data.get("distinguish_from", ())):
        yield ("distinguish_from", index, "concept"), other["concept"]
    for index, note in enumerate(data.get("label_notes", ())):
        for number, id in enumerate(note.get("instead", ())):
            yield ("label_notes", index, "instead", number), id
    for index, criterion in enumerate(data.get("criteria", ())):
        for number, id in enumerate(criterion.get("values", ())):
            yield ("criteria", index, "values", number), id
