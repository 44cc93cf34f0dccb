"""Work in shares, each done by a process of its own beside this one."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

__all__ = ["Helper", "in_shares", "processors"]

_T = TypeVar("_T")


def processors() -> int:
    """Return how many processes may run at once: 1 where the system cannot fork safely."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def in_shares(weights: Sequence[int], count: int, first: int = 0) -> list[list[int]]:
    """Return the places of things of these weights in shares of about equal weight, each in its old order.

    Args:
        weights: What each thing weighs.
        count: How many shares there are.
        first: What lies in the first share already.

    >>> in_shares([5, 3, 2, 2], 2)
    [[0, 2], [1, 3]]
    """
    shares: list[list[int]] = [[] for _ in range(count)]
    loads = [first, *[0] * (count - 1)]
    for place in sorted(range(len(weights)), key=lambda place: -weights[place]):
        lightest = loads.index(min(loads))
        shares[lightest].append(place)
        loads[lightest] += weights[place]
    return [sorted(share) for share in shares]


class Helper(Generic[_T]):
    """A process that does one piece of work while this one does another.

    It is a copy of this process, so it knows all that this one knows; what it finds must be plain values: texts,
    numbers, lists, tuples and dictionaries.
    """

    def __init__(self, work: Callable[[], _T]) -> None:
        """Begin the work."""
        self._pipe, writing = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            code = 1
            try:
                with os.fdopen(writing, "wb") as pipe:
                    found: Any = work()
                    marshal.dump(found, pipe)
                code = 0
            finally:
                os._exit(code)  # Nothing of what the other process has begun is ended here.
        os.close(writing)

    def result(self) -> _T | None:
        """Wait for the end and return what was found; ``None`` if the process came to grief."""
        with os.fdopen(self._pipe, "rb") as pipe:
            raw = pipe.read()
        _, status = os.waitpid(self._pid, 0)
        if status != 0:
            return None
        result: _T = marshal.loads(raw)
        return result
