"""What reviewers said of mapping rows, and of which state of the two ends they said it."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["STATES", "Review", "ReviewFile", "State"]

State = Literal["proposed", "accepted", "rejected"]
STATES: tuple[State, ...] = ("proposed", "accepted", "rejected")


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """The state of one mapping row.

    Attributes:
        mapping: The mapping sameness identifier of the row.
        subject_id: As in the row, for whoever reads the file; so are ``predicate_id``, ``predicate_modifier`` and
            ``object_id``.
        subject_source_version: The version of the subject's scheme that was looked at.
        object_source_version: The version of the object's scheme that was looked at.
        state: What was decided; ``proposed`` is not decided.
        reviewer_id: Who decided, never an author of the row; empty for ``proposed``.
        review_date: The day, ``YYYY-MM-DD``.
        subject_digest: What the subject was on that day; the row is stale when it is no longer.
        object_digest: What the object was; empty where no term was found.
        note: What the reviewer wrote.
        line: The line in the file, from 1.
    """

    mapping: str
    subject_id: str
    predicate_id: str
    object_id: str
    state: State
    predicate_modifier: str = ""
    subject_source_version: str = ""
    object_source_version: str = ""
    reviewer_id: str = ""
    review_date: str = ""
    subject_digest: str = ""
    object_digest: str = ""
    note: str = ""
    line: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What finds the row: its sameness identifier and both versions."""
        return self.mapping, self.subject_source_version, self.object_source_version


class ReviewFile(msgspec.Struct, frozen=True):
    """One review file.

    Attributes:
        file: Its path from the repository root.
        scheme: The scheme whose rows it speaks of.
        reviews: In the order of the file.
    """

    file: str
    scheme: str
    reviews: tuple[Review, ...]
