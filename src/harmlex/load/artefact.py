"""The compiled registry read from its file: whole at once, or section by section as it is asked for."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from harmlex.model.artefact import FORMAT, Artefact, Hierarchy, SearchEntry
from harmlex.model.errors import ArtefactUnreadable
from harmlex.model.mappings import MappingRow
from harmlex.model.records import (
    CodeList,
    Concept,
    Decision,
    Facet,
    Initiative,
    Organisation,
    Release,
    Scheme,
    Source,
)

__all__ = ["Sections", "Table", "load_artefact", "load_sections"]

_T = TypeVar("_T")
__loader__: Any
_BUNDLED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "harmlex.json")  # noqa: PTH118, PTH120
_REMEDY = "Run `harmlex build` in a checkout, or install harmlex again."
_ONE_LAYOUT = "Read it with the version of harmlex that built it, or build it again."


class _Raw(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sections of an artefact, not yet decoded."""

    format: str
    digest: str
    schema_version: str
    release: msgspec.Raw
    concepts: msgspec.Raw
    schemes: msgspec.Raw
    codelists: msgspec.Raw
    facets: msgspec.Raw
    sources: msgspec.Raw
    organisations: msgspec.Raw
    initiatives: msgspec.Raw
    decisions: msgspec.Raw
    mappings: msgspec.Raw
    hierarchy: msgspec.Raw
    search: msgspec.Raw


class Table(Mapping[str, _T]):
    """The records of one section by id, each decoded when it is first asked for.

    Args:
        raw: The section, an array of records.
        form: The type of a record.
        place: Where it was read, for errors.
        section: The section's name, for errors.
    """

    def __init__(self, raw: msgspec.Raw, form: type[_T], place: str, section: str) -> None:
        """Find the records and decode none."""
        self._form = form
        self._where = (place, section)
        records = _decoded(raw, list[msgspec.Raw], *self._where)
        self._raw = {_decoded(record, _Named, *self._where).id: record for record in records}
        self._made: dict[str, _T] = {}

    def __getitem__(self, name: str) -> _T:
        """Return one record."""
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = _decoded(self._raw[name], self._form, *self._where)
        return made

    def __iter__(self) -> Iterator[str]:
        """Yield the ids in their order."""
        return iter(self._raw)

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self._raw)


class _Named(msgspec.Struct):
    id: str


class Sections:
    """An artefact of which each section is decoded when it is first used.

    It has the attributes of `harmlex.model.artefact.Artefact`, and the records of some sections as a `Table`: whoever
    looks up one concept pays for that concept.
    """

    def __init__(self, raw: _Raw, path: str) -> None:
        """Hold the sections of the file at ``path``, not yet decoded."""
        self._raw = raw
        self._path = path
        self.format = raw.format
        self.digest = raw.digest
        self.schema_version = raw.schema_version

    @cached_property
    def concept_table(self) -> Table[Concept]:
        """The hub concepts by id."""
        return Table(self._raw.concepts, Concept, self._path, "concepts")

    @cached_property
    def scheme_table(self) -> Table[Scheme]:
        """The schemes by id."""
        return Table(self._raw.schemes, Scheme, self._path, "schemes")

    @cached_property
    def codelist_table(self) -> Table[CodeList]:
        """The code lists by id."""
        return Table(self._raw.codelists, CodeList, self._path, "codelists")

    @cached_property
    def source_table(self) -> Table[Source]:
        """The sources by id."""
        return Table(self._raw.sources, Source, self._path, "sources")

    @cached_property
    def release(self) -> Release:
        """The release."""
        return self._decode("release", Release)

    @cached_property
    def concepts(self) -> tuple[Concept, ...]:
        """The hub concepts."""
        return tuple(self.concept_table.values())

    @cached_property
    def schemes(self) -> tuple[Scheme, ...]:
        """The schemes with their concepts."""
        return tuple(self.scheme_table.values())

    @cached_property
    def codelists(self) -> tuple[CodeList, ...]:
        """The code lists with their entries."""
        return tuple(self.codelist_table.values())

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """The facets."""
        return self._decode("facets", tuple[Facet, ...])

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources."""
        return tuple(self.source_table.values())

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """The organisations."""
        return self._decode("organisations", tuple[Organisation, ...])

    @cached_property
    def initiatives(self) -> tuple[Initiative, ...]:
        """The initiatives."""
        return self._decode("initiatives", tuple[Initiative, ...])

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The editorial decisions."""
        return self._decode("decisions", tuple[Decision, ...])

    @cached_property
    def mappings(self) -> tuple[MappingRow, ...]:
        """The mapping rows."""
        return self._decode("mappings", tuple[MappingRow, ...])

    def mappings_of(self, name: str) -> tuple[MappingRow, ...]:
        """Return the mapping rows that start or end at a concept; those of others are not decoded."""
        sought = msgspec.json.encode(name)
        rows = (row for row in self._mapping_rows if sought in bytes(row))
        found = (_decoded(row, MappingRow, self._path, "mappings") for row in rows)
        return tuple(row for row in found if name in (row.subject_id, row.object_id))

    @cached_property
    def _mapping_rows(self) -> list[msgspec.Raw]:
        return _decoded(self._raw.mappings, list[msgspec.Raw], self._path, "mappings")

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """What follows from ``broader``."""
        return self._decode("hierarchy", Hierarchy)

    @cached_property
    def search(self) -> tuple[SearchEntry, ...]:
        """The search entries, in the order of their keys."""
        return self._decode("search", tuple[SearchEntry, ...])

    def _decode(self, section: str, form: type[_T]) -> _T:
        return _decoded(getattr(self._raw, section), form, self._path, section)


