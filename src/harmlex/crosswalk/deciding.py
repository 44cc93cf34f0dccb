"""Which nodes of a network are alike in all that decides what their records can be."""

from __future__ import annotations

from collections.abc import Iterable

from harmlex.crosswalk.network import Network

__all__ = ["Deciding"]


class Deciding:
    """Tells which codes and targets are alike in all on which it hangs whether some literals hold of a record.

    Two codes that are alike allow the same of the literals: what decides are the nodes that the literals, the values
    and the branches of covers add or clash with, and what else the codes lie inside is neither.

    Two pairs of a code and a target that is not apart from it and that it does not lie inside are alike if both the
    codes and the targets are: with the same of the literals, their records can lie on the same sides of the targets.

    Args:
        network: The closed network.
        literals: Nodes that are said to hold or not to hold of a record.
    """

    def __init__(self, network: Network, literals: Iterable[int]) -> None:
        """Find the nodes that decide."""
        self._network = network
        ahead = set(literals)
        for atoms in network.facet_atoms:
            ahead.update(atoms)
        for parts, _ in network.partitions:
            ahead.update(parts)
        for _, parts, _ in network.covers:
            ahead.update(parts)
        ahead.update(head for _, head, _ in network.rules)
        added = set[int]().union(*(network.above(node) for node in ahead))
        self._nodes = added | network.hot | network.bars.keys() | network.covers_of.keys()
        for node in added & network.groups_of.keys():
            for group in network.groups_of[node]:
                self._nodes.update(network.groups[group][0])

    def code(self, node: int) -> frozenset[int]:
        """Return what alike codes have in common: everything that decides in which their records must lie."""
        return frozenset(self._network.above(node) & self._nodes)

    def target(self, node: int) -> tuple[frozenset[int], int]:
        """Return what alike targets have in common: the same, and the target itself where it decides; else -1."""
        return self.code(node), node if node in self._nodes else -1
