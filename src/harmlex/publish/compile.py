"""From the files of a checkout to the one artefact of a release, publishing rights applied."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from importlib import resources
from typing import Any, Protocol, TypeVar

import msgspec

from harmlex.model.artefact import FORMAT, Artefact, SearchEntry
from harmlex.model.errors import RegistryError
from harmlex.model.mappings import MappingRow
from harmlex.model.records import (
    CodeList,
    Concept,
    Decision,
    Facet,
    Initiative,
    LabelNote,
    Organisation,
    Release,
    Scheme,
    SchemeConcept,
    Source,
)
from harmlex.publish.hierarchy import close
from harmlex.publish.mapped import WithMappings, publishable_rows, reviewed_rows
from harmlex.publish.rights import publishable

__all__ = ["CompileError", "Loaded", "compile_artefact", "digest_of", "encode_artefact"]

T = TypeVar("T")
# As long as a digest, so that the real one takes its place without moving anything.
_BLANK = "sha256:" + "0" * 64
_PLACE = f'"digest":"{_BLANK}",'.encode()
_ENCODER = msgspec.json.Encoder(order="sorted")


class CompileError(RegistryError):
    """A registry that cannot be compiled, because a record has not the form of the model.

    Attributes:
        file: The file that the record stands in.
    """

    def __init__(self, file: str, problem: str) -> None:
        """Name the file and what is wrong with it."""
        self.file = file
        super().__init__(f"{file}: {problem} Run `harmlex check {file}`.")


class _Document(Protocol):
    @property
    def file(self) -> str: ...
    @property
    def data(self) -> dict[str, Any]: ...


class Loaded(WithMappings, Protocol):
    """What compiling needs of a loaded registry; `harmlex.load.registry.LoadedRegistry` is one."""

    def of(self, kind: str) -> tuple[Any, ...]:
        """Return the documents of one kind."""
        ...


def compile_artefact(
    loaded: Loaded,
    *,
    search_entries: Callable[[Iterable[Concept]], tuple[SearchEntry, ...]],
    mappings: Iterable[MappingRow] | None = None,
) -> Artefact:
    """Compile a registry that has no errors.

    Args:
        loaded: The documents of the registry.
        search_entries: Makes the search entries of the hub's concepts, `harmlex.search.entries.build_entries`.
        mappings: Mapping rows, in the order in which they are to stand; those of the registry if none are given.

    Returns:
        The artefact with its digest. Hub concepts, schemes, lists and all else stand by identifier; a scheme's
        concepts and a list's codes keep the order of their file, which readers know from the publisher.

    Raises:
        CompileError: A record does not have the form of the model; checks would have said so.
    """
    sources: dict[str, Source] = {}
    for document in (*loaded.of("sources"), *loaded.of("scheme"), *loaded.of("codelist")):
        for source in _members(document, "sources", Source):
            sources.setdefault(source.id, source)
    schemes, withheld = _schemes(loaded)
    concepts = tuple(
        _without(_record(document, document.data, Concept), withheld)
        for document in sorted(loaded.of("concept"), key=lambda d: _numeric(str(d.data.get("id", ""))))
    )
    codelists = tuple(
        sorted((_record(d, _less(d.data, "sources"), CodeList) for d in loaded.of("codelist")), key=lambda x: x.id)
    )
    broader: dict[str, tuple[str, ...]] = {concept.id: concept.broader for concept in concepts}
    for scheme in schemes:
        broader |= {concept.id: concept.broader for concept in scheme.concepts}
    for codelist in codelists:
        broader |= {code.id: code.broader for code in codelist.entries}
    rows = reviewed_rows(loaded) if mappings is None else mappings
    artefact = Artefact(
        format=FORMAT,
        digest="",
        schema_version=_schema_version(),
        release=_release(loaded),
        concepts=concepts,
        schemes=schemes,
        codelists=codelists,
        facets=_gathered(loaded, "facets", Facet),
        sources=tuple(sources[name] for name in sorted(sources)),
        organisations=_gathered(loaded, "organisations", Organisation),
        initiatives=_gathered(loaded, "initiatives", Initiative),
        decisions=tuple(sorted((_record(d, d.data, Decision) for d in loaded.of("decision")), key=lambda x: x.id)),
        mappings=tuple(publishable_rows(rows, schemes, withheld)),
        hierarchy=close(broader),
        search=search_entries(concepts),
    )
    return msgspec.structs.replace(artefact, digest=_with_digest(artefact)[1])


def encode_artefact(artefact: Artefact) -> bytes:
    """Return the canonical JSON of an artefact, keys sorted, with its digest in it.

    The digest is the SHA-256 of the same JSON without the key ``digest``.
    """
    return bytes(_with_digest(artefact)[0])


def _with_digest(artefact: Artefact) -> tuple[bytearray, str]:
    """Return the canonical JSON with the digest in it, and the digest; the JSON is held in memory once."""
    raw = bytearray()
    _ENCODER.encode_into(msgspec.structs.replace(artefact, digest=_BLANK), raw)
    # Within texts quotes are escaped and no record has such a key, so the first match is the artefact's own.
    begin = raw.index(_PLACE)
    end = begin + len(_PLACE)
    digest = hashlib.sha256()
    with memoryview(raw) as whole:
        digest.update(whole[:begin])
        digest.update(whole[end:])
    name = f"sha256:{digest.hexdigest()}"
    raw[begin:end] = f'"digest":"{name}",'.encode()
    return raw, name


def digest_of(raw: bytes) -> str:
    """Return the digest that the canonical JSON of an artefact ought to have in it.

    Args:
        raw: The bytes of an artefact; its own digest is left out.
    """
    data: dict[str, Any] = msgspec.json.decode(raw)
    data.pop("digest", None)
    return f"sha256:{hashlib.sha256(msgspec.json.encode(data, order='sorted')).hexdigest()}"


def _schemes(loaded: Loaded) -> tuple[tuple[Scheme, ...], frozenset[str]]:
    """Return the schemes as they may be published, and the identifiers of the concepts that may not be named."""
    schemes: list[Scheme] = []
    withheld: set[str] = set()
    for document in loaded.of("scheme"):
        scheme = _record(document, _less(document.data, "sources"), Scheme)
        kept = []
        for concept in scheme.concepts:
            published = publishable(concept, scheme.publishing_right)
            if published is None:
                withheld.add(concept.id)
            else:
                kept.append(published)
        schemes.append(msgspec.structs.replace(scheme, concepts=tuple(kept)))
    if withheld:
        schemes = [
            msgspec.structs.replace(scheme, concepts=tuple(_without(concept, withheld) for concept in scheme.concepts))
            for scheme in schemes
        ]
    return tuple(sorted(schemes, key=lambda scheme: scheme.id)), frozenset(withheld)


_C = TypeVar("_C", Concept, SchemeConcept)


def _without(concept: _C, withheld: set[str] | frozenset[str]) -> _C:
    """Return a concept that does not name concepts which may not be published."""
    if not withheld:
        return concept
    changed: dict[str, Any] = {}
    for slot in ("broader", "related", "replaced_by", "legal"):
        names: tuple[str, ...] = getattr(concept, slot, ())
        if not withheld.isdisjoint(names):
            changed[slot] = tuple(name for name in names if name not in withheld)
    if any(not withheld.isdisjoint(note.instead) for note in concept.label_notes):
        changed["label_notes"] = tuple(_note(note, withheld) for note in concept.label_notes)
    return msgspec.structs.replace(concept, **changed) if changed else concept


def _note(note: LabelNote, withheld: set[str] | frozenset[str]) -> LabelNote:
    return msgspec.structs.replace(note, instead=tuple(name for name in note.instead if name not in withheld))


def _release(loaded: Loaded) -> Release:
    documents = loaded.of("release")
    if not documents:
        raise CompileError("registry/release.yaml", "There is no release data.")
    return _record(documents[0], _less(documents[0].data, "id_ranges"), Release)


def _gathered(loaded: Loaded, kind: str, form: type[T]) -> tuple[T, ...]:
    """Return the records that a file of one kind holds, by identifier."""
    found = [record for document in loaded.of(kind) for record in _members(document, kind, form)]
    return tuple(sorted(found, key=lambda record: str(getattr(record, "id", ""))))


def _members(document: _Document, slot: str, form: type[T]) -> list[T]:
    return [_record(document, data, form) for data in document.data.get(slot, ())]


def _record(document: _Document, data: dict[str, Any], form: type[T]) -> T:
    try:
        return msgspec.convert(_in_order(data), form)
    except msgspec.ValidationError as error:
        raise CompileError(document.file, f"{error}.") from error


def _in_order(value: Any) -> Any:
    """Return a value with the keys of its maps sorted, as the canonical JSON has them.

    So an artefact that was just compiled and one that was read from its file do the same, where the first language of
    a map counts.
    """
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_in_order(item) for item in value]
    return value


def _less(data: dict[str, Any], slot: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != slot}


def _numeric(identifier: str) -> tuple[int, str]:
    """Order ``hlx:H9999`` before ``hlx:H10000``."""
    return len(identifier), identifier


def _schema_version() -> str:
    schema = resources.files("harmlex") / "generated" / "harmlex.schema.json"
    return str(msgspec.json.decode(schema.read_bytes())["version"])
