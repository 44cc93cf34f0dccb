"""What a caller did wrong, said with the value and the remedy."""

from __future__ import annotations

__all__ = ["ArtefactUnreadable", "RegistryError", "UnknownName"]


class RegistryError(Exception):
    """The base of every error that harmlex raises on purpose; its text is fit for a user."""


class UnknownName(RegistryError, KeyError):
    """A concept, scheme, code or release that the registry does not have.

    Attributes:
        kind: What was looked for: ``concept``, ``scheme``, ``code list``, ``check`` …
        name: The name that was not found.
        suggestions: Names that do exist and come near, best first.
    """

    def __init__(self, kind: str, name: str, suggestions: tuple[str, ...] = ()) -> None:
        """Take what was looked for, the name, and names that come near."""
        self.kind = kind
        self.name = name
        self.suggestions = suggestions
        super().__init__(name)

    def __str__(self) -> str:
        """Say what there is not, and what may have been meant."""
        near = f" Did you mean {', '.join(self.suggestions)}?" if self.suggestions else ""
        return f"There is no {self.kind} {self.name!r}.{near}"


class ArtefactUnreadable(RegistryError):
    """A compiled registry that is missing, damaged or of another format.

    Attributes:
        path: Where it was looked for.
        remedy: What to do.
    """

    def __init__(self, path: str, problem: str, remedy: str) -> None:
        """Take the file, what is wrong with it, and what to do."""
        self.path = path
        self.remedy = remedy
        super().__init__(f"{path}: {problem} {remedy}")
