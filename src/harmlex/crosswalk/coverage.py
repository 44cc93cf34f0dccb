"""How well the schemes cover the hub: a matrix, and what nobody or only one of them covers."""

from __future__ import annotations

import msgspec

from harmlex.crosswalk.build import Compiled
from harmlex.crosswalk.derive import all_pairs

__all__ = ["STRENGTHS", "Coverage", "HubGap", "Strength", "coverage", "hub_gaps", "strengths"]

# Weakest first; the number is the rank in a heat map.
STRENGTHS: tuple[str, ...] = ("", "overlap", "inside", "parts", "exact")


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """Which scheme says what about which hub concept.

    Attributes:
        concepts: The hub concepts, by id.
        schemes: The schemes that say anything about the hub.
        cells: For each hub concept and scheme the strongest relation: ``exact`` (a code covers the same records),
            ``parts`` (codes lie inside it), ``inside`` (it lies inside a code), ``overlap``.
    """

    concepts: tuple[str, ...]
    schemes: tuple[str, ...]
    cells: dict[str, dict[str, str]]


class HubGap(msgspec.Struct, frozen=True, kw_only=True):
    """A hub concept that no scheme, or one only, has a code for: one that covers the same records, or some of them."""

    concept_id: str
    schemes: tuple[str, ...]


class Strength(msgspec.Struct, frozen=True, kw_only=True):
    """How many pairs of concepts of two schemes have a relation stronger than nothing.

    Attributes:
        first: The first scheme.
        second: The second.
        pairs: How many pairs of two harms, or of two values of one type, there are.
        related: How many are equal, one inside the other, or share records.
        apart: How many share no record.
        subjects: How many concepts of the first are related to some of the second.
        objects: How many concepts of the second are related to some of the first.
        concepts: How many concepts the first has.
        others: How many concepts the second has.
    """

    first: str
    second: str
    pairs: int
    related: int
    apart: int
    subjects: int
    objects: int
    concepts: int
    others: int


def coverage(compiled: Compiled) -> Coverage:
    """Return the matrix of hub concepts and schemes."""
    network = compiled.network
    cells: dict[str, dict[str, str]] = {}
    schemes: set[str] = set()
    for x in network.members.get("hlx", ()):
        row: dict[str, str] = {}
        if x not in network.impossible:
            above = network.above(x)
            for number in network.points_in(x):
                for y in network.point(number):
                    scheme = network.scheme[y]
                    if scheme in ("", "hlx") or y in compiled.kinds:
                        continue
                    over, under = y in above, x in network.above(y)
                    kind = "exact" if over and under else "parts" if under else "inside" if over else "overlap"
                    if STRENGTHS.index(kind) > STRENGTHS.index(row.get(scheme, "")):
                        row[scheme] = kind
        cells[network.names[x]] = row
        schemes |= row.keys()
    return Coverage(concepts=tuple(sorted(cells)), schemes=tuple(sorted(schemes)), cells=cells)


def hub_gaps(compiled: Compiled) -> list[HubGap]:
    """Return the hub concepts that no scheme has a code for, then those that one only has."""
    matrix = coverage(compiled)
    found = []
    for concept in matrix.concepts:
        have = tuple(sorted(s for s, kind in matrix.cells[concept].items() if kind in ("exact", "parts")))
        if len(have) < 2:
            found.append(HubGap(concept_id=concept, schemes=have))
    return sorted(found, key=lambda gap: (len(gap.schemes), gap.concept_id))


def strengths(compiled: Compiled, *, apart: bool = True) -> list[Strength]:
    """Return for each pair of schemes how many pairs of concepts got a relation stronger than nothing.

    Args:
        compiled: The network.
        apart: Whether to ask of every pair also if it shares no record; that looks at all pairs there are.
    """
    network = compiled.network
    related: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for x, _, y in all_pairs(compiled):
        a, b = network.scheme[x], network.scheme[y]
        pair, key = ((x, y), (a, b)) if a < b else ((y, x), (b, a))
        related.setdefault(key, []).append(pair)
    names = sorted(s for s in network.members if s and network.members[s])
    apartness = compiled.apart
    alive = {s: [x for x in network.members[s] if x not in network.impossible] for s in names}
    out = []
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            pairs = related.get((a, b), [])
            joined = set(pairs)
            askable = [(x, y) for x in alive[a] for y in alive[b] if compiled.alike(x, y)]
            rest = (pair for pair in askable if pair not in joined) if apart else ()
            out.append(
                Strength(
                    first=a,
                    second=b,
                    pairs=len(askable),
                    related=len(pairs),
                    apart=sum(apartness(x, y) for x, y in rest),
                    subjects=len({x for x, _ in pairs}),
                    objects=len({y for _, y in pairs}),
                    concepts=len(alive[a]),
                    others=len(alive[b]),
                )
            )
    return out
