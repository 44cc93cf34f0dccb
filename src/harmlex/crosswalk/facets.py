"""Criteria as value sets: which sets are in use for each facet, how they lie to each other, how they read.

A criterion names codes or an interval. A named code also stands for the codes below it. For a facet of which a record
has one value, the sets in use cut the values into blocks; a set is then a bit mask, and two criteria meet in the
intersection of their masks. For a facet with many values, one set only lies inside another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from harmlex.model.records import CodeList, Criterion, Facet, Interval

__all__ = ["FacetValues", "ValueSet"]


class ValueSet(msgspec.Struct, frozen=True):
    """The values that a criterion allows: all codes, those below the named ones included, or an interval.

    Attributes:
        facet: The facet.
        codes: The codes; empty for an interval.
        low: The interval's lower bound, inclusive; ``None`` where it is open.
        high: Its upper bound, exclusive; ``None`` where it is open.
        named: The codes as the criterion names them, for reading.
    """

    facet: str
    codes: frozenset[str] = frozenset()
    low: int | None = None
    high: int | None = None
    named: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, frozenset[str], int | None, int | None]:
        """What tells it from other sets, however it was written."""
        return self.facet, self.codes, self.low, self.high

    @property
    def name(self) -> str:
        """An identifier: ``youngest-affected-age[..13)``, ``act{act:share}``."""
        if self.codes:
            return f"{self.facet}{{{'|'.join(sorted(self.named or self.codes))}}}"
        low = "" if self.low is None else self.low
        high = "" if self.high is None else self.high
        return f"{self.facet}[{low}..{high})"

    def within(self, other: ValueSet) -> bool:
        """Say whether every value of this set is one of the other."""
        if self.codes or other.codes:
            return bool(self.codes) and self.codes <= other.codes
        low = (self.low or 0) >= (other.low or 0)
        return low and (other.high is None or (self.high is not None and self.high <= other.high))


class FacetValues:
    """The facets, and the value sets that criteria name.

    Args:
        facets: All facets.
        codelists: The code lists that their values come from.
    """

    def __init__(self, facets: Iterable[Facet], codelists: Iterable[CodeList]) -> None:
        """Index codes by facet and by what is below them."""
        lists = {codelist.id: codelist for codelist in codelists}
        self.facets = {facet.id: facet for facet in facets}
        self.codes: dict[str, frozenset[str]] = {}
        self.labels: dict[str, str] = {}
        self._below: dict[str, frozenset[str]] = {}
        self.intervals: dict[str, Interval] = {}
        for codelist in lists.values():
            narrower: dict[str, list[str]] = {}
            for code in codelist.entries:
                self.labels[code.id] = code.label
                if code.interval is not None:
                    self.intervals[code.id] = code.interval
                for above in code.broader:
                    narrower.setdefault(above, []).append(code.id)
            for code in codelist.entries:
                self._below[code.id] = _descendants(code.id, narrower)
        for facet in self.facets.values():
            if facet.values_from in lists:
                self.codes[facet.id] = frozenset(code.id for code in lists[facet.values_from].entries)

    def one_valued(self, facet: str) -> bool:
        """Say whether a record has at most one value of a facet."""
        return facet in self.facets and self.facets[facet].exclusivity == "one"

    def of_codes(self, facet: str, codes: Iterable[str]) -> ValueSet | None:
        """Return the set that some codes of a facet name, those below them included; ``None`` where none is known."""
        known = self.codes.get(facet)
        named = tuple(dict.fromkeys(code for code in codes if known is None or code in known))
        if not named:
            return None
        below: set[str] = set()
        for code in named:
            below |= self._below.get(code, {code})
        return ValueSet(facet, frozenset(below), named=named)

    def of_criterion(self, criterion: Criterion) -> ValueSet | None:
        """Return the set that a criterion allows; ``None`` where it allows every value or its facet is unknown."""
        if criterion.facet not in self.facets:
            return None
        if criterion.interval is not None:
            low, high = criterion.interval.min, criterion.interval.max
            return ValueSet(criterion.facet, low=low or None, high=high)
        return self.of_codes(criterion.facet, criterion.values)

    def sentence(self, values: ValueSet) -> str:
        """Return a set in words: ``age of the youngest affected person under 13``."""
        facet = self.facets.get(values.facet)
        name = (facet.prefLabel.get("en") if facet else None) or values.facet
        if values.codes:
            named = [self.labels.get(code, code) for code in values.named or sorted(values.codes)]
            return f"{name}: {' or '.join(named)}"
        if values.low is None:
            return f"{name} under {values.high}" if values.high is not None else f"{name} stated"
        return f"{name} {values.low} or over" if values.high is None else f"{name} {values.low} to {values.high - 1}"

    def blocks(self, sets: Mapping[int, ValueSet]) -> dict[int, int]:
        """Return for value sets of one facet, by node, the bit masks over the blocks that they cut its values into."""
        some = next(iter(sets.values()), None)
        if some is None:
            return {}
        if some.codes:
            signatures = {
                frozenset(node for node, s in sets.items() if code in s.codes)
                for code in frozenset[str]().union(*(s.codes for s in sets.values()))
            }
            ordered = sorted(signatures, key=sorted)
            return {node: sum(1 << i for i, block in enumerate(ordered) if node in block) for node in sets}
        bounds = sorted({0} | {b for s in sets.values() for b in (s.low, s.high) if b is not None})
        return {
            node: sum(
                1 << i for i, start in enumerate(bounds) if start >= (s.low or 0) and (s.high is None or start < s.high)
            )
            for node, s in sets.items()
        }


def _descendants(code: str, narrower: Mapping[str, list[str]]) -> frozenset[str]:
    found: set[str] = set()
    ahead = [code]
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += narrower.get(one, ())
    return frozenset(found)
