"""The records of a release as JSON-LD nodes: what the registry says, and what follows for linked data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import msgspec

from harmlex.model.artefact import Artefact
from harmlex.model.errors import RegistryError
from harmlex.publish.identity import NAMESPACE, code_list_iri, dataset_iri, iri, scheme_iri
from harmlex.publish.skos_mappings import skos_mappings

__all__ = ["Linker", "context_of"]

# Slot: class of the objects in it. They are parts of their record, with an address below the record's own.
_PARTS = {
    "label_notes": "LabelNote",
    "criteria": "Criterion",
    "interval": "Interval",
    "narrower_are": "NarrowerStatement",
    "distinguish_from": "Distinction",
    "changes": "Change",
    "deprecation": "Deprecation",
    "versions": "SchemeVersion",
}
_LABELS = {"prefLabel": "prefLabelXL", "altLabel": "altLabelXL", "hiddenLabel": "hiddenLabelXL"}


def context_of(artefact: Artefact) -> dict[str, Any]:
    """Return the JSON-LD context of a release: the model's, with a prefix for each scheme and each code list."""
    file = resources.files("harmlex") / "generated" / "harmlex.context.jsonld"
    context: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["@context"]
    prefixes = {scheme.id: scheme_iri(scheme.id) + "/" for scheme in artefact.schemes}
    prefixes |= {codelist.id: code_list_iri(codelist.id) + "/" for codelist in artefact.codelists}
    taken = sorted(prefixes.keys() & context.keys())
    if taken:
        raise RegistryError(
            f"The scheme or code list {taken[0]!r} has the name of a slot or prefix of the model, which would hide it "
            "in JSON-LD. Give it another identifier."
        )
    return context | dict(sorted(prefixes.items()))


class Linker:
    """Makes the JSON-LD nodes of one release; every object in them has an address, so that no node is blank."""

    def __init__(self, artefact: Artefact) -> None:
        """Hold the artefact and what its records say about each other."""
        self.artefact = artefact
        self.dataset = dataset_iri(artefact.release.release)
        self._narrower = artefact.hierarchy.narrower
        self._mappings = skos_mappings(artefact)

    def nodes(self) -> Iterator[dict[str, Any]]:
        """Yield every record of the release, those that others refer to first."""
        artefact = self.artefact
        yield self.release()
        yield self.hub()
        for organisation in artefact.organisations:
            yield self.plain("Organisation", organisation)
        for source in artefact.sources:
            yield self.plain("Source", source)
        for facet in artefact.facets:
            yield self.plain("Facet", facet)
        for decision in artefact.decisions:
            yield self.plain("Decision", decision)
        for initiative in artefact.initiatives:
            yield self.plain("Initiative", initiative)
        for concept in artefact.concepts:
            yield self.concept("Concept", concept, NAMESPACE)
        for codelist in artefact.codelists:
            yield self.list("CodeList", codelist, "entries", "Code")
            for code in codelist.entries:
                yield self.concept("Code", code, code_list_iri(codelist.id))
        for scheme in artefact.schemes:
            yield self.list("Scheme", scheme, "concepts", "SchemeConcept")
            for member in scheme.concepts:
                yield self.concept("SchemeConcept", member, scheme_iri(scheme.id))

    def release(self) -> dict[str, Any]:
        """Return the release as a data set."""
        return {"@id": self.dataset, "@type": ["Release", "hs:Release"], **_data(self.artefact.release)}

    def hub(self) -> dict[str, Any]:
        """Return the hub vocabulary as a concept scheme."""
        release = self.artefact.release
        tops = [iri("Concept", concept.id) for concept in self.artefact.concepts if not concept.broader]
        return {
            "@id": NAMESPACE,
            "@type": "skos:ConceptScheme",
            "title": dict(release.title),
            "description": dict(release.description),
            "licence": release.licence,
            "licence_url": release.licence_url,
            "hasTopConcept": tops,
            "isPartOf": self.dataset,
        }

    def plain(self, cls: str, record: Any) -> dict[str, Any]:
        """Return a record that is no concept."""
        return self._node(cls, _data(record))

    def list(self, cls: str, record: Any, slot: str, member_cls: str) -> dict[str, Any]:
        """Return a scheme or a code list without its members, which are records of their own."""
        data = _data(record)
        data.pop(slot, None)
        node = self._node(cls, data)
        tops = [iri(member_cls, member.id) for member in getattr(record, slot) if not member.broader]
        if tops:
            node["hasTopConcept"] = tops
        node["isPartOf"] = self.dataset
        return node

    def concept(self, cls: str, record: Any, scheme: str) -> dict[str, Any]:
        """Return a concept with its inverses, its scheme and its labels as things."""
        node = self._node(cls, _data(record))
        node["inScheme"] = scheme
        below = self._narrower.get(record.id, ())
        if below:
            node["narrower"] = list(below)
        if not record.broader:
            node["topConceptOf"] = scheme
        node |= self._mappings.get(record.id, {})
        if getattr(record, "status", None) == "deprecated" or record.deprecation:
            node["deprecated"] = True
        for note in node.get("label_notes", ()):
            for slot, thing in _LABELS.items():
                if _has_label(node.get(slot, {}), note["form"]):
                    node.setdefault(thing, []).append(note["@id"])
        return node

    def _node(self, cls: str, data: dict[str, Any]) -> dict[str, Any]:
        address = iri(cls, data.pop("id"))
        return {"@id": address, "@type": [cls, f"hs:{cls}"], **_with_parts(data, f"{address}#")}


def _data(record: Any) -> dict[str, Any]:
    # Through JSON and not to_builtins, which leaves tuples where JSON-LD knows only lists.
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    return data


def _with_parts(data: dict[str, Any], address: str) -> dict[str, Any]:
    """Give the parts of a record types and addresses."""
    for slot, cls in _PARTS.items():
        value = data.get(slot)
        if isinstance(value, dict):
            data[slot] = _part(cls, value, f"{address}{_name(cls)}")
        elif value:
            taken: set[str] = set()
            data[slot] = [
                _part(cls, part, address + _unused(f"{_name(cls)}-{_mark(cls, part, place)}", taken))
                for place, part in enumerate(value, start=1)
            ]
    return data


def _part(cls: str, data: dict[str, Any], address: str) -> dict[str, Any]:
    types = "LabelNote" if cls == "LabelNote" else cls
    return {"@id": address, "@type": [types, f"hs:{cls}"], **_with_parts(data, f"{address}-")}


def _name(cls: str) -> str:
    return {"LabelNote": "label", "NarrowerStatement": "narrower", "SchemeVersion": "version"}.get(cls, cls.lower())


def _mark(cls: str, part: dict[str, Any], place: int) -> str:
    """Return what tells a part from its neighbours and stays the same when others come and go."""
    if cls == "LabelNote":
        form = json.dumps(part["form"], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(form.encode()).hexdigest()[:12]
    if cls == "Criterion":
        return str(part["facet"])
    if cls == "Distinction":
        return str(part["concept"]).partition(":")[2]
    return str(place)


def _unused(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _has_label(labels: dict[str, Any], form: dict[str, str]) -> bool:
    for tag, text in form.items():
        found = labels.get(tag, ())
        if text == found or (not isinstance(found, str) and text in found):
            return True
    return False
