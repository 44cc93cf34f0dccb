"""What the API answers about a record, as files that lie beside the pages: JSON, JSON-LD and Turtle."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from harmlex.model.artefact import Artefact
from harmlex.publish.exports.linked import Linker, context_of
from harmlex.publish.exports.rdf import turtle_of
from harmlex.publish.identity import NAMESPACE, code_list_iri, scheme_iri
from harmlex.publish.rule_pages import machine_list

__all__ = ["record_files"]


def record_files(artefact: Artefact) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file, relative to the root of the site.

    A hub concept lies at ``concepts/H0042.json`` with its ``.jsonld`` and ``.ttl``; schemes and code lists likewise,
    each with its members inside. The JSON-LD files name the context that lies at ``data/context.jsonld``. The
    ``index.json`` of each folder lists what is there; that of the rules holds their pages.
    """
    linker = Linker(artefact)
    context = context_of(artefact)

    def files(path: str, record: Any, nodes: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        graph = list(nodes)
        yield f"{path}.json", _json(msgspec.to_builtins(record))
        yield f"{path}.jsonld", _json({"@context": "../data/context.jsonld", "@graph": graph})
        yield f"{path}.ttl", turtle_of(graph, context)

    for concept in artefact.concepts:
        local = concept.id.partition(":")[2]
        yield from files(f"concepts/{local}", concept, [linker.concept("Concept", concept, NAMESPACE)])
    for codelist in artefact.codelists:
        inside = [linker.concept("Code", code, code_list_iri(codelist.id)) for code in codelist.entries]
        yield from files(
            f"codelists/{codelist.id}", codelist, [linker.list("CodeList", codelist, "entries", "Code"), *inside]
        )
    for scheme in artefact.schemes:
        inside = [linker.concept("SchemeConcept", one, scheme_iri(scheme.id)) for one in scheme.concepts]
        yield from files(
            f"schemes/{scheme.id}", scheme, [linker.list("Scheme", scheme, "concepts", "SchemeConcept"), *inside]
        )
    yield "concepts/index.json", _json([{"id": c.id, "prefLabel": c.prefLabel} for c in artefact.concepts])
    yield "codelists/index.json", _json([{"id": one.id, "title": one.title} for one in artefact.codelists])
    yield "schemes/index.json", _json([{"id": s.id, "title": s.title} for s in artefact.schemes])
    yield "rule/index.json", machine_list()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
