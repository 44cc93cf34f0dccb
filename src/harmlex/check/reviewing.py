"""The mapping rows of one scheme with what reviewers said of them, and whether that still holds."""

from __future__ import annotations

from typing import NamedTuple

from harmlex.check.problem import Record
from harmlex.check.rows import scheme_of_file
from harmlex.check.view import View
from harmlex.load.reviews import digest_of_end
from harmlex.model.errors import RegistryError, UnknownName
from harmlex.model.mappings import MappingRow
from harmlex.model.reviews import Review, State

__all__ = ["NoMappings", "Standing", "decided", "standings"]


class NoMappings(RegistryError):
    """A scheme without a mapping file that can be read.

    Attributes:
        scheme: The scheme.
    """

    def __init__(self, scheme: str) -> None:
        """Name the scheme."""
        self.scheme = scheme
        super().__init__(f"mappings/{scheme}.sssom.tsv is missing or cannot be read; see `harmlex check mappings`.")


class Standing(NamedTuple):
    """One row and where it stands.

    Attributes:
        row: The row.
        key: What a review file calls it.
        subject: The record of its subject, if there is one.
        object: The record of its object, if there is one.
        review: What the review file says, if it says something.
        changed: The ends that have changed since.
    """

    row: MappingRow
    key: tuple[str, str, str]
    subject: Record | None
    object: Record | None
    review: Review | None
    changed: tuple[str, ...]

    @property
    def state(self) -> State:
        """What was decided, ``proposed`` if nothing was."""
        return self.review.state if self.review else "proposed"

    @property
    def open(self) -> bool:
        """Whether somebody should look at it: nobody decided, or an end has changed since."""
        return self.state == "proposed" or bool(self.changed)


def standings(view: View, scheme: str) -> list[Standing]:
    """Return the rows of a scheme in the order of its file.

    Raises:
        UnknownName: There is no such scheme.
        NoMappings: The scheme has no mapping file.
    """
    if view.get("scheme", scheme) is None:
        near = tuple(sorted(id for id in view.ids("scheme") if scheme and (scheme in id or id in scheme))[:3])
        raise UnknownName("scheme", scheme, near)
    if not any(scheme_of_file(one.file) == scheme for one in view.rows.sets):
        raise NoMappings(scheme)
    reviews = {r.key: r for file in view.loaded.reviews if file.scheme == scheme for r in file.reviews}
    found = []
    for key, row in view.rows.reviewed_keys(scheme).items():
        subject, object = view.concept_like(row.subject_id), view.concept_like(row.object_id)
        review = reviews.get(key)
        changed: list[str] = []
        if review is not None:
            ends = ((subject, review.subject_digest), (object, review.object_digest))
            changed = [end.id for end, digest in ends if end and digest and view.digest(end.id) != digest]
        found.append(Standing(row, key, subject, object, review, tuple(changed)))
    return found


def decided(standing: Standing, state: State, *, reviewer: str = "", day: str = "", note: str = "") -> Review:
    """Return the review of a row as its two ends are now.

    Args:
        standing: The row.
        state: What was decided; ``proposed`` keeps only what the two ends are.
        reviewer: Who decided.
        day: When, ``YYYY-MM-DD``.
        note: What the reviewer wrote.

    Raises:
        ValueError: A decision without a reviewer, or by an author of the row.
    """
    row = standing.row
    if state != "proposed" and not reviewer:
        raise ValueError("a decision has a reviewer")
    if reviewer and reviewer in row.author_id:
        raise ValueError("nobody reviews a row of their own")
    mapping, subject_version, object_version = standing.key
    return Review(
        mapping=mapping,
        subject_id=row.subject_id,
        predicate_id=row.predicate_id,
        predicate_modifier=row.predicate_modifier,
        object_id=row.object_id,
        subject_source_version=subject_version,
        object_source_version=object_version,
        state=state,
        reviewer_id=reviewer,
        review_date=day,
        subject_digest=digest_of_end(standing.subject.data) if standing.subject else "",
        object_digest=digest_of_end(standing.object.data) if standing.object else "",
        note=" ".join(note.split()),
    )
