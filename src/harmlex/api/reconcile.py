"""The W3C Reconciliation Service API 0.2 over the hub: spreadsheets' words matched to concepts.

The manifest says what there is; queries, suggestions, a preview and the values of properties come from the same
search and the same records as the rest of the API.
"""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import parse_qs

import msgspec
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from harmlex.api.answer import Answer, respond, tag_of
from harmlex.api.documentation import PAGE_POLICY
from harmlex.api.library import Library
from harmlex.api.problem import Problem
from harmlex.api.representation import uri_of
from harmlex.api.settings import Settings
from harmlex.model.records import Concept
from harmlex.registry import NAMESPACE
from harmlex.search.index import SearchHit, text_in

__all__ = ["add_reconciliation"]

_PATH = "/reconcile"
_TYPE = {"id": "Concept", "name": "Harm concept"}
_MOST_QUERIES = 100
_MOST_BYTES = 1 << 20
_FORM = "application/x-www-form-urlencoded"

# Property: its name. Each is a field of a concept.
_PROPERTIES = {
    "definition": "Definition",
    "status": "Status",
    "population": "Whom the record is about",
    "four_c": "Class of online risk",
    "material": "Material",
    "altLabel": "Also called",
    "broader": "Broader concepts",
    "narrower": "Narrower concepts",
    "related": "Related concepts",
    "replaced_by": "Use instead",
}


class _Property(msgspec.Struct):
    pid: str
    v: Any = None


class _Query(msgspec.Struct):
    query: str = ""
    type: Any = None
    limit: int = 10
    properties: tuple[_Property, ...] = ()
    type_strict: str | None = None


class _Wanted(msgspec.Struct):
    id: str


class _Extension(msgspec.Struct):
    ids: tuple[str, ...]
    properties: tuple[_Wanted, ...]


