"""The loaded registry, indexed once, as the checks look at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from harmlex.check.problem import Problem, Record
from harmlex.check.rows import Rows
from harmlex.check.structure import Violation, violations
from harmlex.load.documents import Document, Pointer
from harmlex.load.registry import LoadedRegistry
from harmlex.load.releases import FrozenRelease
from harmlex.load.reviews import digest_of_end
from harmlex.load.shape import shapes
from harmlex.model.findings import Finding

__all__ = ["CLASS_OF_RECORD", "EMBEDDED", "LanguageMap", "View"]

CLASS_OF_RECORD = {
    "concept": "Concept",
    "scheme": "Scheme",
    "scheme-concept": "SchemeConcept",
    "codelist": "CodeList",
    "code": "Code",
    "facet": "Facet",
    "source": "Source",
    "organisation": "Organisation",
    "initiative": "Initiative",
    "decision": "Decision",
    "exemption": "Exemption",
    "release": "Release",
}

# Which records stand inside a file, by kind of file: key and kind of record.
_INSIDE = {
    "scheme": (("concepts", "scheme-concept"), ("sources", "source")),
    "codelist": (("entries", "code"), ("sources", "source")),
    "sources": (("sources", "source"),),
    "organisations": (("organisations", "organisation"),),
    "initiatives": (("initiatives", "initiative"),),
    "facets": (("facets", "facet"),),
    "exemptions": (("exemptions", "exemption"),),
}
_WHOLE = {"concept", "scheme", "codelist", "decision", "release"}
_LABELLED = ("concept", "scheme-concept", "code")


# Path, slot, map, and whether it holds lists.
LanguageMap = tuple[Pointer, str, dict[str, Any], bool]


class View:
    """Everything that checks ask of a registry.

    Attributes:
        loaded: The files.
        today: The day of the check, ``YYYY-MM-DD``.
        previous: The newest frozen release, if there is one.
        structure: What the JSON Schema says, file by file.
        used_exemptions: Pointers of the exemptions that a finding met; filled before the last checks run.
        known_codes: The codes of all checks.
    """

    def __init__(
        self,
        loaded: LoadedRegistry,
        today: str,
        previous: FrozenRelease | None = None,
        known_codes: frozenset[str] = frozenset(),
    ) -> None:
        """Index the records; a few passes over the data, none over pairs."""
        self.loaded = loaded
        self.today = today
        self.previous = previous
        self.known_codes = known_codes
        self.used_exemptions: set[Pointer] = set()
        self.structure: list[tuple[Document, Violation]] = []
        self._records: dict[str, list[Record]] = {kind: [] for kind in CLASS_OF_RECORD}
        self._unsound: list[Record] = []
        self._parents: dict[Record, tuple[str, ...]] = {}
        self._language_maps: dict[Record, list[LanguageMap]] = {}
        for document in loaded.documents:
            self._take(document)

    # -- taking in

    def _take(self, document: Document) -> None:
        unsound: set[Pointer] = set()
        inside = _INSIDE.get(document.kind, ())
        keys = {key for key, _ in inside}
        for violation in violations(document):
            self.structure.append((document, violation))
            if violation.breaks_types:
                pointer = violation.pointer
                # A flaw in one record of a file does not spoil the others.
                nested = len(pointer) > 1 and pointer[0] in keys
                unsound.add(pointer[:2] if nested else ())
        data = document.data
        own = data.get("id")
        within = own if isinstance(own, str) else ""
        if document.kind in _WHOLE:
            release: Any = data.get("release")
            name = within or (release if isinstance(release, str) else "")
            self._add(Record(document.kind, name, data, document, (), "", () not in unsound))
        for key, kind in inside:
            items = data.get(key)
            for index, item in enumerate(items if isinstance(items, list) else ()):
                pointer = (key, index)
                if isinstance(item, dict):
                    named: Any = item.get("id", item.get("subject"))
                    name = named if isinstance(named, str) else ""
                    of = within if kind in ("scheme-concept", "code") else ""
                    self._add(Record(kind, name, item, document, pointer, of, pointer not in unsound))

    def _add(self, record: Record) -> None:
        (self._records[record.kind] if record.sound else self._unsound).append(record)

    # -- what reading and the schema said

    def said(self, code: str) -> Iterator[Finding]:
        """Yield what the loader said under one code."""
        return (finding for finding in self.loaded.findings if finding.code == code)

    def violations(self, code: str) -> Iterator[Problem]:
        """Yield what the JSON Schema says under one code, as problems of the records concerned."""
        for document, violation in self.structure:
            if violation.code == code:
                name = document.data.get("id", "")
                if len(violation.pointer) > 2 and isinstance(violation.pointer[1], int):
                    item = document.data[str(violation.pointer[0])][violation.pointer[1]]
                    name = item.get("id", name) if isinstance(item, dict) else name
                record = Record(document.kind, name if isinstance(name, str) else "", {}, document, (), "", False)
                yield Problem(record, violation.pointer, violation.message, violation.hint)

    # -- records

    def of(self, *kinds: str) -> Iterator[Record]:
        """Yield the sound records of these kinds, in the order of the files."""
        for kind in kinds:
            yield from self._records[kind]

    def all_records(self) -> Iterator[Record]:
        """Yield every record that has a place, sound or not."""
        yield from self.of(*self._records)
        yield from self._unsound

    @property
    def record_count(self) -> int:
        """How many records there are."""
        return sum(len(group) for group in self._records.values()) + len(self._unsound)

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, Record]]:
        result: dict[str, dict[str, Record]] = {kind: {} for kind in CLASS_OF_RECORD}
        for record in self.all_records():
            result[record.kind].setdefault(record.id, record)
        return result

    def get(self, kind: str, id: str) -> Record | None:
        """Return the first record of a kind with an id, sound or not."""
        return self._by_kind[kind].get(id)

    def ids(self, kind: str) -> Iterable[str]:
        """Return the ids of all records of a kind, sound or not."""
        return self._by_kind[kind].keys()

    def concept_like(self, id: str) -> Record | None:
        """Return the hub concept, scheme concept or code with an id."""
        return self._concepts.get(id)

    def digest(self, id: str) -> str:
        """Return the digest of what a mapping row ends at, worked out once; empty where there is no such record."""
        if id not in self._digests:
            record = self.concept_like(id)
            self._digests[id] = "" if record is None else digest_of_end(record.data)
        return self._digests[id]

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}

    @cached_property
    def _concepts(self) -> dict[str, Record]:
        by_kind = self._by_kind
        return by_kind["code"] | by_kind["scheme-concept"] | by_kind["concept"]

    # -- hierarchy, over hub concepts, scheme concepts and codes

    def parents(self, record: Record) -> tuple[str, ...]:
        """Return the broader ids of a record that exist, are not itself and stand once."""
        stated = record.data.get("broader")
        if not stated:
            return ()
        found = self._parents.get(record)
        if found is None:
            known = self._concepts
            found = tuple(
                id
                for id in dict.fromkeys(stated)
                if id != record.id and (parent := known.get(id)) is not None and parent.sound
            )
            self._parents[record] = found
        return found

    @cached_property
    def narrower(self) -> dict[str, list[str]]:
        """The narrower ids of each concept that has some."""
        result: dict[str, list[str]] = {}
        for record in self.of(*_LABELLED):
            for parent in self.parents(record):
                result.setdefault(parent, []).append(record.id)
        return result

    def ancestors(self, record: Record) -> set[str]:
        """Return the ids of all concepts above a record; worked out on demand, so that nothing grows."""
        found: set[str] = set()
        ahead = list(self.parents(record))
        while ahead:
            id = ahead.pop()
            if id not in found:
                found.add(id)
                parent = self.concept_like(id)
                if parent is not None:
                    ahead += self.parents(parent)
        return found

    def descendants(self, id: str) -> set[str]:
        """Return the ids of all concepts below one, itself left out unless it stands in a cycle."""
        found: set[str] = set()
        ahead = list(self.narrower.get(id, ()))
        while ahead:
            here = ahead.pop()
            if here not in found:
                found.add(here)
                ahead += self.narrower.get(here, ())
        return found

    # -- mappings

    @cached_property
    def rows(self) -> Rows:
        """The mapping rows."""
        return Rows(self.loaded, {record.id: self.parents(record) for record in self.of(*_LABELLED)})

    # -- texts

    def language_maps(self, record: Record) -> Sequence[LanguageMap]:
        """Return path, slot, map and whether it holds lists, for every language map of a record."""
        found = self._language_maps.get(record)
        if found is None:
            found = []
            _add_language_maps(record.data, _plan(CLASS_OF_RECORD[record.kind]), (), found)
            self._language_maps[record] = found
        return found

    def texts(self, record: Record) -> Iterator[tuple[Pointer, str, str, str]]:
        """Yield path, slot, language and text of every text of a record's language maps."""
        for path, slot, texts, many in self.language_maps(record):
            for lang, value in texts.items():
                if many:
                    for index, text in enumerate(value):
                        yield (*path, lang, index), slot, lang, text
                else:
                    yield (*path, lang), slot, lang, value

    def labels(self, record: Record) -> Iterator[tuple[Pointer, str, str, str]]:
        """Yield path, slot, language and text of preferred, alternative and hidden labels."""
        data = record.data
        for lang, text in data.get("prefLabel", {}).items():
            yield ("prefLabel", lang), "prefLabel", lang, text
        for slot in ("altLabel", "hiddenLabel"):
            for lang, texts in data.get(slot, {}).items():
                for index, text in enumerate(texts):
                    yield (slot, lang, index), slot, lang, text

    @staticmethod
    def deprecated(record: Record) -> bool:
        """Say whether a record is no longer to be used."""
        return record.data.get("status") in ("deprecated", "rejected") or "deprecation" in record.data


