"""Whatever a record names exists: sources, codes, facets, decisions, organisations, provisions.

Why: a statement whose source cannot be looked up has none.

Bad::

    # registry/concepts/H0042-doxing.yaml
    definition_sources: [book-9]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    definition_sources: [book-1]

Mend: correct the id, or add the record: sources in the scheme's file or in `registry/sources.yaml`.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from harmlex.check.problem import Problem, Record
from harmlex.check.view import CLASS_OF_RECORD, EMBEDDED, View
from harmlex.check.words import near, quote
from harmlex.load.documents import Pointer
from harmlex.load.shape import Slot, shapes
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C220"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme", "scheme-concept", "codelist", "code", "facet", "organisation", "initiative", "decision")


# The kind of record that a range of the schema names.
_KINDS = {
    "CodeId": "code",
    "CodeList": "codelist",
    "ConceptId": "concept",
    "Decision": "decision",
    "DecisionId": "decision",
    "Facet": "facet",
    "Organisation": "organisation",
    "Scheme": "scheme",
    "SchemeConceptId": "scheme-concept",
    "Source": "source",
}
# These are looked at by HLX-C215, which knows the vocabulary.
_HIERARCHY = frozenset(("id", "broader", "related", "replaced_by", "concept"))


def check(view: View) -> Iterator[Problem]:
    """Yield names of records that do not exist."""
    for record in view.of(*BINDS):
        yield from _missing(view, record, record.data, CLASS_OF_RECORD[record.kind], ())


def _missing(view: View, record: Record, data: dict[str, Any], name: str, path: Pointer) -> Iterator[Problem]:
    for key, slot in _plan(name):
        value = data.get(key)
        if not value:
            continue
        if slot.holds == "object":
            yield from _missing(view, record, value, slot.range, (*path, key))
        elif slot.holds == "objects":
            for index, item in enumerate(value):
                yield from _missing(view, record, item, slot.range, (*path, key, index))
        else:
            for index, id in enumerate(value if isinstance(value, list) else (value,)):
                place = (*path, key, index) if isinstance(value, list) else (*path, key)
                if not _exists(view, slot.range, id):
                    kind = _KINDS.get(slot.range, "concept").replace("-", " ")
                    yield Problem(record, place, f"There is no {kind} `{id}`.", _hint(view, slot.range, id))


def _exists(view: View, range: str, id: str) -> bool:
    if range == "uriorcurie":
        return view.concept_like(id) is not None
    return view.get(_KINDS[range], id) is not None


def _hint(view: View, range: str, id: str) -> str:
    kind = _KINDS.get(range, "concept")
    names = list(view.ids(kind))
    # Looking for near names is for the few who mistype; in a huge registry it would take longer than all checks.
    close = near(id, names) if len(names) <= 5_000 else []
    return f"Did you mean {quote(close)}?" if close else "Correct the id, or add the record."


@cache
def _plan(name: str) -> tuple[tuple[str, Slot], ...]:
    """Return the slots of a class that name other records, or hold objects that may."""
    return tuple(
        (key, slot)
        for key, slot in shapes()[name].slots.items()
        if (slot.identifiers and key not in _HIERARCHY and (slot.range in _KINDS or slot.range == "uriorcurie"))
        or (slot.holds in ("object", "objects") and slot.range not in EMBEDDED)
    )
