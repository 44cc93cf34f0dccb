"""The release as catalogues know it: a DCAT data set with its files, and a schema.org set of terms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from harmlex.model.artefact import Artefact
from harmlex.model.records import Concept
from harmlex.publish.identity import NAMESPACE, dataset_iri, iri

__all__ = ["MEDIA_TYPES", "PublishedFile", "dcat", "defined_term_set"]

# Ending of a file: media type and what it is for.
MEDIA_TYPES = {
    ".csv-metadata.json": "application/csvm+json",
    ".schema.json": "application/schema+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".ndjson": "application/x-ndjson",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".sqlite": "application/vnd.sqlite3",
    ".ts": "text/x.typescript",
    ".py": "text/x-python",
}


class PublishedFile(msgspec.Struct, frozen=True):
    """One file of a release: its path from the output folder, its size in bytes, its SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str


def dcat(artefact: Artefact, files: Iterable[PublishedFile]) -> str:
    """Return the release as a DCAT data set with a distribution, a size and a checksum for each file."""
    release = artefact.release
    dataset = dataset_iri(release.release)
    languages = sorted({tag for concept in artefact.concepts for tag in concept.prefLabel})
    data: dict[str, Any] = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcterms": "http://purl.org/dc/terms/",
            "spdx": "http://spdx.org/rdf/terms#",
            "prov": "http://www.w3.org/ns/prov#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "title": {"@id": "dcterms:title", "@container": "@language"},
            "description": {"@id": "dcterms:description", "@container": "@language"},
        },
        "@id": dataset,
        "@type": "dcat:Dataset",
        "title": dict(release.title),
        "description": dict(release.description),
        "dcterms:identifier": artefact.digest,
        "dcterms:issued": {"@value": release.date, "@type": "xsd:date"},
        "dcterms:license": {"@id": release.licence_url},
        "dcterms:language": languages,
        "dcterms:conformsTo": [{"@id": "http://www.w3.org/2004/02/skos/core"}],
        "dcat:version": release.release,
        "dcat:theme": [{"@id": iri("Concept", c.id)} for c in artefact.concepts if not c.broader],
        "dcat:landingPage": {"@id": NAMESPACE},
        "dcterms:publisher": {
            "@id": f"{NAMESPACE}editors",
            "@type": "http://xmlns.com/foaf/0.1/Agent",
            "http://xmlns.com/foaf/0.1/name": "The harmlex editors",
        },
    }
    if release.previous:
        data["dcat:previousVersion"] = {"@id": dataset_iri(release.previous)}
    data["dcat:distribution"] = [
        {
            "@id": f"{dataset}/{file.path}",
            "@type": "dcat:Distribution",
            "dcterms:title": file.path,
            "dcterms:license": {"@id": release.licence_url},
            "dcat:downloadURL": {"@id": f"{dataset}/{file.path}"},
            "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{_media_type(file.path)}"},
            "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@id": f"{dataset}/{file.path}#sha256",
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
            },
        }
        for file in files
    ]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def defined_term_set(artefact: Artefact) -> Iterator[str]:
    """Yield the hub as a schema.org ``DefinedTermSet``, a term on each line.

    Only preferred and alternative labels appear: schema.org has no place for advice, so a word to avoid is left out.
    Deprecated and rejected concepts are left out as well.
    """
    release = artefact.release
    head = {
        "@context": {"@vocab": "https://schema.org/"},
        "@id": NAMESPACE,
        "@type": "DefinedTermSet",
        "name": _values(release.title),
        "description": _values(release.description),
        "license": {"@id": release.licence_url},
        "version": release.release,
        "datePublished": release.date,
        "url": {"@id": NAMESPACE},
        "creditText": "The harmlex editors. Concepts are proposed until a recorded decision accepts them.",
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "hasDefinedTerm": [\n'
    comma = ""
    for concept in artefact.concepts:
        if concept.status in ("deprecated", "rejected"):
            continue
        yield comma + json.dumps(_term(concept), ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def _term(concept: Concept) -> dict[str, Any]:
    avoided = {form for note in concept.label_notes if note.usage == "avoid" for form in note.form.items()}
    others = [
        {"@language": tag, "@value": text}
        for tag, several in concept.altLabel.items()
        for text in several
        if (tag, text) not in avoided
    ]
    address = iri("Concept", concept.id)
    term: dict[str, Any] = {
        "@id": address,
        "@type": "DefinedTerm",
        "termCode": concept.id,
        "name": _values({tag: text for tag, text in concept.prefLabel.items() if (tag, text) not in avoided}),
        "description": _values(concept.definition),
        "inDefinedTermSet": {"@id": NAMESPACE},
        "url": {"@id": address},
        "creativeWorkStatus": concept.status,
    }
    if others:
        term["alternateName"] = others
    return term


def _values(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@language": tag, "@value": text} for tag, text in texts.items()]


def _media_type(path: str) -> str:
    return next((kind for ending, kind in MEDIA_TYPES.items() if path.endswith(ending)), "application/octet-stream")
