"""Whether two concepts can share a record, fast enough to ask of every pair.

Most answers follow from bits that are made once for each concept: what it lies inside among things that exclude each
other, and which values of one-valued facets are left to it. Only where a definition or a cover could add something
that neither concept has alone is the network asked; such answers are kept by what the two have to add.
"""

from __future__ import annotations

from harmlex.crosswalk.network import Network

__all__ = ["Apartness"]


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
        self._signed: dict[int, tuple[int, int, tuple[tuple[int, int], ...], int, bool]] = {}
        self._could: dict[tuple[object, object], bool] = {}

    def __call__(self, x: int, y: int) -> bool:
        """Say whether no record can lie in both."""
        members, excluded, values, bodies, open_ = self._sign(x)
        members2, excluded2, values2, bodies2, open2 = self._sign(y)
        if excluded & members2 or excluded2 & members:
            return True
        if values and values2:
            left = dict(values)
            if any(not left.get(facet, -1) & mask for facet, mask in values2):
                return True
        if open_ or open2:
            return self.network.apart(x, y)
        if not self._bodies and not self.network.alone:
            return False
        key = ((bodies, values), (bodies2, values2))
        could = self._could.get(key)
        if could is None:
            could = self._could[key] = self._adds(x, y)
        return could and self.network.apart(x, y)

    def is_open(self, node: int) -> bool:
        """Say whether something about a node is open that matters: a cover, or a value on which a definition hangs."""
        return self._sign(node)[4]

    def _adds(self, x: int, y: int) -> bool:
        """Say whether being in both says more than being in either, or leaves something open that matters."""
        both = self.network.above(x) | self.network.above(y)
        closed = self.network.horn(both)
        return len(closed) > len(both) or self.network.choice(closed) is not None

    def _sign(self, node: int) -> tuple[int, int, tuple[tuple[int, int], ...], int, bool]:
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
            signed = members, excluded, values, bodies, network.choice(above) is not None
            self._signed[node] = signed
        return signed
