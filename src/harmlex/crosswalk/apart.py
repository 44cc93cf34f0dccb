"""Whether two concepts can share a record, fast enough to ask of every pair.

Most answers follow from bits that are made once for each concept: what it lies inside among things that exclude each
other, and which values of one-valued facets are left to it. Only where a definition or a cover could add something
that neither concept has alone is the network asked; such answers are kept by what the two have to add.
"""

from __future__ import annotations

from typing import NamedTuple

from harmlex.crosswalk.deciding import Deciding
from harmlex.crosswalk.network import Network

__all__ = ["Apartness", "Sign"]


class Sign(NamedTuple):
    """What of a node decides with which others it can share a record.

    Attributes:
        members: Bits of the members of groups that it lies inside.
        excluded: Bits of the members that it therefore lies outside.
        values: For each one-valued facet that it speaks of the values left to it, as bits; by facet.
        bodies: Bits of the conditions of definitions that it meets.
        open: Whether something about it is open that matters.
    """

    members: int
    excluded: int
    values: tuple[tuple[int, int], ...]
    bodies: int
    open: bool


class Apartness:
    """Answers whether two nodes of a network exclude each other.

    Args:
        network: The closed network.
    """

    def __init__(self, network: Network) -> None:
        """Number the members of all groups."""
        self.network = network
        network.close()
        self._bits: dict[tuple[int, int], int] = {}
        self._whole: list[int] = []
        for number, (nodes, _) in enumerate(network.groups):
            whole = 0
            for node in nodes:
                bit = self._bits[number, node] = 1 << len(self._bits)
                whole |= bit
            self._whole.append(whole)
        self._bodies = {node: 1 << i for i, node in enumerate(sorted(network.rules_of))}
        self._signed: dict[int, Sign] = {}
        self._could: dict[tuple[object, object], bool] = {}
        self._deciding = Deciding(network, ())
        self._likes: dict[int, frozenset[int]] = {}
        self._answers: dict[tuple[frozenset[int], frozenset[int]], bool] = {}

    def __call__(self, x: int, y: int) -> bool:
        """Say whether no record can lie in both."""
        one, other = self.sign(x), self.sign(y)
        if one.excluded & other.members or other.excluded & one.members:
            return True
        if one.values and other.values:
            left = dict(one.values)
            if any(not left.get(facet, -1) & mask for facet, mask in other.values):
                return True
        return self.may_add(x, y) and self.asked(x, y)

    def asked(self, x: int, y: int) -> bool:
        """Ask the network about two nodes whose groups and values do not clash; nodes that are alike are asked once."""
        likes = self._likes
        for node in (x, y):
            if node not in likes:
                likes[node] = self._deciding.code(node)
        key = likes[x], likes[y]
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = self._answers[key[1], key[0]] = self.network.apart(x, y)
        return answer

    def is_open(self, node: int) -> bool:
        """Say whether something about a node is open that matters: a cover, or a value on which a definition hangs."""
        return self.sign(node).open

    def may_add(self, x: int, y: int) -> bool:
        """Say whether being in both may rule out what groups and values do not; only then the network is asked."""
        one, other = self.sign(x), self.sign(y)
        if one.open or other.open:
            return True
        if not self._bodies and not self.network.alone:
            return False
        key = (one.bodies, one.values), (other.bodies, other.values)
        could = self._could.get(key)
        if could is None:
            could = self._could[key] = self._adds(x, y)
        return could

    def _adds(self, x: int, y: int) -> bool:
        """Say whether being in both says more than being in either, or leaves something open that matters."""
        both = self.network.above(x) | self.network.above(y)
        closed = self.network.horn(both)
        return len(closed) > len(both) or self.network.choice(closed) is not None

    def sign(self, node: int) -> Sign:
        """Return what of a node decides, made once."""
        signed = self._signed.get(node)
        if signed is None:
            network = self.network
            above = network.above(node)
            members = excluded = bodies = 0
            for one in above & network.groups_of.keys():
                for group in network.groups_of[one]:
                    bit = self._bits[group, one]
                    members |= bit
                    excluded |= self._whole[group] & ~bit
            for one in above & self._bodies.keys():
                bodies |= self._bodies[one]
            values = tuple(sorted(network.values(above).items()))
            signed = Sign(members, excluded, values, bodies, network.choice(above) is not None)
            self._signed[node] = signed
        return signed