def load_artefact(path: str | os.PathLike[str] | None = None) -> Artefact:
    """Read a whole artefact.

    Args:
        path: The artefact; the one that comes with the package where ``None``.

    Raises:
        ArtefactUnreadable: It is missing, damaged or of another format.
    """
    raw, place = _read(path)
    artefact = _decoded(raw, Artefact, place, "artefact")
    _demand_format(artefact.format, place)
    return artefact


def load_sections(path: str | os.PathLike[str] | None = None) -> Sections:
    """Read an artefact and decode none of its sections yet; otherwise as `load_artefact`."""
    raw, place = _read(path)
    sections = _decoded(raw, _Raw, place, "artefact")
    _demand_format(sections.format, place)
    return Sections(sections, place)


def _read(path: str | os.PathLike[str] | None) -> tuple[bytes, str]:
    if path is None:
        try:
            # What importlib.resources does, without the ten milliseconds of its import; zip files work too.
            return __loader__.get_data(_BUNDLED), "harmlex/data/harmlex.json"
        except OSError as error:
            raise ArtefactUnreadable("harmlex/data/harmlex.json", "There is no compiled registry.", _REMEDY) from error
    try:
        with open(path, "rb") as file:  # noqa: PTH123  (pathlib is not worth its import here)
            return file.read(), os.fspath(path)
    except FileNotFoundError as error:
        raise ArtefactUnreadable(os.fspath(path), "There is no such file.", "Run `harmlex build`.") from error
    except OSError as error:
        raise ArtefactUnreadable(os.fspath(path), f"{error.strerror}.", "Name a file that can be read.") from error


def _decoded(raw: bytes | msgspec.Raw, form: type[_T], place: str, section: str) -> _T:
    collecting = gc.isenabled()
    gc.disable()  # Nothing of what is made here is garbage; looking through it again and again doubles the time.
    try:
        return msgspec.json.decode(raw, type=form)
    except msgspec.ValidationError as error:
        problem = f"The {section} of this compiled registry is laid out otherwise ({error})."
        raise ArtefactUnreadable(place, problem, _ONE_LAYOUT) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ArtefactUnreadable(place, "The file is damaged: it is not whole JSON.", _REMEDY) from error
    finally:
        if collecting:
            gc.enable()


def _demand_format(found: str, place: str) -> None:
    if found != FORMAT:
        raise ArtefactUnreadable(place, f"Its format is {found!r}, not {FORMAT!r}.", _ONE_LAYOUT)
