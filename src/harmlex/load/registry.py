"""The registry as it lies in a checkout: every file read, none of them able to stop the others."""

from __future__ import annotations

import gc
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from msgspec.structs import asdict, astuple

from harmlex.load.documents import SIZE_LIMIT, SIZE_LIMITS, Document, Pointer, locate, parse_document, places, too_large
from harmlex.load.mappings import load_mappings
from harmlex.load.reviews import load_reviews
from harmlex.load.shares import Helper, in_shares
from harmlex.model.errors import RegistryError
from harmlex.model.findings import Finding
from harmlex.model.mappings import MappingSet
from harmlex.model.reviews import ReviewFile

__all__ = ["LoadedRegistry", "RootNotFound", "find_root", "load_registry"]

# A helper costs a few milliseconds, as many files as this a few more.
_WORTH_HELP = 100
_FOLDERS = {"codelists": "codelist", "concepts": "concept", "decisions": "decision", "schemes": "scheme"}
_FILES = {
    "exemptions.yaml": "exemptions",
    "facets.yaml": "facets",
    "initiatives.yaml": "initiatives",
    "organisations.yaml": "organisations",
    "release.yaml": "release",
    "sources.yaml": "sources",
}


class RootNotFound(RegistryError):
    """No registry was found.

    Attributes:
        start: Where the search began.
    """

    def __init__(self, start: Path) -> None:
        """Take where the search began."""
        self.start = start
        super().__init__(
            f"There is no registry/release.yaml in {start} or above it. "
            "Run the command inside a checkout of the registry, or name one with --root."
        )


@dataclass(frozen=True, eq=False)
class LoadedRegistry:
    """Every file of a registry that could be read, and what there is to say about reading them.

    Attributes:
        root: The folder that holds ``registry/``.
        documents: The files, by kind and name.
        findings: What the loader found; a file that could not be read at all has a finding and no document.
        mapping_sets: The mapping files, by name; undecided rows and candidates are not among them.
        reviews: The review files, by name.
    """

    root: Path
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    mapping_sets: tuple[MappingSet, ...] = ()
    reviews: tuple[ReviewFile, ...] = ()
    _by_kind: dict[str, tuple[Document, ...]] = field(default_factory=dict, repr=False)

    def of(self, kind: str) -> tuple[Document, ...]:
        """Return the documents of one kind, by file name."""
        if not self._by_kind:
            groups: dict[str, list[Document]] = {}
            for document in self.documents:
                groups.setdefault(document.kind, []).append(document)
            self._by_kind.update((kind, tuple(group)) for kind, group in groups.items())
        return self._by_kind.get(kind, ())

    def place(self, document: Document, pointer: Pointer) -> tuple[int, int]:
        """Return line and column of a key or item, by reading the one file again."""
        return locate((self.root / document.file).read_bytes(), pointer)

    def places(self, file: str, pointers: list[Pointer]) -> dict[Pointer, tuple[int, int]]:
        """Return lines and columns of many keys or items of one file, which is read once."""
        try:
            raw = (self.root / file).read_bytes()
        except OSError:
            return dict.fromkeys(pointers, (1, 1))
        return places(raw, pointers)


