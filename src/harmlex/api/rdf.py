"""Records as RDF, out of the exports that the build made: nothing is serialised here.

``harmlex.jsonld`` holds one node for each record, ``harmlex.nt`` all triples of a record under its address or an
address below it. N-Triples are Turtle, so one piece of text serves both media types.
"""

from __future__ import annotations

import mmap
import re
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from harmlex.registry import NAMESPACE

__all__ = ["JSON_LD", "N_TRIPLES", "TURTLE", "PreparedRdf"]

JSON_LD = "application/ld+json"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"

_LINE = re.compile(rb"^<" + re.escape(NAMESPACE.encode()) + rb"([^>]+)>[^\n]*\n", re.MULTILINE)
# The part of an address that names a record: H0042, scheme/iwf, scheme/iwf/A, source/x … whatever is below is its own.
_RECORD = re.compile(rb"(?:scheme|code)/[^/#]+(?:/[^/#]+)?|[a-z]+/[^/#]+|[^/#]+")


class _Graph(msgspec.Struct):
    context: msgspec.Raw = msgspec.field(name="@context")
    graph: list[msgspec.Raw] = msgspec.field(name="@graph")


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

    def record(self, uri: str, media_type: str) -> bytes | None:
        """Return one record in a format, or ``None`` if the export does not have it."""
        if media_type not in self.formats:
            return None
        if media_type == JSON_LD:
            node = self._nodes.get(uri)
            return None if node is None else b'{"@context":' + bytes(self._context) + b"," + bytes(node).lstrip()[1:]
        spans = self._spans.get(uri.removeprefix(NAMESPACE).encode())
        return None if spans is None else b"".join(self._text[start:end] for start, end in spans)

    @cached_property
    def _graph(self) -> _Graph:
        assert self._json_ld is not None
        return msgspec.json.decode(self._json_ld.read_bytes(), type=_Graph)

    @property
    def _context(self) -> msgspec.Raw:
        return self._graph.context

    @cached_property
    def _nodes(self) -> dict[str, msgspec.Raw]:
        nodes: dict[str, msgspec.Raw] = {}
        for raw in self._graph.graph:
            node: dict[str, Any] = msgspec.json.decode(raw, type=dict[str, Any])
            name = node.get("@id") or node.get("id") or ""
            nodes[name.replace("hlx:", NAMESPACE, 1) if name.startswith("hlx:") else name] = raw
        return nodes

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
