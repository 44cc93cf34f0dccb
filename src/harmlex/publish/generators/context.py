"""The JSON-LD context: LinkML's, with language containers and with references that become addresses."""

from __future__ import annotations

import json
import logging
from typing import Any

from linkml.generators.jsonldcontextgen import ContextGenerator  # type: ignore[import-untyped]
from linkml_runtime.linkml_model.meta import SlotDefinition  # type: ignore[import-untyped]
from linkml_runtime.utils.schemaview import SchemaView  # type: ignore[import-untyped]

from harmlex.publish.generators.model import SCHEMA, language_map, record_classes, slots_of
from harmlex.publish.identity import BASES, NAMESPACE

__all__ = ["context"]

# Types whose values are identifiers with a prefix, such as hlx:H0042 or age-band:13-15.
_PREFIXED = frozenset({"ConceptId", "SchemeConceptId", "CodeId", "RecordId"})
# Only the registry is linked data. A report's slots are named like the code lists that they take their codes from,
# `motive` or `action`, and would hide the prefixes of those.
_VOCABULARY = "harmlex-vocabulary"
_PREFIXES = {"hlx": NAMESPACE, "owl": "http://www.w3.org/2002/07/owl#"}
# What an export adds to a record: inverses, membership and labels as things.
_ADDED: dict[str, Any] = {
    "narrower": {"@id": "skos:narrower", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "topConceptOf": {"@id": "skos:topConceptOf", "@type": "@id"},
    "hasTopConcept": {"@id": "skos:hasTopConcept", "@type": "@id"},
    "isPartOf": {"@id": "dcterms:isPartOf", "@type": "@id"},
    "deprecated": {"@id": "owl:deprecated", "@type": "xsd:boolean"},
    "prefLabelXL": {"@id": "skosxl:prefLabel", "@type": "@id"},
    "altLabelXL": {"@id": "skosxl:altLabel", "@type": "@id"},
    "hiddenLabelXL": {"@id": "skosxl:hiddenLabel", "@type": "@id"},
}


def context(schema: SchemaView, source: str = SCHEMA) -> str:
    """Return the context under which every record is JSON-LD.

    LinkML's terms keep their properties. Language maps get a language container. A reference becomes an address: one
    with a prefix through that prefix (a build adds those of the schemes and the code lists), a bare one through the
    base of what it refers to. Terms that only exports use are added.
    """
    raw: dict[str, Any] = json.loads(ContextGenerator(source, log_level=logging.ERROR).serialize())["@context"]
    prefixes = {k: v for k, v in raw.items() if isinstance(v, str) and not k.startswith("@") and k not in ("id",)}
    prefixes.pop("linkml", None)
    prefixes |= _PREFIXES
    terms: dict[str, Any] = {}
    registry = [cls for cls in record_classes(schema) if schema.in_schema(cls) == _VOCABULARY]
    for cls in registry:
        for slot in slots_of(schema, cls):
            name = str(slot.name)
            term = "@id" if slot.identifier else _term(schema, slot, raw)
            # Where two classes use a slot differently, the language map or the reference decides: a plain value
            # passes through a language container unchanged.
            if name not in terms or (isinstance(term, dict) and len(term) > len(terms[name])):
                terms[name] = term
    out = {"@version": 1.1, "@vocab": raw["@vocab"], **dict(sorted(prefixes.items())), **dict(sorted(terms.items()))}
    clash = _ADDED.keys() & out.keys()
    if clash:
        raise ValueError(f"slots of the schema have the names of export terms: {sorted(clash)}")
    classes = {cls: {"@id": str(schema.get_class(cls).class_uri)} for cls in sorted(registry)}
    return json.dumps({"@context": {**out, **_ADDED, **classes}}, ensure_ascii=False, indent=2) + "\n"


def _term(schema: SchemaView, slot: SlotDefinition, raw: dict[str, Any]) -> dict[str, Any]:
    """Return what the context says about one slot."""
    term: dict[str, Any] = {"@id": str(slot.slot_uri or f"hs:{slot.name}")}
    generated = raw.get(str(slot.name), {})
    kind = str(slot.range)
    if language_map(slot):
        term["@container"] = "@language"
    elif kind in BASES:
        term |= {"@type": "@id", "@context": {"@base": BASES[kind]}}
    elif kind in schema.all_classes() or kind in _PREFIXED or kind == "WebAddress":
        term["@type"] = "@id"
    elif str(generated.get("@type", "")).startswith("xsd:"):
        term["@type"] = generated["@type"]
    return term
