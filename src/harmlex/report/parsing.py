"""One record as bytes or text to a value, refusing what JSON libraries let pass in silence."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import msgspec

__all__ = ["MAX_DEPTH", "MAX_RECORD", "Parsed", "RecordError", "deeper", "parse"]

MAX_RECORD = 1_048_576  # bytes; the largest report that the model allows has some 20,000
MAX_DEPTH = 32
# Digits that may be a number too long for any reader, once every digit is made a nought.
_NOUGHTS = bytes.maketrans(b"123456789", b"000000000")
_LONG = b"0" * 16
# An escape that may stand for half a character.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


class RecordError(Exception):
    """A record that cannot be read.

    Attributes:
        rule: The rule that says so.
        byte: The place in the record, from 0, where one is known.
    """

    def __init__(self, rule: str, byte: int | None = None) -> None:
        """Say which rule speaks."""
        self.rule = rule
        self.byte = byte
        super().__init__(rule)


class Parsed:
    """A value read from JSON, and what reading it showed.

    Attributes:
        value: The value.
        repeated: Identities of objects in which a key stands twice, each with the first such key.
    """

    __slots__ = ("_kept", "repeated", "value")

    def __init__(self, value: Any, repeated: dict[int, str], kept: list[Any]) -> None:
        """Take the facts; ``kept`` keeps the objects alive, so that identities stay theirs."""
        self.value = value
        self.repeated = repeated
        self._kept = kept


def parse(raw: bytes, most: int = MAX_RECORD) -> Parsed:
    """Read one record.

    Args:
        raw: The record.
        most: How many bytes it may have.

    Raises:
        RecordError: It is too long, not UTF-8, not JSON, nested too deep or has numbers that are none.
    """
    if len(raw) > most:
        raise RecordError("HLX-R003")
    quick = _quickly(raw)
    if quick is not None:
        return quick
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError("HLX-R002", error.start) from None
    repeated: dict[int, str] = {}
    kept: list[Any] = []

    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(members)
        if len(made) != len(members):
            counts = Counter(key for key, _ in members)
            repeated[id(made)] = next(key for key in made if counts[key] > 1)
            kept.append(made)
        return made

    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=_no_number, parse_int=_whole_number)
    except RecordError:
        raise
    except RecursionError:
        raise RecordError("HLX-R004") from None
    except json.JSONDecodeError as error:
        raise RecordError("HLX-R001", len(text[: error.pos].encode())) from None
    if text.count("[") + text.count("{") > MAX_DEPTH and deeper(value):
        raise RecordError("HLX-R004")
    if _HALF.search(text) and _has_halves(value):
        raise RecordError("HLX-R002")
    return Parsed(value, repeated, kept)


def _quickly(raw: bytes) -> Parsed | None:
    """Read a record that is certainly read the same by everybody, or return ``None``.

    Written again in its shortest form it has as many commas as before, so no key stands twice; an escaped comma could
    hide one, so there is no escape at all.
    """
    if b"\\" in raw or _LONG in raw.translate(_NOUGHTS) or raw.count(b"[") + raw.count(b"{") > MAX_DEPTH:
        return None
    try:
        value = msgspec.json.decode(raw)
        same = msgspec.json.encode(value).count(b",") == raw.count(b",")
    except (msgspec.MsgspecError, UnicodeError, RecursionError, OverflowError):
        return None
    return Parsed(value, {}, []) if same else None


def _has_halves(value: Any) -> bool:
    """Whether a text has one half of a surrogate pair, which is no character and cannot be written again."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _no_number(_: str) -> Any:
    raise RecordError("HLX-R006")


def _whole_number(digits: str) -> int:
    if len(digits) > 40:
        raise RecordError("HLX-R006")
    return int(digits)


def deeper(value: Any, most: int = MAX_DEPTH) -> bool:
    """Whether objects and arrays are nested in each other more than so many levels deep.

    >>> deeper({"a": [1]}, 2), deeper({"a": [[]]}, 2)
    (False, True)
    """
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(most):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True
