"""Between which numbers a count must lie, when it was published in another scheme's codes.

Only statements that hold for every record enter: inclusions that were checked against both definitions, exclusions,
covers and criteria. That two concepts overlap is true of their meaning and not of one year's data. Single codes and
one margin have a closed form; whatever else was published is a linear programme over kinds of records. The interval is
sharp: some population, of real numbers, reaches either end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor, inf

import msgspec

from harmlex.crosswalk.build import Compiled
from harmlex.crosswalk.counts import Count, CountTable
from harmlex.crosswalk.explain import place_of
from harmlex.crosswalk.programme import Kind, Pricing, Programme, generate
from harmlex.model.errors import UnknownName
from harmlex.model.findings import Finding

__all__ = ["Interval", "Narrowing", "Tabulated", "closed_forms"]

MOST_KINDS = 6_000
_TRIED = 12


class Narrowing(msgspec.Struct, frozen=True, kw_only=True):
    """What would make an interval narrower: deciding whether a code lies inside the target or apart from it.

    Attributes:
        code: The code that is neither known to lie inside nor to be apart.
        count: How many records have it.
        least: By how much the interval narrows in any case.
        most: By how much at best.
        rows: The mapping rows that tie the code to other concepts; one of them could be refined.
    """

    code: str
    count: float
    least: float
    most: float
    rows: tuple[str, ...] = ()


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """The least and the most records of a target among those of a table.

    Attributes:
        target: The concept asked for.
        low: The least.
        high: The most; infinite where nothing limits it.
        total: How many records the table is about, at most; infinite where that is open.
        grade: ``A`` exact, ``B`` to a tenth, ``C`` to a half, ``D`` weaker, ``X`` nothing is known.
        reason: Why this grade, in a sentence.
        method: ``closed form``, ``linear programme`` or ``column generation``.
        table: Organisation, period and unit.
        unit: What is counted.
        narrowing: What would narrow it, most first.
        rows: The mapping rows that the codes' relations to the target rest on are those of the counting network.
    """

    target: str
    low: float
    high: float
    total: float
    grade: str
    reason: str
    method: str
    table: str
    unit: str
    narrowing: tuple[Narrowing, ...] = ()

    @property
    def width(self) -> float:
        """How far the ends are apart."""
        return self.high - self.low

    @property
    def shown(self) -> tuple[float, float]:
        """The ends, rounded outwards to whole records."""
        return float(floor(self.low)), self.high if self.high == inf else float(ceil(self.high))


class Tabulated:
    """A table of counts laid over a network.

    Args:
        compiled: The network in its counting reading; values of facets that the table names must have nodes.
        table: The counts.

    Raises:
        UnknownName: The table names a code that neither its scheme nor the registry has.
    """

    def __init__(self, compiled: Compiled, table: CountTable) -> None:
        """Find the node of every code and value."""
        self.compiled, self.table = compiled, table
        self._network = compiled.network
        self._network.close()
        self._apart = compiled.apart
        self.codes: list[str] = []
        self.plain: dict[str, Count] = {}
        self.total: Count | None = None
        self.joint: list[Count] = []
        self._nodes: dict[str, int] = {}
        self._is_code: dict[str, str] = {}
        for count in table.counts:
            for literal in count.event:
                self._learn(literal.removeprefix("!"))
            if not count.event:
                self.total = count
            elif len(count.event) == 1 and count.event[0] in self._is_code:
                self.plain[self._is_code[count.event[0]]] = count
            else:
                self.joint.append(count)
        self.single = table.labelling == "single"

    # -- names

    def _learn(self, name: str) -> None:
        if name in self._nodes:
            return
        compiled = self.compiled
        for candidate in (name, f"{self.table.scheme}:{name}"):
            node = self._network.index.get(candidate)
            if node is not None and self._network.scheme[node] == self.table.scheme:
                self._nodes[name] = node
                self._is_code[name] = self._network.names[node]
                if self._network.names[node] not in self.codes:
                    self.codes.append(self._network.names[node])
                return
            if node is not None:
                self._nodes[name] = node
                return
        for part in compiled.schemes[self.table.scheme].concepts if self.table.scheme in compiled.schemes else ():
            if part.notation == name and part.id in self._network.index:
                self._nodes[name] = self._network.index[part.id]
                self._is_code[name] = part.id
                if part.id not in self.codes:
                    self.codes.append(part.id)
                return
        literal = compiled.literal(name)
        if literal is None:
            from rapidfuzz import fuzz, process

            known = [self._network.names[n] for n in self._network.members.get(self.table.scheme, ())]
            near = process.extract(name, known, scorer=fuzz.WRatio, score_cutoff=50, limit=3)
            raise UnknownName(f"code of {self.table.scheme}", name, tuple(one for one, _, _ in near))
        self._nodes[name] = literal

    def node(self, target: str) -> int:
        """Return the node of a target.

        Raises:
            UnknownName: There is none of this name that stands for a set of incidents.
        """
        node = self._network.index.get(target)
        if node is None:
            raise UnknownName("concept to count", target)
        return node

    # -- what a code may be

    def _outside(self, code: str) -> tuple[int, ...]:
        """Return what a record with this code does not lie in: codes of higher rank, all other codes if complete."""
        index = self._network.index
        ranks = {self._is_code.get(name, name): rank for name, rank in self.table.ranks.items()}
        if self.table.complete and self.single:
            if ranks:
                return tuple(index[c] for c in self.codes if c != code and ranks.get(c, 0) < ranks.get(code, 0))
            return tuple(index[c] for c in self.codes if c != code)
        if code in ranks:
            return tuple(index[c] for c in self.codes if c in ranks and ranks[c] < ranks[code])
        return ()

    def certain(self, code: str, target: int) -> bool:
        """Say whether every record with a code lies in the target."""
        node, outside = self._network.index[code], self._outside(code)
        if target in self._network.above(node):
            return True
        return bool(outside) and not self._network.possible((node,), (*outside, target))

    def possible(self, code: str, target: int) -> bool:
        """Say whether some record with a code may lie in the target."""
        node, outside = self._network.index[code], self._outside(code)
        if self._apart(node, target):
            return False
        return not outside or self._network.possible((node, target), outside)

    # -- the interval

    @property
    def exact_form(self) -> bool:
        """Whether the closed form applies: single codes, and nothing but their counts."""
        ranged = any(c.low != c.high for c in self.plain.values())
        return self.single and not self.joint and (self.total is None or not ranged)

    @property
    def most(self) -> float:
        """How many records the table is about, at most."""
        if self.total is not None:
            return float(self.total.high)
        return float(sum(c.high for c in self.plain.values())) if self.plain else inf

    def interval(self, target: str, *, explain: bool = True) -> Interval | None:
        """Return the interval of a target; ``None`` where no population can have these counts.

        Args:
            target: A hub concept, or a code of any scheme.
            explain: Whether to look for what would narrow it.
        """
        node = self.node(target)
        if self.exact_form:
            found, method = self._closed(node), "closed form"
        else:
            found, method = self._programmed(node)
        if found is None:
            return None
        low, high = found
        narrowing = tuple(self._narrowing(node, low, high, method)) if explain else ()
        grade, reason = self._grade(target, low, high, narrowing)
        return Interval(
            target=target,
            low=low,
            high=high,
            total=self.most,
            grade=grade,
            reason=reason,
            method=method,
            table=self.table.title,
            unit=self.table.unit,
            narrowing=narrowing,
        )

    def _closed(self, target: int) -> tuple[float, float] | None:
        low = high = 0.0
        for code, count in self.plain.items():
            if self._network.index[code] in self._network.impossible:
                if count.low > 0:
                    return None
                continue
            if self.certain(code, target):
                low += count.low
            if self.possible(code, target):
                high += count.high
        if self.total is not None:
            rest = self.total.high - sum(c.low for c in self.plain.values())
            if rest < 0 or (rest and self.table.exhaustive):
                return None
            high += rest
        return low, high

    def _grade(self, target: str, low: float, high: float, narrowing: Sequence[Narrowing]) -> tuple[str, str]:
        total = self.most
        vague = ", ".join(n.code for n in narrowing[:3])
        because = f" because of {vague}, which may or may not fall under it" if vague else ""
        if low == high:
            return "A", "The codes settle the number."
        if low <= 0 and high >= total:
            return "X", f"Nothing limits the number{because}."
        if high == inf:
            return "D", f"Nothing limits the number from above{because}."
        if high - low <= 0.1 * high:
            return "B", f"The ends are within a tenth of each other{because}."
        if high - low <= 0.5 * high:
            return "C", f"The ends are within a half of each other{because}."
        side = "below" if low <= 0 else "above" if high >= total else ""
        text = f"Nothing limits the number from {side}" if side else "The ends are more than a half apart"
        return "D", f"{text}{because}."

    # -- kinds of records

    def _literals(self) -> list[str]:
        """Return the literals of cross-tabulations that are no codes of the table."""
        names = [part.removeprefix("!") for count in self.joint for part in count.event]
        return [name for name in dict.fromkeys(names) if name not in self._is_code]

    def _limits(self) -> tuple[list[Count], list[float], list[float]]:
        counts = [*self.plain.values(), *self.joint, *([self.total] if self.total else [])]
        return counts, [float(c.low) for c in counts], [float(c.high) for c in counts]

    def _programmed(self, target: int) -> tuple[tuple[float, float] | None, str]:
        kinds = self._kinds(target)
        if kinds is not None:
            _, lows, highs = self._limits()
            merged, lows, highs = self._merged(kinds, lows, highs)
            return Programme(merged, lows, highs).bounds(), "linear programme"
        return self._generated(target), "column generation"

    def _kinds(self, target: int) -> list[Kind] | None:
        """Return every kind of record that the statements allow, ``None`` if there are too many."""
        counts, _, _ = self._limits()
        literals = self._literals()
        nodes = [self._nodes[name] for name in literals]
        kinds: list[Kind] = []
        for codes, inside, outside in self._codings():
            if codes is None:
                return None
            for truth in self._assignments((*nodes, target), inside, outside):
                values = dict(zip(literals, truth, strict=False))
                counted = tuple(i for i, c in enumerate(counts) if self._holds(c, codes, values))
                position = self.codes.index(codes[0]) if self.single and codes else -1
                kinds.append(Kind(counted, truth[-1], position))
                if len(kinds) > MOST_KINDS:
                    return None
        return kinds

    def _holds(self, count: Count, codes: Sequence[str], values: dict[str, bool]) -> bool:
        for literal in count.event:
            name = literal.removeprefix("!")
            holds = self._is_code[name] in codes if name in self._is_code else values[name]
            if holds == literal.startswith("!"):
                return False
        return True

    def _codings(self) -> Iterable[tuple[tuple[str, ...] | None, tuple[int, ...], tuple[int, ...]]]:
        """Yield each set of codes that a record may carry, what it then lies in, and what it does not lie in."""
        index = self._network.index
        if self.single:
            for code in self.codes:
                yield (code,), (index[code],), self._outside(code)
            if (self.total is not None and not self.table.exhaustive) or not self.codes:
                yield (), (), ()
            return
        if len(self.codes) > 14:
            yield None, (), ()
            return
        uncoded = self.total is not None and not self.table.exhaustive
        for number in range(0 if uncoded else 1, 1 << len(self.codes)):
            codes = tuple(c for i, c in enumerate(self.codes) if number >> i & 1)
            others = tuple(index[c] for c in self.codes if c not in codes) if self.table.complete else ()
            inside = tuple(index[c] for c in codes)
            if self._network.possible(inside, others):
                yield codes, inside, others

    def _assignments(
        self, nodes: tuple[int, ...], inside: tuple[int, ...], outside: tuple[int, ...]
    ) -> Iterable[tuple[bool, ...]]:
        """Yield the truth of each node in some record that lies in the first and not in the second."""
        network = self._network
        if not network.possible(inside, outside):
            return
        stack: list[tuple[tuple[bool, ...], tuple[int, ...], tuple[int, ...]]] = [((), inside, outside)]
        while stack:
            truth, within, without = stack.pop()
            if len(truth) == len(nodes):
                yield truth
                continue
            node = nodes[len(truth)]
            if network.possible((*within, node), without):
                stack.append(((*truth, True), (*within, node), without))
            if network.possible(within, (*without, node)):
                stack.append(((*truth, False), within, (*without, node)))

    def _merged(
        self, kinds: list[Kind], lows: list[float], highs: list[float]
    ) -> tuple[list[Kind], list[float], list[float]]:
        """Take codes together that allow the same kinds and that nothing counts apart; the programme stays the same."""
        if not self.single:
            return kinds, lows, highs
        counts, _, _ = self._limits()
        alone = {c for i, c in enumerate(counts) if i < len(self.plain)}
        joined = {
            self._is_code[p.removeprefix("!")]
            for c in self.joint
            for p in c.event
            if p.removeprefix("!") in self._is_code
        }
        own = {code: i for i, code in enumerate(self.plain)}
        shapes: dict[int, set[tuple[tuple[int, ...], bool]]] = {}
        for kind in kinds:
            rest = tuple(i for i in kind.counted if counts[i] not in alone)
            shapes.setdefault(kind.code, set()).add((rest, kind.inside))
        groups: dict[object, list[int]] = {}
        for code, shape in shapes.items():
            name = self.codes[code] if code >= 0 else ""
            groups.setdefault(("own", code) if name in joined or name not in own else frozenset(shape), []).append(code)
        new_lows, new_highs = lows[len(self.plain) :], highs[len(self.plain) :]
        shift = len(self.plain)
        merged: list[Kind] = []
        for members in groups.values():
            row = None
            limited = [own[self.codes[m]] for m in members if m >= 0 and self.codes[m] in own]
            if limited:
                row = len(new_lows)
                new_lows.append(sum(lows[i] for i in limited))
                new_highs.append(sum(highs[i] for i in limited))
            for rest, inside in shapes[members[0]]:
                counted = [i - shift for i in rest]
                merged.append(Kind(tuple(counted + ([row] if row is not None else [])), inside, members[0]))
        return merged, new_lows, new_highs

    def _generated(self, target: int) -> tuple[float, float] | None:
        """Return the interval by column generation; only counts of one code or value each can be used."""
        literals = self._literals()
        nodes = [self._nodes[name] for name in literals]
        linked = [self._network.index[code] for code in self.codes]
        needed = self.total is None or self.table.exhaustive
        pricing = Pricing(self._network, [*nodes, target], linked, complete=self.table.complete, needed=needed)
        counts, lows, highs = [], [], []
        for count in self._limits()[0]:
            if len(count.event) > 1 or any(literal.startswith("!") for literal in count.event):
                continue
            labels = tuple(self.codes.index(self._is_code[n]) for n in count.event if n in self._is_code)
            others = tuple((self._nodes[n], True) for n in count.event if n not in self._is_code)
            counts.append((others, labels))
            lows.append(float(count.low))
            highs.append(float(count.high))
        return generate(pricing, counts, lows, highs, target)

    # -- what is wrong, and what would help

    def conflict(self) -> list[Count]:
        """Return counts that cannot hold together, none to spare; empty where some population has them all."""
        if not self._infeasible(self.table.counts):
            return []
        kept = list(self.table.counts)
        for count in self.table.counts:
            rest = [c for c in kept if c is not count]
            if self._infeasible(rest):
                kept = rest
        return kept

    def _infeasible(self, counts: Sequence[Count]) -> bool:
        if not counts:
            return False
        part = Tabulated(self.compiled, msgspec.structs.replace(self.table, counts=tuple(counts)))
        # A count that is left out may be anything: its code still is one that a record can carry.
        part.codes = list(self.codes)
        part._nodes, part._is_code = self._nodes, self._is_code
        anything = next(iter(self._nodes.values()), None)
        if anything is None:
            return False
        if part.exact_form and part.total is None:
            return part._closed(anything) is None
        if part.total is None and self.total is not None:
            # Without the total there may be records without a code.
            part.total = Count(event=(), low=0, high=10**12)
        return part._programmed(anything)[0] is None

    def disclosed(self) -> list[Finding]:
        """Return a finding for each rounded or suppressed cell that the other counts narrow down.

        The finding names the cell and not what it could be.
        """
        found = []
        for count in self.table.counts:
            if count.low == count.high:
                continue
            interval = self._cell(count)
            if interval is not None and interval[1] - interval[0] < count.high - count.low:
                message = f"The other counts narrow down {count.name}, which the publisher suppressed or rounded."
                hint = "Leave out the total or another cell, or ask the publisher; nothing was printed."
                found.append(
                    Finding(
                        code="HLX-M211", severity="error", file=count.file, line=count.line or 1, column=1,
                        message=message, hint=hint, subject=count.name,
                    )
                )  # fmt: skip
        return found

    def _cell(self, cell: Count) -> tuple[float, float] | None:
        """Return between which numbers a cell must lie given all counts, its own range among them."""
        node = next(iter(self._nodes.values()))
        kinds = self._kinds(node)
        if kinds is None:
            return None
        counts, lows, highs = self._limits()
        place = counts.index(cell)
        marked = [Kind(k.counted, place in k.counted, k.code) for k in kinds]
        return Programme(marked, lows, highs).bounds()

    def _narrowing(self, target: int, low: float, high: float, method: str) -> Iterable[Narrowing]:
        """Yield the ambiguous codes, those first whose decision narrows most in any case."""
        found: list[Narrowing] = []
        vague = [
            (count.high, code)
            for code, count in self.plain.items()
            if count.high > 0 and self.possible(code, target) and not self.certain(code, target)
        ]
        vague.sort(reverse=True)
        programme: Programme | None = None
        if method == "linear programme" and self.single and vague:
            kinds = self._kinds(target)
            if kinds is not None:
                _, lows, highs = self._limits()
                programme = Programme(kinds, lows, highs)
        for size, code in vague[:_TRIED]:
            least = most = float(size)
            if programme is not None:
                position = self.codes.index(code)
                widths = []
                for side in (True, False):
                    gone = frozenset(
                        i for i, k in enumerate(programme.kinds) if k.code == position and k.inside is not side
                    )
                    ends = programme.bounds(without=gone)
                    if ends is not None:
                        widths.append(high - low - (ends[1] - ends[0]))
                if widths:
                    least, most = min(widths), max(widths)
            elif method != "closed form":
                least, most = 0.0, float(size)
            rows = tuple(
                place_of(row) or f"{row.subject_id} {row.predicate_id} {row.object_id}"
                for row in self.compiled.rows
                if row.subject_id == code and row.predicate_modifier != "Not"
            )
            found.append(Narrowing(code=code, count=float(size), least=least, most=most, rows=rows))
        return sorted(found, key=lambda n: (-n.least, -n.most, n.code))


def closed_forms(tabulated: Tabulated, targets: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Return the intervals of many targets by the closed form, without grades; the table must allow it."""
    network = tabulated._network
    apart = tabulated._apart
    if not tabulated.exact_form or any(tabulated._outside(code) for code in tabulated.codes):
        out = {}
        for target in targets:
            interval = tabulated.interval(target, explain=False)
            if interval is not None:
                out[target] = (interval.low, interval.high)
        return out
    cells = [
        (network.index[code], network.above(network.index[code]), count.low, count.high)
        for code, count in tabulated.plain.items()
    ]
    rest = 0.0
    if tabulated.total is not None:
        rest = max(0.0, tabulated.total.high - sum(count.low for count in tabulated.plain.values()))
    found = {}
    for target in targets:
        node = tabulated.node(target)
        low = high = 0.0
        for code, above, least, most in cells:
            if node in above:
                low += least
                high += most
            elif not apart(code, node):
                high += most
        found[target] = (low, high + rest)
    return found