def add_reconciliation(app: FastAPI, library: Library, settings: Settings) -> None:
    """Add the reconciliation service to the API."""

    @app.get(
        _PATH,
        operation_id="reconcile",
        summary="Reconcile words with harm concepts",
        tags=["reconciliation"],
        responses={200: {"content": {"application/json": {"example": _manifest(library, "")}}}},
    )
    def describe_or_match(request: Request, queries: str | None = None, extend: str | None = None) -> Response:
        """W3C Reconciliation Service API 0.2: without parameters the manifest, else as by POST."""
        answer = _answer(library, queries, extend, _base(request, settings))
        return respond(request, answer, settings.max_age)

    @app.post(
        _PATH,
        operation_id="reconcileBatch",
        summary="Reconcile a batch of words",
        tags=["reconciliation"],
        responses={200: {}, 413: {}, 422: {}},
        openapi_extra={
            "requestBody": {
                "content": {
                    _FORM: {
                        "schema": {
                            "type": "object",
                            "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                        },
                        "example": {"queries": '{"q0":{"query":"doxxing","limit":3}}'},
                    }
                }
            }
        },
    )
    async def match(request: Request) -> Response:
        """Form fields as the specification says: `queries`, or `extend` for the values of properties."""
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST_BYTES:
                raise Problem("too-large", "Send smaller batches.")
        form = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
        queries, extend = (form.get(name, [None])[0] for name in ("queries", "extend"))
        answer = await run_in_threadpool(_answer, library, queries, extend, _base(request, settings))
        return Response(answer.body, headers={"Cache-Control": "no-store"}, media_type=answer.media_type)

    @app.get(
        f"{_PATH}/suggest/{{kind}}",
        operation_id="suggest",
        summary="Suggest concepts, types or properties",
        tags=["reconciliation"],
        responses={200: {}, 404: {}},
    )
    def suggest(request: Request, kind: str, prefix: str = "", cursor: int = 0) -> Response:
        """What begins with, or comes near, a prefix."""
        return respond(request, library.json({"result": _suggested(library, kind, prefix[:200], cursor)}), 300)

    @app.get(
        f"{_PATH}/preview/{{identifier}}",
        operation_id="preview",
        summary="Preview a concept",
        tags=["reconciliation"],
        responses={200: {}, 404: {}},
    )
    def preview(request: Request, identifier: str) -> Response:
        """A small page about a concept, to be shown inside another."""
        concept = library.registry.get(identifier)
        if not isinstance(concept, Concept):
            raise Problem("unknown-identifier", "Concepts are addressed by id, as hlx:H0042.")
        html = _preview(concept).encode()
        answer = Answer(html, "text/html; charset=utf-8", tag_of(html, library.release))
        framable = PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
        return respond(request, answer, settings.max_age, {"Content-Security-Policy": framable})

    @app.get(
        f"{_PATH}/properties",
        operation_id="proposeProperties",
        summary="Propose properties to extend with",
        tags=["reconciliation"],
        responses={200: {}},
    )
    def propose(request: Request, type: str = "Concept", limit: int = 20) -> Response:
        """The properties whose values can be added to reconciled rows."""
        proposed = [{"id": pid, "name": name} for pid, name in _PROPERTIES.items()][: max(0, limit)]
        return respond(request, library.json({"type": _TYPE["id"], "properties": proposed}), settings.max_age)


def _base(request: Request, settings: Settings) -> str:
    """Return the absolute address of the service, which clients of this API need; the host is what they called."""
    return settings.public_url or f"{request.url.scheme}://{request.url.netloc}"


def _manifest(library: Library, base: str) -> dict[str, Any]:
    service = f"{base}{_PATH}"
    return {
        "versions": ["0.2"],
        "name": "harmlex harm concepts",
        "identifierSpace": NAMESPACE,
        "schemaSpace": f"{NAMESPACE}schema/",
        "documentation": f"{base}/docs",
        "serviceVersion": library.release,
        "defaultTypes": [_TYPE],
        "view": {"url": f"{service}/preview/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview/{{{{id}}}}", "width": 420, "height": 220},
        "suggest": {
            kind: {"service_url": service, "service_path": f"/suggest/{kind}"}
            for kind in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [],
        },
    }


def _answer(library: Library, queries: str | None, extend: str | None, base: str) -> Answer:
    if extend is not None:
        return library.json(_extended(library, _read("extend", extend, _Extension)))
    if queries is None:
        return library.json(_manifest(library, base))
    batch = _read("queries", queries, dict[str, _Query])
    if len(batch) > _MOST_QUERIES:
        raise Problem.parameter("queries", f"Send at most {_MOST_QUERIES} queries at once.")
    return library.json({key: {"result": _candidates(library, query)} for key, query in batch.items()})


def _read(name: str, text: str, form: Any) -> Any:
    try:
        return msgspec.json.decode(text, type=form)
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise Problem.parameter(name, "It is not JSON of the form that the specification states.") from None


# -- queries


def _candidates(library: Library, query: _Query) -> list[dict[str, Any]]:
    limit = min(max(query.limit, 1), 50)
    conditions = [(one.pid, _wanted(one.v)) for one in query.properties if one.pid in _PROPERTIES]
    named = library.registry.get(query.query.strip())
    if isinstance(named, Concept):
        return [_candidate(named, 100.0, True, None)]
    if query.query.strip():
        hits = library.registry.search(query.query[:200], limit=limit if not conditions else 50)
    else:
        hits = []
    if not query.query.strip() and conditions:
        concepts = [concept for concept in library.registry.concepts if _meets(library, concept, conditions)]
        return [_candidate(concept, 50.0, False, None) for concept in concepts[:limit]]
    met = [hit for hit in hits if _meets(library, hit.concept, conditions)]
    # A match is certain where exactly one concept has the words for a label that may be used.
    sure = [hit for hit in met if hit.match == "label"]
    return [_candidate(hit.concept, hit.score, len(sure) == 1 and hit is sure[0], hit) for hit in met[:limit]]


def _wanted(value: Any) -> set[str]:
    values = value if isinstance(value, list) else [value]
    return {str(one.get("id", "") if isinstance(one, dict) else one) for one in values}


def _meets(library: Library, concept: Concept, conditions: list[tuple[str, set[str]]]) -> bool:
    return all(
        any(one.get("id", one.get("str")) in wanted for one in _values(library, concept, pid))
        for pid, wanted in conditions
    )


def _candidate(concept: Concept, score: float, match: bool, hit: SearchHit | None) -> dict[str, Any]:
    features: list[dict[str, Any]] = [{"id": "deprecated", "value": concept.status in {"deprecated", "rejected"}}]
    if hit is not None:
        avoided = hit.advice is not None and hit.advice.usage == "avoid"
        features.append({"id": "word_to_avoid", "value": avoided})
    return {
        "id": concept.id,
        "name": concept.label,
        "description": text_in(concept.definition, "en"),
        "score": score,
        "match": match,
        "type": [_TYPE],
        "features": features,
    }


# -- suggestions, preview, extension


def _suggested(library: Library, kind: str, prefix: str, cursor: int) -> list[dict[str, Any]]:
    begun = prefix.casefold()
    start = max(0, cursor)
    if kind == "entity":
        hits = library.registry.search(prefix, limit=min(start + 20, 200))
        return [
            {"id": h.concept.id, "name": h.concept.label, "description": text_in(h.concept.definition, "en"),
             "notable": [_TYPE["id"]]}
            for h in hits[start:]
        ]  # fmt: skip
    if kind == "property":
        return [
            {"id": pid, "name": name}
            for pid, name in _PROPERTIES.items()
            if pid.casefold().startswith(begun) or begun in name.casefold()
        ][start:]
    if kind == "type":
        return [_TYPE][start:] if _TYPE["name"].casefold().startswith(begun) or begun in "concept" else []
    raise Problem("not-found", "Entities, properties and types are suggested.")


def _preview(concept: Concept) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(concept.label)}</title></head><body><main><h1>{escape(concept.label)}</h1>"
        f"<p>{escape(concept.id)} · {escape(concept.status)}</p>"
        f"<p>{escape(text_in(concept.definition, 'en'))}</p>"
        f'<p><a href="{uri_of(concept)}" target="_top">{uri_of(concept)}</a></p></main></body></html>'
    )


