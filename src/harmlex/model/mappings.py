"""Mapping rows: what one concept is to another, who judged it, and why. Names are SSSOM's."""

from __future__ import annotations

import msgspec

__all__ = ["MappingRow", "MappingSet"]


class MappingRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row of a mapping set, read strictly; set-level values are already propagated to it.

    Attributes:
        subject_id: The concept that is mapped, an external scheme's; ``subject_label`` is its label as it was.
        predicate_id: What the object is to the subject: ``skos:broadMatch`` says that the OBJECT is broader.
        predicate_modifier: ``Not`` for a row that denies the relation, else empty.
        object_id: A hub concept, a code, a concept of another scheme, or ``sssom:NoTermFound``.
        confidence: The probability that the row is right, 0 to 1.
        curation_rule: What was checked, for example ``hlx:extension-checked``; only such rows may be counted with.
        comment: Why, in one sentence.
        file: Path from the repository root.
        line: Line of the row in its file, from 1.
        other: Further SSSOM slots that the row fills, by name.
    """

    subject_id: str
    predicate_id: str
    object_id: str
    subject_label: str = ""
    predicate_modifier: str = ""
    object_label: str = ""
    mapping_justification: str = "semapv:ManualMappingCuration"
    author_id: tuple[str, ...] = ()
    reviewer_id: tuple[str, ...] = ()
    mapping_date: str = ""
    confidence: float = 1.0
    curation_rule: tuple[str, ...] = ()
    comment: str = ""
    subject_source_version: str = ""
    object_source_version: str = ""
    file: str = ""
    line: int = 0
    other: dict[str, str] = {}


class MappingSet(msgspec.Struct, frozen=True, kw_only=True):
    """One file of mapping rows.

    Attributes:
        file: Path from the repository root.
        metadata: The header's slots, multivalued ones as tuples, ``curie_map`` as a dict.
        rows: The rows in file order.
    """

    file: str
    metadata: dict[str, object]
    rows: tuple[MappingRow, ...]
