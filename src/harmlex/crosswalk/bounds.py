"""Between which numbers a count must lie, when it was published in another scheme's codes.

Only statements that hold for every record enter: inclusions that were checked against both definitions, exclusions,
covers and criteria. That two concepts overlap is true of their meaning and not of one year's data. Single codes and
one margin have a closed form; whatever else was published is a linear programme over kinds of records. The interval is
sharp: some population, of real numbers, reaches either end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from math import ceil, floor, inf

import msgspec

from harmlex.crosswalk.apart import Apartness
from harmlex.crosswalk.build import Compiled
from harmlex.crosswalk.codings import Codings, bits_of
from harmlex.crosswalk.counts import Count, CountTable
from harmlex.crosswalk.deciding import Deciding
from harmlex.crosswalk.explain import place_of
from harmlex.crosswalk.network import Network
from harmlex.crosswalk.programme import Kind, Pricing, Programme, generate
from harmlex.model.errors import UnknownName
from harmlex.model.findings import Finding
from harmlex.model.mappings import MappingRow

__all__ = ["Interval", "Narrowing", "NothingToCount", "Tabulated", "closed_forms", "parts_of"]

MOST_KINDS = 6_000
_TRIED = 12
# What else of a table a kind of record is counted in; such kinds with their side of a target; whether a count limits
# those of a pattern together.
_Rest = tuple[int, ...]
_Pattern = frozenset[tuple[_Rest, bool]]
_Limited = tuple[_Pattern, bool]
_Ends = tuple[float, float]


class NothingToCount(UnknownName):
    """A code of a table that stands for a value of which nothing is stated, so that no record is known to have it."""

    def __init__(self, name: str) -> None:
        """Name the code."""
        super().__init__("code that can be counted", name)

    def __str__(self) -> str:
        """Say why, and what to do."""
        return f"{self.name} stands for a value, not for incidents, and has no criteria. Leave its counts out."


def parts_of(target: str) -> tuple[str, ...]:
    """Return what a target asks for at once: concepts and values of facets joined by `` & ``."""
    return tuple(part.strip() for part in target.split("&"))


class Narrowing(msgspec.Struct, frozen=True, kw_only=True):
    """What would make an interval narrower: to know of what was counted that all of it falls under the target, or none.

    Attributes:
        code: The code, or the count as the table names it, that is neither known to lie inside nor to be apart.
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
        self._conditions = self._ages_beside()
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
        self._can: bool | None = None
        self._solved: dict[frozenset[tuple[_Limited, _Ends]], _Ends | None] = {}
        self._made: tuple[list[_Point] | None] | None = None

    # -- names

    def _id(self, name: str) -> str:
        """Return the concept that a name of the table stands for, the name itself if there is none."""
        for candidate in (name, f"{self.table.scheme}:{name}"):
            if candidate in self.compiled.concepts:
                return candidate
        scheme = self.compiled.schemes.get(self.table.scheme)
        return next((part.id for part in scheme.concepts if part.notation == name), name) if scheme else name

    def _ages_beside(self) -> frozenset[str]:
        """Return the names of ages, where the table has other codes too: a record has one of each."""
        names = {part.removeprefix("!") for count in self.table.counts for part in count.event}
        own = {name: self.compiled.concepts.get(self._id(name)) for name in names}
        codes = {n: c for n, c in own.items() if c is not None and c.id.startswith(f"{self.table.scheme}:")}
        ages = frozenset(name for name, concept in codes.items() if getattr(concept, "type", "") == "age")
        return ages if len(ages) < len(codes) else frozenset()

    def _learn(self, name: str) -> None:
        if name in self._nodes:
            return
        concept = self._id(name)
        node = self._network.index.get(concept)
        if node is not None:
            self._nodes[name] = node
            if self._network.scheme[node] == self.table.scheme and name not in self._conditions:
                self._is_code[name] = concept
                if concept not in self.codes:
                    self.codes.append(concept)
            return
        literal = self.compiled.literal(name)
        if literal is None and concept in self.compiled.concepts:
            raise NothingToCount(concept)
        if literal is None:
            from rapidfuzz import fuzz, process

            list_ = name.partition(":")[0] + ":"
            known = [self._network.names[n] for n in self._network.members.get(self.table.scheme, ())]
            known += [code for code in self.compiled.facets.labels if code.startswith(list_)]
            near = process.extract(name, known, scorer=fuzz.WRatio, score_cutoff=50, limit=3)
            raise UnknownName(f"code of {self.table.scheme}", name, tuple(one for one, _, _ in near))
        self._nodes[name] = literal

    def node(self, target: str) -> int:
        """Return the node of a target: a concept or a value of a facet.

        Raises:
            UnknownName: There is none of this name that stands for a set of incidents.
        """
        node = self._network.index.get(target)
        if node is None:
            node = self.compiled.literal(target)
        if node is None:
            raise UnknownName("concept to count", target)
        return node

    # -- what a code may be

    @cached_property
    def _outside(self) -> list[tuple[int, ...]]:
        """Of each code what a record with it does not lie in: codes of higher rank, all other codes if complete."""
        index = self._network.index
        ranks = {self._is_code.get(name, name): rank for name, rank in self.table.ranks.items()}
        if self.table.complete and self.single:
            if ranks:
                return [
                    tuple(index[c] for c in self.codes if c != code and ranks.get(c, 0) < ranks.get(code, 0))
                    for code in self.codes
                ]
            return [tuple(index[c] for c in self.codes if c != code) for code in self.codes]
        return [
            tuple(index[c] for c in self.codes if c in ranks and ranks[c] < ranks[code]) if code in ranks else ()
            for code in self.codes
        ]

    def _uncoded(self) -> tuple[int, ...]:
        """Return what a record without a code does not lie in: every code, where those that fit are always given."""
        return tuple(self._network.index[c] for c in self.codes) if self.table.complete else ()

    @cached_property
    def _codings(self) -> Codings:
        """All codes of the table, laid out to be compared with a target at once."""
        return Codings(self._apart, [self._network.index[code] for code in self.codes])

    @cached_property
    def _empty(self) -> int:
        """The codes that no record can have, as a set of positions."""
        network, empty = self._network, self._codings.impossible
        for position, outside in enumerate(self._outside if self.single else ()):
            if outside and not network.possible((network.index[self.codes[position]],), outside):
                empty |= 1 << position
        return empty

    def _sides(self, target: int) -> tuple[int, int]:
        """Return the codes all of whose records lie in the target, and those of which none can, as sets of positions.

        Codes that no record can have are in neither; those in neither that records can have may lie on both sides.
        """
        network, codings = self._network, self._codings
        inside, apart = codings.sides(target)
        if self.table.ranks or (self.table.complete and self.single):
            for position in bits_of(codings.all & ~(inside | apart | self._empty)):
                node, outside = network.index[self.codes[position]], self._outside[position]
                if not outside:
                    continue
                if not network.possible((node, target), outside):
                    apart |= 1 << position
                elif not network.possible((node,), (*outside, target)):
                    inside |= 1 << position
        return inside & ~self._empty, apart & ~self._empty

    # -- the interval

    @property
    def exact_form(self) -> bool:
        """Whether the closed form applies: single codes, and nothing but their counts."""
        return self.single and not self.joint and (self.total is None or self._sums.exact)

    @cached_property
    def _sums(self) -> _Sums:
        """The counts of single codes, by position of the code."""
        return _Sums([self.plain.get(code) for code in self.codes])

    @property
    def solved(self) -> int:
        """How many programmes of codes taken together were solved so far; equal ones are solved once."""
        return len(self._solved)

    @property
    def most(self) -> float:
        """How many records the table is about, at most."""
        if self.total is not None:
            return float(self.total.high)
        return self._sums.whole[1] if self.plain else inf

    def interval(self, target: str, *, explain: bool = True) -> Interval | None:
        """Return the interval of a target; ``None`` where no population can have these counts.

        Args:
            target: A hub concept, or a code of any scheme; several joined by `` & ``, ``!`` before one denies it.
            explain: Whether to look for what would narrow it.
        """
        parts = parts_of(target)
        node = self.node(parts[0].removeprefix("!"))
        if len(parts) > 1 or target.startswith("!"):
            found, method = self._joined(parts)
        elif self.exact_form:
            found, method = self._closed(node), "closed form"
        else:
            found, method = self._programmed(node)
        if found is None:
            return None
        low, high = found
        narrowing = tuple(self._narrowing(parts, low, high, method)) if explain else ()
        rest = self._rest(parts) if explain and self.single and self.codes else 0.0
        grade, reason = self._grade(low, high, narrowing, rest)
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
        sums, network = self._sums, self._network
        if sums.of(self._empty)[0] > 0:
            return None
        inside, apart = self._sides(target)
        low, certain = sums.of(inside)
        high = certain + sums.of(self._codings.all & ~(inside | apart | self._empty))[1]
        if self.total is not None:
            rest = self.total.high - sums.whole[0]
            if rest < 0 or (rest and self.table.exhaustive):
                return None
            if rest and network.possible((target,), self._uncoded()):
                high += rest
        return low, high

    def _rest(self, parts: Sequence[str]) -> float:
        """Return how many records have no code and may lie in the target all the same."""
        inside = [self.node(part) for part in parts if not part.startswith("!")]
        outside = [self.node(part[1:]) for part in parts if part.startswith("!")]
        if self.total is None or not self._network.possible(inside, (*outside, *self._uncoded())):
            return 0.0
        return self.total.high - self._sums.whole[0]

    def _grade(self, low: float, high: float, narrowing: Sequence[Narrowing], rest: float) -> tuple[str, str]:
        total = self.most
        names = [n.code for n in narrowing[:3]] + ([f"{rest:,.0f} without a code in the table"] if rest else [])
        vague = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
        open_ = f", since {vague} may or may not fall under it" if vague else ""
        if low == high:
            return "A", "The codes settle the number."
        if low <= 0 and high >= total:
            return "X", f"Not comparable: nothing limits the number{open_ or ', and no count bears on it'}."
        if high == inf:
            return "D", f"Nothing limits the number from above{open_}."
        if high - low <= 0.1 * high:
            return "B", f"The lower end is within a tenth of the upper one{open_}."
        if high - low <= 0.5 * high:
            return "C", f"The lower end is within a half of the upper one{open_}."
        side = "below" if low <= 0 else "above" if high >= total else ""
        text = f"Nothing limits the number from {side}" if side else "The lower end is less than half of the upper one"
        return "D", f"{text}{open_}."

    # -- kinds of records

    def _literals(self) -> list[str]:
        """Return the literals of cross-tabulations that are no codes of the table."""
        names = [part.removeprefix("!") for count in self.joint for part in count.event]
        return [name for name in dict.fromkeys(names) if name not in self._is_code]

    def _limits(self) -> tuple[list[Count], list[float], list[float]]:
        counts = [*self.plain.values(), *self.joint, *([self.total] if self.total else [])]
        return counts, [float(c.low) for c in counts], [float(c.high) for c in counts]

    def _programmed(self, target: int) -> tuple[tuple[float, float] | None, str]:
        if self._sums.of(self._empty)[0] > 0:
            return None, "linear programme"
        if self._shapes is not None:
            return self._grouped(target, self._shapes), "linear programme"
        kinds = self._kinds(target)
        if kinds is not None:
            counts, lows, highs = self._limits()
            if lows == highs and self._decides(kinds):
                certain = sum(c.low for c, code in zip(counts, self.plain, strict=False) if self._inside(kinds, code))
                feasible = self._feasible(kinds, lows, highs)
                return ((float(certain), float(certain)) if feasible else None), "linear programme"
            merged, lows, highs = self._merged(kinds, lows, highs)
            return Programme(merged, lows, highs).bounds(), "linear programme"
        return self._generated(target), "column generation"

    @cached_property
    def _shapes(self) -> list[_Shape] | None:
        """Codes that are alike to the other counts, together; ``None`` where those are about codes as well."""
        if not self.single or self.table.ranks or self.table.complete:
            return None
        if any(p.removeprefix("!") in self._is_code for count in self.joint for p in count.event):
            return None
        points = self._points()
        if points is None:
            return None
        own = len(self.plain)
        by_code: dict[int, list[_Point]] = {}
        for point in points:
            by_code.setdefault(point.position, []).append(point)
        shapes: dict[tuple[frozenset[int], bool], _Shape] = {}
        for position, members in by_code.items():
            rests = tuple(tuple(i - own for i in point.counted if i >= own) for point in members)
            limited = position >= 0 and self.codes[position] in self.plain
            code = self._network.index[self.codes[position]] if position >= 0 else -1
            alike = self._deciding.code(code) if position >= 0 else frozenset[int]()
            shape = shapes.setdefault((alike, limited), _Shape(rests, limited=limited))
            shape.points[position] = members
            if position >= 0:
                shape.codes |= 1 << position
        for shape in shapes.values():
            shape.whole = self._sums.of(shape.codes)
        return list(shapes.values())

    def _grouped(self, target: int, shapes: list[_Shape]) -> _Ends | None:
        """Solve the programme with codes taken together that allow the same; it is a handful of columns."""
        inside, apart = self._codings.sides(target)
        decided = not self._codings.all & ~(inside | apart) and all(shape.limited for shape in shapes)
        if decided and self._sums.exact and self._can:
            certain = self._sums.of(inside & ~self._empty)[0]
            return certain, certain
        found = self._solve(self._patterns(target, shapes, inside, apart)[0])
        self._can = found is not None
        return found

    def _patterns(
        self, target: int, shapes: list[_Shape], inside: int, apart: int
    ) -> tuple[dict[_Limited, _Ends], list[tuple[int, _Pattern]]]:
        """Return how many records each pattern of kinds has, and the codes that no side is certain of, by pattern."""
        table = self._sums
        met = self._deciding.target(target)
        sums: dict[_Limited, _Ends] = {}
        unclear: list[tuple[int, _Pattern]] = []
        for shape in shapes:
            within, open_ = shape.codes & inside, shape.codes & ~(inside | apart)
            on_one, on_both = table.of(within), table.of(open_)
            rest = shape.whole[0] - on_one[0] - on_both[0], shape.whole[1] - on_one[1] - on_both[1]
            if within:
                _add(sums, (shape.all_on[True], shape.limited), on_one)
            if shape.codes & apart:
                _add(sums, (shape.all_on[False], shape.limited), rest)
            if open_ or -1 in shape.points:
                if met not in shape.known:
                    # One of them speaks for all that are neither inside nor apart, and for all targets met alike.
                    points = shape.points[next(bits_of(open_), -1)]
                    shape.known[met] = shape.pattern(p.sides(self._network, self._apart, target) for p in points)
                _add(sums, (shape.known[met], shape.limited), on_both)
                unclear.append((open_, shape.known[met]))
        return sums, unclear

    def _solve(self, sums: dict[_Limited, _Ends]) -> _Ends | None:
        """Solve the programme of kinds whose numbers, where they are limited, are limited together; each only once."""
        key = frozenset(sums.items())
        if key not in self._solved:
            others = [*self.joint, *([self.total] if self.total else [])]
            lows, highs = [float(c.low) for c in others], [float(c.high) for c in others]
            kinds: list[Kind] = []
            for (pattern, limited), (low, high) in sums.items():
                row: tuple[int, ...] = ()
                if limited:
                    row = (len(lows),)
                    lows.append(low)
                    highs.append(high)
                kinds += [Kind((*rest, *row), inside) for rest, inside in pattern]
            self._solved[key] = Programme(kinds, lows, highs).bounds()
        return self._solved[key]

    def _joined(self, parts: Sequence[str]) -> tuple[tuple[float, float] | None, str]:
        """Return the ends for records that fit all parts at once."""
        kinds = self._kinds_of(parts)
        if kinds is not None:
            _, lows, highs = self._limits()
            return Programme(*self._merged(kinds, lows, highs)).bounds(), "linear programme"
        ends = [self.interval(part, explain=False) for part in parts if not part.startswith("!")]
        if not all(ends):
            return None, "each part by itself"
        return (0.0, min((end.high for end in ends if end), default=self.most)), "each part by itself"

    def _kinds_of(self, parts: Sequence[str]) -> list[Kind] | None:
        """Return every kind of record, inside where it fits all parts; ``None`` if there are too many."""
        if len(parts) == 1 and not parts[0].startswith("!"):
            return self._kinds(self.node(parts[0]))
        points = self._points()
        if points is None:
            return None
        nodes = tuple(self.node(part.removeprefix("!")) for part in parts)
        wanted = tuple(not part.startswith("!") for part in parts)
        kinds: dict[Kind, None] = {}
        for point in points:
            for truth in self._assignments(nodes, point.inside, point.outside):
                kinds[Kind(point.counted, truth == wanted, point.position)] = None
            if len(kinds) > MOST_KINDS:
                return None
        return list(kinds)

    def _decides(self, kinds: Sequence[Kind]) -> bool:
        """Say whether each code settles by itself on which side of the target its records lie."""
        if not self.single or (self.total is not None and not self.table.exhaustive):
            return False
        sides: dict[int, bool] = {}
        return all(sides.setdefault(kind.code, kind.inside) is kind.inside for kind in kinds)

    def _inside(self, kinds: Sequence[Kind], code: str) -> bool:
        position = self.codes.index(code)
        return any(kind.inside for kind in kinds if kind.code == position)

    def _feasible(self, kinds: Sequence[Kind], lows: list[float], highs: list[float]) -> bool:
        """Say whether some population has the counts; it does not hang on the target."""
        if self._can is None:
            self._can = Programme(kinds, lows, highs).feasible()
        return self._can

    def _kinds(self, target: int) -> list[Kind] | None:
        """Return every kind of record that the statements allow, ``None`` if there are too many."""
        points = self._points()
        if points is None:
            return None
        kinds: list[Kind] = []
        by_code = self.single and not self.table.ranks and not self.table.complete
        inside, apart = self._codings.sides(target) if by_code else (0, 0)
        for point in points:
            bit = 1 << point.position if point.position >= 0 else 0
            settled = (True,) if bit & inside else (False,) if bit & apart else None
            for side in settled or point.sides(self._network, self._apart, target):
                kinds.append(Kind(point.counted, side, point.position))
            if len(kinds) > MOST_KINDS:
                return None
        return kinds

    def _points(self) -> list[_Point] | None:
        """Return every kind of record as far as it does not depend on a target, made once."""
        if self._made is None:
            own = {code: i for i, code in enumerate(self.plain)}
            others = [*self.joint, *([self.total] if self.total else [])]
            positions = {code: i for i, code in enumerate(self.codes)}
            literals = self._literals()
            nodes = tuple(self._nodes[name] for name in literals)
            made: list[_Point] = []
            for codes, inside, outside, truths in self._coded(nodes):
                if codes is None or len(made) > MOST_KINDS:
                    self._made = (None,)
                    break
                for truth in truths:
                    values = dict(zip(literals, truth, strict=True))
                    rest = (i for i, c in enumerate(others, len(own)) if self._holds(c, codes, values))
                    counted = (*sorted(own[code] for code in codes if code in own), *rest)
                    position = positions[codes[0]] if self.single and codes else -1
                    within = (*inside, *(n for n, holds in zip(nodes, truth, strict=True) if holds))
                    without = (*outside, *(n for n, holds in zip(nodes, truth, strict=True) if not holds))
                    made.append(_Point(codes, position, counted, within, without))
            else:
                self._made = (made,)
        return self._made[0]

    def _coded(
        self, nodes: tuple[int, ...]
    ) -> Iterable[tuple[tuple[str, ...] | None, tuple[int, ...], tuple[int, ...], Iterable[tuple[bool, ...]]]]:
        """Yield each set of codes, what it lies in, what it does not, and each truth of the nodes that it allows."""
        known: dict[frozenset[int], list[tuple[bool, ...]]] = {}
        for codes, inside, outside in self._coded_sets():
            if len(inside) != 1 or outside or inside[0] in self._network.impossible:
                yield codes, inside, outside, self._assignments(nodes, inside, outside)
                continue
            key = self._deciding.code(inside[0])
            if key not in known:
                known[key] = list(self._assignments(nodes, inside, outside))
            yield codes, inside, outside, known[key]

    @cached_property
    def _deciding(self) -> Deciding:
        """Tells which codes and targets are alike to what else of the table a record is counted in."""
        return Deciding(self._network, [self._nodes[name] for name in self._literals()])

    def _holds(self, count: Count, codes: Sequence[str], values: dict[str, bool]) -> bool:
        for literal in count.event:
            name = literal.removeprefix("!")
            holds = self._is_code[name] in codes if name in self._is_code else values[name]
            if holds == literal.startswith("!"):
                return False
        return True

    def _coded_sets(self) -> Iterable[tuple[tuple[str, ...] | None, tuple[int, ...], tuple[int, ...]]]:
        """Yield each set of codes that a record may carry, what it then lies in, and what it does not lie in."""
        index = self._network.index
        if self.single:
            for code, outside in zip(self.codes, self._outside, strict=True):
                yield (code,), (index[code],), outside
            if (self.total is not None and not self.table.exhaustive) or not self.codes:
                yield (), (), self._uncoded()
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
        """Return a finding for each suppressed cell that the other counts narrow down.

        The finding names the cell and not what it could be. A count that was only rounded hides nobody.
        """
        found = []
        for count in self.table.counts:
            if count.low == count.high or count.rounded:
                continue
            interval = self._cell(count)
            if interval is not None and interval[1] - interval[0] < count.high - count.low:
                message = f"The other counts narrow down {count.name}, which the publisher may have suppressed."
                hint = "Leave out another cell; if it was rounded for brevity only, say so: range is rounded."
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

    @cached_property
    def _rows_of(self) -> dict[str, list[MappingRow]]:
        """The mapping rows that state a relation of something counted, by its name."""
        found: dict[str, list[MappingRow]] = {name: [] for name in (*self.codes, *(c.name for c in self.joint))}
        for row in self.compiled.rows:
            if row.subject_id in found and row.predicate_modifier != "Not":
                found[row.subject_id].append(row)
        return found

    def _unsettled(
        self, parts: Sequence[str], method: str
    ) -> tuple[list[int], Callable[[int, bool], _Ends | None] | None]:
        """Return the places of the counts whose records may or may not fit all parts, and what settling one would give.

        What it would give is a function of the place and the side on which all its records lie; none where the table
        is not solved as a programme of kinds.
        """
        if method != "linear programme":
            inside, apart = self._sides(self.node(parts[0].removeprefix("!")))
            unclear = self._codings.all & ~(inside | apart | self._empty)
            own = {code: place for place, code in enumerate(self.plain)}
            return [own[self.codes[i]] for i in bits_of(unclear) if self.codes[i] in own], None
        if len(parts) == 1 and not parts[0].startswith("!") and self._shapes is not None:
            return self._unsettled_together(self.node(parts[0]), self._shapes)
        kinds = self._kinds_of(parts)
        if kinds is None:
            return [], None
        _, lows, highs = self._limits()
        programme = Programme(kinds, lows, highs)
        inner = [set(kind.counted) for kind in programme.kinds if kind.inside]
        both = set[int]().union(*inner) & {
            place for kind in programme.kinds if not kind.inside for place in kind.counted
        }
        if len(parts) > 1:
            # Of a count that holds the whole target, how much of it is the target is the question itself.
            both = {place for place in both if not all(place in counted for counted in inner)}

        def settle(place: int, side: bool) -> _Ends | None:
            gone = (i for i, k in enumerate(programme.kinds) if place in k.counted and k.inside is not side)
            return programme.bounds(without=frozenset(gone))

        return sorted(both), settle

    def _unsettled_together(
        self, target: int, shapes: list[_Shape]
    ) -> tuple[list[int], Callable[[int, bool], _Ends | None]]:
        """Return the same where codes that allow the same are taken together."""
        sums, patterns = self._patterns(target, shapes, *self._codings.sides(target))
        unclear = {position: pattern for codes, pattern in patterns for position in bits_of(codes)}
        positions = {code: i for i, code in enumerate(self.codes)}
        own = [positions[code] for code in self.plain]
        places = [p for p, i in enumerate(own) if i in unclear and len({side for _, side in unclear[i]}) == 2]
        for rest in range(len(self.joint)):
            if len({side for pattern, _ in sums for counted, side in pattern if rest in counted}) == 2:
                places.append(len(own) + rest)

        def settle(place: int, side: bool) -> _Ends | None:
            settled: dict[_Limited, _Ends] = {}
            if place < len(own):
                pattern, (low, high) = unclear[own[place]], self._sums.of(1 << own[place])
                settled |= sums
                least, most = settled[pattern, True]
                settled[pattern, True] = least - low, most - high
                _add(settled, (frozenset(kind for kind in pattern if kind[1] is side), True), (low, high))
            else:
                rest = place - len(own)
                for (pattern, limited), ends in sums.items():
                    kept = frozenset(kind for kind in pattern if rest not in kind[0] or kind[1] is side)
                    _add(settled, (kept, limited), ends)
            return self._solve(settled)

        return places, settle

    def _narrowing(self, parts: Sequence[str], low: float, high: float, method: str) -> Iterable[Narrowing]:
        """Yield what is counted and may or may not fall under the target, that first which narrows most."""
        if low == high:
            return
        counts, _, _ = self._limits()
        places, settle = self._unsettled(parts, method)
        vague = [(counts[place].high, place) for place in places if counts[place].event and counts[place].high > 0]
        found: list[Narrowing] = []
        for size, place in sorted(vague, reverse=True)[:_TRIED]:
            count = counts[place]
            name = (self._is_code.get(count.event[0], "") if len(count.event) == 1 else "") or count.name
            least, most = (float(size), float(size)) if method == "closed form" else (0.0, float(size))
            if settle is not None:
                settled = [ends for side in (True, False) if (ends := settle(place, side)) is not None]
                widths = [high - low - (ends[1] - ends[0]) for ends in settled]
                if not widths:
                    continue
                least, most = min(widths), max(widths)
            rows = tuple(
                place_of(row) or f"{row.subject_id} {row.predicate_id} {row.object_id}"
                for row in self._rows_of.get(name, ())
            )
            found.append(Narrowing(code=name, count=float(size), least=least, most=most, rows=rows))
        yield from sorted(found, key=lambda n: (-n.most, n.count, -n.least, n.code))


