"""Linear programmes over kinds of records: the least and the most that a count can be.

A *kind* is a combination of codes and concepts that the universal statements allow. Each kind has a number of records,
zero or more; each published count limits the sum over the kinds it is about. Both optima are reached by some
population, so the interval is sharp for what was stated. Where there are too many kinds to list, kinds are found as
they are needed: a 0/1 programme over the same statements finds the one that would improve the answer most.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import msgspec

from harmlex.crosswalk.network import Network
from harmlex.model.errors import RegistryError

__all__ = ["Kind", "Pricing", "Programme", "SolverMissing", "generate"]

_TOLERANCE = 1e-7
_ROUNDS = 2000


class SolverMissing(RegistryError):
    """The library that solves linear programmes is not installed."""

    def __init__(self) -> None:
        """Say how to install it."""
        super().__init__("These counts need a linear programme. Install it with: pip install 'harmlex[crosswalk]'")


class Kind(msgspec.Struct, frozen=True):
    """One kind of record.

    Attributes:
        counted: The positions of the published counts that it adds to.
        inside: Whether it lies in the target.
        code: The position of the code it carries, where codes are single; -1 if none or several.
    """

    counted: tuple[int, ...]
    inside: bool
    code: int = -1


_LOCAL = threading.local()


def _solver() -> Any:
    """Return a quiet solver, made once for each thread: making it costs more than a small programme."""
    try:
        import highspy
    except ImportError as error:
        raise SolverMissing from error
    h: Any = getattr(_LOCAL, "solver", None)
    if h is None:
        make: Any = highspy.Highs
        h = _LOCAL.solver = make()
        for option, value in (("output_flag", False), ("presolve", "off"), ("threads", 1)):
            h.setOptionValue(option, value)
    return h


class Programme:
    """The least and most records of the target among kinds, within the limits of the counts.

    Args:
        kinds: The kinds; those that agree in all that counts are taken together.
        lows: The least of each count.
        highs: The most of each count.
    """

    def __init__(self, kinds: Sequence[Kind], lows: Sequence[float], highs: Sequence[float]) -> None:
        """Take the programme as it is; nothing is solved yet."""
        unique = dict.fromkeys((k.counted, k.inside, k.code) for k in kinds)
        self.kinds = [Kind(*key) for key in unique]
        self.lows, self.highs = list(lows), list(highs)

    def bounds(self, without: frozenset[int] = frozenset()) -> tuple[float, float] | None:
        """Return least and most, the latter possibly infinite; ``None`` if no population has these counts.

        Args:
            without: Positions of kinds that are not to occur.
        """
        h = _solver()
        import highspy
        import numpy as np

        kinds = [k for i, k in enumerate(self.kinds) if i not in without]
        rows, columns = len(self.lows), len(kinds)
        if columns == 0:
            return (0.0, 0.0) if all(low <= 0 for low in self.lows) else None
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = columns, rows
        goal = np.array([1.0 if k.inside else 0.0 for k in kinds])
        lp.col_cost_ = goal
        lp.col_lower_, lp.col_upper_ = np.zeros(columns), np.full(columns, highspy.kHighsInf)
        lp.row_lower_, lp.row_upper_ = np.array(self.lows, dtype=float), np.array(self.highs, dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(k.counted) for k in kinds)])
        lp.a_matrix_.index_ = np.array([row for k in kinds for row in k.counted], dtype=np.int32)
        lp.a_matrix_.value_ = np.ones(sum(len(k.counted) for k in kinds))
        h.passModel(lp)
        h.run()
        if h.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        low = h.getInfo().objective_function_value
        h.changeColsCost(columns, np.arange(columns, dtype=np.int32), -goal)
        h.run()
        unbounded = h.getModelStatus() in (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        )
        high = float("inf") if unbounded else -h.getInfo().objective_function_value
        return _clean(low), _clean(high)

    def feasible(self) -> bool:
        """Say whether any population has these counts."""
        return self.bounds() is not None


def _clean(value: float) -> float:
    """Return a number without the solver's dust: a whole number where it is one but for that, never minus zero."""
    near = round(value) if abs(value) < 1e15 else value
    return float(near) + 0.0 if abs(value - near) < 1e-6 else value