def find_root(start: Path) -> Path:
    """Return the folder that holds ``registry/release.yaml``, searching upwards from ``start``."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "registry" / "release.yaml").is_file():
            return folder
    raise RootNotFound(start)


def load_registry(root: Path, *, processes: int = 1) -> LoadedRegistry:
    """Read every file below ``root/registry`` and ``root/mappings``; a broken file is a finding and stops no other.

    Args:
        root: The folder that holds ``registry/``.
        processes: How many processes may read at once; more than one only where nothing else runs in this one.
    """
    findings: list[Finding] = []
    # Nothing that is read here forms cycles, and walking millions of small values again and again costs more than
    # reading them; the collector is put back as it was.
    collecting = gc.isenabled()
    gc.disable()
    try:
        entries = [(root, path, kind) for path, kind in _walk(root, findings)]
        helped = processes if len(entries) >= _WORTH_HELP else 1
        shares = in_shares([_size(path) for _, path, _ in entries], helped, _mapped_size(root) if helped > 1 else 0)
        helpers = [Helper(partial(_read_share, [entries[place] for place in share])) for share in shares[1:]]
        read = {place: _read(*entries[place]) for place in shares[0]}
        mapping_sets, said_of_mappings = load_mappings(root)
        reviews, said_of_reviews = load_reviews(root)
        for helper, share in zip(helpers, shares[1:], strict=True):
            found = helper.result()
            for number, place in enumerate(share):
                read[place] = _whole(found[number]) if found is not None else _read(*entries[place])
        documents = [document for place in sorted(read) if (document := read[place][0]) is not None]
        findings += [finding for place in sorted(read) for finding in read[place][1]]
    finally:
        if collecting:
            gc.enable()
    findings += [*said_of_mappings, *said_of_reviews]
    return LoadedRegistry(root, tuple(documents), tuple(findings), mapping_sets, reviews)


def _read(root: Path, path: Path, kind: str) -> tuple[Document | None, list[Finding]]:
    """Read one file, if it can be read."""
    file = path.relative_to(root).as_posix()
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            message = "This is not a plain file."
            return None, [_finding("HLX-C001", file, message, "Replace it by the file that was meant.")]
        if facts.st_size > SIZE_LIMITS.get(kind, SIZE_LIMIT):
            return None, [_finding("HLX-C002", file, *too_large(facts.st_size, kind))]
        raw = path.read_bytes()
    except OSError as error:
        message = f"The file cannot be read: {(error.strerror or 'unknown error').lower()}."
        return None, [_finding("HLX-C001", file, message, "Mend its permissions or its link target.")]
    return parse_document(raw, file, kind)


# A document and its findings as plain values.
_Plain = tuple[tuple[Any, ...] | None, list[dict[str, Any]]]


def _read_share(entries: list[tuple[Path, Path, str]]) -> list[_Plain]:
    """Read some files for another process."""
    read = [_read(*entry) for entry in entries]
    return [
        (None if document is None else astuple(document), [asdict(finding) for finding in said])
        for document, said in read
    ]


def _whole(plain: _Plain) -> tuple[Document | None, list[Finding]]:
    document, said = plain
    return None if document is None else Document(*document), [Finding(**values) for values in said]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _mapped_size(root: Path) -> int:
    return sum(_size(path) for path in (root / "mappings").glob("*.tsv"))


def _walk(root: Path, findings: list[Finding]) -> Iterator[tuple[Path, str]]:
    """Yield the files to read with their kinds, in a fixed order; say which ones do not belong."""
    registry = root / "registry"
    try:
        entries = sorted(registry.iterdir())
    except OSError as error:
        message = f"The folder cannot be read: {(error.strerror or 'unknown error').lower()}."
        findings.append(_finding("HLX-C001", "registry", message, "Name a checkout of the registry with --root."))
        return
    for entry in entries:
        if _ignored(entry):
            continue
        if entry.name in _FOLDERS and entry.is_dir():
            yield from _walk_folder(root, entry, _FOLDERS[entry.name], findings)
        elif entry.name in _FILES:
            yield entry, _FILES[entry.name]
        else:
            findings.append(_stray(root, entry))


def _walk_folder(root: Path, folder: Path, kind: str, findings: list[Finding]) -> Iterator[tuple[Path, str]]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        file = folder.relative_to(root).as_posix()
        message = f"The folder cannot be read: {(error.strerror or 'unknown error').lower()}."
        findings.append(_finding("HLX-C001", file, message, "Mend its permissions."))
        return
    for entry in entries:
        if _ignored(entry):
            continue
        if entry.name.endswith(".yaml") and entry.name.isprintable():
            yield entry, kind
        else:
            findings.append(_stray(root, entry))


def _ignored(path: Path) -> bool:
    return path.name.startswith(".") or path.name.endswith("~") or path.name == "README.md"


def _stray(root: Path, path: Path) -> Finding:
    # A name that is no text, or moves the cursor, would break whatever prints it.
    file = path.relative_to(root).as_posix()
    if not file.isprintable():
        file = file.encode("unicode_escape").decode()
    if path.suffix == ".yml":
        hint = f"Rename it to {path.stem}.yaml."
    else:
        hint = "Move it out of registry/, or into the folder of its kind."
    return _finding("HLX-C019", file, "Nothing reads this file or folder: its name or place is not one of ours.", hint)


def _finding(code: str, file: str, message: str, hint: str) -> Finding:
    return Finding(code=code, severity="error", file=file, line=1, column=1, message=message, hint=hint)
