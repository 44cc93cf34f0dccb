"""The answers of one release: each record in each format, made once and kept as bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec

from harmlex.api.answer import JSON, Answer, answer_json, tag_of
from harmlex.api.negotiation import best_type
from harmlex.api.problem import Problem
from harmlex.api.rdf import JSON_LD, N_TRIPLES, TURTLE, PreparedRdf
from harmlex.api.representation import (
    codelist_summary,
    concept_value,
    hit_value,
    plain,
    record_value,
    scheme_summary,
    uri_of,
)
from harmlex.model.records import CodeList, Concept, Scheme, SchemeConcept
from harmlex.registry import Registry

__all__ = ["SUFFIXES", "Library"]

SUFFIXES = {"json": JSON, "jsonld": JSON_LD, "ttl": TURTLE, "nt": N_TRIPLES}
_KEPT = 20_000  # answers; more is another way to hold the whole artefact twice


class Library:
    """Everything that the service says about one release.

    Args:
        registry: The registry.
        rdf: The RDF exports of the same release.
    """

    def __init__(self, registry: Registry, rdf: Path | None = None) -> None:
        """Answer for a registry."""
        self.registry = registry
        self.release = registry.release.release
        self._rdf = PreparedRdf(rdf)
        self._kept: Callable[[str, str], Answer | None] = lru_cache(maxsize=_KEPT)(self._make)

    # -- one record

    def record(self, record: Concept | Scheme | SchemeConcept | CodeList, accept: str | None, suffix: str) -> Answer:
        """Return a record in the format that the suffix names, else in the accepted one that is liked best.

        Raises:
            Problem: The record has none of the accepted formats.
        """
        media_type = SUFFIXES[suffix] if suffix else best_type(accept, (JSON, *self._rdf.formats))
        answer = self._kept(record.id, media_type) if media_type else None
        if answer is None:
            offered = [one for one in (JSON, *self._rdf.formats) if self._kept(record.id, one)]
            raise Problem(
                "not-acceptable",
                "Accept one of the available formats.",
                extra={"available": offered},
                headers={"Vary": "Accept"},
            )
        return answer

    def json(self, value: Any) -> Answer:
        """Return any value as an answer of JSON."""
        return answer_json(msgspec.json.encode(value), self.release)

    def _make(self, name: str, media_type: str) -> Answer | None:
        record = self.registry.get(name)
        if record is None:
            return None
        if media_type == JSON:
            return self.json(record_value(self.registry, record))
        inside = (
            record.concepts if isinstance(record, Scheme) else record.entries if isinstance(record, CodeList) else ()
        )
        body = self._rdf.record(uri_of(record), [uri_of(one) for one in inside], media_type)
        if body is None:
            return None
        typed = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
        return Answer(body, typed, tag_of(body, self.release))

    # -- lists

    def concepts(self, names: Iterable[str]) -> Answer:
        """Return an array of hub concepts or scheme concepts, each as it is answered alone."""
        bodies = [answer.body for answer in (self._kept(name, JSON) for name in names) if answer]
        return answer_json(b"[" + b",".join(bodies) + b"]", self.release)

    def summaries(self, kind: str, names: Iterable[str]) -> Answer:
        """Return an array of schemes, code lists, sources or decisions in short."""
        table = self._summaries[kind]
        return answer_json(b"[" + b",".join(table[name] for name in names) + b"]", self.release)

    def names(self, kind: str) -> list[str]:
        """Return the identifiers of all schemes, code lists, sources or decisions."""
        return list(self._summaries[kind])

    def hits(self, words: str, lang: str | None, limit: int) -> Answer:
        """Return search hits."""
        return self.json([hit_value(hit, lang) for hit in self.registry.search(words, lang=lang, limit=limit)])

    def filtered(self, wanted: Mapping[str, str], below: str | None, lang: str | None) -> list[str]:
        """Return the ids of the hub concepts that have the wanted values, lie below one, and have a language."""
        inside = None if below is None else {concept.id for concept in self.registry.descendants(below)}
        return [
            concept.id
            for concept in self.registry.concepts
            if (inside is None or concept.id in inside)
            and all(getattr(concept, slot) == value for slot, value in wanted.items())
            and (lang is None or any(tag == lang or tag.startswith(f"{lang}-") for tag in concept.prefLabel))
        ]

    # -- about the release

    @cached_property
    def about(self) -> Answer:
        """The release, its digest and how much it holds."""
        registry = self.registry
        return self.json(
            {
                **msgspec.to_builtins(registry.release),
                "digest": registry.digest,
                "counts": {
                    "concepts": len(registry.concepts),
                    "schemes": len(registry.schemes),
                    "scheme_concepts": sum(len(scheme.concepts) for scheme in registry.schemes),
                    "codelists": len(registry.codelists),
                    "codes": sum(len(codelist.entries) for codelist in registry.codelists),
                    "sources": len(registry.sources),
                },
            }
        )

    @cached_property
    def _summaries(self) -> dict[str, dict[str, bytes]]:
        registry = self.registry
        tables: dict[str, dict[str, dict[str, Any]]] = {
            "schemes": {scheme.id: scheme_summary(scheme) for scheme in registry.schemes},
            "codelists": {codelist.id: codelist_summary(codelist) for codelist in registry.codelists},
            "sources": {source.id: plain(source) for source in registry.sources},
            "decisions": {decision.id: plain(decision) for decision in registry.decisions},
        }
        return {
            kind: {name: msgspec.json.encode(value) for name, value in table.items()} for kind, table in tables.items()
        }

    def example(self, name: str) -> Any:
        """Return a record as it is answered, for the documentation."""
        record = self.registry.get(name)
        return None if record is None or isinstance(record, Scheme) else record_value(self.registry, record)

    def example_list(self, scheme: str) -> list[Any]:
        """Return the first concepts of a scheme, for the documentation."""
        return [concept_value(self.registry, concept) for concept in self.registry.scheme(scheme).concepts[:2]]
