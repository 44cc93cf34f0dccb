"""Which of many codes lie in a target, and which are apart from it: answered for all codes of a table at once.

A set of codes is an integer in which bit *i* stands for the code at position *i*. For everything that some code lies
inside, the set of those codes is made once. What a target excludes is then a union of a few such sets: the codes in
other members of its groups, and the codes whose values it does not share. Only codes for which a definition, a cover
or an open value could say more are asked about one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harmlex.crosswalk.apart import Apartness

__all__ = ["Codings", "bits_of"]

_Profile = tuple[int, tuple[tuple[int, int], ...]]


def bits_of(codes: int) -> Iterator[int]:
    """Yield the positions that are in a set of codes, in order."""
    while codes:
        lowest = codes & -codes
        yield lowest.bit_length() - 1
        codes ^= lowest


class Codings:
    """Codes laid out so that a target is compared with all of them at once.

    Args:
        apart: Says of two nodes whether they share a record.
        nodes: The node of each code, by position.
    """

    def __init__(self, apart: Apartness, nodes: Sequence[int]) -> None:
        """Make the set of codes of everything that one of them lies inside, and of each profile of values."""
        network = apart.network
        self._apart, self._network, self._nodes = apart, network, tuple(nodes)
        self._inside: dict[int, int] = {}
        self._values: dict[int, dict[int, int]] = {}
        self._profiles: dict[_Profile, int] = {}
        self._open = 0
        # Of each group: the codes in some member, and the codes in several members, which can have no records.
        self._grouped: dict[int, tuple[int, int]] = {}
        for position, node in enumerate(self._nodes):
            bit = 1 << position
            for above in network.above(node):
                self._inside[above] = self._inside.get(above, 0) | bit
            sign = apart.sign(node)
            for facet, mask in sign.values:
                sharing = self._values.setdefault(facet, {})
                sharing[mask] = sharing.get(mask, 0) | bit
            if sign.open:
                self._open |= bit
            else:
                profile = sign.bodies, sign.values
                self._profiles[profile] = self._profiles.get(profile, 0) | bit
        for one in self._inside.keys() & network.groups_of.keys():
            codes = self._inside[one]
            for group in network.groups_of[one]:
                some, several = self._grouped.get(group, (0, 0))
                self._grouped[group] = some | codes, several | some & codes
        self.all = (1 << len(self._nodes)) - 1
        self.impossible = sum(1 << i for i, node in enumerate(self._nodes) if node in network.impossible)

    def sides(self, target: int) -> tuple[int, int]:
        """Return the codes that lie in the target, and those of the others that are apart from it."""
        inside = self._inside.get(target, 0)
        if target in self._network.impossible:
            return inside, self.all & ~inside
        sign = self._apart.sign(target)
        apart = self.impossible
        for one in self._network.above(target) & self._network.groups_of.keys():
            within = self._inside.get(one, 0)
            for group in self._network.groups_of[one]:
                some, several = self._grouped.get(group, (0, 0))
                apart |= some & ~within | several
        for facet, mask in sign.values:
            for theirs, codes in self._values.get(facet, {}).items():
                if not theirs & mask:
                    apart |= codes
        apart &= ~inside
        for position in bits_of(self._asked(target, self.all & ~inside & ~apart, is_open=sign.open)):
            if self._apart.asked(self._nodes[position], target):
                apart |= 1 << position
        return inside, apart

    def _asked(self, target: int, codes: int, *, is_open: bool) -> int:
        """Return those of some codes for which groups and values do not settle whether they are apart."""
        if is_open:
            return codes
        asked = codes & self._open
        for same in self._profiles.values():
            met = codes & same
            # What two nodes add to each other hangs on their profiles alone: one code speaks for all of its profile.
            if met and self._apart.may_add(self._nodes[next(bits_of(met))], target):
                asked |= met
        return asked
