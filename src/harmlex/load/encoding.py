"""Bytes that are not the UTF-8 text we write: found before any YAML is read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Flaw", "control_character", "flaws"]

# What YAML forbids or takes for a line end, and what nobody means to write. Tab and line feed are not among them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


class Flaw(NamedTuple):
    """One thing that is wrong with the bytes; after one that stops, the file must not be read as YAML."""

    code: str
    line: int
    column: int
    message: str
    hint: str
    stops: bool = True


def flaws(raw: bytes) -> Iterator[Flaw]:
    """Yield what is wrong with the bytes of a file."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            hint = "Save it as UTF-8 without a byte order mark."
            yield Flaw("HLX-C003", 1, 1, f"The file is written in {name}.", hint)
            return
    if raw.startswith(codecs.BOM_UTF8):
        yield Flaw("HLX-C003", 1, 1, "The file begins with a byte order mark.", "Save it as UTF-8 without it.")
        return
    if raw[:4].count(0) == 2:
        yield Flaw("HLX-C003", 1, 1, "The file looks like UTF-16 without a byte order mark.", "Save it as UTF-8.")
        return
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        start = raw.rfind(b"\n", 0, error.start) + 1
        column = len(raw[start : error.start].decode("utf-8", "replace")) + 1
        message = f"The file is not UTF-8: the byte 0x{raw[error.start]:02x} cannot stand here."
        yield Flaw("HLX-C003", line, column, message, "Save it as UTF-8; it may be Latin-1 or Windows-1252.")
        return
    if found := _CONTROL.search(text):
        message = f"The file contains {control_character(found[0])}."
        yield Flaw("HLX-C004", *_place(text, found.start()), message, "Remove it.")
        return
    if (at := text.find("\t")) >= 0:
        times = text.count("\t")
        message = "There is a tab here." + (f" It is the first of {times}." if times > 1 else "")
        yield Flaw("HLX-C005", *_place(text, at), message, "Write spaces.", stops=False)
    if (at := text.find("\r")) >= 0:
        message = "The lines do not end in a single line feed."
        yield Flaw("HLX-C020", *_place(text, at), message, "Save the file with Unix line ends.", stops=False)


def control_character(text: str) -> str:
    """Name the first control character of a text, or return nothing.

    >>> control_character("a\\x1bb"), control_character("a b")
    ('the control character U+001B', '')
    """
    found = _CONTROL.search(text)
    if found is None:
        return ""
    return "a NUL character" if found[0] == "\0" else f"the control character U+{ord(found[0]):04X}"


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
