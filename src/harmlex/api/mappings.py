"""``/v1/mappings``: how the concepts of schemes stand to the hub and to each other, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

import msgspec
from fastapi import FastAPI, Query, Request
from fastapi.responses import Response

from harmlex.api.answer import JSON, answer_json, respond
from harmlex.api.library import Library
from harmlex.api.paging import DEFAULT_LIMIT, MAX_LIMIT, page_of
from harmlex.api.problem import Problem
from harmlex.api.representation import mapping_value, uri_of
from harmlex.api.settings import Settings
from harmlex.model.mappings import MappingRow
from harmlex.model.records import Decision, Scheme, Source
from harmlex.model.sameness import sameness_identifier
from harmlex.model.sssom import NO_TERM, expand
from harmlex.registry import Registry

__all__ = ["add_mappings"]

_PATH = "/v1/mappings"
_PARAMETERS = ("scheme", "concept", "predicate", "limit", "cursor")
Predicate = Literal[
    "skos:exactMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:closeMatch",
    "skos:relatedMatch",
    "owl:disjointWith",
]


class _Table:
    """The rows as they are answered, by name, and where to find those of a scheme or a concept."""

    def __init__(self, registry: Registry) -> None:
        self.rows: dict[str, tuple[MappingRow, bytes]] = {}
        self.by_end: dict[str, list[str]] = {}
        for row in registry.rows:
            identifier = _identifier(registry, row)
            # The same may be said of two versions of a scheme; then the versions tell the rows apart.
            name = f"{identifier} {row.subject_source_version} {row.object_source_version}"
            self.rows[name] = row, msgspec.json.encode({"identifier": identifier, **mapping_value(row)})
            prefixes = {row.subject_id.partition(":")[0], row.object_id.partition(":")[0]}
            for end in {row.subject_id, row.object_id, *prefixes}:
                self.by_end.setdefault(end, []).append(name)

    def names(self, scheme: str | None, concept: str | None, predicate: str | None) -> Sequence[str]:
        """Return the names of the rows that fit every filter, in the order of the files."""
        found: Sequence[str] = list(self.rows)
        if concept is not None:
            found = self.by_end.get(concept, [])
        elif scheme is not None:
            found = self.by_end.get(scheme, [])
        if scheme is not None and concept is not None:
            of_scheme = set(self.by_end.get(scheme, ()))
            found = [name for name in found if name in of_scheme]
        if predicate is not None:
            found = [name for name in found if self.rows[name][0].predicate_id == predicate]
        return found


def add_mappings(app: FastAPI, library: Library, settings: Settings) -> None:
    """Add the list of mappings to the service."""
    registry = library.registry
    table = _Table(registry)
    example = [msgspec.json.decode(body) for _, body in list(table.rows.values())[:1]]

    @app.get(
        _PATH,
        operation_id="listMappings",
        summary="List mappings between schemes and the hub",
        tags=["mappings"],
        responses={200: {"content": {JSON: {"example": example}}}},
    )
    def list_mappings(
        request: Request,
        scheme: Annotated[
            str | None, Query(max_length=80, description="Only rows that start or end in this scheme or code list.")
        ] = None,
        concept: Annotated[
            str | None,
            Query(
                max_length=120,
                description=f"Only rows that start or end at this hub concept, code or scheme concept; `{NO_TERM}` "
                "for concepts without an equivalent.",
            ),
        ] = None,
        predicate: Annotated[
            Predicate | None, Query(description="Only this relation; `skos:broadMatch`: the object is the broader.")
        ] = None,
        limit: Annotated[
            int, Query(ge=1, le=MAX_LIMIT, description=f"At most so many on a page, up to {MAX_LIMIT}.")
        ] = DEFAULT_LIMIT,
        cursor: Annotated[
            str | None,
            Query(max_length=1000, description="Where the page begins; taken from a Link header, never made up."),
        ] = None,
    ) -> Response:
        """SSSOM rows; several filters all have to hold. `says` puts each row in words, direction and all.

        Rows with `predicate_modifier` `Not` deny the relation. Mappings are judgements of this registry.
        """
        if any(name not in _PARAMETERS for name in request.query_params):
            raise Problem("unusable-parameter", f"The parameters here are {', '.join(_PARAMETERS)}.")
        wanted = {
            "scheme": _scheme(registry, scheme),
            "concept": _concept(registry, concept),
            "predicate": predicate,
        }
        names = table.names(**wanted)
        asked = {slot: value for slot, value in wanted.items() if value is not None}
        at = page_of(names, limit, cursor, f"{settings.public_url}{_PATH}", asked)
        body = b"[" + b",".join(table.rows[name][1] for name in at.names) + b"]"
        headers = {"X-Total-Count": str(at.total)} | ({"Link": at.link} if at.link else {})
        return respond(request, answer_json(body, library.release), settings.max_age, headers)


def _scheme(registry: Registry, name: str | None) -> str | None:
    if name is None:
        return None
    record: Any = registry.get(name)
    if record is None or ":" in record.id:
        raise Problem.parameter("scheme", "There is no scheme or code list with this identifier; see /v1/schemes.")
    return str(record.id)


def _concept(registry: Registry, name: str | None) -> str | None:
    if name is None or name == NO_TERM:
        return name
    record: Any = registry.get(name)
    if record is None or ":" not in record.id:
        raise Problem.parameter("concept", "There is no concept or code with this identifier.")
    return str(record.id)


def _identifier(registry: Registry, row: MappingRow) -> str:
    """Return the mapping sameness identifier of a row."""
    ends = [_address(registry, row.subject_id)], [_address(registry, row.object_id)]
    negated = row.predicate_modifier == "Not"
    return sameness_identifier(ends[0], expand(row.predicate_id, {}), ends[1], negated=negated)


def _address(registry: Registry, name: str) -> str:
    if name == NO_TERM:
        return expand(name, {})
    record = registry.get(name)
    return name if record is None or isinstance(record, Scheme | Source | Decision) else uri_of(record)
