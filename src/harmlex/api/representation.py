"""What a record looks like to a program: plain values for JSON, the same at the command line and over HTTP.

A record keeps the field names of the data and gains ``uri``, its permanent address; a concept gains ``narrower``,
and ``mappings`` where other schemes speak of it.
"""

from __future__ import annotations

from typing import Any

import msgspec

from harmlex.model.mappings import MappingRow
from harmlex.model.records import Code, CodeList, Concept, Decision, Scheme, SchemeConcept, Source
from harmlex.model.sentences import sentence
from harmlex.registry import NAMESPACE, Registry
from harmlex.search.index import Advice, SearchHit, text_in

__all__ = [
    "advice_value",
    "codelist_summary",
    "concept_value",
    "hit_value",
    "mapping_value",
    "plain",
    "record_value",
    "scheme_summary",
    "uri_of",
]

Value = dict[str, Any]
_MAPPING_SLOTS = tuple(name for name in MappingRow.__struct_fields__ if name not in ("file", "line", "other"))


def uri_of(record: Concept | Scheme | SchemeConcept | CodeList | Code | Source | Decision) -> str:
    """Return the permanent address of a record.

    >>> from harmlex import Registry
    >>> r = Registry.load()
    >>> uri_of(r.concept("doxing")), uri_of(r.code("age-band:13-15"))
    ('https://w3id.org/harmlex/H0042', 'https://w3id.org/harmlex/code/age-band/13-15')
    """
    name = record.id
    match record:
        case Concept():
            path = name.removeprefix("hlx:")
        case Scheme() | SchemeConcept():
            path = f"scheme/{name.replace(':', '/', 1)}"
        case CodeList() | Code():
            path = f"code/{name.replace(':', '/', 1)}"
        case Source():
            path = f"source/{name}"
        case Decision():
            path = f"decision/{name}"
    return NAMESPACE + path


def plain(record: Any) -> Value:
    """Return a record as plain values, with its ``uri`` behind its ``id``."""
    value: Value = msgspec.to_builtins(record)
    return {"id": value.pop("id"), "uri": uri_of(record), **value}


def record_value(registry: Registry, record: Concept | Scheme | SchemeConcept | CodeList | Code) -> Value:
    """Return any record that can be shown, with what the hierarchy and the mappings add."""
    if isinstance(record, Scheme):
        return plain(record) | {"concepts": [concept_value(registry, concept) for concept in record.concepts]}
    if isinstance(record, CodeList):
        return plain(record) | {"entries": [concept_value(registry, code) for code in record.entries]}
    return concept_value(registry, record)


def concept_value(registry: Registry, concept: Concept | SchemeConcept | Code) -> Value:
    """Return a hub concept, scheme concept or code."""
    value = plain(concept)
    if narrower := registry.narrower(concept.id):
        value["narrower"] = [one.id for one in narrower]
    if mappings := registry.mappings(concept.id):
        value["mappings"] = [mapping_value(row) for row in mappings]
    return value


def mapping_value(row: MappingRow) -> Value:
    """Return a mapping row as its filled SSSOM slots; ``says`` is what it says, direction and all."""
    value: Value = {
        "says": sentence(row, row.subject_label or row.subject_id, row.object_label or row.object_id),
        **{name: told for name in _MAPPING_SLOTS if (told := getattr(row, name))},
        "confidence": row.confidence,
        **row.other,
    }
    return value


def scheme_summary(scheme: Scheme) -> Value:
    """Return a scheme without its concepts, and how many it has."""
    value = plain(scheme)
    value.pop("concepts", None)
    return value | {"concept_count": len(scheme.concepts)}


def codelist_summary(codelist: CodeList) -> Value:
    """Return a code list without its entries, and how many it has."""
    value = plain(codelist)
    value.pop("entries", None)
    return value | {"entry_count": len(codelist.entries)}


def hit_value(hit: SearchHit, lang: str | None = None) -> Value:
    """Return a search hit: the concept in short, the label that matched, and advice where there is some."""
    concept = hit.concept
    value: Value = {
        "id": concept.id,
        "uri": uri_of(concept),
        "prefLabel": concept.prefLabel,
        "status": concept.status,
        "definition": text_in(concept.definition, lang or hit.lang),
        "matched_label": hit.matched_label,
        "lang": hit.lang,
        "kind": hit.kind,
        "match": hit.match,
        "score": hit.score,
    }
    if hit.advice:
        value["advice"] = advice_value(hit.advice)
    if concept.replaced_by:
        value["replaced_by"] = list(concept.replaced_by)
    return value


def advice_value(advice: Advice) -> Value:
    """Return advice on a label; what it does not say is left out."""
    return {name: told for name, told in msgspec.to_builtins(advice).items() if told}
