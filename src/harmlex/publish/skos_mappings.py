"""Mapping rows as SKOS mapping triples, each said in both directions."""

from __future__ import annotations

from typing import Any

from harmlex.model.artefact import Artefact
from harmlex.model.mappings import MappingRow
from harmlex.publish.identity import iri

__all__ = ["end_iri", "skos_mappings", "stated_in_skos"]

# The predicate of the reverse direction (S43, S44).
_REVERSE = {
    "skos:exactMatch": "skos:exactMatch",
    "skos:broadMatch": "skos:narrowMatch",
    "skos:narrowMatch": "skos:broadMatch",
    "skos:closeMatch": "skos:closeMatch",
    "skos:relatedMatch": "skos:relatedMatch",
}


def skos_mappings(artefact: Artefact) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Return what each concept or code is mapped to, as JSON-LD, by its id and by predicate.

    A triple cannot say how sure it is, so rows that rest on a label alone are left out; nor can it deny a relation or
    say that nothing was found. All of that stands in the SSSOM export.
    """
    classes = _classes(artefact)
    found: dict[str, dict[str, set[str]]] = {}
    for row in artefact.mappings:
        if not stated_in_skos(row) or row.subject_id not in classes or row.object_id not in classes:
            continue
        subject, object = (iri(classes[end], end) for end in (row.subject_id, row.object_id))
        found.setdefault(row.subject_id, {}).setdefault(row.predicate_id, set()).add(object)
        found.setdefault(row.object_id, {}).setdefault(_REVERSE[row.predicate_id], set()).add(subject)
    return {
        id: {predicate: [{"@id": one} for one in sorted(ends)] for predicate, ends in sorted(by_predicate.items())}
        for id, by_predicate in found.items()
    }


def stated_in_skos(row: MappingRow) -> bool:
    """Say whether a row makes a statement that SKOS has a word for."""
    return not row.predicate_modifier and row.predicate_id in _REVERSE and "hlx:label-only" not in row.curation_rule


def end_iri(artefact: Artefact) -> dict[str, str]:
    """Return the IRI of everything that a row may start or end at, by id."""
    return {id: iri(cls, id) for id, cls in _classes(artefact).items()}


def _classes(artefact: Artefact) -> dict[str, Any]:
    classes = {concept.id: "Concept" for concept in artefact.concepts}
    classes |= {concept.id: "SchemeConcept" for scheme in artefact.schemes for concept in scheme.concepts}
    return classes | {code.id: "Code" for codelist in artefact.codelists for code in codelist.entries}
