"""Run every check over a registry; findings out, exemptions applied."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec

from harmlex.check.problem import Problem
from harmlex.check.rules import Rule, all_rules
from harmlex.check.view import View
from harmlex.load.documents import Pointer
from harmlex.load.registry import LoadedRegistry
from harmlex.load.releases import FrozenRelease
from harmlex.load.shares import Helper
from harmlex.model.findings import SEVERITIES, Finding, Severity, in_order

__all__ = ["Report", "check_registry"]

# Below, a helper is not worth its few milliseconds; above, the memory of two is not worth its time.
_WORTH_HELP = range(100, 20_000)


class Report(msgspec.Struct, frozen=True):
    """What the checks say about a registry.

    Attributes:
        findings: In the order of files and places, exempted ones left out.
        exempted: How many findings an exemption answers.
        records: How many records were looked at.
        files: How many files were read.
        checks: How many checks ran.
    """

    findings: tuple[Finding, ...]
    exempted: int
    records: int
    files: int
    checks: int

    def below(self, paths: Collection[str]) -> Report:
        """Return the report limited to files or folders, given as paths from the root; none given is all."""
        if not paths or "" in paths or "." in paths:
            return self
        kept = [f for f in self.findings if any(f.file == p or f.file.startswith(f"{p}/") for p in paths)]
        return msgspec.structs.replace(self, findings=tuple(kept))


class _Raw(msgspec.Struct, frozen=True):
    """A problem on its way to becoming a finding: its file is known, its line not yet."""

    file: str
    pointer: Pointer
    code: str
    severity: Severity
    message: str
    hint: str
    subject: str


def check_registry(
    loaded: LoadedRegistry,
    *,
    today: str,
    previous: FrozenRelease | None = None,
    least: Severity = "info",
    processes: int = 1,
) -> Report:
    """Run every check.

    Args:
        loaded: The registry.
        today: The day against which exemptions and dates are read, ``YYYY-MM-DD``.
        previous: The newest frozen release, against which identity is read.
        least: The mildest severity that the report holds; looking up the lines of all others takes its time.
        processes: How many processes may check at once; more than one only where nothing else runs in this one.

    Returns:
        The findings and how much was looked at.
    """
    # As when reading: little of what is made here forms cycles, and looking for them takes a tenth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _check(loaded, today, previous, least, processes)
    finally:
        if collecting:
            gc.enable()


def _check(
    loaded: LoadedRegistry, today: str, previous: FrozenRelease | None, least: Severity, processes: int
) -> Report:
    rules = all_rules()
    view = View(loaded, today, previous, frozenset(rules))
    granted = _granted(view)
    raws: list[_Raw] = []
    finished: list[Finding] = []
    exempted = 0
    wanted = SEVERITIES[: SEVERITIES.index(least) + 1]
    helped = processes > 1 and len(loaded.documents) in _WORTH_HELP
    for item in _items(rules.values(), view, helped):
        if (pointers := granted.get((item.code, item.subject))) is not None:
            exempted += 1
            view.used_exemptions.update(pointers)
        elif item.severity not in wanted:
            continue
        elif isinstance(item, Finding):
            finished.append(item)
        else:
            raws.append(item)
    findings = in_order([*finished, *_placed(raws, loaded, finished)])
    return Report(tuple(findings), exempted, view.record_count, len(loaded.documents), len(rules))


def _items(rules: Iterable[Rule], view: View, helped: bool) -> Iterator[Finding | _Raw]:
    """Yield what the checks find, those that run last after all others.

    Args:
        rules: The checks.
        view: The registry.
        helped: Whether another process works out the network of crosswalks meanwhile, half of all the work.
    """
    shares: tuple[list[Rule], list[Rule], list[Rule]] = ([], [], [])
    for rule in rules:
        of_network = rule.check.__module__.startswith("harmlex.check.crosswalk.")
        shares[2 if rule.last else 1 if of_network else 0].append(rule)
    ours, theirs, last = shares
    helper = Helper(lambda: [_plain(item) for rule in theirs for item in _run(rule, view)]) if helped else None
    for rule in ours:
        yield from _run(rule, view)
    found = helper.result() if helper is not None else None
    if found is not None:
        for is_finding, values in found:
            yield Finding(**values) if is_finding else _Raw(**values)
    else:
        for rule in theirs:
            yield from _run(rule, view)
    for rule in last:
        yield from _run(rule, view)


def _plain(item: Finding | _Raw) -> tuple[bool, dict[str, Any]]:
    """Return what a check found as plain values, for another process."""
    return isinstance(item, Finding), msgspec.structs.asdict(item)


def _run(rule: Rule, view: View) -> Iterator[Finding | _Raw]:
    for item in rule.check(view):
        if isinstance(item, Problem):
            record = item.record
            yield _Raw(
                record.document.file,
                (*record.pointer, *item.path),
                rule.code,
                item.severity or rule.severity,
                item.message,
                item.hint,
                record.id,
            )
        else:
            yield item


def _granted(view: View) -> dict[tuple[str, str], list[Pointer]]:
    """Return the exemptions that hold today, by check and subject."""
    granted: dict[tuple[str, str], list[Pointer]] = {}
    for record in view.of("exemption"):
        if record.data["expires"] >= view.today:
            granted.setdefault((record.data["check"], record.data["subject"]), []).append(record.pointer)
    return granted


def _placed(raws: list[_Raw], loaded: LoadedRegistry, said: list[Finding]) -> Iterator[Finding]:
    """Look up the places, reading each file once; leave out what the loader has said of the same place."""
    taken = {(f.file, f.line) for f in said if f.code in ("HLX-C016", "HLX-C017")}
    by_file: dict[str, list[_Raw]] = {}
    for raw in raws:
        by_file.setdefault(raw.file, []).append(raw)
    for file, group in by_file.items():
        places = loaded.places(file, list({raw.pointer for raw in group}))
        for raw in group:
            line, column = places[raw.pointer]
            if raw.code in ("HLX-C022", "HLX-C025") and (file, line) in taken:
                continue
            yield Finding(
                code=raw.code,
                severity=raw.severity,
                file=file,
                line=line,
                column=column,
                message=raw.message,
                hint=raw.hint,
                subject=raw.subject,
            )
