"""How labels and texts are compared: folded, and cut into words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold", "near", "plural", "quote", "words"]

_BETWEEN = re.compile(r"[\s\-_‐-―'’‘\"“”«».,;:!?()\[\]{}/\\…·]+")
# The same for ASCII, whose translation takes a tenth of the time.
_ASCII = {number: " " for number in range(128) if _BETWEEN.fullmatch(chr(number))}


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Return a text without case, compatibility forms, hyphens and punctuation.

    >>> fold("Cyber-Stalking  (online)"), fold("ＤＯＸ")
    ('cyber stalking online', 'dox')
    """
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """Return the folded words of a text.

    >>> words("Threats, by post.")
    ['threats', 'by', 'post']
    """
    if text.isascii():
        return text.lower().translate(_ASCII).split()
    return _BETWEEN.sub(" ", unicodedata.normalize("NFKC", text).casefold()).split()


def near(name: str, names: list[str], limit: int = 3) -> list[str]:
    """Return the names that come near a misspelt one, best first."""
    from rapidfuzz import process

    return [found for found, score, _ in process.extract(name, names, limit=limit) if score >= 70]


def quote(names: list[str]) -> str:
    """Return names for a sentence.

    >>> quote(["a", "b", "c"])
    '`a`, `b` or `c`'
    """
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def plural(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> plural(1, "warning"), plural(2_000, "warning")
    ('1 warning', '2,000 warnings')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
