"""The registry in Python: one object that answers about a release, from memory, without network.

>>> from harmlex import Registry
>>> r = Registry.load()
>>> print(r.concept("hlx:H0042"))
hlx:H0042 doxing
>>> r.concept("doxing").id
'hlx:H0042'
>>> [str(hit) for hit in r.search("doxxing", limit=1)]
['hlx:H0042 doxing']

What it returns is frozen. A name that the registry does not have raises `UnknownName`, which says what comes near.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, Union

from harmlex.load.artefact import Sections, load_sections
from harmlex.model.errors import UnknownName
from harmlex.model.namespace import NAMESPACE
from harmlex.model.records import Code, CodeList, Concept, Release, Scheme, SchemeConcept
from harmlex.search.index import Index, SearchHit

if TYPE_CHECKING:
    from harmlex.model.artefact import Artefact
    from harmlex.model.mappings import MappingRow
    from harmlex.model.records import Decision, Facet, Initiative, Organisation, Source

__all__ = ["NAMESPACE", "Entry", "Record", "Registry"]

_PREFIX = "hlx:"
_T = TypeVar("_T")

# What has a place in a hierarchy, and whatever can be looked up by name.
Entry = Union[Concept, SchemeConcept, Code]  # noqa: UP007  (an alias that evaluates at run time on every version)
Record = Union[Concept, SchemeConcept, Code, Scheme, CodeList]  # noqa: UP007


class Registry:
    """One release of the registry.

    Make one with `Registry.load`. Sections of the release are decoded when they are first used, so looking up one
    concept takes milliseconds.

    Args:
        artefact: The compiled registry.
    """

    def __init__(self, artefact: Artefact | Sections) -> None:
        """Answer from an artefact."""
        self._artefact = artefact

    @classmethod
    def load(cls, path: str | os.PathLike[str] | None = None) -> Registry:
        """Read a compiled registry.

        Args:
            path: A ``harmlex-<release>.json``; the release that comes with the package where ``None``.

        Raises:
            ArtefactUnreadable: The file is missing, damaged or of another format.
        """
        return cls(load_sections(path))

    def __repr__(self) -> str:
        """Say which release this is."""
        return f"<Registry {self.release.release}, {len(self.concepts)} concepts>"

    def __rich__(self) -> str:
        """Say the same in colour, where rich draws."""
        return f"[bold]Registry[/] [cyan]{self.release.release}[/], {len(self.concepts)} concepts"

    # -- the release

    @property
    def artefact(self) -> Artefact | Sections:
        """The compiled registry that answers; both forms have the same attributes."""
        return self._artefact

    @property
    def release(self) -> Release:
        """The release: name, date, licence.

        >>> Registry.load().release.licence
        'CC BY 4.0'
        """
        return self._artefact.release

    @property
    def digest(self) -> str:
        """``sha256:`` and the digest of the canonical JSON of the release; equal digests mean equal content."""
        return self._artefact.digest

    # -- all there is

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """All harm concepts of the hub, by id.

        >>> all(concept.id.startswith("hlx:H") for concept in Registry.load().concepts)
        True
        """
        return self._artefact.concepts

    @property
    def schemes(self) -> tuple[Scheme, ...]:
        """All schemes, each with its concepts."""
        return self._artefact.schemes

    @property
    def codelists(self) -> tuple[CodeList, ...]:
        """All code lists, each with its codes."""
        return self._artefact.codelists

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The respects in which records differ; criteria are written facet by facet."""
        return self._artefact.facets

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources that statements rest on."""
        return self._artefact.sources

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """The organisations that publish schemes or run initiatives."""
        return self._artefact.organisations

    @property
    def initiatives(self) -> tuple[Initiative, ...]:
        """The joint programmes, services and standards of the field."""
        return self._artefact.initiatives

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The editorial decisions."""
        return self._artefact.decisions

    @property
    def rows(self) -> tuple[MappingRow, ...]:
        """All mapping rows, scheme by scheme; `mappings` finds those of one concept."""
        return self._artefact.mappings

    # -- one thing by name

    def concept(self, name: str) -> Concept:
        """Return a harm concept by id, by IRI or by any of its labels.

        A label to avoid finds its concept too; `search` also says what to say instead.

        Args:
            name: ``hlx:H0042``, ``H0042``, ``https://w3id.org/harmlex/H0042`` or ``doxing``.

        Raises:
            UnknownName: There is none; ``suggestions`` holds labels that come near.

        >>> r = Registry.load()
        >>> r.concept("H0042") is r.concept("hlx:H0042") is r.concept("doxxed")
        True
        >>> r.concept("doxnig")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        harmlex.model.errors.UnknownName: There is no concept 'doxnig'. Did you mean doxing...?
        """
        found = self._concepts.get(_compact(name))
        if found is None:
            hits = self._index.lookup(name)
            if not hits:
                raise UnknownName("concept", name, self.suggest(name))
            found = hits[0].concept
        return found

    def scheme(self, scheme_id: str) -> Scheme:
        """Return a scheme by its id.

        Raises:
            UnknownName: There is none.

        >>> Registry.load().scheme("ncmec-cybertipline").id
        'ncmec-cybertipline'
        """
        return _named(self._schemes, scheme_id, "scheme")

    def scheme_concept(self, concept_id: str) -> SchemeConcept:
        """Return a concept of a scheme by its id, ``<scheme>:<local>``.

        Raises:
            UnknownName: There is none.
        """
        found = self._part(_compact(concept_id))
        if isinstance(found, SchemeConcept):
            return found
        raise UnknownName("scheme concept", concept_id, self._near_parts(concept_id))

    def codelist(self, list_id: str) -> CodeList:
        """Return a code list by its id.

        Raises:
            UnknownName: There is none.

        >>> [code.id for code in Registry.load().codelist("age-band").entries][:2]
        ['age-band:0-2', 'age-band:3-5']
        """
        return _named(self._codelists, list_id, "code list")

    def code(self, code_id: str) -> Code:
        """Return an entry of a code list by its id, ``<list>:<code>``.

        Raises:
            UnknownName: There is none.

        >>> Registry.load().code("age-band:13-15").interval
        Interval(min=13, max=16)
        """
        found = self._part(_compact(code_id))
        if isinstance(found, Code):
            return found
        raise UnknownName("code", code_id, self._near_parts(code_id))

    def source(self, source_id: str) -> Source:
        """Return a source by its id.

        Raises:
            UnknownName: There is none.
        """
        return _named(self._sources, source_id, "source")

    def get(self, name: str) -> Record | None:
        """Return whatever has this id or IRI: concept, scheme, scheme concept, code list or code; else ``None``.

        >>> r = Registry.load()
        >>> type(r.get("hlx:H0042")).__name__, type(r.get("age-band")).__name__, r.get("doxing")
        ('Concept', 'CodeList', None)
        """
        name = _compact(name)
        if name in self._concepts:
            return self._concepts[name]
        if ":" in name:
            return self._part(name)
        return self._schemes.get(name) or self._codelists.get(name)

    # -- hierarchy

    def narrower(self, name: str) -> tuple[Entry, ...]:
        """Return the direct narrower concepts of a hub concept, scheme concept or code, by id.

        Raises:
            UnknownName: There is nothing of this name.
        """
        return self._entries(self._artefact.hierarchy.narrower.get(self._entry(name).id, ()))

    def broader(self, name: str) -> tuple[Entry, ...]:
        """Return the direct broader concepts; otherwise as `narrower`.

        >>> r = Registry.load()
        >>> r.broader("hlx:H0042")[0] in r.ancestors("hlx:H0042")
        True
        """
        return self._entries(self._entry(name).broader)

    def ancestors(self, name: str) -> tuple[Entry, ...]:
        """Return all concepts above one, by id, itself left out; otherwise as `narrower`."""
        return self._entries(self._artefact.hierarchy.ancestors.get(self._entry(name).id, ()))

    def descendants(self, name: str) -> tuple[Entry, ...]:
        """Return all concepts below one, by id, itself left out; otherwise as `narrower`.

        >>> r = Registry.load()
        >>> r.concept("doxing") in r.descendants("hlx:H0001")
        True
        """
        narrower = self._artefact.hierarchy.narrower
        below: set[str] = set()
        waiting = list(narrower.get(self._entry(name).id, ()))
        while waiting:
            one = waiting.pop()
            if one not in below:
                below.add(one)
                waiting.extend(narrower.get(one, ()))
        return self._entries(sorted(below))

    # -- search and crosswalk

    def search(self, words: str, lang: str | None = None, limit: int = 10) -> list[SearchHit]:
        """Return the harm concepts that words may mean, best first.

        Labels in every language are searched, spelling forgiven; each hit says which label matched. A hit by a word
        to avoid carries advice.

        Args:
            words: What somebody typed.
            lang: Search only labels in this language, for example ``fr``.
            limit: At most so many hits.

        >>> hit = Registry.load().search("doxxed")[0]
        >>> hit.concept.id, hit.matched_label, hit.kind
        ('hlx:H0042', 'doxxed', 'hidden')
        """
        return self._index.search(words, lang=lang, limit=limit)

    def lookup(self, label: str, lang: str | None = None) -> list[SearchHit]:
        """Return the harm concepts of which this is a label, and nothing that is merely like it.

        >>> [str(hit) for hit in Registry.load().lookup("Doxxing")]
        ['hlx:H0042 doxing']
        """
        return self._index.lookup(label, lang=lang)

    def suggest(self, words: str, limit: int = 3) -> tuple[str, ...]:
        """Return preferred labels that come near the words, best first, for “did you mean”.

        >>> Registry.load().suggest("doxnig", limit=1)
        ('doxing',)
        """
        return self._index.suggest(words, limit)

    def mappings(self, name: str) -> tuple[MappingRow, ...]:
        """Return the mapping rows that start or end at a concept, hub concept or code."""
        name = _compact(name)
        if isinstance(self._artefact, Sections) and not self._asked:
            # Whoever asks once pays for the rows of one concept; the table of all is made when a second is asked for.
            self._asked.append(name)
            return self._artefact.mappings_of(name)
        return self._mappings.get(name, ())

    # -- tables, built on first use

    @cached_property
    def _index(self) -> Index:
        return Index(self._artefact.search, self._concepts)

    @cached_property
    def _concepts(self) -> Mapping[str, Concept]:
        one = self._artefact
        return one.concept_table if isinstance(one, Sections) else {concept.id: concept for concept in one.concepts}

    @cached_property
    def _schemes(self) -> Mapping[str, Scheme]:
        one = self._artefact
        return one.scheme_table if isinstance(one, Sections) else {scheme.id: scheme for scheme in one.schemes}

    @cached_property
    def _codelists(self) -> Mapping[str, CodeList]:
        one = self._artefact
        return one.codelist_table if isinstance(one, Sections) else {codes.id: codes for codes in one.codelists}

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        one = self._artefact
        return one.source_table if isinstance(one, Sections) else {source.id: source for source in one.sources}

    @cached_property
    def _inside(self) -> dict[str, dict[str, SchemeConcept] | dict[str, Code]]:
        """The concepts of schemes and the codes of lists that were asked for, by scheme or list."""
        return {}

    def _part(self, name: str) -> SchemeConcept | Code | None:
        """Return a scheme concept or code; its id begins with that of its scheme or list."""
        whole = name.partition(":")[0]
        if whole not in self._inside:
            if (scheme := self._schemes.get(whole)) is not None:
                self._inside[whole] = {concept.id: concept for concept in scheme.concepts}
            elif (codelist := self._codelists.get(whole)) is not None:
                self._inside[whole] = {code.id: code for code in codelist.entries}
            else:
                return None
        return self._inside[whole].get(name)

    def _near_parts(self, name: str) -> tuple[str, ...]:
        """Return ids of concepts and codes that come near a name: of the hub, and of the scheme or list like its."""
        name = _compact(name)
        known = list(self._concepts)
        for whole in _near(name.partition(":")[0], [*self._schemes, *self._codelists]):
            self._part(f"{whole}:")
            known += self._inside[whole]
        return _near(name, known)

    @cached_property
    def _asked(self) -> list[str]:
        """The concept whose mapping rows were asked for first."""
        return []

    @cached_property
    def _mappings(self) -> dict[str, tuple[MappingRow, ...]]:
        table: dict[str, list[MappingRow]] = {}
        for row in self._artefact.mappings:
            for end in {row.subject_id, row.object_id}:
                table.setdefault(end, []).append(row)
        return {end: tuple(rows) for end, rows in table.items()}

    def _entry(self, name: str) -> Entry:
        found = self.get(name)
        if isinstance(found, Concept | SchemeConcept | Code):
            return found
        raise UnknownName("concept or code", name, self._near_parts(name))

    def _entries(self, names: Iterable[str]) -> tuple[Entry, ...]:
        found = (self.get(name) for name in names)
        return tuple(one for one in found if isinstance(one, Concept | SchemeConcept | Code))


def _compact(name: str) -> str:
    """Return the identifier in its short form: ``H0042`` and the IRI are ``hlx:H0042``."""
    name = name.strip()
    if name.startswith(NAMESPACE):
        name = name.removeprefix(NAMESPACE)
        for folder in ("scheme/", "code/", "source/"):
            if name.startswith(folder):
                return name.removeprefix(folder).replace("/", ":", 1)
    if name[:1] in {"H", "h"} and name[1:].isdecimal() and name.isascii():
        return _PREFIX + name.upper()
    return name


def _named(table: Mapping[str, _T], name: str, kind: str) -> _T:
    found = table.get(_compact(name))
    if found is None:
        raise UnknownName(kind, name, _near(name, table))
    return found


def _near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that come near, best first."""
    from rapidfuzz import fuzz, process

    near = process.extract(name, list(known), scorer=fuzz.ratio, score_cutoff=70, limit=3)
    return tuple(one for one, _, _ in near)
