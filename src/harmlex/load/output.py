"""Files appear whole or not at all: who reads meanwhile sees the old one or the new one, and nothing between."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO

from harmlex.model.errors import RegistryError

__all__ = ["Output", "OutputError", "write_atomically"]


class OutputError(RegistryError):
    """A file that cannot be written; nothing of it was."""

    def __init__(self, file: str, problem: str) -> None:
        """Name the file and what is wrong."""
        super().__init__(f"{file}: it cannot be written: {problem}. Nothing was written.")


class Output:
    """A file that appears under its name when all of it is written, and not before.

    A link stays a link, and permissions stay. A pipe or a device has nothing to appear: what is written goes there at
    once.

    Args:
        path: The file.

    Raises:
        OutputError: It cannot be written; also when it is written to or closed.
    """

    def __init__(self, path: Path) -> None:
        """Begin a file beside the one that is to appear."""
        self.path = path
        self._temporary: Path | None = None
        try:
            if path.exists() and not path.is_file():
                self.stream: IO[bytes] = path.open("wb")
                return
            self._place = path.resolve()
            handle, name = tempfile.mkstemp(prefix=f".{self._place.name}.", suffix=".part", dir=self._place.parent)
        except OSError as error:
            raise OutputError(str(path), error.strerror or "output error") from error
        self._temporary = Path(name)
        self.stream = os.fdopen(handle, "wb")

    def write(self, data: bytes) -> None:
        """Write some of it."""
        try:
            self.stream.write(data)
        except OSError as error:
            raise OutputError(str(self.path), error.strerror or "output error") from error

    def __enter__(self) -> Output:
        """Return the output itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the file its name, or leave no trace where something went wrong."""
        try:
            self.stream.flush()
            if self._temporary is not None:
                os.fsync(self.stream.fileno())
            self.stream.close()
            if kind is None and self._temporary is not None:
                self._temporary.chmod(_mode(self._place))
                self._temporary.replace(self._place)
        except OSError as problem:
            if kind is None:
                raise OutputError(str(self.path), problem.strerror or "output error") from problem
        finally:
            with contextlib.suppress(OSError):
                self.stream.close()
            if self._temporary is not None:
                with contextlib.suppress(OSError):
                    self._temporary.unlink(missing_ok=True)


def _mode(place: Path) -> int:
    """Return the permissions of a file that is there, or those that a new one gets."""
    if place.exists():
        return place.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_atomically(path: Path, raw: bytes) -> None:
    """Replace a file as a whole, or leave it as it is.

    Raises:
        OutputError: It cannot be written.
    """
    with Output(path) as output:
        output.write(raw)
