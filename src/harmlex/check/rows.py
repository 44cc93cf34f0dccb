"""The mapping rows of a registry as the checks look at them, and the graph that they form with the hierarchies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from harmlex.check.problem import Record
from harmlex.load.mappings import SUFFIX, cell_place, header_place
from harmlex.load.registry import LoadedRegistry
from harmlex.load.reviews import review_key
from harmlex.model.findings import Finding, Severity
from harmlex.model.mappings import MappingRow, MappingSet
from harmlex.model.reviews import Review, ReviewFile
from harmlex.model.sssom import NO_TERM

if TYPE_CHECKING:
    from harmlex.check.view import View

__all__ = ["Rows", "review_finding", "scheme_of_file", "withheld"]

_UP, _DOWN, _EXACT = "skos:broadMatch", "skos:narrowMatch", "skos:exactMatch"


def scheme_of_file(file: str) -> str:
    """Return the scheme that a mapping file is named after.

    >>> scheme_of_file("mappings/iwf.sssom.tsv")
    'iwf'
    """
    return file.rpartition("/")[2].removesuffix(SUFFIX)


def withheld(view: View, record: Record) -> bool:
    """Say whether the labels of a record may not be published."""
    scheme = view.get("scheme", record.within) if record.kind == "scheme-concept" else None
    return scheme is not None and scheme.data.get("publishing_right") in ("codes", "none")


def review_finding(code: str, severity: Severity, file: ReviewFile, review: Review, message: str, hint: str) -> Finding:
    """Return a finding at a line of a review file; exemptions name the subject of its row."""
    return Finding(
        code=code,
        severity=severity,
        file=file.file,
        line=review.line,
        column=1,
        message=message,
        hint=hint,
        subject=review.subject_id,
    )


class Rows:
    """All mapping rows.

    Attributes:
        sets: The mapping files.
        all: Their rows.
        stated: The rows that state a relation between two concepts: neither denied nor without an object.
    """

    def __init__(self, loaded: LoadedRegistry, broader: Mapping[str, Sequence[str]]) -> None:
        """Take the rows, and what stands above each concept in its own hierarchy."""
        self._root = loaded.root
        self._broader = broader
        self._raw: dict[str, bytes] = {}
        self.sets: tuple[MappingSet, ...] = loaded.mapping_sets
        self.all: tuple[MappingRow, ...] = tuple(row for one in self.sets for row in one.rows)
        self.stated = tuple(row for row in self.all if not row.predicate_modifier and row.object_id != NO_TERM)

    def prefixes(self, file: str) -> dict[str, str]:
        """Return the prefixes that a mapping file declares."""
        return self._prefixes.get(file, {})

    @cached_property
    def _prefixes(self) -> dict[str, dict[str, str]]:
        maps = ((one.file, one.metadata.get("curie_map")) for one in self.sets)
        return {file: found for file, found in maps if isinstance(found, dict)}

    def reviewed_keys(self, scheme: str) -> dict[tuple[str, str, str], MappingRow]:
        """Return the rows of a scheme's file by what a review file calls them."""
        return self._reviewed.get(scheme, {})

    @cached_property
    def _reviewed(self) -> dict[str, dict[tuple[str, str, str], MappingRow]]:
        """The rows of each scheme's file by what a review file calls them; four checks ask for them."""
        found: dict[str, dict[tuple[str, str, str], MappingRow]] = {}
        for one in self.sets:
            keys, prefixes = found.setdefault(scheme_of_file(one.file), {}), self.prefixes(one.file)
            for row in one.rows:
                keys[review_key(row, prefixes)] = row
        return found

    # -- findings

    def finding(
        self, code: str, severity: Severity, row: MappingRow, slot: str, message: str, hint: str, *, subject: str = ""
    ) -> Finding:
        """Return a finding at a cell; exemptions name the subject of its row unless another is given."""
        line, column = cell_place(self._bytes(row.file), row.line, slot)
        return Finding(
            code=code,
            severity=severity,
            file=row.file,
            line=line,
            column=column,
            message=message,
            hint=hint,
            subject=subject or row.subject_id,
        )

    def header_finding(self, code: str, severity: Severity, file: str, slot: str, message: str, hint: str) -> Finding:
        """Return a finding at a key of the metadata block; exemptions name the scheme of the file."""
        line, column = header_place(self._bytes(file), slot)
        return Finding(
            code=code,
            severity=severity,
            file=file,
            line=line,
            column=column,
            message=message,
            hint=hint,
            subject=scheme_of_file(file),
        )

    def _bytes(self, file: str) -> bytes:
        if file not in self._raw:
            try:
                self._raw[file] = (self._root / file).read_bytes()
            except OSError:
                self._raw[file] = b""
        return self._raw[file]

    # -- what exact matches join

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """The concepts that chains of exact matches join, by the smallest of them; groups of two and more."""
        parent: dict[str, str] = {}

        def root(id: str) -> str:
            while parent.setdefault(id, id) != id:
                parent[id] = parent[parent[id]]
                id = parent[id]
            return id

        for row in self.stated:
            if row.predicate_id == _EXACT:
                one, two = sorted((root(row.subject_id), root(row.object_id)))
                parent[two] = one
        groups: dict[str, list[str]] = {}
        for id in sorted(parent):
            groups.setdefault(root(id), []).append(id)
        return groups

    @cached_property
    def _group_of(self) -> dict[str, str]:
        return {id: first for first, members in self.groups.items() for id in members}

    def group(self, id: str) -> str:
        """Return the smallest concept that exact matches join this one to; itself where there is none."""
        return self._group_of.get(id, id)

    # -- the hierarchy over groups

    @cached_property
    def _edges(self) -> dict[str, dict[str, list[MappingRow | None]]]:
        """From each group to those right above it, with the rows that say so; ``None`` is a scheme's own word."""
        edges: dict[str, dict[str, list[MappingRow | None]]] = {}

        def add(low: str, high: str, row: MappingRow | None) -> None:
            one, two = self.group(low), self.group(high)
            if one != two:
                edges.setdefault(one, {}).setdefault(two, []).append(row)

        for id, above in self._broader.items():
            for high in above:
                add(id, high, None)
        for row in self.stated:
            if row.predicate_id == _UP:
                add(row.subject_id, row.object_id, row)
            elif row.predicate_id == _DOWN:
                add(row.object_id, row.subject_id, row)
        return edges

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        """The groups above each concept that was asked for, all rows believed."""
        return {}

    def above(self, id: str, without: MappingRow | None = None) -> set[str]:
        """Return the groups above a concept, its own left out unless there is a way back to it.

        Args:
            id: The concept.
            without: A row that is not to be believed.
        """
        if without is None and id in self._above:
            return self._above[id]
        edges = self._edges
        found: set[str] = set()
        ahead = [self.group(id)]
        while ahead:
            here = ahead.pop()
            for high, rows in edges.get(here, {}).items():
                if high not in found and not (without is not None and rows == [without]):
                    found.add(high)
                    ahead.append(high)
        if without is None:
            self._above[id] = found
        return found

    def rings(self) -> Iterator[tuple[list[str], list[MappingRow]]]:
        """Yield the groups that stand above each other, with the rows that make it so; own hierarchies left out."""
        edges = self._edges
        seen: set[str] = set()
        for row in self.stated:
            for id in (row.subject_id, row.object_id):
                start = self.group(id)
                if start in seen or start not in edges:
                    continue
                seen.add(start)
                above = self.above(start)
                if start not in above:
                    continue
                ring = sorted({one for one in above if start in self.above(one)} | {start})
                seen |= set(ring)
                rows = [
                    found
                    for low in ring
                    for high, many in edges.get(low, {}).items()
                    if high in ring
                    for found in many
                    if found is not None
                ]
                if rows:
                    yield ring, rows
