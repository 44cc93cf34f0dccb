"""Mapping rows as JSKOS: one concordance for each pair of schemes, and the mappings that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from harmlex.model.artefact import Artefact
from harmlex.model.mappings import MappingRow
from harmlex.model.sameness import sameness_identifier
from harmlex.model.sssom import AGENT_PREFIXES, BUILT_IN_PREFIXES, NO_TERM, expand
from harmlex.publish.identity import NAMESPACE, code_list_iri, scheme_iri
from harmlex.publish.skos_mappings import end_iri

__all__ = ["concordances", "jskos_mappings"]

Value = dict[str, Any]


def concordances(artefact: Artefact) -> Iterator[Value]:
    """Yield one JSKOS concordance for each scheme and each vocabulary that it is mapped to."""
    schemes = _schemes(artefact)
    counts: dict[tuple[str, str], int] = {}
    for row in _stated(artefact):
        counts[_pair(row)] = counts.get(_pair(row), 0) + 1
    for (start, end), count in sorted(counts.items()):
        yield {
            "uri": _concordance(start, end),
            "type": ["http://rdfs.org/ns/void#Linkset"],
            "fromScheme": schemes[start],
            "toScheme": schemes[end],
            "prefLabel": {"en": f"{schemes[start]['prefLabel']['en']} to {schemes[end]['prefLabel']['en']}"},
            "extent": str(count),
            "creator": [{"uri": f"{NAMESPACE}editors", "prefLabel": {"en": "The harmlex editors"}}],
            "license": [{"uri": artefact.release.licence_url}],
            "modified": artefact.release.date,
        }


def jskos_mappings(artefact: Artefact) -> Iterator[Value]:
    """Yield every row that states a relation, or that nothing was found, as a JSKOS mapping.

    JSKOS has no word for a denied relation: rows with ``Not`` stand in the SSSOM export only.
    """
    schemes, addresses = _schemes(artefact), end_iri(artefact)
    labels = _labels(artefact)
    for row in _stated(artefact):
        start, end = _pair(row)
        nothing = row.object_id == NO_TERM
        subject = addresses[row.subject_id]
        object_ = expand(NO_TERM, {}) if nothing else addresses[row.object_id]
        predicate = expand(row.predicate_id, BUILT_IN_PREFIXES)
        yield {
            "identifier": [sameness_identifier([subject], predicate, [object_])],
            "from": {"memberSet": [_member(row.subject_id, subject, labels)]},
            "fromScheme": _short(schemes[start]),
            "to": {"memberSet": [] if nothing else [_member(row.object_id, object_, labels)]},
            "toScheme": _short(schemes[end]),
            "type": [predicate],
            "mappingRelevance": row.confidence,
            "justification": expand(row.mapping_justification, {}),
            "creator": [{"uri": _agent(who)} for who in row.author_id],
            **({"contributor": [{"uri": _agent(who)} for who in row.reviewer_id]} if row.reviewer_id else {}),
            "created": row.mapping_date,
            **({"note": {"en": [row.comment]}} if row.comment else {}),
            "partOf": [{"uri": _concordance(start, end)}],
        }


def _stated(artefact: Artefact) -> Iterator[MappingRow]:
    addresses = end_iri(artefact)
    for row in artefact.mappings:
        known = row.subject_id in addresses and (row.object_id in addresses or row.object_id == NO_TERM)
        if known and not row.predicate_modifier:
            yield row


def _pair(row: MappingRow) -> tuple[str, str]:
    end = "hlx" if row.object_id == NO_TERM else row.object_id.partition(":")[0]
    return row.subject_id.partition(":")[0], end


def _concordance(start: str, end: str) -> str:
    return f"{NAMESPACE}mappings/{start}/to/{'hub' if end == 'hlx' else end}"


def _schemes(artefact: Artefact) -> dict[str, Value]:
    """Return the vocabularies by prefix."""
    release = artefact.release
    found: dict[str, Value] = {
        "hlx": {"uri": NAMESPACE, "notation": ["hlx"], "prefLabel": {"en": release.title.get("en", "harmlex")}}
    }
    for scheme in artefact.schemes:
        found[scheme.id] = {"uri": scheme_iri(scheme.id), "notation": [scheme.id], "prefLabel": {"en": scheme.label}}
    for one in artefact.codelists:
        title = one.title.get("en", one.id)
        found[one.id] = {"uri": code_list_iri(one.id), "notation": [one.id], "prefLabel": {"en": title}}
    return found


def _short(scheme: Value) -> Value:
    return {"uri": scheme["uri"], "notation": scheme["notation"]}


def _labels(artefact: Artefact) -> dict[str, tuple[dict[str, str], str]]:
    """Return labels and notation by id, as the publishing right left them."""
    found = {one.id: (one.prefLabel, one.id.partition(":")[2]) for one in artefact.concepts}
    for scheme in artefact.schemes:
        found |= {one.id: (one.prefLabel, one.notation or one.id.partition(":")[2]) for one in scheme.concepts}
    for codelist in artefact.codelists:
        found |= {one.id: (one.prefLabel, one.notation or one.id.partition(":")[2]) for one in codelist.entries}
    return found


def _member(id: str, address: str, labels: dict[str, tuple[dict[str, str], str]]) -> Value:
    texts, notation = labels[id]
    return {"uri": address, "notation": [notation], **({"prefLabel": dict(texts)} if texts else {})}


def _agent(curie: str) -> str:
    """Return the IRI of an author or reviewer; ORCIDs are the usual ones."""
    return expand(curie, {"hlx": NAMESPACE, **AGENT_PREFIXES})
