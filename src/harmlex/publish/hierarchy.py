"""What follows from ``broader``: direct narrower concepts and all concepts above, in linear time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from harmlex.model.artefact import Hierarchy

__all__ = ["close"]


def close(broader: Mapping[str, Sequence[str]]) -> Hierarchy:
    """Return the hierarchy of records, given the broader ones of each.

    A broader record that is not a key is left out. Each record is visited once; a cycle, which the checks report,
    does not keep this from ending.

    >>> close({"a": [], "b": ["a"], "c": ["b", "a"]}).ancestors
    {'b': ('a',), 'c': ('a', 'b')}
    """
    narrower: dict[str, list[str]] = {}
    for name in sorted(broader):
        for above in dict.fromkeys(broader[name]):
            if above in broader:
                narrower.setdefault(above, []).append(name)
    ancestors: dict[str, frozenset[str]] = {}
    for start in broader:
        path = [start]
        opened: set[str] = set()
        while path:
            name = path[-1]
            if name in ancestors:
                path.pop()
                continue
            known = [above for above in broader[name] if above in broader]
            waiting = [above for above in known if above not in ancestors and above not in opened]
            if waiting and name not in opened:
                opened.add(name)
                path.extend(waiting)
                continue
            opened.add(name)
            found = set(known)
            for above in known:
                found |= ancestors.get(above, frozenset())
            found.discard(name)
            ancestors[name] = frozenset(found)
            path.pop()
    return Hierarchy(
        narrower={name: tuple(below) for name, below in sorted(narrower.items())},
        ancestors={name: tuple(sorted(above)) for name, above in sorted(ancestors.items()) if above},
    )
