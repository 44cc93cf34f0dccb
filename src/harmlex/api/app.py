"""The service: which address answers what."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from harmlex.api.answer import JSON, Answer, respond, tag_of
from harmlex.api.crosswalks import add_crosswalks
from harmlex.api.documentation import PAGE_POLICY, complete, page
from harmlex.api.frame import Frame
from harmlex.api.library import SUFFIXES, Library
from harmlex.api.mappings import add_mappings
from harmlex.api.paging import DEFAULT_LIMIT, MAX_LIMIT, page_of
from harmlex.api.problem import Problem, problem_response
from harmlex.api.reconcile import add_reconciliation
from harmlex.api.reports import add_reports
from harmlex.api.representation import hit_value, uri_of
from harmlex.api.settings import Settings
from harmlex.api.static import Site
from harmlex.load.artefact import Sections
from harmlex.model.artefact import Artefact
from harmlex.model.records import CodeList, Concept, Scheme, SchemeConcept
from harmlex.registry import Registry

__all__ = ["create_app"]

_DESCRIPTION = (
    "The open registry of online harm terms, read-only. Every answer belongs to one release and stays the same with "
    "it: keep answers and ask again with If-None-Match. Lists come in pages: follow the Link header. Nothing is logged "
    "of what you ask. Definitions are the registry's own words; nothing here implies an endorsement."
)

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description=f"At most so many on a page, up to {MAX_LIMIT}.")]
Cursor = Annotated[
    str | None, Query(max_length=400, description="Where the page begins; taken from a Link header, never made up.")
]
Lang = Annotated[
    str | None,
    Query(
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        max_length=35,
        description="A language tag, for example fr; pt includes pt-BR.",
        examples=["fr"],
    ),
]


def create_app(
    artefact: Artefact | Sections, site_dir: Path | None = None, settings: Settings | None = None
) -> FastAPI:
    """Return the service over a release.

    Args:
        artefact: The compiled registry.
        site_dir: The built pages, served beside the API; without them only the API answers.
        settings: How it runs.
    """
    settings = settings or Settings()
    library = Library(Registry(artefact), settings.rdf_dir)
    app = FastAPI(
        title="harmlex API",
        description=_DESCRIPTION,
        version=library.release,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        license_info={"name": library.registry.release.licence, "url": library.registry.release.licence_url},
    )
    app.add_middleware(Frame)
    app.add_exception_handler(Problem, _told)
    app.add_exception_handler(RequestValidationError, _unusable)
    app.add_exception_handler(HTTPException, _refused)
    _add_concepts(app, library, settings)
    _add_schemes(app, library, settings)
    _add_lists(app, library, settings)
    add_mappings(app, library, settings)
    add_crosswalks(app, library, settings)
    _add_search(app, library, settings)
    _add_about(app, library, settings)
    add_reconciliation(app, library, settings)
    add_reports(app, artefact, settings)
    _add_documentation(app, library, settings)
    site = Site(site_dir, settings.max_age) if site_dir else None

    async def otherwise(scope: Any, receive: Any, send: Any) -> None:
        """Answer whatever is no address of the API: the site, where there is one."""
        path = scope["path"]
        if site is not None and not path.startswith("/v1/") and path != "/v1":
            await site(scope, receive, send)
        elif site is None and path == "/":
            await RedirectResponse("/docs", 307)(scope, receive, send)
        else:
            missing = Problem("not-found", "See /docs for what there is.")
            await problem_response(missing)(scope, receive, send)

    app.router.default = otherwise
    return app


# -- what each part of the service answers


def _add_concepts(app: FastAPI, library: Library, settings: Settings) -> None:
    registry = library.registry
    first = next((c.id for c in registry.concepts if c.label == "doxing"), next((c.id for c in registry.concepts), ""))

    @app.get(
        "/v1/concepts",
        operation_id="listConcepts",
        summary="List harm concepts",
        tags=["concepts"],
        responses=_array("Concept", [library.example(first)]),
    )
    def list_concepts(
        request: Request,
        broader: Annotated[
            str | None, Query(max_length=80, description="Only concepts below this one, directly or not.")
        ] = None,
        population: Annotated[
            Literal["child", "adult", "any"] | None, Query(description="Whom the record is about.")
        ] = None,
        four_c: Annotated[
            Literal["content", "contact", "conduct", "contract"] | None, Query(description="The class of online risk.")
        ] = None,
        material: Annotated[
            Literal["none", "real", "synthetic", "either"] | None, Query(description="What material is involved.")
        ] = None,
        status: Annotated[
            Literal["proposed", "accepted", "deprecated", "rejected"] | None, Query(description="Where it stands.")
        ] = None,
        lang: Lang = None,
        limit: Limit = DEFAULT_LIMIT,
        cursor: Cursor = None,
    ) -> Response:
        """Concepts by id; several filters all have to hold. `lang` keeps those with a preferred label in it."""
        _only(request, "broader", "population", "four_c", "material", "status", "lang", "limit", "cursor")
        wanted = {"population": population, "four_c": four_c, "material": material, "status": status}
        chosen = {slot: value for slot, value in wanted.items() if value is not None}
        above = None
        if broader is not None:
            found = registry.get(broader)
            if not isinstance(found, Concept):
                raise Problem.parameter("broader", "There is no concept with this identifier.")
            above = found.id
        known = {"broader": above, "lang": lang} | chosen
        names = library.filtered(chosen, above, lang)
        at = page_of(names, limit, cursor, f"{settings.public_url}/v1/concepts", {k: v for k, v in known.items() if v})
        return _page(request, library.concepts(at.names), at.total, at.link, settings)

    @app.get(
        "/v1/concepts/{identifier}",
        operation_id="getConcept",
        summary="Get a harm concept",
        tags=["concepts"],
        responses=_one("Concept", library.example(first)),
    )
    def get_concept(request: Request, identifier: str) -> Response:
        """By id: `hlx:H0042` or `H0042`; a suffix `.json`, `.jsonld`, `.ttl` or `.nt` goes before the Accept header."""
        _only(request)
        name, suffix = _suffix(library, identifier)
        record = registry.get(name)
        if not isinstance(record, Concept):
            raise _unknown(library, identifier)
        return _record(request, library, record, suffix, settings)


def _add_schemes(app: FastAPI, library: Library, settings: Settings) -> None:
    registry = library.registry
    first = next((s.id for s in registry.schemes if s.concepts), next((s.id for s in registry.schemes), ""))
    example = library.example_list(first) if first else []

    def scheme_of(identifier: str) -> Scheme:
        record = registry.get(identifier)
        if not isinstance(record, Scheme):
            raise Problem("unknown-identifier", "See /v1/schemes for the identifiers of all schemes.")
        return record

    @app.get(
        "/v1/schemes",
        operation_id="listSchemes",
        summary="List the schemes of organisations",
        tags=["schemes"],
        responses=_array("Scheme"),
    )
    def list_schemes(request: Request, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> Response:
        """Schemes by id, in short: how many concepts each has, not which."""
        return _summaries(request, library, "schemes", limit, cursor, settings)

    @app.get(
        "/v1/schemes/{identifier}",
        operation_id="getScheme",
        summary="Get a scheme with its concepts",
        tags=["schemes"],
        responses=_one("Scheme"),
    )
    def get_scheme(request: Request, identifier: str) -> Response:
        """By id, for example `ncmec-cybertipline`. How much is shown follows the scheme's publishing right."""
        _only(request)
        name, suffix = _suffix(library, identifier)
        return _record(request, library, scheme_of(name), suffix, settings)

    @app.get(
        "/v1/schemes/{identifier}/concepts",
        operation_id="listSchemeConcepts",
        summary="List the concepts of a scheme",
        tags=["schemes"],
        responses=_array("SchemeConcept", example) | {404: {}},
    )
    def list_scheme_concepts(
        request: Request, identifier: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Response:
        """In the order of the scheme."""
        _only(request, "limit", "cursor")
        scheme = scheme_of(identifier)
        path = f"{settings.public_url}/v1/schemes/{scheme.id}/concepts"
        at = page_of([concept.id for concept in scheme.concepts], limit, cursor, path, {})
        return _page(request, library.concepts(at.names), at.total, at.link, settings)

    @app.get(
        "/v1/schemes/{identifier}/concepts/{local}",
        operation_id="getSchemeConcept",
        summary="Get a concept of a scheme",
        tags=["schemes"],
        responses=_one("SchemeConcept", example[0] if example else None),
    )
    def get_scheme_concept(request: Request, identifier: str, local: str) -> Response:
        """By its id, whole or the part behind the colon."""
        _only(request)
        scheme = scheme_of(identifier)
        whole = local if ":" in local else f"{scheme.id}:{local}"
        name, suffix = _suffix(library, whole)
        record = registry.get(name)
        if not isinstance(record, SchemeConcept) or not record.id.startswith(f"{scheme.id}:"):
            raise Problem("unknown-identifier", "See the scheme's list of concepts.")
        return _record(request, library, record, suffix, settings)


def _add_lists(app: FastAPI, library: Library, settings: Settings) -> None:
    first = next((codelist.id for codelist in library.registry.codelists), "")

    @app.get(
        "/v1/codelists",
        operation_id="listCodeLists",
        summary="List the code lists",
        tags=["code lists"],
        responses=_array("CodeList"),
    )
    def list_codelists(request: Request, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> Response:
        """Code lists by id, in short."""
        return _summaries(request, library, "codelists", limit, cursor, settings)

    @app.get(
        "/v1/codelists/{identifier}",
        operation_id="getCodeList",
        summary="Get a code list with its codes",
        tags=["code lists"],
        responses=_one("CodeList", library.example(first)),
    )
    def get_codelist(request: Request, identifier: str) -> Response:
        """By id, for example `age-band`."""
        _only(request)
        name, suffix = _suffix(library, identifier)
        record = library.registry.get(name)
        if not isinstance(record, CodeList):
            raise Problem("unknown-identifier", "See /v1/codelists for the identifiers of all code lists.")
        return _record(request, library, record, suffix, settings)

    @app.get(
        "/v1/sources",
        operation_id="listSources",
        summary="List the sources",
        tags=["sources"],
        responses=_array("Source"),
    )
    def list_sources(request: Request, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> Response:
        """The documents, pages and files that statements rest on."""
        return _summaries(request, library, "sources", limit, cursor, settings)

    @app.get(
        "/v1/decisions",
        operation_id="listDecisions",
        summary="List the editorial decisions",
        tags=["decisions"],
        responses=_array("Decision"),
    )
    def list_decisions(request: Request, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> Response:
        """What was decided about meaning, scope and wording, and why."""
        return _summaries(request, library, "decisions", limit, cursor, settings)


def _add_search(app: FastAPI, library: Library, settings: Settings) -> None:
    registry = library.registry
    # A query that no label equals builds the tables of the search now, and not while the first reader waits.
    registry.search("no such label")
    found = registry.search("doxxing", limit=1)

    @app.get(
        "/v1/search",
        operation_id="search",
        summary="Find harm concepts by any word for them",
        tags=["concepts"],
        responses={200: {"content": {JSON: {"example": [hit_value(hit) for hit in found]}}}},
    )
    def search(
        request: Request,
        q: Annotated[str, Query(min_length=1, max_length=200, description="What to look for.", examples=["doxxing"])],
        lang: Lang = None,
        limit: Annotated[int, Query(ge=1, le=100, description="At most so many hits.")] = 10,
    ) -> Response:
        """Acronyms, misspellings and words to avoid are found, in any language, Arabic with and without article.

        Each hit says which label matched; a word to avoid carries advice: what to say instead, and why.
        """
        _only(request, "q", "lang", "limit")
        return respond(request, library.hits(q, lang, limit), settings.max_age)


def _add_about(app: FastAPI, library: Library, settings: Settings) -> None:
    @app.get(
        "/v1/release",
        operation_id="getRelease",
        summary="Get the release that answers",
        tags=["service"],
        responses={200: {"content": {JSON: {"example": _decoded(library.about)}}}, 422: {}},
    )
    def get_release(request: Request) -> Response:
        """Name, date, licence, digest, and how many records of each kind."""
        _only(request)
        return respond(request, library.about, settings.max_age)

    health = {"status": "ok", "release": library.release, "digest": library.registry.digest}

    @app.get(
        "/health",
        operation_id="getHealth",
        summary="Say that the service runs",
        tags=["service"],
        responses={200: {"content": {JSON: {"example": health}}}},
    )
    def get_health(request: Request) -> Response:
        """For monitoring; never to be kept."""
        return respond(request, library.json(health), 0, {"Cache-Control": "no-store"})


def _add_documentation(app: FastAPI, library: Library, settings: Settings) -> None:
    described = complete(app.openapi())
    app.openapi_schema = described
    openapi = library.json(described)
    html = page(described).encode()
    documentation = Answer(html, "text/html; charset=utf-8", tag_of(html, library.release))

    @app.get("/openapi.json", include_in_schema=False)
    def get_openapi(request: Request) -> Response:
        return respond(request, openapi, settings.max_age)

    @app.get("/docs", include_in_schema=False)
    def get_docs(request: Request) -> Response:
        return respond(request, documentation, settings.max_age, {"Content-Security-Policy": PAGE_POLICY})


# -- parts


def _record(
    request: Request,
    library: Library,
    record: Concept | Scheme | SchemeConcept | CodeList,
    suffix: str,
    settings: Settings,
) -> Response:
    answer = library.record(record, ", ".join(request.headers.getlist("accept")) or None, suffix)
    links = [f'<{uri_of(record)}>; rel="canonical"']
    if isinstance(record, Concept):
        links += [f'<{settings.public_url}/v1/concepts/{one}>; rel="successor-version"' for one in record.replaced_by]
    headers = {"Link": ", ".join(links)} | ({} if suffix else {"Vary": "Accept"})
    return respond(request, answer, settings.max_age, headers)


def _summaries(
    request: Request, library: Library, kind: str, limit: int, cursor: str | None, settings: Settings
) -> Response:
    _only(request, "limit", "cursor")
    at = page_of(library.names(kind), limit, cursor, f"{settings.public_url}/v1/{kind}", {})
    return _page(request, library.summaries(kind, at.names), at.total, at.link, settings)


def _page(request: Request, answer: Answer, total: int, link: str, settings: Settings) -> Response:
    headers = {"X-Total-Count": str(total)} | ({"Link": link} if link else {})
    return respond(request, answer, settings.max_age, headers)


def _suffix(library: Library, identifier: str) -> tuple[str, str]:
    """Part a format's suffix from an identifier; an identifier that has a dot of its own keeps it."""
    name, dot, suffix = identifier.rpartition(".")
    if dot and suffix in SUFFIXES and library.registry.get(identifier) is None:
        return name, suffix
    return identifier, ""


def _only(request: Request, *allowed: str) -> None:
    """Refuse parameters that we do not know: a filter misspelt must not answer as if nothing were asked."""
    if any(name not in allowed for name in request.query_params):
        told = f"The parameters here are {', '.join(allowed)}." if allowed else "There are no parameters here."
        raise Problem("unusable-parameter", told)


def _unknown(library: Library, identifier: str) -> Problem:
    """Return the problem of an identifier that is no concept's; who sent a label is told the identifier."""
    hits = library.registry.search(identifier[:80], limit=3)
    near: dict[str, Any] = {"suggestions": [{"id": hit.concept.id, "prefLabel": hit.concept.label} for hit in hits]}
    return Problem(
        "unknown-identifier",
        "Concepts are addressed by id, as hlx:H0042; /v1/search finds the id of a word.",
        extra=near if hits else None,
    )


def _decoded(answer: Answer) -> Any:
    return msgspec.json.decode(answer.body)


# -- descriptions of responses


def _one(schema: str, example: Any = None) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    if example is not None:
        content["example"] = example
    others: dict[str, Any] = {name: {} for name in ("application/ld+json", "text/turtle", "application/n-triples")}
    return {200: {"content": {JSON: content, **others}}, 404: {}, 406: {}}


def _array(schema: str, example: Sequence[Any] = ()) -> dict[int | str, dict[str, Any]]:
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}}
    content: dict[str, Any] = {"schema": items}
    if example and example[0] is not None:
        content["example"] = list(example)
    headers = {
        "X-Total-Count": {"description": "How many there are on all pages.", "schema": {"type": "integer"}},
        "Link": {"description": "The first, previous, next and last page.", "schema": {"type": "string"}},
    }
    return {200: {"content": {JSON: content}, "headers": headers}}


# -- problems


async def _told(_: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)
    return problem_response(problem)


async def _unusable(_: Request, error: Exception) -> Response:
    """Say which parameters cannot be used and what they may be; FastAPI's own message may repeat the value."""
    assert isinstance(error, RequestValidationError)
    errors = tuple(
        {"parameter": str(one["loc"][-1]), "message": _expectation(one)} for one in error.errors() if one.get("loc")
    )
    return problem_response(Problem("unusable-parameter", "Mend the parameters that are named.", errors=errors))


def _expectation(error: Any) -> str:
    told = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return "It is required."
        case "literal_error":
            return f"It is one of {told['expected']}."
        case "int_parsing" | "int_type" | "int_from_float":
            return "It is a whole number."
        case "greater_than_equal":
            return f"It is at least {told['ge']}."
        case "less_than_equal":
            return f"It is at most {told['le']}."
        case "string_too_short":
            return "It is not empty."
        case "string_too_long":
            return f"It has at most {told['max_length']} characters."
    return "It has another form; see /docs."


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return problem_response(
            Problem("method-not-allowed", "Ask with GET or HEAD.", headers={"Allow": "GET, HEAD, OPTIONS"})
        )
    return problem_response(Problem("not-found", "See /docs for what there is."))