def _add(sums: dict[_Limited, _Ends], key: _Limited, ends: _Ends) -> None:
    low, high = sums.get(key, (0.0, 0.0))
    sums[key] = low + ends[0], high + ends[1]


class _Sums:
    """Sums of counts over sets of codes.

    Args:
        counts: The count of each code, by position; none where its records were not counted.
    """

    __slots__ = ("_highs", "_lows", "exact", "whole")

    def __init__(self, counts: Sequence[Count | None]) -> None:
        self._lows = [count.low if count else 0 for count in counts]
        self._highs = [count.high if count else 0 for count in counts]
        self.exact = self._lows == self._highs
        self.whole = float(sum(self._lows)), float(sum(self._highs))

    def of(self, codes: int) -> tuple[float, float]:
        """Return the least and the most records of a set of codes, given as bits."""
        low = high = 0.0
        for position in bits_of(codes):
            low += self._lows[position]
            high += self._highs[position]
        return low, high


class _Shape:
    """Codes that are alike in all that decides: the same kinds of records, counted in the same other counts.

    Args:
        rests: For each kind what else it is counted in.
        limited: Whether the codes themselves were counted.

    Attributes:
        codes: The codes, as bits.
        whole: The least and the most records of all of them.
        points: The kinds of each code, in the order of the rests, by position of the code; -1 for records without one.
        all_on: The kinds where all of them lie on one side of the target.
        known: The kinds where no side is certain, by what of the target decides.
    """

    __slots__ = ("all_on", "codes", "known", "limited", "points", "rests", "whole")

    def __init__(self, rests: tuple[_Rest, ...], *, limited: bool) -> None:
        self.rests, self.limited = rests, limited
        self.codes = 0
        self.whole = 0.0, 0.0
        self.points: dict[int, list[_Point]] = {}
        self.all_on = {side: frozenset((rest, side) for rest in rests) for side in (True, False)}
        self.known: dict[tuple[frozenset[int], int], _Pattern] = {}

    def pattern(self, sides: Iterable[tuple[bool, ...]]) -> _Pattern:
        """Return the kinds, given on which sides of the target each of them can lie."""
        return frozenset((rest, side) for rest, both in zip(self.rests, sides, strict=True) for side in both)


