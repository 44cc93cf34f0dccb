"""Statements about concepts as sets, and what follows from them by closing them.

Everything is made of five kinds of statement: *x lies inside y* (an edge), *these exclude each other* (a group),
*whatever lies in all of these lies in that* (a rule), *this is covered by these together* (a cover), and *some record
lies in all of these and in none of those* (a witness). The first three are Horn clauses: a set of concepts has one
smallest closure, found by walking. Covers branch, and are decided by trying (section 1.4 of the semantics: a witness
needs one point and two witnesses never interact, so each is tested alone).

A facet of which a record has one value is kept as bit masks over the blocks into which the value sets in use cut its
values: being in several value sets is being in their intersection, and an empty intersection is a contradiction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from harmlex.crosswalk.facts import Known, step_of

__all__ = ["Choice", "Limits", "Network", "Witness"]

Witness = tuple[tuple[int, ...], tuple[int, ...], int]
# For one-valued facets the values that are left, beyond what the value sets met so far say.
Limits = dict[int, int]

# A search for a model gives up after so many branches and takes the point for possible: nothing is derived from it.
BRANCHES = 20_000
_NO_LIMITS: Limits = {}


class Choice(NamedTuple):
    """A point that has to be decided: one of the branches holds.

    Attributes:
        premises: The nodes because of which it has to be decided.
        facts: The facts that say so; none where it is arithmetic on values.
        branches: Nodes that are added, and the facet whose values are limited, if one is.
    """

    premises: tuple[int, ...]
    facts: tuple[int, ...]
    branches: list[tuple[tuple[int, ...], tuple[int, int] | None]]


class Network:
    """Concepts as numbers, and the statements about them.

    Attributes:
        names: The concept or facet value set that each number stands for.
        scheme: Its scheme, ``hlx`` for the hub, empty for a value set of a facet.
        members: The numbers of each scheme's concepts.
        facts: What each statement rests on, by number.
        up: For each concept what it directly lies inside, with the fact that says so.
        witnesses: Some record lies in all of the first and none of the second; the fact that says so.
        alone: For each condition that suffices by itself the concepts that it defines.
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self.names: list[str] = []
        self.scheme: list[str] = []
        self.members: dict[str, list[int]] = {}
        self.index: dict[str, int] = {}
        self.facts: list[Known] = []
        self.up: list[dict[int, int]] = []
        self.witnesses: list[Witness] = []
        self.either: list[tuple[int, int, int]] = []
        self.groups: list[tuple[tuple[int, ...], int]] = []
        self.groups_of: dict[int, list[int]] = {}
        self.rules: list[tuple[tuple[int, ...], int, int]] = []
        self.rules_of: dict[int, list[int]] = {}
        self.alone: dict[int, list[int]] = {}
        self.covers: list[tuple[int, tuple[int, ...], int]] = []
        self.covers_of: dict[int, list[int]] = {}
        self.partitions: list[tuple[tuple[int, ...], int]] = []
        self.bars: dict[int, int] = {}
        self.facet_of: dict[int, int] = {}
        self.mask: dict[int, int] = {}
        self.facet_atoms: list[list[int]] = []
        self.rows: int = 0
        self._hot: set[int] = set()
        self._grouped: set[int] = set()
        self._closed: list[set[int] | None] = []
        self._impossible: set[int] | None = None
        self._seen_by: dict[int, list[int]] | None = None
        self._points: list[set[int]] = []
        self._loose: set[int] | None = None
        self._parts: list[dict[int, set[int]]] | None = None
        self._decisive: dict[int, list[int]] = {}
        self._decisive_all: set[int] | None = None
        self._telling: set[int] | None = None
        self._same_as: dict[int, list[tuple[int, tuple[int, ...]]]] | None = None

    # -- saying things

    def node(self, name: str, scheme: str) -> int:
        """Return the number of a concept, giving it one if it has none."""
        found = self.index.get(name)
        if found is None:
            found = self.index[name] = len(self.names)
            self.names.append(name)
            self.scheme.append(scheme)
            self.up.append({})
            self.members.setdefault(scheme, []).append(found)
        return found

    def know(self, known: Known) -> int:
        """Take note of what a statement rests on and return its number."""
        self.facts.append(known)
        return len(self.facts) - 1

    def inside(self, x: int, y: int, fact: int) -> None:
        """Every record of ``x`` is one of ``y``. Of two facts that say so the surer one is kept."""
        if x != y:
            there = self.up[x].get(y)
            if there is None or step_of(self.facts[fact]) < step_of(self.facts[there]):
                self.up[x][y] = fact

    def exclude(self, nodes: Collection[int], fact: int) -> None:
        """No record lies in two of these."""
        number = len(self.groups)
        self.groups.append((tuple(nodes), fact))
        for node in nodes:
            self.groups_of.setdefault(node, []).append(number)
        self._grouped.update(nodes)

    def suffice(self, body: Collection[int], head: int, fact: int) -> None:
        """Whatever lies in all of ``body`` lies in ``head``."""
        if len(body) == 1:
            only = next(iter(body))
            self.inside(only, head, fact)
            self.alone.setdefault(only, []).append(head)
            self._hot.add(only)
            return
        number = len(self.rules)
        self.rules.append((tuple(body), head, fact))
        for node in body:
            self.rules_of.setdefault(node, []).append(number)
        self._hot.update(body)

    def cover(self, whole: int, parts: Collection[int], fact: int) -> None:
        """Whatever lies in ``whole`` lies in at least one of ``parts``."""
        self.covers_of.setdefault(whole, []).append(len(self.covers))
        self.covers.append((whole, tuple(parts), fact))

    def partition(self, parts: Collection[int], fact: int) -> None:
        """Every record lies in exactly one of these."""
        self.exclude(parts, fact)
        self.partitions.append((tuple(parts), fact))

    def bar(self, node: int, atom: int) -> None:
        """What lies in ``node`` has no value of a one-valued facet that is in the value set ``atom``."""
        self.bars[node] = atom

    def one_valued(self, atoms: dict[int, int]) -> None:
        """These are value sets of one facet of which a record has one value; with the bit mask of each."""
        number = len(self.facet_atoms)
        self.facet_atoms.append(list(atoms))
        for node, mask in atoms.items():
            self.facet_of[node] = number
            self.mask[node] = mask
        self._hot.update(atoms)

    # -- closure

    def horn(self, start: Iterable[int], seen: set[int] | None = None, limits: Limits = _NO_LIMITS) -> set[int]:
        """Return what follows from being in all of ``start`` (and in ``seen``, itself closed) without choices."""
        seen = set() if seen is None else seen
        ahead = list(start)
        up, closed, hot = self.up, self._closed, self._hot
        while True:
            while ahead:
                node = ahead.pop()
                if node in seen:
                    continue
                done = closed[node] if closed else None
                if done is not None:
                    seen |= done
                else:
                    seen.add(node)
                    ahead.extend(up[node])
            if not hot or seen.isdisjoint(hot):
                return seen
            ahead = [head for head in self._forced(seen, limits) if head not in seen]
            if not ahead:
                return seen

    def _forced(self, seen: set[int], limits: Limits) -> list[int]:
        """Return what rules and facets add to a set of nodes."""
        heads: list[int] = []
        met = seen & self._hot
        tried: set[int] = set()
        for node in met:
            for number in self.rules_of.get(node, ()):
                if number not in tried:
                    tried.add(number)
                    body, head, _ = self.rules[number]
                    if head not in seen and seen.issuperset(body):
                        heads.append(head)
        for facet, mask in self.values(seen, limits).items():
            if mask:
                for atom in self.facet_atoms[facet]:
                    if atom not in seen and mask & ~self.mask[atom] == 0:
                        heads.append(atom)
        return heads

    def values(self, seen: set[int], limits: Limits = _NO_LIMITS) -> Limits:
        """Return for each one-valued facet that the nodes speak of the values that are left."""
        left: Limits = {}
        facet_of, mask = self.facet_of, self.mask
        for node in seen & self._hot:
            facet = facet_of.get(node)
            if facet is not None:
                left[facet] = left.get(facet, -1) & mask[node]
        for node, atom in self.bars.items():
            if node in seen and facet_of.get(atom) in left:
                left[facet_of[atom]] &= ~mask[atom]
        for facet, limit in limits.items():
            if facet in left:
                left[facet] &= limit
        return left

    def clashes(self, seen: set[int], limits: Limits = _NO_LIMITS) -> Iterator[tuple[tuple[int, ...], int | None]]:
        """Yield each set of nodes in ``seen`` that no record can share, with the fact that says so, if one does."""
        met = seen & self._grouped
        if len(met) > 1:
            first: dict[int, int] = {}
            for node in sorted(met):
                for group in self.groups_of[node]:
                    if group in first:
                        yield (first[group], node), self.groups[group][1]
                    else:
                        first[group] = node
        if self._hot and not seen.isdisjoint(self._hot):
            for facet, mask in self.values(seen, limits).items():
                if mask == 0:
                    yield tuple(a for a in self.facet_atoms[facet] if a in seen), None

    def clashing(self, seen: set[int], limits: Limits = _NO_LIMITS) -> bool:
        """Say whether no record can lie in all of these."""
        return next(self.clashes(seen, limits), None) is not None

    def uncovered(self, seen: set[int]) -> tuple[int, tuple[int, ...], int] | None:
        """Return a cover whose whole is in ``seen`` and none of whose parts is; the one with the fewest parts."""
        if not self.covers_of or seen.isdisjoint(self.covers_of):
            return None
        best: tuple[int, tuple[int, ...], int] | None = None
        for node in seen & self.covers_of.keys():
            for number in self.covers_of[node]:
                cover = self.covers[number]
                if seen.isdisjoint(cover[1]) and (best is None or len(cover[1]) < len(best[1])):
                    best = cover
        return best

    def choice(self, seen: set[int], outside: Collection[int] = (), limits: Limits = _NO_LIMITS) -> Choice | None:
        """Return something about a closed set of nodes that is open and matters; ``None`` where nothing does.

        A cover of which no part holds; values of a facet that are ruled out from outside; and a value or part that,
        once decided, would meet a definition. What matters to no definition need not be decided: some value is left.
        """
        cover = self.uncovered(seen)
        if cover is not None:
            return Choice((cover[0],), (cover[2],), [((part,), None) for part in cover[1]])
        if not self._hot and not self.partitions:
            return None
        left = self.values(seen, limits)
        defined_by = self._defined_by()
        barred = [one for node in outside for one in defined_by.get(node, ())]
        for facet, mask in left.items():
            cut = mask
            facts: tuple[int, ...] = ()
            for atom, why in barred:
                if self.facet_of[atom] == facet and self.mask[atom] & mask:
                    cut &= ~self.mask[atom]
                    facts += why
            if cut != mask:
                premises = tuple(a for a in self.facet_atoms[facet] if a in seen)
                return Choice(premises, facts, [((), (facet, cut))] if cut else [])
        # What no definition speaks of matters to none.
        decisive = self._decisive_nodes()
        undecided: dict[int, tuple[int | None, int]] = {}
        for number, parts in enumerate(self._reach()):
            if not seen.isdisjoint(parts):
                continue
            if not all(reach.isdisjoint(outside) for reach in parts.values()):
                return Choice((), (self.partitions[number][1],), [((part,), None) for part in parts])
            for reach in parts.values():
                undecided.update(dict.fromkeys((reach - seen) & decisive, (number, -1)))
        for facet, mask in left.items():
            for atom in self._decisive_atoms(facet):
                if atom not in seen and mask & self.mask[atom]:
                    undecided[atom] = None, facet
        if not undecided:
            return None
        reachable = seen.union(undecided)
        for node, (partition, facet) in undecided.items():
            if not self._matters(node, seen, reachable):
                continue
            if partition is not None:
                parts_of, whole = self.partitions[partition]
                return Choice((), (whole,), [((part,), None) for part in parts_of])
            premises = tuple(a for a in self.facet_atoms[facet] if a in seen)
            inner = left[facet] & self.mask[node]
            return Choice(premises, (), [((), (facet, left[facet] & ~inner)), ((), (facet, inner))])
        return None

    def _decisive_atoms(self, facet: int) -> list[int]:
        """Return the value sets of a facet that some definition speaks of."""
        known = self._decisive.get(facet)
        if known is None:
            decisive = self._decisive_nodes()
            known = self._decisive[facet] = [atom for atom in self.facet_atoms[facet] if atom in decisive]
        return known

    def _decisive_nodes(self) -> set[int]:
        """Return the conditions whose being met can bring about more than their own name."""
        if self._decisive_all is None:
            self._decisive_all = set(self.rules_of) | self._telling_alone()
        return self._decisive_all

    def _telling_alone(self) -> set[int]:
        """Return the conditions that suffice by themselves for a concept from which more follows.

        Such a condition is one set with the concept. Where nothing else follows from the concept, whether it holds in
        every case is settled by the condition, and no case need be tried for its sake.
        """
        if self._telling is None:
            speaks = self.rules_of.keys() | self._grouped | self.covers_of.keys() | self.bars.keys()
            self._telling = {
                node
                for node, heads in self.alone.items()
                if any(h in speaks or not self._same_facet(node, self.up[h].keys() - {node, *heads}) for h in heads)
            }
        return self._telling

    def _same_facet(self, node: int, others: Collection[int]) -> bool:
        """Say whether others are value sets that the value set ``node`` lies inside, so that they follow from it."""
        reach = self.up[node].keys()
        return all(other in self.facet_of and other in reach for other in others)

    def _defined_by(self) -> dict[int, list[tuple[int, tuple[int, ...]]]]:
        """Return the value sets that lie inside a node of themselves, with the facts that say so.

        A value set of a one-valued facet lies inside itself, and inside each concept that it suffices for.
        """
        if self._same_as is None:
            self._same_as = {atom: [(atom, ())] for atom in self.facet_of}
            for atom, heads in self.alone.items():
                if atom in self.facet_of:
                    for head in heads:
                        self._same_as.setdefault(head, []).append((atom, (self.up[atom][head],)))
        return self._same_as

    def _matters(self, node: int, seen: set[int], reachable: set[int]) -> bool:
        """Say whether deciding a node could meet a definition; ``reachable`` is what is decided or could be."""
        if node in self._telling_alone() and any(head not in seen for head in self.alone[node]):
            return True
        for number in self.rules_of.get(node, ()):
            body, head, _ = self.rules[number]
            if head not in seen and reachable.issuperset(body):
                return True
        return False

    def _reach(self) -> list[dict[int, set[int]]]:
        """Return for each partition its parts, with what each lies inside."""
        if self._parts is None:
            self._parts = [{part: self.horn((part,)) for part in parts} for parts, _ in self.partitions]
        return self._parts

    @property
    def hot(self) -> set[int]:
        """The nodes with which something can be met: conditions of definitions, and values of one-valued facets."""
        return self._hot

    @property
    def loose(self) -> set[int]:
        """The nodes that a record may turn out to lie in once it is decided which part of a partition it has."""
        if self._loose is None:
            self._loose = set[int]().union(*(reach for parts in self._reach() for reach in parts.values()))
        return self._loose

    def model(self, inside: Iterable[int], outside: Collection[int] = ()) -> set[int] | None:
        """Return everything that one possible record lies in, which lies in all of the first and none of the second.

        ``None`` says that there can be no such record. A search that exceeds the limit of branches answers as if there
        were one, so that nothing is concluded from it.
        """
        return self._model(self.horn(inside), outside, _NO_LIMITS, [BRANCHES])

    def _model(self, seen: set[int], outside: Collection[int], limits: Limits, budget: list[int]) -> set[int] | None:
        if any(node in seen for node in outside) or self.clashing(seen, limits):
            return None
        choice = self.choice(seen, outside, limits)
        if choice is None:
            return seen
        for nodes, limit in choice.branches:
            budget[0] -= 1
            if budget[0] < 0:
                return seen
            narrowed = limits if limit is None else {**limits, limit[0]: limit[1] & limits.get(limit[0], -1)}
            found = self._model(self.horn(nodes, set(seen), narrowed), outside, narrowed, budget)
            if found is not None:
                return found
        return None

    def possible(self, inside: Iterable[int], outside: Collection[int] = ()) -> bool:
        """Say whether a record may lie in all of the first and none of the second."""
        return self.model(inside, outside) is not None

    def entailed(self, inside: Collection[int], outside: Collection[int] = ()) -> set[int] | None:
        """Return everything that such a record must lie in, covers included; ``None`` where there can be none."""
        certain = self.horn(inside)
        if self.clashing(certain) or any(node in certain for node in outside):
            return None
        if self.choice(certain, outside) is None:
            return certain
        found = self.model(inside, outside)
        if found is None:
            return None
        open_ = found - certain
        while open_:
            candidate = min(open_)
            other = self.model(inside, (*outside, candidate))
            if other is None:
                self.horn((candidate,), certain)
                open_ -= certain
            else:
                open_ &= other
        return certain

    def close(self) -> None:
        """Work out what each concept lies inside; afterwards nothing more may be said."""
        if self._closed:
            return
        closed: list[set[int] | None] = [None] * len(self.names)
        self._closed = closed
        impossible: set[int] = set()
        plain = not self.covers_of and not self._hot
        for node in self._order():
            above = self.horn((node,))
            if self.clashing(above):
                impossible.add(node)
            elif not plain and self.choice(above) is not None:
                certain = self.entailed((node,))
                if certain is None:
                    impossible.add(node)
                else:
                    above = certain
            closed[node] = above
        self._impossible = impossible

    def _order(self) -> Iterator[int]:
        """Yield the hub and the value sets first: every scheme's concepts build on their closures."""
        yield from self.members.get("", ())
        yield from self.members.get("hlx", ())
        yield from (node for node, scheme in enumerate(self.scheme) if scheme not in ("", "hlx"))

    def above(self, node: int) -> set[int]:
        """Return what a concept lies inside, itself included."""
        if not self._closed:
            self.close()
        return self._closed[node] or set()

    @property
    def impossible(self) -> set[int]:
        """The concepts that can have no record."""
        self.close()
        return self._impossible or set()

    # -- what is known to exist

    def _index_points(self) -> None:
        self.close()
        impossible = self.impossible
        # A concept is meant to have records; that some record has a value of a facet is nowhere said.
        points = [
            self.above(node) if scheme and node not in impossible else set[int]()
            for node, scheme in enumerate(self.scheme)
        ]
        for inside, outside, _ in self.witnesses:
            points.append((self.entailed(inside, outside) or set()) if impossible.isdisjoint(inside) else set())
        seen_by: dict[int, list[int]] = {}
        for number, point in enumerate(points):
            for node in point:
                if node in seen_by:
                    seen_by[node].append(number)
                else:
                    seen_by[node] = [number]
        self._points, self._seen_by = points, seen_by

    def points_in(self, node: int) -> list[int]:
        """Return the numbers of the records known to exist that lie in a concept: its own, and those of witnesses."""
        if self._seen_by is None:
            self._index_points()
        assert self._seen_by is not None
        return self._seen_by.get(node, [])

    def point(self, number: int) -> set[int]:
        """Return everything that a record known to exist must lie in."""
        if self._seen_by is None:
            self._index_points()
        return self._points[number]

    def origin(self, number: int) -> Witness:
        """Return the statement by which a record is known to exist; fact -1 where a concept is simply not empty."""
        if number < len(self.names):
            return (number,), (), -1
        return self.witnesses[number - len(self.names)]

    # -- questions about two

    def apart(self, x: int, y: int) -> bool:
        """Say whether no record can lie in both."""
        return not self.possible((x, y))

    def relation(self, x: int, y: int) -> int:
        """Return the base relations that two concepts may still have; complete for the statements made."""
        if x == y:
            return 1
        left = 31
        if y in self.above(x):
            left &= 1 | 2
        if x in self.above(y):
            left &= 1 | 4
        if self.apart(x, y):
            left &= 16
        for number in self.points_in(x):
            if y in self.point(number):
                left &= 15
            elif left & 3 and self._kept_out(number, y):
                left &= 4 | 8 | 16
        if left & 5:
            for number in self.points_in(y):
                if left & 5 and x not in self.point(number) and self._kept_out(number, x):
                    left &= 2 | 8 | 16
        for a, b, _ in self.either:  # of a and b at least one sticks out of the other
            if not {x, y}.isdisjoint(self.above(a) | self.above(b)):
                left &= self._either(x, y, a, b)
        return left

    def _kept_out(self, number: int, node: int) -> bool:
        inside, outside, _ = self.origin(number)
        return not self.possible((*inside, node), outside)

    def _either(self, x: int, y: int, a: int, b: int) -> int:
        """Return what "a and b are not equal" leaves of the relation of x and y: whatever both of its cases leave."""
        left = 0
        for one, other in ((a, b), (b, a)):
            point = self.entailed((one,), (other,))
            if point is None:
                continue
            mask = 31
            if x in point and y in point:
                mask &= 15
            if x in point and not self.possible((one, y), (other,)):
                mask &= 4 | 8 | 16
            if y in point and not self.possible((one, x), (other,)):
                mask &= 2 | 8 | 16
            left |= mask
        return left or 31
