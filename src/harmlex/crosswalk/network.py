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

from harmlex.crosswalk.facts import Known, step_of

__all__ = ["Network", "Witness"]

Witness = tuple[tuple[int, ...], tuple[int, ...], int]

# A search for a model gives up after so many branches and takes the point for possible: nothing is derived from it.
BRANCHES = 20_000


class Network:
    """Concepts as numbers, and the statements about them.

    Attributes:
        names: The concept or facet value set that each number stands for.
        scheme: Its scheme, ``hlx`` for the hub, empty for a value set of a facet.
        members: The numbers of each scheme's concepts.
        facts: What each statement rests on, by number.
        up: For each concept what it directly lies inside, with the fact that says so.
        witnesses: Some record lies in all of the first and none of the second; the fact that says so.
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
        self.covers: list[tuple[int, tuple[int, ...], int]] = []
        self.covers_of: dict[int, list[int]] = {}
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
            self.inside(next(iter(body)), head, fact)
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

    def one_valued(self, atoms: dict[int, int]) -> None:
        """These are value sets of one facet of which a record has one value; with the bit mask of each."""
        number = len(self.facet_atoms)
        self.facet_atoms.append(list(atoms))
        for node, mask in atoms.items():
            self.facet_of[node] = number
            self.mask[node] = mask
        self._hot.update(atoms)

    # -- closure

    def horn(self, start: Iterable[int], seen: set[int] | None = None) -> set[int]:
        """Return what follows from being in all of ``start`` (and in ``seen``, itself closed) without covers."""
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
            ahead = [head for head in self._forced(seen) if head not in seen]
            if not ahead:
                return seen

    def _forced(self, seen: set[int]) -> list[int]:
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
        for facet, mask in self.values(met).items():
            if mask:
                for atom in self.facet_atoms[facet]:
                    if atom not in seen and mask & ~self.mask[atom] == 0:
                        heads.append(atom)
        return heads

    def values(self, nodes: Iterable[int]) -> dict[int, int]:
        """Return for each one-valued facet that the nodes speak of the values that are left."""
        left: dict[int, int] = {}
        facet_of, mask = self.facet_of, self.mask
        for node in nodes:
            facet = facet_of.get(node)
            if facet is not None:
                left[facet] = left.get(facet, -1) & mask[node]
        return left

    def clashes(self, seen: set[int]) -> Iterator[tuple[tuple[int, ...], int | None]]:
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
            for facet, mask in self.values(seen & self._hot).items():
                if mask == 0:
                    yield self._empty(facet, seen), None

    def _empty(self, facet: int, seen: set[int]) -> tuple[int, ...]:
        """Return a smallest set of value sets of a facet that have no value in common, two where two do it."""
        atoms = [atom for atom in self.facet_atoms[facet] if atom in seen]
        for i, a in enumerate(atoms):
            for b in atoms[i + 1 :]:
                if self.mask[a] & self.mask[b] == 0:
                    return a, b
        kept = atoms
        for atom in atoms:
            rest = [a for a in kept if a != atom]
            if self.values(rest).get(facet, -1) == 0:
                kept = rest
        return tuple(kept)

    def clashing(self, seen: set[int]) -> bool:
        """Say whether no record can lie in all of these."""
        return next(self.clashes(seen), None) is not None

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

    def model(self, inside: Iterable[int], outside: Collection[int] = ()) -> set[int] | None:
        """Return everything that one possible record lies in, which lies in all of the first and none of the second.

        ``None`` says that there can be no such record. A search that exceeds the limit of branches answers as if there
        were one, so that nothing is concluded from it.
        """
        return self._model(self.horn(inside), outside, [BRANCHES])

    def _model(self, seen: set[int], outside: Collection[int], budget: list[int]) -> set[int] | None:
        if any(node in seen for node in outside) or self.clashing(seen):
            return None
        cover = self.uncovered(seen)
        if cover is None:
            return seen
        for part in cover[1]:
            budget[0] -= 1
            if budget[0] < 0:
                return seen
            found = self._model(self.horn((part,), set(seen)), outside, budget)
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
        if self.uncovered(certain) is None:
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
        plain = not self.covers_of
        for node in self._order():
            above = self.horn((node,))
            if self.clashing(above):
                impossible.add(node)
            elif not plain and self.uncovered(above) is not None:
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
