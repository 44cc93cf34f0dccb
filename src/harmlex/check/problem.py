"""What a check says about one record, before its place in the file is looked up."""

from __future__ import annotations

from typing import Any, NamedTuple

from harmlex.load.documents import Document, Pointer
from harmlex.model.findings import Severity

__all__ = ["Problem", "Record"]


class Record:
    """One record of the registry and where it stands.

    Attributes:
        kind: ``concept``, ``scheme``, ``scheme-concept``, ``codelist``, ``code``, ``facet``, ``source``,
            ``organisation``, ``initiative``, ``decision``, ``exemption`` or ``release``.
        id: Its identifier; for an exemption the subject, for the release its name.
        data: Its values; never to be changed.
        document: The file that holds it.
        pointer: Its place in that file, empty where it is the whole file.
        within: The scheme or code list that it belongs to, else empty.
        sound: Whether the types of its values are those of the schema. Checks of meaning pass over unsound records.
    """

    __slots__ = ("data", "document", "id", "kind", "pointer", "sound", "within")

    def __init__(
        self, kind: str, id: str, data: dict[str, Any], document: Document, pointer: Pointer, within: str, sound: bool
    ) -> None:
        """Take the facts as they are."""
        self.kind = kind
        self.id = id
        self.data = data
        self.document = document
        self.pointer = pointer
        self.within = within
        self.sound = sound

    @property
    def label(self) -> str:
        """The preferred label or title in English, or in the first language there is, else the id."""
        texts = self.data.get("prefLabel") or self.data.get("title") or {}
        if not isinstance(texts, dict):
            return self.id
        return texts.get("en") or next(iter(texts.values()), self.id)

    def __str__(self) -> str:
        """Id and label."""
        return f"{self.id} ({self.label})"


class Problem(NamedTuple):
    """One problem of one record.

    Attributes:
        record: The record concerned.
        path: The key or item, from the record.
        message: What is wrong, with the value in it.
        hint: What to do.
        severity: The check's own, unless it is graver or milder here.
    """

    record: Record
    path: Pointer
    message: str
    hint: str
    severity: Severity | None = None