class Pricing:
    """Finds the kind of record that gains most, as a 0/1 programme over a network's universal statements.

    Args:
        network: The network.
        nodes: The concepts and value sets that weights are given for.
        linked: For each label a node that a record with the label lies in.
        complete: Whether a record that lies in such a node also carries the label.
        needed: Whether a record carries at least one label.
    """

    def __init__(
        self, network: Network, nodes: Sequence[int], linked: Sequence[int], *, complete: bool, needed: bool
    ) -> None:
        """Write down the clauses about everything that the nodes depend on."""
        _solver()
        import highspy
        import numpy as np

        make: Any = highspy.Highs
        h = make()
        h.setOptionValue("output_flag", False)
        h.setOptionValue("threads", 1)
        self._np, self._highs, self._h = np, highspy, h
        reached = _relevant(network, {*nodes, *linked})
        self.order = sorted(reached)
        self.at = {node: i for i, node in enumerate(self.order)}
        self.labels = len(linked)
        self.size = len(self.order) + len(linked)
        for _ in range(self.size):
            self._variable()
        first = len(self.order)
        for i, node in enumerate(linked):
            self._clause([(first + i, -1.0), (self.at[node], 1.0)], 0.0)
            if complete:
                self._clause([(self.at[node], -1.0), (first + i, 1.0)], 0.0)
        if needed and linked:
            self._clause([(first + i, 1.0) for i in range(len(linked))], 1.0)
        self._statements(network)

    def _variable(self) -> int:
        h = self._h
        h.addVar(0.0, 1.0)
        number: int = h.getNumCol() - 1
        h.changeColIntegrality(number, self._highs.HighsVarType.kInteger)
        return number

    def _clause(self, terms: list[tuple[int, float]], low: float, high: float | None = None) -> None:
        np = self._np
        index = np.array([i for i, _ in terms], dtype=np.int32)
        value = np.array([v for _, v in terms])
        self._h.addRow(low, self._highs.kHighsInf if high is None else high, len(terms), index, value)

    def _statements(self, network: Network) -> None:
        at = self.at
        for node in self.order:
            for above in network.up[node]:
                self._clause([(at[node], -1.0), (at[above], 1.0)], 0.0)
        for nodes, _ in network.groups:
            inside = [at[n] for n in nodes if n in at]
            if len(inside) > 1:
                self._clause([(i, 1.0) for i in inside], 0.0, 1.0)
        for body, head, _ in network.rules:
            if head in at and all(n in at for n in body):
                self._clause([*((at[n], -1.0) for n in body), (at[head], 1.0)], 1.0 - len(body))
        for whole, parts, _ in network.covers:
            if whole in at:
                self._clause([(at[whole], -1.0), *((at[p], 1.0) for p in parts)], 0.0)
        for parts, _ in network.partitions:
            if any(p in at for p in parts):
                self._clause([(at[p], 1.0) for p in parts], 1.0, 1.0)
        for facet, atoms in enumerate(network.facet_atoms):
            met = [a for a in atoms if a in at]
            if met:
                self._values(network, facet, met)

    def _values(self, network: Network, facet: int, met: list[int]) -> None:
        """A record has at most one value; it lies in a value set exactly if its value does."""
        blocks = 0
        for atom in network.facet_atoms[facet]:
            blocks |= network.mask[atom]
        values = {bit: self._variable() for bit in range(blocks.bit_length()) if blocks >> bit & 1}
        self._clause([(v, 1.0) for v in values.values()], 0.0, 1.0)
        for atom in met:
            inside = [(v, -1.0) for bit, v in values.items() if network.mask[atom] >> bit & 1]
            self._clause([(self.at[atom], 1.0), *inside], 0.0, 0.0)

    def best(
        self, weights: dict[int, float], labels: Sequence[float]
    ) -> tuple[float, dict[int, bool], list[bool]] | None:
        """Return the largest weight, the truth of each node, and which labels the record carries."""
        np, h = self._np, self._h
        total = h.getNumCol()
        cost = np.zeros(total)
        for node, weight in weights.items():
            cost[self.at[node]] = -weight
        cost[len(self.order) : self.size] = [-w for w in labels]
        h.changeColsCost(total, np.arange(total, dtype=np.int32), cost)
        h.run()
        if h.getModelStatus() != self._highs.HighsModelStatus.kOptimal:
            return None
        x = h.getSolution().col_value
        truth = {node: x[i] > 0.5 for node, i in self.at.items()}
        carried = [x[i] > 0.5 for i in range(len(self.order), self.size)]
        return -h.getInfo().objective_function_value, truth, carried


