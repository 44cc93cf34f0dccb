"""How a text is written in YAML: bare where that is safe, else quoted; long texts folded at phrases."""

from __future__ import annotations

import json
import re

from harmlex.load.scalars import misread_as

__all__ = ["WIDTH", "fold_lines", "written"]

WIDTH = 99
# A bare text begins with a letter, a digit or a sign without meaning in YAML.
_BARE = re.compile(r"[^\W_][^\n\t]*|[(/+.$€£§«“‘_][^\n\t]*")
_UNSAFE = re.compile(r": |:$| #|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|^\s|\s$|^(---|\.\.\.)")
# A line may end after these rather than wherever it is full.
_PHRASE_ENDS = (",", ";", ":", ".", "?", "!", "،", "؛", "。", "、")


def written(text: str, *, quoted: bool = False) -> str:
    """Return a text as a YAML scalar on one line.

    >>> written("doxing"), written("no"), written("a: b"), written("03", quoted=True)
    ('doxing', '"no"', '"a: b"', '"03"')
    """
    if not quoted and _BARE.fullmatch(text) and not _UNSAFE.search(text) and not misread_as(text):
        return text
    # JSON strings are YAML double-quoted scalars, except that YAML has no surrogate pairs and more line ends.
    raw = json.dumps(text, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff]", lambda match: f"\\u{ord(match[0]):04x}", raw)


def fold_lines(text: str, indent: int) -> list[str] | None:
    """Return the lines of a text for a folded block, or ``None`` if it cannot be folded without change.

    Args:
        text: The text.
        indent: The column in which its lines begin.

    Returns:
        Lines without indentation that fit in the width where their words do, broken at phrases where one ends in the
        second half of a line.
    """
    if _UNFOLDABLE.search(text) or " " not in text:
        return None
    room = max(WIDTH - indent, 20)
    lines = []
    rest = text
    while len(rest) > room:
        at = _break(rest, room)
        if at < 0:
            break
        lines.append(rest[:at])
        rest = rest[at + 1 :]
    lines.append(rest)
    return lines


# Line ends, spaces at the edges, and what a block scalar cannot hold.
_UNFOLDABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|^\s|\s$")


def _break(text: str, room: int) -> int:
    """Return where the first line ends: a single space between two words, at a phrase if one ends late enough."""
    spaces = [at for at in range(1, min(room, len(text) - 2) + 1) if _is_break(text, at)]
    if not spaces:
        return next((at for at in range(room, len(text) - 1) if _is_break(text, at)), -1)
    phrases = [at for at in spaces if text[:at].rstrip("'’\")").endswith(_PHRASE_ENDS) and at * 2 >= room]
    return phrases[-1] if phrases else spaces[-1]


def _is_break(text: str, at: int) -> bool:
    return text[at] == " " and not text[at - 1].isspace() and not text[at + 1].isspace()
