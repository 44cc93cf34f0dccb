"""One registry file: bytes in, plain values out, with a finding for whatever cannot be taken at its word.

The text is read as YAML events by PyYAML's C parser, one after the other, so that aliases, tags and deep nesting are
refused before anything grows. Scalars stay text: Norwegian is ``no``, which YAML 1.1 reads as false. Only where the
schema has a boolean or a whole number does a value become one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from sys import intern
from typing import Any, NoReturn

import msgspec
from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from harmlex.load.encoding import control_character, flaws
from harmlex.load.scalars import MISREAD_FIRST, is_integer, misread_as
from harmlex.load.shape import Shape, Slot, shape_of, shapes
from harmlex.model.findings import Finding

__all__ = [
    "DEPTH_LIMIT",
    "SIZE_LIMIT",
    "SIZE_LIMITS",
    "Document",
    "Pointer",
    "locate",
    "parse_document",
    "places",
    "too_large",
]

Pointer = tuple[str | int, ...]

SIZE_LIMIT = 10 * 1024 * 1024
SIZE_LIMITS = {"concept": 1024 * 1024, "decision": 1024 * 1024}
# The schema needs 8 levels; more than this is a mistake or an attack on the parser.
DEPTH_LIMIT = 32

_SLUG = re.compile("(-[a-z0-9]+)+")


class Document(msgspec.Struct, frozen=True, eq=False):
    """One registry file as plain values.

    Attributes:
        file: Path from the root, with forward slashes.
        kind: ``concept``, ``scheme``, ``codelist``, ``decision``, ``sources``, ``organisations``, ``initiatives``,
            ``facets``, ``exemptions`` or ``release``.
        data: The values; text but for booleans and whole numbers where the schema has them. Never to be changed.
    """

    file: str
    kind: str
    data: dict[str, Any]


class _Refused(Exception):
    """Reading stops: the file has something that must not be read further."""


def parse_document(raw: bytes, file: str, kind: str) -> tuple[Document | None, list[Finding]]:
    """Read one file of the registry.

    Args:
        raw: The bytes of the file.
        file: Its path from the root, with forward slashes; findings name it.
        kind: The kind of file, see :class:`Document`.

    Returns:
        The document, or ``None`` if the file cannot be read at all, and what there is to say about it. A document is
        returned beside findings where its values can be trusted as text.
    """
    reader = _Reader(file)
    limit = SIZE_LIMITS.get(kind, SIZE_LIMIT)
    try:
        if len(raw) > limit:
            reader.refuse_at("HLX-C002", 1, 1, *too_large(len(raw), kind))
        for flaw in flaws(raw):
            reader.say_at(flaw.code, flaw.line, flaw.column, flaw.message, flaw.hint)
            if flaw.stops:
                raise _Refused
        data = reader.read(raw, shape_of(kind))
    except _Refused:
        return None, reader.findings
    except YAMLError as error:
        reader.say_syntax(error)
        return None, reader.findings
    _check_name(reader, file, kind, data)
    return Document(file, kind, data), reader.findings


def too_large(size: int, kind: str) -> tuple[str, str]:
    """Return message and hint for a file of so many bytes."""
    limit = SIZE_LIMITS.get(kind, SIZE_LIMIT) // (1024 * 1024)
    return (
        f"The file has {size:,} bytes; a file of kind {kind} may have {limit} MiB.",
        "Nothing in it was read. Split it, or remove what does not belong in it.",
    )


def locate(raw: bytes, pointer: Pointer) -> tuple[int, int]:
    """Return line and column, from 1, of the key or item at ``pointer``, or of the nearest thing above it."""
    return places(raw, [pointer])[pointer]


def places(raw: bytes, pointers: Collection[Pointer]) -> dict[Pointer, tuple[int, int]]:
    """Return the places of many pointers in one reading of the text; see :func:`locate`."""
    tree: dict[str | int, Any] = {}
    wanted: set[Pointer] = set()
    for pointer in pointers:
        branch = tree
        for depth, step in enumerate(pointer, 1):
            branch = branch.setdefault(step, {})
            wanted.add(pointer[:depth])
    if not wanted:
        return dict.fromkeys(pointers, (1, 1))
    found = _Found(len(wanted))
    try:
        parser = CParser(raw)
        while not isinstance(event := parser.get_event(), (DocumentStartEvent, StreamEndEvent)):
            pass
        if isinstance(event, DocumentStartEvent):
            _find(parser, parser.get_event(), tree, (), found)
    except (YAMLError, _FoundAll):
        pass  # The loader has said what is wrong with the text; what was found before it stands.
    result = {}
    for pointer in pointers:
        near = pointer
        while near and near not in found:
            near = near[:-1]
        result[pointer] = found.get(near, (1, 1))
    return result


class _FoundAll(Exception):
    """Reading stops: every place is known."""


class _Found(dict[Pointer, tuple[int, int]]):
    """The places that were found."""

    def __init__(self, wanted: int) -> None:
        super().__init__()
        self.wanted = wanted

    def add(self, pointer: Pointer, event: Any) -> None:
        """Note where something stands; raise `_FoundAll` if it was the last."""
        self[pointer] = event.start_mark.line + 1, event.start_mark.column + 1
        if len(self) == self.wanted:
            raise _FoundAll


def _find(parser: Any, event: Any, tree: dict[str | int, Any], path: Pointer, found: _Found) -> None:
    """Walk the node that begins with ``event``, noting the places of what is in ``tree``."""
    kind = type(event)
    if kind is MappingStartEvent and tree:
        while type(key := parser.get_event()) is not MappingEndEvent:
            if type(key) is not ScalarEvent:
                _skip(parser, key)
                _skip(parser, parser.get_event())
                continue
            here = (*path, key.value)
            value = parser.get_event()
            if key.value in tree and here not in found:
                found.add(here, key)
                _find(parser, value, tree[key.value], here, found)
            else:
                _skip(parser, value)
    elif kind is SequenceStartEvent and tree:
        index = 0
        while type(item := parser.get_event()) is not SequenceEndEvent:
            here = (*path, index)
            if index in tree:
                found.add(here, item)
                _find(parser, item, tree[index], here, found)
            else:
                _skip(parser, item)
            index += 1
    else:
        _skip(parser, event)


def _skip(parser: Any, event: Any) -> None:
    """Read on to the end of the node that begins with ``event``."""
    depth = 0
    while True:
        kind = type(event)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            depth += 1
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            depth -= 1
        if depth == 0:
            return
        if depth > DEPTH_LIMIT:
            raise YAMLError  # The C parser's work grows with the square of the open brackets.
        event = parser.get_event()


class _Reader:
    """Reads the events of one file into values."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.depth = 0
        self.next: Any = None

    # -- saying

    def say_at(self, code: str, line: int, column: int, message: str, hint: str) -> None:
        self.findings.append(
            Finding(code=code, severity="error", file=self.file, line=line, column=column, message=message, hint=hint)
        )

    def say(self, code: str, event: Any, message: str, hint: str) -> None:
        mark: Any = event.start_mark
        self.say_at(code, mark.line + 1, mark.column + 1, message, hint)

    def refuse_at(self, code: str, line: int, column: int, message: str, hint: str) -> NoReturn:
        self.say_at(code, line, column, message, hint)
        raise _Refused

    def refuse(self, code: str, event: Any, message: str, hint: str) -> NoReturn:
        self.say(code, event, message, hint)
        raise _Refused

    def say_syntax(self, error: YAMLError) -> None:
        mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        hint = "Check the indentation and the quotes on this line and the line before."
        for words, better in _SYNTAX_HINTS:
            if words in problem:
                hint = better
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.say_at("HLX-C006", line, column, f"This is not YAML: {problem}.", hint)

    # -- reading

    def read(self, raw: bytes, shape: Shape) -> dict[str, Any]:
        parser = CParser(raw)
        self.next = parser.get_event
        event = self.next()
        while type(event) is StreamStartEvent:
            event = self.next()
        if type(event) is StreamEndEvent:
            self.refuse_at("HLX-C007", 1, 1, "The file is empty.", "Write the record, or delete the file.")
        event = self.next()
        if type(event) is ScalarEvent and not event.value and not event.style:
            self.refuse_at("HLX-C007", 1, 1, "The file holds no record.", "Write the record, or delete the file.")
        if type(event) is not MappingStartEvent:
            self._refuse_alias(event)
            what = "a list" if type(event) is SequenceStartEvent else "a single value"
            self.refuse("HLX-C008", event, f"The file holds {what} where a mapping of keys is needed.",
                        "Begin with a key at the margin, such as `id: …`.")  # fmt: skip
        data = self._mapping(event, shape.slots)
        event = self.next()
        while type(event) is DocumentEndEvent:
            event = self.next()
        if type(event) is not StreamEndEvent:
            self.refuse(
                "HLX-C009", event, "A second document begins here.", "Keep one record in each file; remove `---`."
            )
        return data

    def _refuse_alias(self, event: Any) -> None:
        if type(event) is AliasEvent or event.anchor is not None:
            sign = "*" if type(event) is AliasEvent else "&"
            self.refuse("HLX-C010", event, f"`{sign}{event.anchor}` is a YAML alias or anchor.",
                        "Write the value out; quote a text that begins with `*` or `&`.")  # fmt: skip

    def _open(self, event: Any) -> None:
        self.depth += 1
        if self.depth > DEPTH_LIMIT or event.anchor is not None or event.tag is not None:
            self._refuse_open(event)

    def _refuse_open(self, event: Any) -> NoReturn:
        if self.depth > DEPTH_LIMIT:
            self.refuse("HLX-C012", event, f"The values are nested more than {DEPTH_LIMIT} levels deep.",
                        "No record needs that; look for a missing line end or bracket.")  # fmt: skip
        self._refuse_alias(event)
        self._refuse_tag(event)

    def _refuse_tag(self, event: Any) -> NoReturn:
        self.refuse("HLX-C011", event, f"`{event.tag}` is a YAML tag.",
                    "Remove it; the schema says what each value is. Quote a text that begins with `!`.")  # fmt: skip

    def _mapping(self, event: Any, slots: dict[str, Slot]) -> dict[str, Any]:
        self._open(event)
        result: dict[str, Any] = {}
        get = self.next
        while type(key := get()) is not MappingEndEvent:
            # Most keys are plain words; whatever else they may be, `_odd_key` finds out.
            name: str | None
            if (
                type(key) is ScalarEvent
                and key.anchor is None
                and key.tag is None
                and (key.style or key.value[:1] not in MISREAD_FIRST)
            ):
                name = intern(key.value)
            else:
                name = self._odd_key(key)
            value = get()
            if name is None or name in result:
                if name is not None:
                    self.say("HLX-C013", key, f"The key `{name}` stands here for the second time.",
                             "Join the two, or delete one; only the first was read.")  # fmt: skip
                self._anything(value)
                continue
            slot = slots.get(name)
            if slot is None:
                result[name] = self._anything(value)
            elif type(value) is ScalarEvent and not value.value and not value.style and value.tag is None:
                self._say_empty(value, key, name)
            else:
                result[name] = self._slot(value, slot)
        self.depth -= 1
        return result

    def _odd_key(self, event: Any) -> str | None:
        if type(event) is not ScalarEvent:
            self._refuse_alias(event)
            self.say("HLX-C021", event, "A list or a mapping stands here as a key.", "Write a plain key.")
            self._anything(event)
            return None
        if event.anchor is not None:
            self._refuse_alias(event)
        if event.tag is not None:
            self._refuse_tag(event)
        text: str = event.value
        if not event.style:
            if text == "<<":
                self.refuse("HLX-C010", event, "`<<` merges another mapping into this one.", "Write the keys out.")
            self._bare(event, text)
        return intern(text)

    def _bare(self, event: Any, text: str) -> None:
        """Say so if an unquoted text would be read as something else."""
        if other := misread_as(text):
            code = "HLX-C015" if other in ("a date", "a number") else "HLX-C014"
            self.say(code, event, f"`{text}` without quotes is read as {other} by other tools.", f'Write "{text}".')

    def _say_empty(self, value: Any, key: Any, name: str) -> None:
        if value.anchor is not None:
            self._refuse_alias(value)
        self.say("HLX-C016", key, f"`{name}` has no value.", "Give it one, or delete the key.")

    def _slot(self, event: Any, slot: Slot) -> Any:
        kind = type(event)
        if kind is ScalarEvent:
            if slot.prose:
                return self._text(event)
            holds = slot.holds
            if holds == "boolean" or holds == "integer":
                return self._typed(event, holds)
            # Codes and names repeat thousands of times; prose does not.
            return intern(self._text(event))
        holds = slot.holds
        if kind is MappingStartEvent:
            if holds == "object":
                return self._mapping(event, shapes()[slot.range].slots)
            if holds == "language_map" or holds == "language_map_of_lists":
                return self._language_map(event)
        elif kind is SequenceStartEvent:
            if holds == "objects":
                return self._objects(event, shapes()[slot.range].slots)
            if holds == "texts" and not slot.prose:
                return [intern(v) if type(v) is str else v for v in self._anything(event)]
        return self._anything(event)

    def _objects(self, event: Any, slots: dict[str, Slot]) -> list[Any]:
        self._open(event)
        items: list[Any] = []
        get = self.next
        while type(item := get()) is not SequenceEndEvent:
            items.append(self._mapping(item, slots) if type(item) is MappingStartEvent else self._anything(item))
        self.depth -= 1
        return items

    def _language_map(self, event: Any) -> dict[str, Any]:
        return self._mapping(event, {})

    def _typed(self, event: Any, holds: str) -> Any:
        if event.anchor is not None:
            self._refuse_alias(event)
        if event.tag is not None:
            self._refuse_tag(event)
        text: str = event.value
        shown = f'"{text}"' if event.style else text
        if holds == "boolean":
            if not event.style and text in ("true", "false"):
                return text == "true"
            self.say("HLX-C017", event, f"`{shown}` stands where true or false is needed.",
                     "Write true or false, without quotes; nothing else is read as one.")  # fmt: skip
        else:
            if not event.style and is_integer(text):
                return int(text)
            self.say("HLX-C017", event, f"`{shown}` stands where a whole number is needed.",
                     "Write decimal digits without quotes and without leading zeros.")  # fmt: skip
        return text

    def _text(self, event: Any) -> str:
        text: str = event.value
        if event.anchor is None and event.tag is None:
            if style := event.style:
                if style != '"' or text.isprintable():
                    return text
            elif text and text[0] not in MISREAD_FIRST:
                return text
        return self._odd_text(event)

    def _odd_text(self, event: Any) -> str:
        if event.anchor is not None:
            self._refuse_alias(event)
        if event.tag is not None:
            self._refuse_tag(event)
        text: str = event.value
        if not event.style:
            if not text:
                self.say("HLX-C016", event, "There is no value here.", "Give it one, or delete the item.")
            else:
                self._bare(event, text)
        elif event.style == '"' and not text.isprintable() and (found := control_character(text)):
            self.say("HLX-C004", event, f"The text contains {found}, written as an escape.", "Remove it.")
        return text

    def _anything(self, event: Any) -> Any:
        """Read a value of which the schema says nothing more than that its scalars are text."""
        kind = type(event)
        if kind is ScalarEvent:
            return self._text(event)
        if kind is MappingStartEvent:
            return self._mapping(event, {})
        if kind is SequenceStartEvent:
            self._open(event)
            items: list[Any] = []
            get = self.next
            while type(item := get()) is not SequenceEndEvent:
                items.append(self._anything(item))
            self.depth -= 1
            return items
        self._refuse_alias(event)
        raise _Refused


