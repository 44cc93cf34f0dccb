"""The mapping rows of a release: what reviewers refused and what may not be shown is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from msgspec.structs import replace

from harmlex.load.reviews import review_key
from harmlex.model.mappings import MappingRow, MappingSet
from harmlex.model.records import Scheme
from harmlex.model.reviews import Review, ReviewFile

__all__ = ["WithMappings", "publishable_rows", "reviewed_rows"]

# What follows from the identifiers of the two ends; exports write it again.
_IMPLIED = {"subject_type", "subject_source", "object_type", "object_source"}


class WithMappings(Protocol):
    """What is needed of a loaded registry."""

    @property
    def mapping_sets(self) -> Sequence[MappingSet]:
        """The mapping files."""
        ...

    @property
    def reviews(self) -> Sequence[ReviewFile]:
        """The review files."""
        ...


def reviewed_rows(loaded: WithMappings) -> Iterator[MappingRow]:
    """Yield the rows of all files in their order: rejected ones left out, accepted ones with their reviewer."""
    reviews: dict[tuple[str, str, str], Review] = {
        review.key: review for file in loaded.reviews for review in file.reviews if review.state != "proposed"
    }
    for one in loaded.mapping_sets:
        declared = one.metadata.get("curie_map")
        prefixes: Mapping[str, str] = declared if isinstance(declared, dict) else {}
        for row in one.rows:
            review = reviews.get(review_key(row, prefixes)) if reviews else None
            if review is None:
                yield row
            elif review.state == "accepted":
                yield replace(row, reviewer_id=tuple(sorted({*row.reviewer_id, review.reviewer_id})))


def publishable_rows(
    rows: Iterable[MappingRow], schemes: Iterable[Scheme], withheld: frozenset[str]
) -> Iterator[MappingRow]:
    """Yield rows as a release shows them.

    Args:
        rows: The rows.
        schemes: The schemes after their publishing rights were applied.
        withheld: The identifiers of concepts that may not be named at all.
    """
    bare = {concept.id for scheme in schemes if scheme.publishing_right == "codes" for concept in scheme.concepts}
    for row in rows:
        if row.subject_id in withheld or row.object_id in withheld:
            continue
        other = {name: value for name, value in row.other.items() if name not in _IMPLIED}
        kept = replace(row, file="", line=0, other=other)
        if row.subject_id in bare:
            kept = replace(kept, subject_label="", comment="")
        if row.object_id in bare:
            kept = replace(kept, object_label="", comment="")
        yield kept
