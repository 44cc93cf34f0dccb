"""Review files as text, one spelling for one content."""

from __future__ import annotations

from collections.abc import Iterable

from harmlex.load.reviews import COLUMNS
from harmlex.model.reviews import Review

__all__ = ["to_review_file"]


def to_review_file(reviews: Iterable[Review]) -> str:
    """Return reviews as a review file, sorted by row; a cell holds no tab and no line end, so nothing is quoted."""
    lines = sorted("\t".join(" ".join(getattr(review, name).split()) for name in COLUMNS) for review in reviews)
    return "".join(f"{line}\n" for line in ["\t".join(COLUMNS), *lines])
