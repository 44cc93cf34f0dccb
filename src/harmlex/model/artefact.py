"""The compiled registry: one immutable value, everything that a release says."""

from __future__ import annotations

import msgspec

from harmlex.model.mappings import MappingRow
from harmlex.model.records import (
    CodeList,
    Concept,
    Decision,
    Facet,
    Initiative,
    Organisation,
    Release,
    Scheme,
    Source,
)

__all__ = ["FORMAT", "Artefact", "Hierarchy", "SearchEntry"]

FORMAT = "harmlex-artefact/1"


class Hierarchy(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from ``broader``, for hub concepts, scheme concepts and codes alike; ids sorted.

    Attributes:
        narrower: Direct narrower concepts of each concept that has some.
        ancestors: All concepts above each concept that has some, the concept itself left out.
    """

    narrower: dict[str, tuple[str, ...]]
    ancestors: dict[str, tuple[str, ...]]


class SearchEntry(msgspec.Struct, frozen=True, array_like=True):
    """One label of one concept, ready to be searched.

    Attributes:
        key: The label as the normaliser leaves it (see ``harmlex.search.normalise``).
        concept: The concept's id.
        label: The label as written.
        lang: Its language tag.
        kind: ``pref``, ``alt``, ``acronym``, ``hidden`` or ``avoid``.
    """

    key: str
    concept: str
    label: str
    lang: str
    kind: str


class Artefact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A release of the registry, after the publishing rights were applied.

    Attributes:
        format: ``harmlex-artefact/1``.
        digest: ``sha256:`` and the hexadecimal digest of the canonical JSON of all other fields.
        schema_version: The semantic version of the model.
        mappings: Mapping rows, by file; their place in it is left out.
        search: Search entries of hub concepts, in the order of their keys.
    """

    format: str
    digest: str
    schema_version: str
    release: Release
    concepts: tuple[Concept, ...]
    schemes: tuple[Scheme, ...]
    codelists: tuple[CodeList, ...]
    facets: tuple[Facet, ...]
    sources: tuple[Source, ...]
    organisations: tuple[Organisation, ...]
    initiatives: tuple[Initiative, ...]
    decisions: tuple[Decision, ...]
    mappings: tuple[MappingRow, ...]
    hierarchy: Hierarchy
    search: tuple[SearchEntry, ...]