_SYNTAX_HINTS = (
    ("mapping values are not allowed", "Quote a text that contains a colon followed by a space."),
    ("found character that cannot start any token", "Quote a text that begins with a special character; use no tabs."),
    ("while scanning a quoted scalar", "Close the quotation mark."),
    ("found unexpected end of stream", "Close the quotation mark or bracket that was opened above."),
    ("did not find expected ',' or", "Close the bracket, or write a comma between the items."),
    ("did not find expected key", "Check the indentation: keys of one record begin in the same column."),
    ("did not find expected '-' indicator", "Check the indentation of the list."),
    ("found undefined tag handle", "Quote a text that begins with `!`."),
    ("could not find expected ':'", "Write `key: value`, or indent the line further to continue a text."),
)


def _check_name(reader: _Reader, file: str, kind: str, data: dict[str, Any]) -> None:
    """Say so if the file's name does not fit the id inside."""
    record = data.get("id")
    if kind not in ("concept", "scheme", "codelist", "decision") or not isinstance(record, str):
        return
    stem = PurePosixPath(file).name.removesuffix(".yaml")
    if kind in ("scheme", "codelist"):
        fits, wanted = stem == record, f"{record}.yaml"
    else:
        local = record.removeprefix("hlx:")
        slug = stem.removeprefix(local)
        fits = stem.startswith(local) and _SLUG.fullmatch(slug) is not None
        fits = fits or (kind == "decision" and stem == local)
        wanted = f"{local}-some-words.yaml"
    if not fits:
        reader.say_at("HLX-C018", 1, 1, f"The file is named {stem}.yaml and holds the record {record}.",
                      f"Rename it to {wanted}.")  # fmt: skip
