"""Proofs: the smallest set of rows, hierarchy steps and criteria from which a statement follows.

A chain of inclusions is proved by a shortest path. Where definitions with several conditions take part, each step is
proved at least cost (Knuth's form of Dijkstra's search over rules); where covers take part, each case is refuted and
a case that was not needed is left out. A clash of two paths is searched for both at once, so that a shared stretch is
paid once: without definitions and covers the explanation is a smallest one.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable
from functools import cached_property

from harmlex.crosswalk.facts import Fact, Known, countable, step_of
from harmlex.crosswalk.network import Limits, Network
from harmlex.model.mappings import MappingRow

__all__ = ["Proof", "Prover", "Tree"]

_LARGEST_JOINT = 160  # closures with more nodes are explained path by path
_FREE = -1

Step = tuple[int, int, tuple[int, ...]]
# For each node above another: how far it is, the node before it, and the fact of the last step.
Tree = dict[int, tuple[int, int, int]]
Derivation = dict[int, Step]


class Proof:
    """What a statement follows from.

    Attributes:
        steps: Rows and facts in an order in which they can be read; arithmetic on values included.
    """

    def __init__(self, steps: Iterable[Known]) -> None:
        """Take steps; each once."""
        unique: dict[int, Known] = {}
        for step in steps:
            unique[id(step)] = step
        self.steps: tuple[Known, ...] = tuple(unique.values())

    @cached_property
    def rows(self) -> tuple[MappingRow, ...]:
        """The mapping rows among the steps, each once."""
        found: dict[int, MappingRow] = {}
        for step in self.steps:
            for row in (step,) if isinstance(step, MappingRow) else step.rows:
                found.setdefault(id(row), row)
        return tuple(found.values())

    @property
    def confidence(self) -> float:
        """The product of the rows' confidences: the probability that all are right if their errors are independent."""
        result = 1.0
        for row in self.rows:
            result *= row.confidence
        return result

    @property
    def interval(self) -> tuple[float, float]:
        """What that probability may be however the errors hang together."""
        doubts = [1 - row.confidence for row in self.rows]
        return max(0.0, 1 - sum(doubts)), 1 - max(doubts, default=0.0)

    @property
    def countable(self) -> bool:
        """Whether counts may rest on every step."""
        return all(countable(step) for step in self.steps)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that the criteria and hierarchy steps name."""
        return tuple(dict.fromkeys(s.source for s in self.steps if isinstance(s, Fact) and s.source))


class Prover:
    """Proofs in one network; shortest paths are kept.

    Args:
        network: The closed network.
    """

    def __init__(self, network: Network) -> None:
        """Prove nothing yet."""
        self.network = network
        network.close()
        self._trees: dict[int, Tree] = {}
        self._weights = [step_of(known) for known in network.facts]
        self._checked = [countable(known) for known in network.facts]
        self._rows = [(known,) if isinstance(known, MappingRow) else known.rows for known in network.facts]

    def cost(self, fact: int) -> int:
        """Return what a fact adds to the length of a proof: more for a row, and most for one that is unsure."""
        return 0 if fact == _FREE else self._weights[fact]

    # -- paths

    def tree(self, node: int) -> Tree:
        """Return the shortest chains of inclusion that begin at a node."""
        found = self._trees.get(node)
        if found is not None:
            return found
        up, weights = self.network.up, self._weights
        push, pop = heapq.heappush, heapq.heappop
        found = {node: (0, node, _FREE)}
        heap = [(0, node)]
        while heap:
            cost, here = pop(heap)
            if cost > found[here][0]:
                continue
            for above, fact in up[here].items():
                new = cost + weights[fact]
                there = found.get(above)
                if there is None or new < there[0]:
                    found[above] = (new, here, fact)
                    if up[above]:
                        push(heap, (new, above))
        self._trees[node] = found
        return found

    def path(self, x: int, y: int) -> list[int] | None:
        """Return the facts of a shortest chain of inclusions from x up to y; ``None`` where there is no chain."""
        tree = self.tree(x)
        if y not in tree:
            return None
        facts: list[int] = []
        while y != x:
            _, y, fact = tree[y]
            facts.append(fact)
        facts.reverse()
        return facts

    # -- proofs

    def inside(self, x: int, y: int) -> Proof | None:
        """Prove that every record of x is one of y."""
        path = self.path(x, y)
        if path is None:
            refuted = self.refute((x,), (y,))
            path = None if refuted is None else refuted[0]
        return None if path is None else self.proof(path)

    def chain(self, x: int, y: int) -> list[int] | None:
        """Return the numbers of the facts by which every record of x is one of y."""
        path = self.path(x, y)
        if path is None:
            refuted = self.refute((x,), (y,))
            path = None if refuted is None else refuted[0]
        return path

    def weigh(
        self, facts: Iterable[int]
    ) -> tuple[tuple[Known, ...], tuple[MappingRow, ...], float, float, float, bool]:
        """Return steps, rows, the product of their confidences, the sum and the largest of doubts, and if all count."""
        known, checks, rows_of = self.network.facts, self._checked, self._rows
        steps: list[Known] = []
        rows: dict[int, MappingRow] = {}
        checked = True
        sure, doubt, most = 1.0, 0.0, 0.0
        for fact in dict.fromkeys(facts):
            if fact == _FREE:
                continue
            steps.append(known[fact])
            if not checks[fact]:
                checked = False
            for row in rows_of[fact]:
                if id(row) not in rows:
                    rows[id(row)] = row
                    wrong = 1 - row.confidence
                    sure *= row.confidence
                    doubt += wrong
                    if wrong > most:
                        most = wrong
        return tuple(steps), tuple(rows.values()), sure, doubt, most, checked

    def apart(self, x: int, y: int) -> Proof | None:
        """Prove that no record lies in both."""
        facts = self.impossible((x, y))
        return None if facts is None else self.proof(facts)

    def shares(self, x: int, y: int, point: int | None = None) -> Proof | None:
        """Prove that some record lies in both, by the known record that takes fewest steps."""
        network = self.network
        shared = (n for n in network.points_in(x) if y in network.point(n))
        candidates = shared if point is None else (point,)
        best: list[int] | None = None
        for number in candidates:
            facts = self.from_point(number, (x, y))
            if facts is not None and (best is None or self._cost(facts) < self._cost(best)):
                best = facts
        return None if best is None else self.proof(best)

    def from_point(self, number: int, targets: Collection[int]) -> list[int] | None:
        """Return the facts by which a known record lies in all targets."""
        inside, outside, fact = self.network.origin(number)
        facts = [fact] if fact != _FREE else []
        for target in targets:
            if len(inside) == 1:
                path = self.path(inside[0], target)
            else:
                paths = [p for p in (self.path(start, target) for start in inside) if p is not None]
                path = min(paths, key=self._cost, default=None)
            if path is not None:
                facts += path
                continue
            refuted = self.refute(inside, (*outside, target))
            if refuted is None:
                return None
            facts += refuted[0]
        return list(dict.fromkeys(facts))

    def covered(self, x: int, parts: Collection[int]) -> tuple[Proof, tuple[int, ...]] | None:
        """Prove that x is covered by parts together, and say by which: none of them can be left out."""
        needed = list(parts)
        if self.network.possible((x,), needed):
            return None
        for part in parts:
            rest = [p for p in needed if p != part]
            if rest and not self.network.possible((x,), rest):
                needed = rest
        refuted = self.refute((x,), needed)
        return None if refuted is None else (self.proof(refuted[0]), tuple(needed))

    def proof(self, facts: Iterable[int]) -> Proof:
        """Return a proof from the numbers of its facts."""
        return Proof(self.network.facts[fact] for fact in facts if fact != _FREE)

    def _cost(self, facts: Iterable[int]) -> int:
        known = self.network.facts
        return sum(step_of(known[fact]) for fact in facts if fact != _FREE)

    # -- refutation

    def impossible(self, inside: Collection[int], outside: Collection[int] = ()) -> list[int] | None:
        """Return a smallest set of facts by which no record lies in all of the first and none of the second."""
        refuted = self.refute(inside, outside)
        if refuted is None:
            return None
        joint = self._joint(inside) if not outside else None
        if joint is not None and self._cost(joint) < self._cost(refuted[0]):
            return joint
        return refuted[0]

    def refute(
        self, inside: Collection[int], outside: Collection[int] = (), limits: Limits | None = None
    ) -> tuple[list[int], set[int]] | None:
        """Return facts by which there is no such record, and which of ``inside`` they need; else ``None``."""
        network = self.network
        limits = limits or {}
        known = self.derivation(inside, limits)
        best: tuple[int, tuple[int, ...], int] | None = None
        for node in outside:
            if node in known and (best is None or known[node][0] < best[0]):
                best = known[node][0], (node,), _FREE
        for nodes, fact in self._clashes(known, limits):
            cost = sum(known[node][0] for node in nodes)
            if best is None or cost < best[0]:
                best = cost, nodes, _FREE if fact is None else fact
        if best is not None:
            facts, seeds = self._extract(known, best[1])
            return list(dict.fromkeys([*facts, *([best[2]] if best[2] != _FREE else [])])), seeds
        choice = network.choice(set(known), outside, limits)
        if choice is None:
            return None
        all_facts, seeds = self._extract(known, choice.premises)
        all_facts += choice.facts
        for nodes, limit in choice.branches:
            narrowed = limits if limit is None else {**limits, limit[0]: limit[1] & limits.get(limit[0], -1)}
            refuted = self.refute((*inside, *nodes), outside, narrowed)
            if refuted is None:
                return None
            if nodes and refuted[1].isdisjoint(nodes):
                return refuted  # the case was not needed
            all_facts += refuted[0]
            seeds |= refuted[1] - set(nodes)
        return list(dict.fromkeys(all_facts)), seeds

    def _clashes(self, known: Derivation, limits: Limits) -> Iterable[tuple[tuple[int, ...], int | None]]:
        """Return every pair of derived nodes that exclude each other, and the value sets that leave no value."""
        network = self.network
        seen = set(known)
        found: list[tuple[tuple[int, ...], int | None]] = []
        members: dict[int, list[int]] = {}
        for node in sorted(seen & network.groups_of.keys()):
            for group in network.groups_of[node]:
                members.setdefault(group, []).append(node)
        for group, nodes in members.items():
            if len(nodes) > 1:
                nodes.sort(key=lambda n: known[n][0])
                found.append(((nodes[0], nodes[1]), network.groups[group][1]))
        for facet, mask in network.values(seen, limits).items():
            if mask == 0:
                speaking = _speaking(network, known, facet)
                found.append((_fewest(network, speaking, 0, known, limits.get(facet, -1)), None))
        return found

    def derivation(self, inside: Iterable[int], limits: Limits) -> Derivation:
        """Return everything that follows without choices, each with the least cost, its fact and its premises."""
        network = self.network
        facts, rules = network.facts, network.rules
        known: Derivation = {}
        heap: list[tuple[int, int, int, tuple[int, ...]]] = [(0, node, _FREE, ()) for node in inside]
        heapq.heapify(heap)
        while heap:
            cost, node, fact, premises = heapq.heappop(heap)
            if node in known:
                continue
            known[node] = cost, fact, premises
            for above, step in network.up[node].items():
                if above not in known:
                    heapq.heappush(heap, (cost + step_of(facts[step]), above, step, (node,)))
            for number in network.rules_of.get(node, ()):
                body, head, step = rules[number]
                if head not in known and all(b in known for b in body):
                    total = sum(known[b][0] for b in body) + step_of(facts[step])
                    heapq.heappush(heap, (total, head, step, body))
            facet = network.facet_of.get(network.bars.get(node, node))
            if facet is not None:
                speaking = _speaking(network, known, facet)
                limit = limits.get(facet, -1)
                left = network.values(set(speaking), limits).get(facet, 0)
                for atom in network.facet_atoms[facet] if left else ():
                    if atom not in known and left & ~network.mask[atom] == 0:
                        needed = _fewest(network, speaking, network.mask[atom], known, limit)
                        heapq.heappush(heap, (sum(known[n][0] for n in needed) + 1, atom, _FREE, needed))
        return known

    def _extract(self, known: Derivation, targets: Iterable[int]) -> tuple[list[int], set[int]]:
        """Return the facts that lead to the targets, premises first, and the starting nodes they rest on."""
        facts: list[int] = []
        seeds: set[int] = set()
        done: set[int] = set()

        def visit(node: int) -> None:
            ahead = [(node, False)]
            while ahead:
                here, ready = ahead.pop()
                _, fact, premises = known[here]
                if ready:
                    if fact != _FREE:
                        facts.append(fact)
                elif here not in done:
                    done.add(here)
                    if not premises:
                        seeds.add(here)
                    ahead.append((here, True))
                    ahead += [(premise, False) for premise in reversed(premises)]

        for target in targets:
            visit(target)
        return list(dict.fromkeys(facts)), seeds

    def _joint(self, inside: Collection[int]) -> list[int] | None:
        """Return a cheapest pair of paths to two nodes that exclude each other, a shared stretch counted once."""
        network = self.network
        seen = network.horn(inside)
        if len(seen) > _LARGEST_JOINT:
            return None
        facts, up = network.facts, network.up
        best: dict[tuple[int, int], tuple[int, tuple[int, int] | None, int]] = {}
        heap: list[tuple[int, tuple[int, int]]] = []
        for a in inside:
            for b in inside:
                state = (min(a, b), max(a, b))
                best[state] = (0, None, _FREE)
                heap.append((0, state))
        heapq.heapify(heap)
        goal: tuple[int, tuple[int, int], int] | None = None
        while heap:
            cost, state = heapq.heappop(heap)
            if goal is not None and cost >= goal[0]:
                break
            if cost > best[state][0]:
                continue
            fact = self._exclusion(*state)
            if fact is not None:
                total = cost + (step_of(facts[fact]) if fact != _FREE else 0)
                if goal is None or total < goal[0]:
                    goal = total, state, fact
            u, v = state
            steps = [((w, v), f) for w, f in up[u].items()] + [((u, w), f) for w, f in up[v].items()]
            if u == v:
                steps += [((w, w), f) for w, f in up[u].items()]
            for (p, q), f in steps:
                following = (min(p, q), max(p, q))
                new = cost + step_of(facts[f])
                if following not in best or new < best[following][0]:
                    best[following] = (new, state, f)
                    heapq.heappush(heap, (new, following))
        if goal is None:
            return None
        found = [goal[2]]
        here: tuple[int, int] | None = goal[1]
        while here is not None:
            _, here, fact = best[here]
            found.append(fact)
        return [fact for fact in dict.fromkeys(reversed(found)) if fact != _FREE]

    def _exclusion(self, u: int, v: int) -> int | None:
        """Return the fact by which two nodes exclude each other directly; `_FREE` where it is arithmetic."""
        network = self.network
        if u == v:
            return None
        shared = set(network.groups_of.get(u, ())) & set(network.groups_of.get(v, ()))
        if shared:
            return min((network.groups[g][1] for g in shared), key=lambda f: step_of(network.facts[f]))
        facet = network.facet_of.get(u)
        if facet is not None and facet == network.facet_of.get(v) and not network.mask[u] & network.mask[v]:
            return _FREE
        return None


def _speaking(network: Network, known: Derivation, facet: int) -> list[int]:
    """Return the derived nodes that say something about the values of a facet."""
    nodes = [atom for atom in network.facet_atoms[facet] if atom in known]
    return nodes + [
        node for node, atom in network.bars.items() if node in known and network.facet_of.get(atom) == facet
    ]


def _fewest(network: Network, nodes: list[int], mask: int, known: Derivation, limit: int) -> tuple[int, ...]:
    """Return nodes, none to spare, whose common values lie within ``mask``; dear ones are left out first."""
    kept = list(nodes)
    for node in sorted(nodes, key=lambda a: -known[a][0]):
        rest = [a for a in kept if a != node]
        left = limit
        for one in rest:
            left &= network.mask[one] if one in network.mask else ~network.mask[network.bars[one]]
        if any(one in network.mask for one in rest) and left & ~mask == 0:
            kept = rest
    return tuple(kept)
