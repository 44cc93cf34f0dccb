"""The newest frozen release: what its records were, so that a change can be seen."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from harmlex.model.errors import ArtefactUnreadable

__all__ = ["FrozenConcept", "FrozenRelease", "newest_release"]

_NAME = re.compile(r"harmlex-(\d{4})\.(\d{2})(?:\.(\d+))?\.json")


class FrozenConcept(msgspec.Struct, frozen=True):
    """What a release said of one record, as far as its identity goes."""

    id: str
    status: str = ""
    prefLabel: dict[str, str] = {}
    definition: dict[str, str] = {}
    broader: tuple[str, ...] = ()
    changes: tuple[dict[str, object], ...] = ()
    notation: str = ""


class _Group(msgspec.Struct, frozen=True):
    id: str
    concepts: tuple[FrozenConcept, ...] = ()
    entries: tuple[FrozenConcept, ...] = ()


class _Artefact(msgspec.Struct, frozen=True):
    concepts: tuple[FrozenConcept, ...] = ()
    schemes: tuple[_Group, ...] = ()
    codelists: tuple[_Group, ...] = ()


class FrozenRelease(msgspec.Struct, frozen=True):
    """The newest release.

    Attributes:
        file: Its path from the root.
        concepts: Hub concepts by id.
        others: Scheme concepts and codes by id.
        groups: The ids of schemes and code lists.
    """

    file: str
    concepts: dict[str, FrozenConcept]
    others: dict[str, FrozenConcept]
    groups: frozenset[str]


def newest_release(root: Path) -> FrozenRelease | None:
    """Return the newest artefact in ``releases/``, or ``None`` if there is none.

    Raises:
        ArtefactUnreadable: The newest file there is no artefact.
    """
    found = []
    folder = root / "releases"
    for path in folder.iterdir() if folder.is_dir() else ():
        if match := _NAME.fullmatch(path.name):
            found.append((tuple(int(part or 0) for part in match.groups()), path))
    if not found:
        return None
    path = max(found)[1]
    file = path.relative_to(root).as_posix()
    try:
        artefact = msgspec.json.decode(path.read_bytes(), type=_Artefact)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ArtefactUnreadable(file, f"it is not a release ({error}).", "Restore it from git.") from error
    others = [c for group in (*artefact.schemes, *artefact.codelists) for c in (*group.concepts, *group.entries)]
    return FrozenRelease(
        file,
        {concept.id: concept for concept in artefact.concepts},
        {concept.id: concept for concept in others},
        frozenset(group.id for group in (*artefact.schemes, *artefact.codelists)),
    )
