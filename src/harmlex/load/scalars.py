"""Unquoted YAML scalars that another reader would not take for text.

The loader itself takes every scalar for text unless the schema says otherwise; but the files are read by other tools
too, and by people who run ``yaml.safe_load`` on them. What those would misread must be quoted.
"""

from __future__ import annotations

import re

__all__ = ["MISREAD_FIRST", "is_integer", "misread_as"]

_WORDS = {
    "y": "true or false", "n": "true or false", "yes": "true", "no": "false", "on": "true", "off": "false",
    "true": "true", "false": "false", "null": "nothing", "~": "nothing", "=": "a special value",
    "<<": "a merge of mappings",
}  # fmt: skip

# YAML 1.1 and 1.2 core together: dates, then integers (also octal and base 60), then floats.
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([Tt \t].*)?")
_INTEGER = re.compile(r"[-+]?(0b[01_]+|0o?[0-7_]+|[0-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(:[0-5]?[0-9])+)")
_FLOAT = re.compile(
    r"[-+]?([0-9][0-9_]*\.[0-9_]*([eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\.[0-9][0-9_]*([eE][-+]?[0-9]+)?"
    r"|[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|\.(inf|Inf|INF))|\.(nan|NaN|NAN)"
)
_PLAIN_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
# Nothing that begins otherwise is misread.
MISREAD_FIRST = frozenset("0123456789+-.~=<yYnNtTfFoO")


def misread_as(text: str) -> str:
    """Say what another YAML reader takes an unquoted scalar for, or return nothing if it is text to all.

    >>> misread_as("no"), misread_as("2026-11-22"), misread_as("0301"), misread_as("north")
    ('false', 'a date', 'a number', '')
    """
    if text[:1] not in MISREAD_FIRST:
        return ""
    if len(text) <= 5 and (word := _WORDS.get(text.lower())):
        return word
    if text[0] in "0123456789+-.":
        if _DATE.fullmatch(text):
            return "a date"
        if _INTEGER.fullmatch(text) or _FLOAT.fullmatch(text):
            return "a number"
    return ""


def is_integer(text: str) -> bool:
    """Say whether a text is a whole number in decimal digits, without leading zeros.

    >>> is_integer("18"), is_integer("018"), is_integer("1_8")
    (True, False, False)
    """
    return _PLAIN_INTEGER.fullmatch(text) is not None and len(text) < 19
