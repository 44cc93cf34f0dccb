"""Can these numbers be compared: several tables of counts, one question, and what all of them together allow."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

import msgspec

from harmlex.crosswalk.bounds import Interval, Tabulated, parts_of
from harmlex.crosswalk.build import Compiled
from harmlex.crosswalk.counts import CountTable
from harmlex.model.findings import Finding

__all__ = ["Comparison", "compare", "literals_of", "objections", "union"]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One target in several tables.

    Attributes:
        target: The concept asked for.
        label: Its label.
        intervals: One for each table.
        together: The least and most records of all tables together, whatever cases they share; ``None`` where the
            tables do not count the same unit in the same period.
        reason: What the tables allow to say.
    """

    target: str
    label: str
    intervals: tuple[Interval, ...]
    together: tuple[float, float] | None
    reason: str

    def plain(self) -> dict[str, Any]:
        """Return it as plain values for JSON, where an end that nothing limits is null."""
        value: dict[str, Any] = msgspec.to_builtins(self)
        for interval in value["intervals"]:
            for key in ("high", "total"):
                interval[key] = None if interval[key] == inf else interval[key]
        if value["together"]:
            value["together"] = [None if end == inf else end for end in value["together"]]
        return value


def literals_of(tables: Sequence[CountTable]) -> tuple[str, ...]:
    """Return the facet values that tables name; the network must have a node for each."""
    names = (part.removeprefix("!") for table in tables for count in table.counts for part in count.event)
    return tuple(dict.fromkeys(name for name in names if ":" in name))


def compare(compiled: Compiled, tables: Sequence[CountTable], targets: Sequence[str]) -> list[Comparison]:
    """Return what each table says about each target, and what they say together.

    Ask `objections` first: tables that contradict themselves or give a suppressed number away are not to be printed.

    Raises:
        UnknownName: A table or the question names a concept that is not there.
    """
    laid = [Tabulated(compiled, table) for table in tables]
    out = []
    for target in targets:
        intervals = [i for i in (one.interval(target) for one in laid) if i is not None]
        together, reason = _together(tables, intervals)
        out.append(
            Comparison(
                target=target,
                label=" and ".join(_named(compiled, part) for part in parts_of(target)),
                intervals=tuple(intervals),
                together=together,
                reason=reason,
            )
        )
    return out


def objections(compiled: Compiled, tables: Sequence[CountTable]) -> list[Finding]:
    """Return why tables cannot be used: units that differ, counts that contradict each other, numbers given away."""
    findings: list[Finding] = []
    units = {table.unit for table in tables}
    if len(units) > 1:
        for table in tables[1:]:
            first = table.counts[0] if table.counts else None
            if table.unit != tables[0].unit:
                findings.append(
                    Finding(
                        code="HLX-M210",
                        severity="error",
                        file=first.file if first else "",
                        line=first.line if first else 1,
                        column=1,
                        message=f"{table.about} counts {table.unit}, {tables[0].about} counts {tables[0].unit}.",
                        hint="Compare one unit at a time; no number turns the one into the other.",
                    )
                )
    for table in tables:
        laid = Tabulated(compiled, table)
        conflict = laid.conflict()
        if conflict:
            named = ", ".join(f"{c.name} (line {c.line})" for c in conflict)
            findings.append(
                Finding(
                    code="HLX-M212",
                    severity="error",
                    file=conflict[0].file,
                    line=conflict[0].line or 1,
                    column=1,
                    message=f"No records can have all these counts at once: {named}.",
                    hint="One of the counts or one of the mappings is wrong, or the table counts something else.",
                )
            )
        else:
            findings += laid.disclosed()
    return findings


def _named(compiled: Compiled, part: str) -> str:
    name = part.removeprefix("!")
    label = compiled.facets.labels.get(name)
    named = f"{name} “{label}”" if label else compiled.label(name)
    return f"not {named}" if part.startswith("!") else named


def _together(tables: Sequence[CountTable], intervals: Sequence[Interval]) -> tuple[tuple[float, float] | None, str]:
    if len(tables) < 2:
        return None, intervals[0].reason if intervals else "No records can have these counts."
    if len(intervals) < len(tables):
        return None, "Some table contradicts itself."
    if len({table.unit for table in tables}) > 1:
        return None, "The tables count different units, so the numbers cannot be compared."
    if len({table.period for table in tables}) > 1:
        return None, "The tables are about different periods; read each by itself."
    together = union([i.low for i in intervals], [i.high for i in intervals])
    apart = max(i.low for i in intervals) > min(i.high for i in intervals)
    said = (
        "The intervals do not touch, so the numbers differ." if apart else "The intervals touch, so nothing is ranked."
    )
    return together, f"{said} How many cases the organisations share is not known."


def union(
    lows: Sequence[float], highs: Sequence[float], shared: dict[tuple[int, int], float] | None = None
) -> tuple[float, float]:
    """Return the least and most records of several organisations together.

    Args:
        lows: The least of each.
        highs: The most of each.
        shared: How many records pairs of them have in common, where that is known (forwarded reports, shared hashes).
    """
    shared = shared or {}
    low = max(lows)
    if len(shared) == len(lows) * (len(lows) - 1) // 2:
        low = max(low, sum(lows) - sum(shared.values()))  # Bonferroni
    tree = list(range(len(lows)))

    def root(i: int) -> int:
        while tree[i] != i:
            i = tree[i]
        return i

    saved = 0.0  # Hunter and Worsley: the overlaps of a largest spanning tree are counted once only
    for (i, j), count in sorted(shared.items(), key=lambda item: -item[1]):
        a, b = root(i), root(j)
        if a != b:
            tree[a] = b
            saved += count
    return low, sum(highs) - saved
