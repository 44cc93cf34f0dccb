"""A YAML file as nodes with their comments: what the formatter must carry over besides the values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yaml._yaml import CParser
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

__all__ = ["Layout", "Node", "Part", "read_layout"]


class Node:
    """A value: a text, entries or items."""

    __slots__ = ("end", "kind", "parts", "plain", "start", "text")

    def __init__(self, kind: str, start: tuple[int, int]) -> None:
        """Begin a node of a kind (``scalar``, ``map`` or ``list``) at a line and column, from 0."""
        self.kind = kind
        self.start = start
        self.end = start
        self.text = ""
        self.plain = False
        self.parts: list[Part] = []


class Part:
    """One entry of a mapping or one item of a list, with the comments that belong to it.

    Attributes:
        key: The key, ``None`` for an item.
        value: The value.
        column: Where the key or item begins, from 0.
        line: The line it begins on, from 0.
        before: Comments on lines of their own above it.
        behind: Comments behind it.
        after: Comments on lines of their own below it, at the end of its block.
    """

    __slots__ = ("after", "before", "behind", "column", "key", "line", "value")

    def __init__(self, key: str | None, value: Node, start: tuple[int, int]) -> None:
        """Take what was read."""
        self.key = key
        self.value = value
        self.line, self.column = start
        self.before: list[str] = []
        self.behind: list[str] = []
        self.after: list[str] = []


class Layout:
    """A whole file.

    Attributes:
        root: The mapping.
        head: Comments above the first key.
        foot: Comments below everything.
    """

    __slots__ = ("foot", "head", "root")

    def __init__(self, root: Node, head: list[str], foot: list[str]) -> None:
        """Take what was read."""
        self.root = root
        self.head = head
        self.foot = foot


def read_layout(raw: bytes) -> Layout:
    """Read a file that :func:`harmlex.load.documents.parse_document` accepted."""
    text = raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    parser = CParser(text.encode())
    while not isinstance(parser.get_event(), DocumentStartEvent):
        pass
    parts: list[Part] = []
    scalars: list[Node] = []
    root = _node(parser, parser.get_event(), parts, scalars)
    layout = Layout(root, [], [])
    for line, column, comment, alone in _comments(text, scalars):
        _attach(layout, parts, line, column, comment, alone)
    return layout


def _node(parser: Any, event: Any, parts: list[Part], scalars: list[Node]) -> Node:
    start, end_of_text = _span(event)
    if type(event) is ScalarEvent:
        node = Node("scalar", start)
        node.text = event.value
        node.plain = not event.style
        node.end = end_of_text
        if event.style in ("|", ">"):
            # A comment may stand behind the sign; the text begins on the next line.
            node.start = (start[0] + 1, 0)
        scalars.append(node)
        return node
    node = Node("map" if type(event) is MappingStartEvent else "list", start)
    block = not event.flow_style
    end = MappingEndEvent if node.kind == "map" else SequenceEndEvent
    while type(event := parser.get_event()) is not end:
        # An item of a block list begins at its dash, two columns before its value.
        dash = 2 if end is SequenceEndEvent and block else 0
        here = (event.start_mark.line, max(event.start_mark.column - dash, 0))
        part = Part(None, node, here)
        parts.append(part)
        if node.kind == "map":
            part.key = event.value
            scalars.append(_key_span(event))
            event = parser.get_event()
        part.value = _node(parser, event, parts, scalars)
        node.parts.append(part)
    return node


def _key_span(event: Any) -> Node:
    start, end = _span(event)
    node = Node("scalar", start)
    node.end = end
    return node


def _span(event: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where an event begins and ends, line and column from 0."""
    return (event.start_mark.line, event.start_mark.column), (event.end_mark.line, event.end_mark.column)


def _comments(text: str, scalars: list[Node]) -> Iterator[tuple[int, int, str, bool]]:
    """Yield line, column, text and whether it stands alone, for every comment outside scalars."""
    spans: dict[int, list[tuple[int, int]]] = {}
    inside: set[int] = set()
    for node in scalars:
        (first, begin), (last, end) = node.start, node.end
        if first > last:
            continue
        if first == last:
            spans.setdefault(first, []).append((begin, end))
        else:
            spans.setdefault(first, []).append((begin, 1_000_000_000))
            inside.update(range(first + 1, last))
            spans.setdefault(last, []).append((0, end))
    for number, line in enumerate(text.split("\n")):
        if "#" not in line or number in inside:
            continue
        at = line.find("#")
        while at >= 0:
            free = not any(begin <= at < end for begin, end in spans.get(number, ()))
            if free and (at == 0 or line[at - 1] in " \t"):
                yield number, at, line[at:].rstrip(), not line[:at].strip()
                break
            at = line.find("#", at + 1)


def _attach(layout: Layout, parts: list[Part], line: int, column: int, comment: str, alone: bool) -> None:
    earlier, following = _around(parts, line, column)
    if not alone and earlier is not None:
        earlier.behind.append(comment)
    elif following is parts[0]:
        layout.head.append(comment)
    elif earlier is not None and column > (following.column if following else 0):
        # It is indented like the block above, not like what follows: it closes that block.
        owner = next((p for p in reversed(parts) if _before(p, line, column) and p.column <= column), earlier)
        owner.after.append(comment)
    elif following is None:
        layout.foot.append(comment)
    else:
        following.before.append(comment)


def _before(part: Part, line: int, column: int) -> bool:
    return (part.line, part.column) < (line, column)


def _around(parts: list[Part], line: int, column: int) -> tuple[Part | None, Part | None]:
    """Return the last part that begins before a place and the first that begins after it (the outermost there)."""
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high) // 2
        if _before(parts[middle], line, column):
            low = middle + 1
        else:
            high = middle
    return (parts[low - 1] if low else None), (parts[low] if low < len(parts) else None)
