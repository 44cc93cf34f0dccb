"""Records as RDF, out of the exports that the build made: nothing is serialised here.

``harmlex.jsonld`` holds one node for each record, ``harmlex.nt`` all triples of a record under its address or a
fragment of it; a scheme and a code list are answered together with what is in them. N-Triples are Turtle, so one
piece of text serves both media types.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from harmlex.registry import NAMESPACE

__all__ = ["JSON_LD", "N_TRIPLES", "TURTLE", "PreparedRdf"]

JSON_LD = "application/ld+json"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"

_LINE = re.compile(rb"^<" + re.escape(NAMESPACE.encode()) + rb"([^>]+)>[^\n]*\n", re.MULTILINE)
# The part of an address that names a record: H0042, scheme/iwf, scheme/iwf/A, source/x; a fragment belongs to it.
_RECORD = re.compile(rb"(?:scheme|code)/[^/#]+(?:/[^/#]+)?|[a-z]+/[^/#]+|[^/#]+")


class _Graph(msgspec.Struct):
    context: msgspec.Raw = msgspec.field(name="@context")
    graph: list[msgspec.Raw] = msgspec.field(name="@graph")


class _Node(msgspec.Struct):
    name: str = msgspec.field(name="@id")


class PreparedRdf:
    """The RDF exports of a build.

    Args:
        directory: Where the build wrote; files that are missing are formats that are not offered.
    """

    def __init__(self, directory: Path | None) -> None:
        """Look which exports there are."""
        self._json_ld = directory / "harmlex.jsonld" if directory else None
        self._triples = directory / "harmlex.nt" if directory else None
        self.formats: tuple[str, ...] = (
            *([JSON_LD] if self._json_ld and self._json_ld.is_file() else []),
            *([TURTLE, N_TRIPLES] if self._triples and self._triples.is_file() else []),
        )

    def record(self, uri: str, members: Sequence[str], media_type: str) -> bytes | None:
        """Return a record and its members in a format, or ``None`` if the export does not have it.

        Args:
            uri: The address of the record.
            members: The addresses of the concepts or codes inside it.
            media_type: One of `formats`.
        """
        if media_type not in self.formats:
            return None
        if media_type == JSON_LD:
            return self._as_json_ld([self._nodes.get(one) for one in (uri, *members)])
        spans = [self._spans.get(one.removeprefix(NAMESPACE).encode()) for one in (uri, *members)]
        if spans[0] is None:
            return None
        return b"".join(self._text[start:end] for several in spans if several for start, end in several)

    def _as_json_ld(self, nodes: list[msgspec.Raw | None]) -> bytes | None:
        if nodes[0] is None:
            return None
        context = b'{"@context":' + bytes(self._graph.context)
        if len(nodes) == 1:
            return context + b"," + bytes(nodes[0]).lstrip()[1:]
        return context + b',"@graph":[' + b",".join(bytes(node) for node in nodes if node is not None) + b"]}"

    @cached_property
    def _graph(self) -> _Graph:
        assert self._json_ld is not None
        return msgspec.json.decode(self._json_ld.read_bytes(), type=_Graph)

    @cached_property
    def _nodes(self) -> dict[str, msgspec.Raw]:
        return {msgspec.json.decode(raw, type=_Node).name: raw for raw in self._graph.graph}

    @cached_property
    def _text(self) -> mmap.mmap | bytes:
        assert self._triples is not None
        with self._triples.open("rb") as file:
            try:
                return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError:  # An empty file cannot be mapped.
                return b""

    @cached_property
    def _spans(self) -> dict[bytes, list[tuple[int, int]]]:
        """Where the lines of each record stand; neighbouring lines are one span."""
        table: dict[bytes, list[tuple[int, int]]] = {}
        for line in _LINE.finditer(self._text):
            record = _RECORD.match(line[1])
            if record:
                spans = table.setdefault(record[0], [])
                if spans and spans[-1][1] == line.start():
                    spans[-1] = (spans[-1][0], line.end())
                else:
                    spans.append(line.span())
        return table