# These hold records of their own, which are looked at one by one.
EMBEDDED = {"SchemeConcept", "Source", "Code", "Facet", "Organisation", "Initiative", "Exemption"}

# What to do with a key: the form of its value, and for objects what to do with theirs.
_Plan = dict[str, tuple[str, Any]]
_PLANS: dict[str, _Plan] = {}


def _plan(name: str) -> _Plan:
    """Return the slots of a class that are language maps, or hold objects that have some."""
    if name not in _PLANS:
        _PLANS[name] = {}  # Ends the search where a class holds itself.
        plan: _Plan = {}
        for key, slot in shapes()[name].slots.items():
            if slot.holds.startswith("language_map"):
                plan[key] = (slot.holds, None)
            elif slot.holds in ("object", "objects") and slot.range not in EMBEDDED and (inner := _plan(slot.range)):
                plan[key] = (slot.holds, inner)
        _PLANS[name] = plan
    return _PLANS[name]


def _add_language_maps(data: dict[str, Any], plan: _Plan, path: Pointer, found: list[LanguageMap]) -> None:
    for key, value in data.items():
        if key not in plan or not value:
            continue
        holds, inner = plan[key]
        if inner is None:
            found.append(((*path, key), key, value, holds == "language_map_of_lists"))
        elif holds == "object":
            _add_language_maps(value, inner, (*path, key), found)
        else:
            for index, item in enumerate(value):
                _add_language_maps(item, inner, (*path, key, index), found)