def _relevant(network: Network, start: set[int]) -> set[int]:
    """Return all nodes that statements tie to some: what they lie inside, and what they may meet a definition with."""
    reached: set[int] = set()
    ahead = set(start)
    while ahead:
        reached |= network.horn(ahead - reached) if not ahead <= reached else set()
        ahead = set()
        for whole, parts, _ in network.covers:
            if whole in reached:
                ahead.update(parts)
        for parts, _ in network.partitions:
            if not reached.isdisjoint(parts):
                ahead.update(parts)
        for node, atom in network.bars.items():
            if node in reached or atom in reached:
                ahead.update((node, atom))
        for atoms in network.facet_atoms:
            if not reached.isdisjoint(atoms):
                ahead.update(atoms)
        for body, head, _ in network.rules:
            if all(n in reached for n in body):
                ahead.add(head)
        ahead -= reached
    return reached


def generate(
    pricing: Pricing,
    events: Sequence[tuple[tuple[tuple[int, bool], ...], tuple[int, ...]]],
    lows: Sequence[float],
    highs: Sequence[float],
    target: int,
) -> tuple[float, float] | None:
    """Return least and most records of a target by column generation; ``None`` if no population has these counts.

    Args:
        pricing: Finds kinds.
        events: What each count is about: at most one node or one label each, or nothing for the total.
        lows: The least of each count.
        highs: The most of each count.
        target: The node that is asked for.
    """
    columns: list[tuple[tuple[float, ...], float]] = []
    found: list[float] = []
    for sense in (-1.0, 1.0):
        value = _one_side(pricing, events, lows, highs, target, sense, columns)
        if value is None:
            return None
        found.append(_clean(value))
    return found[0], found[1]


def _one_side(
    pricing: Pricing,
    events: Sequence[tuple[tuple[tuple[int, bool], ...], tuple[int, ...]]],
    lows: Sequence[float],
    highs: Sequence[float],
    target: int,
    sense: float,
    columns: list[tuple[tuple[float, ...], float]],
) -> float | None:
    """Return the optimum of one side; first any population is sought, then the best one."""
    for phase in (1, 2):
        for _ in range(_ROUNDS):
            value, duals = _master(columns, lows, highs, sense, phase)
            if value == float("inf"):
                return sense * value
            weights: dict[int, float] = {}
            labels = [0.0] * pricing.labels
            constant = 0.0
            if phase == 2:
                weights[target] = sense
            for (nodes, labelled), dual in zip(events, duals, strict=True):
                if not nodes and not labelled:
                    constant -= dual
                for node, _ in nodes:
                    weights[node] = weights.get(node, 0.0) - dual
                for label in labelled:
                    labels[label] -= dual
            priced = pricing.best(weights, labels)
            if priced is None:
                break
            gain, truth, carried = priced
            column = (
                tuple(
                    1.0 if all(truth[n] for n, _ in nodes) and all(carried[i] for i in labelled) else 0.0
                    for nodes, labelled in events
                ),
                1.0 if truth[target] else 0.0,
            )
            if gain + constant <= _TOLERANCE or column in columns:
                break
            columns.append(column)
        if phase == 1:
            if value > 1e-6:
                return None
        else:
            return sense * value
    return None


def _master(
    columns: list[tuple[tuple[float, ...], float]],
    lows: Sequence[float],
    highs: Sequence[float],
    sense: float,
    phase: int,
) -> tuple[float, list[float]]:
    """Solve the programme over the kinds found so far; value and the price of each count.

    In phase 1 the value is how far the counts are from being met (to become zero); in phase 2 it is the target's count.
    """
    h = _solver()
    import highspy
    import numpy as np

    rows, n = len(lows), len(columns)
    infinite = highspy.kHighsInf
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n + 2 * rows, rows
    slack = 0.0 if phase == 2 else infinite
    goal = [-sense * inside if phase == 2 else 0.0 for _, inside in columns] + [0.0 if phase == 2 else 1.0] * (2 * rows)
    lp.col_cost_ = np.array(goal)
    lp.col_lower_ = np.zeros(n + 2 * rows)
    lp.col_upper_ = np.array([infinite] * n + [slack] * (2 * rows))
    lp.row_lower_, lp.row_upper_ = np.array(lows, dtype=float), np.array(highs, dtype=float)
    dense = np.hstack([np.array([c for c, _ in columns]).T.reshape(rows, n), np.eye(rows), -np.eye(rows)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    where = np.nonzero(dense)
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum((dense != 0).sum(1))])
    lp.a_matrix_.index_ = where[1].astype(np.int32)
    lp.a_matrix_.value_ = dense[where]
    h.passModel(lp)
    h.run()
    if h.getModelStatus() in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return float("inf"), [0.0] * rows
    duals = [float(d) for d in h.getSolution().row_dual]
    value = h.getInfo().objective_function_value
    # Prices as gains: what one more record of a kind would add to what is being made larger.
    return (value, [-d for d in duals]) if phase == 1 else (-value, [-d for d in duals])