def _extended(library: Library, wanted: _Extension) -> dict[str, Any]:
    properties = [one.id for one in wanted.properties if one.id in _PROPERTIES]
    rows = {}
    for name in wanted.ids[:1000]:
        concept = library.registry.get(name)
        if isinstance(concept, Concept):
            rows[name] = {pid: _values(library, concept, pid) for pid in properties}
        else:
            rows[name] = {pid: [] for pid in properties}
    meta: list[dict[str, Any]] = [
        {"id": pid, "name": _PROPERTIES[pid], **({"type": _TYPE} if pid in _LINKS else {})} for pid in properties
    ]
    return {"meta": meta, "rows": rows}


_LINKS = frozenset({"broader", "narrower", "related", "replaced_by"})


def _values(library: Library, concept: Concept, pid: str) -> list[dict[str, str]]:
    """Return the values of a property in the form of the specification: entities, or text."""
    if pid in _LINKS:
        names = (
            [one.id for one in library.registry.narrower(concept.id)] if pid == "narrower" else getattr(concept, pid)
        )
        linked = (library.registry.get(name) for name in names)
        return [{"id": one.id, "name": one.label} for one in linked if isinstance(one, Concept)]
    if pid == "definition":
        texts = [text_in(concept.definition, "en")]
    elif pid == "altLabel":
        texts = [label for several in concept.altLabel.values() for label in several]
    else:
        texts = [getattr(concept, pid) or ""]
    return [{"str": text} for text in texts if text]