class _Point:
    """A kind of record before a target is asked for: its codes, what it lies in and what it does not."""

    __slots__ = ("_closed", "_joint", "_plain", "_seen", "codes", "counted", "inside", "outside", "position")

    def __init__(
        self,
        codes: tuple[str, ...],
        position: int,
        counted: tuple[int, ...],
        inside: tuple[int, ...],
        outside: tuple[int, ...],
    ) -> None:
        self.codes, self.position, self.counted = codes, position, counted
        self.inside, self.outside = inside, outside
        self._closed: set[int] = set()
        self._seen = False
        self._plain = False
        self._joint: dict[frozenset[int], bool | None] = {}

    def sides(self, network: Network, apart: Apartness, target: int) -> tuple[bool, ...]:
        """Return on which sides of a target such a record can lie."""
        if not self._seen:
            self._seen = True
            self._closed = network.horn(self.inside)
            alone = set[int]().union(*(network.above(node) for node in self.inside))
            self._plain = self._closed == alone and network.choice(self._closed, self.outside) is None
        if target in self._closed:
            return (True,)
        if not self._plain or not network.scheme[target] or target in network.loose or apart.is_open(target):
            return self._tried(network, target)
        above = network.above(target)
        if not above.isdisjoint(self.outside) or any(apart(node, target) for node in self.inside):
            return (False,)
        # Beyond what each pair of nodes excludes, only values and conditions that the target adds can matter.
        adds = frozenset((above & network.hot) - self._closed)
        if adds:
            if adds not in self._joint:
                self._joint[adds] = self._settled(network, adds)
            joint = self._joint[adds]
            if joint is None:
                return self._tried(network, target)
            if not joint:
                return (False,)
        return (True, False)

    def _settled(self, network: Network, adds: frozenset[int]) -> bool | None:
        """Say whether such a record can have what a target adds; ``None`` where more than that may matter."""
        closed = network.horn(adds, set(self._closed))
        if network.clashing(closed) or not closed.isdisjoint(self.outside):
            return False
        simple = self._closed.union(*(network.above(node) for node in adds))
        more = any(network.scheme[node] for node in closed - simple)
        return None if more or network.choice(closed, self.outside) is not None else True

    def _tried(self, network: Network, target: int) -> tuple[bool, ...]:
        within = network.possible((*self.inside, target), self.outside)
        without = network.possible(self.inside, (*self.outside, target))
        return tuple(side for side, can in ((True, within), (False, without)) if can)


def closed_forms(tabulated: Tabulated, targets: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Return the intervals of many targets without grades, by the closed form where the table allows it."""
    found = {}
    for target in targets:
        if tabulated.exact_form:
            ends = tabulated._closed(tabulated.node(target))
        else:
            interval = tabulated.interval(target, explain=False)
            ends = None if interval is None else (interval.low, interval.high)
        if ends is not None:
            found[target] = ends
    return found
