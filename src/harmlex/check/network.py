"""The registry as one network, made once for all checks that ask the crosswalk engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

import msgspec

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity
from harmlex.model.mappings import MappingRow
from harmlex.model.records import CodeList, Concept, Facet, Scheme, SchemeConcept

if TYPE_CHECKING:
    from harmlex.crosswalk.build import Compiled
    from harmlex.crosswalk.contradictions import Contradiction
    from harmlex.crosswalk.lints import Lint

__all__ = ["Judged", "judged", "shown"]

_T = TypeVar("_T")
# Turning a row round means working out the whole network again; in a registry this large other checks tell direction.
_MOST_TURNED = 20_000


class Judged:
    """The network, its contradictions, and what there is to look at.

    Args:
        view: The registry.
    """

    def __init__(self, view: View) -> None:
        """Compile what can be compiled; unsound records have findings of their own."""
        # Here, so that the process that works the network out is the one that imports the engine.
        from harmlex.crosswalk.build import build_network
        from harmlex.crosswalk.contradictions import contradictions
        from harmlex.crosswalk.lints import flipped, lints
        from harmlex.crosswalk.proof import Prover

        concepts = list(_records(view, "concept", Concept))
        parts: dict[str, list[SchemeConcept]] = {}
        for record in view.of("scheme-concept"):
            part = _record(record.data, SchemeConcept)
            if part is not None:
                parts.setdefault(record.within, []).append(part)
        schemes = []
        for record in view.of("scheme"):
            data = {key: value for key, value in record.data.items() if key not in ("sources", "concepts")}
            scheme = _record(data, Scheme)
            if scheme is not None:
                own = {part.id: part for part in parts.get(scheme.id, ())}
                schemes.append(msgspec.structs.replace(scheme, concepts=tuple(own.values())))
        lists = []
        for record in view.of("codelist"):
            found = _record({key: value for key, value in record.data.items() if key != "sources"}, CodeList)
            lists += [found] if found is not None else []
        facets = list(_records(view, "facet", Facet))

        def build(rows: Iterable[MappingRow]) -> Compiled:
            return build_network(concepts, schemes, lists, facets, rows)

        self.compiled = build(view.rows.all)
        self.contradictions: list[Contradiction] = contradictions(self.compiled, Prover(self.compiled.network))
        self.lints: list[Lint] = lints(self.compiled)
        if self.contradictions and len(self.compiled.rows) <= _MOST_TURNED:
            self.lints += flipped(self.compiled, build)


_JUDGED: WeakKeyDictionary[View, Judged] = WeakKeyDictionary()


def judged(view: View) -> Judged:
    """Return the network of a registry, worked out once."""
    if view not in _JUDGED:
        _JUDGED[view] = Judged(view)
    return _JUDGED[view]


def shown(
    view: View, code: str, severity: Severity, subject: str, message: str, hint: str, rows: tuple[MappingRow, ...]
) -> Iterator[Problem | Finding]:
    """Yield a finding at the first row, or at the record of the subject where no row takes part."""
    if rows:
        yield view.rows.finding(code, severity, rows[0], "predicate_id", message, hint, subject=subject)
        return
    record = view.concept_like(subject)
    if record is not None:
        yield Problem(record, (), message, hint, severity)


def _records(view: View, kind: str, form: type[_T]) -> Iterator[_T]:
    for record in view.of(kind):
        found = _record(record.data, form)
        if found is not None:
            yield found


def _record(data: dict[str, Any], form: type[_T]) -> _T | None:
    try:
        return msgspec.convert(data, form)
    except msgspec.ValidationError:
        return None
