"""The one order of a set of ids: alphabetical, with numbers by their size, each id once."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["in_set_order"]

_NUMBERS = re.compile(r"([0-9]+)")


def in_set_order(ids: Iterable[str]) -> list[str]:
    """Return ids in the order in which they are written; duplicates stand beside each other.

    >>> in_set_order(["iwf-10", "iwf-2", "art-5"])
    ['art-5', 'iwf-2', 'iwf-10']
    """
    return sorted(ids, key=_key)


def _key(id: str) -> tuple[list[tuple[int, str]], str]:
    parts = _NUMBERS.split(id)
    return [(int(part), "") if part.isdigit() and part.isascii() else (-1, part) for part in parts], id
