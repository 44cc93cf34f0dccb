"""``/v1/crosswalks`` and its fellows: what follows between schemes, with the proof."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import FastAPI, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from harmlex.api.answer import JSON, Answer, answer_json, respond
from harmlex.api.library import Library
from harmlex.api.paging import DEFAULT_LIMIT, MAX_LIMIT, page_of
from harmlex.api.problem import Problem
from harmlex.api.settings import Settings
from harmlex.crosswalk.compare import Comparison
from harmlex.crosswalk.counts import CountTable, parse_counts, table_of_report
from harmlex.crosswalk.forms import to_rows
from harmlex.crosswalk.library import Bridges, NoIncidents
from harmlex.crosswalk.programme import SolverMissing
from harmlex.crosswalk.translate import Policy
from harmlex.model.errors import UnknownName
from harmlex.model.findings import Finding

__all__ = ["add_crosswalks"]

_MOST_CODES, _MOST_COUNTS, _MOST_BYTES, _KEPT = 100, 60, 1 << 18, 400
_T = TypeVar("_T")

Name = Annotated[str, Query(max_length=160, description="A concept, `iwf:category-a` or `hlx:H0042`.")]


class _Asked(msgspec.Struct, forbid_unknown_fields=True):
    """What is sent to compare: counts as CSV or as reports, and what is asked for."""

    targets: list[str]
    csv: str = ""
    reports: list[dict[str, Any]] = []


def add_crosswalks(app: FastAPI, library: Library, settings: Settings) -> None:
    """Add crosswalks, explanations, translations, coverage and comparisons to the service."""
    registry = library.registry
    bridges = Bridges(registry, registry.rows)

    def answer(value: Any) -> Answer:
        return answer_json(msgspec.json.encode(value), library.release)

    @lru_cache(maxsize=_KEPT)
    def rows_of(a: str, b: str, every: bool) -> list[dict[str, Any]]:
        return to_rows(bridges.network(), bridges.derive(a, b), every=every)

    @lru_cache(maxsize=1)
    def matrix() -> Answer:
        return answer(msgspec.to_builtins(bridges.coverage()))

    _add_derived(app, bridges, rows_of, settings, library.release)

    @app.get(
        "/v1/translate",
        operation_id="translateCodes",
        summary="Say codes of one scheme in another, with the loss",
        tags=["crosswalks"],
        responses=_documented([], 422),
    )
    def translate(
        request: Request,
        source: Annotated[str, Query(alias="from", max_length=80, description="The scheme of the codes; `hub` too.")],
        to: Annotated[str, Query(max_length=80, description="The scheme to say them in.")],
        code: Annotated[list[str], Query(max_length=_MOST_CODES, description="A code; may be given several times.")],
        policy: Annotated[Policy, Query(description="`exact`, `safe` or `best`.")] = "safe",
    ) -> Response:
        """Each code with its targets: `same`, `up` (detail is lost), `split` (one would have to choose) or `none`."""
        _only(request, "from", "to", "code", "policy")
        translator = _known(lambda: bridges.translator(source, to, policy), "from", "to")
        told = [msgspec.to_builtins(_known(partial(translator, one), "code")) for one in code]
        return respond(request, answer(told), settings.max_age)

    @app.get(
        "/v1/coverage",
        operation_id="getCoverage",
        summary="Which scheme has a code for which harm",
        tags=["crosswalks"],
        responses=_documented({}, 422),
    )
    def coverage(request: Request) -> Response:
        """For each harm concept and scheme: `exact`, `parts` (codes inside it), `inside` (a code around), `overlap`."""
        _only(request)
        return respond(request, matrix(), settings.max_age)

    @app.post(
        "/v1/compare",
        operation_id="compareCounts",
        summary="Within what bounds published counts can be compared",
        tags=["crosswalks"],
        responses=_documented([], 413, 422),
        openapi_extra={"requestBody": {"content": {JSON: {"example": {
            "targets": ["hlx:H0101"],
            "csv": "code,count,unit,scheme\niwf:category-a,20,items,iwf\n",
        }}}}},
    )  # fmt: skip
    async def compare(request: Request) -> Response:
        """Counts as `csv` or as `reports` (AggregateReport), and `targets`. Nothing of it is kept or logged."""
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST_BYTES:
                raise Problem("too-large", f"Send at most {_MOST_BYTES // 1024} KiB.")
        found = await run_in_threadpool(_compared, bridges, body)
        return Response(msgspec.json.encode(found), headers={"Cache-Control": "no-store"}, media_type=JSON)


def _add_derived(
    app: FastAPI,
    bridges: Bridges,
    rows_of: Callable[[str, str, bool], list[dict[str, Any]]],
    settings: Settings,
    release: str,
) -> None:
    @app.get(
        "/v1/crosswalks/{a}/{b}",
        operation_id="getCrosswalk",
        summary="Derive the crosswalk from one scheme to another",
        tags=["crosswalks"],
        responses=_documented([], 404, 422),
    )
    def crosswalk(
        request: Request,
        a: str,
        b: str,
        every: Annotated[bool, Query(alias="all", description="All relations, not only those that say most.")] = False,
        limit: Annotated[
            int, Query(ge=1, le=MAX_LIMIT, description=f"At most so many on a page, up to {MAX_LIMIT}.")
        ] = DEFAULT_LIMIT,
        cursor: Annotated[
            str | None, Query(max_length=400, description="Where the page begins; taken from a Link header.")
        ] = None,
    ) -> Response:
        """Every relation that follows, with its proof in sentences; then what has no counterpart, with the reason."""
        _only(request, "all", "limit", "cursor")
        a, b = _known(lambda: bridges.scheme(a)), _known(lambda: bridges.scheme(b))
        rows = rows_of(a, b, every)
        asked = {"all": "true"} if every else {}
        names = [f"{i:06}" for i in range(len(rows))]
        at = page_of(names, limit, cursor, f"{settings.public_url}/v1/crosswalks/{a}/{b}", asked)
        body = msgspec.json.encode([rows[int(name)] for name in at.names])
        headers = {"X-Total-Count": str(at.total)} | ({"Link": at.link} if at.link else {})
        return respond(request, answer_json(body, release), settings.max_age, headers)

    @app.get(
        "/v1/explain",
        operation_id="explainRelation",
        summary="Explain what two concepts are to each other",
        tags=["crosswalks"],
        responses=_documented({}, 422),
    )
    def explain(request: Request, x: Name, y: Name) -> Response:
        """The strongest relation that follows, and the proof: rows, hierarchy steps and criteria, in sentences."""
        _only(request, "x", "y")
        told = _known(lambda: bridges.explain(x, y), "x", "y")
        return respond(request, answer_json(msgspec.json.encode(told.plain()), release), settings.max_age)


def _known(find: Callable[[], _T], *parameters: str) -> _T:
    """Return what is found; an unknown name becomes a problem that suggests and does not repeat."""
    try:
        return find()
    except UnknownName as unknown:
        near = {"suggestions": list(unknown.suggestions)} if unknown.suggestions else {}
        if not parameters:
            raise Problem("unknown-identifier", "See /v1/schemes for the schemes.", extra=near) from unknown
        said = "The registry has no scheme or concept of this name."
        errors = tuple({"parameter": name, "message": said} for name in parameters)
        raise Problem("unusable-parameter", said, errors=errors, extra=near) from unknown
    except NoIncidents as value:
        said = "This stands for no set of incidents; it has no crosswalk."
        raise Problem("unusable-parameter", said) from value


def _compared(bridges: Bridges, body: bytes) -> list[dict[str, Any]]:
    try:
        asked = msgspec.json.decode(body, type=_Asked)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problem("unusable-parameter", "Send a JSON object with targets, and csv or reports.") from error
    tables: list[CountTable] = []
    findings: list[Finding] = []
    if asked.csv:
        tables, findings = parse_counts(asked.csv.encode("utf-8", "replace"), "csv")
    try:
        tables += [table_of_report(report, "reports") for report in asked.reports]
    except msgspec.ValidationError as error:
        raise Problem("unusable-parameter", "A report is no AggregateReport.") from error
    if not findings and (not tables or not asked.targets or len(asked.targets) > _MOST_CODES):
        raise Problem("unusable-parameter", "Send at least one count and one target.")
    if sum(len(table.counts) for table in tables) > _MOST_COUNTS * len(tables) or len(tables) > _MOST_CODES:
        raise Problem("too-large", f"A table may have {_MOST_COUNTS} counts; run harmlex compare for larger ones.")
    found: list[Comparison] = []
    if not findings:
        try:
            found, findings = _known(lambda: bridges.compare(tables, asked.targets), "csv", "reports", "targets")
        except SolverMissing as missing:
            raise Problem("unusable-parameter", "This service has no solver for such counts.") from missing
    if findings:
        errors = tuple({"parameter": f.file, "message": f"line {f.line}: {f.code}. {f.hint}"} for f in findings)
        raise Problem("unusable-parameter", "The counts cannot be used; nothing was worked out.", errors=errors)
    return [one.plain() for one in found]


def _only(request: Request, *names: str) -> None:
    if any(name not in names for name in request.query_params):
        listed = f"The parameters here are {', '.join(names)}." if names else "There are no parameters here."
        raise Problem("unusable-parameter", listed)


def _documented(example: Any, *refusals: int) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {JSON: {"example": example}}}, **{status: {} for status in refusals}}
