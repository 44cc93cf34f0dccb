"""Which of several media types a client would rather have (RFC 9110, section 12)."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["best_type"]


def best_type(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered type that the client likes best, or ``None`` if it accepts none.

    Args:
        accept: The ``Accept`` header; ``None`` or empty accepts everything.
        offered: Media types without parameters, our own favourite first; it wins among equals.

    >>> best_type("text/turtle, */*;q=0.1", ["application/json", "text/turtle"])
    'text/turtle'
    >>> best_type("application/*;q=0.5, application/json;q=0", ["application/json", "application/ld+json"])
    'application/ld+json'
    """
    ranges = [_range(part) for part in (accept or "*/*").split(",") if part.strip()] or [("*/*", 1.0)]
    liked = [(_quality(media_type, ranges), -place, media_type) for place, media_type in enumerate(offered)]
    quality, _, media_type = max(liked, default=(0.0, 0, ""))
    return media_type if quality > 0 else None


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 0.0
    return name.lower(), quality


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """Return the quality that the most exact range gives to a type."""
    family = media_type.partition("/")[0]
    for name in (media_type, f"{family}/*", "*/*"):
        qualities = [quality for wanted, quality in ranges if wanted == name]
        if qualities:
            return max(qualities)
    return 0.0
