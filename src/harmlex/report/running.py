"""Whole files: chunk by chunk, on one core or several, with outputs that appear whole or not at all."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import signal
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import msgspec

from harmlex.load.artefact import load_sections
from harmlex.model.errors import RegistryError
from harmlex.model.findings import Severity
from harmlex.report.findings import Problem, ReportFinding
from harmlex.report.fixing import Fix, fixed
from harmlex.report.parsing import MAX_RECORD
from harmlex.report.reading import Chunk, InputError, Source, open_source, record_lines
from harmlex.report.validator import Validator, grave

__all__ = ["Outcome", "Setting", "Totals", "examine", "run"]

_RANGE = 4 << 20


class Setting(msgspec.Struct, frozen=True):
    """How to validate; plain enough to be sent to another process.

    Attributes:
        artefact: The compiled registry; the one of the package where ``None``.
        today: The day against which months are read.
        codes: The rules that may speak.
        least: The severity from which a record counts as bad.
        split: Whether to give back good and bad records.
        fix: Whether to give back mended records.
    """

    artefact: str | None
    today: str
    codes: frozenset[str]
    least: Severity
    split: bool = False
    fix: bool = False

    def validator(self) -> Validator:
        """Build the validator."""
        sections = load_sections(None if self.artefact is None else Path(self.artefact))
        return Validator(sections, today=self.today, codes=self.codes)


class Outcome(msgspec.Struct):
    """What came of some records.

    Attributes:
        lines: How many lines they are.
        records: How many records.
        bad: How many of them have a finding that is grave enough.
        findings: The findings, numbered within these records.
        good: The good records, where they are asked for.
        ill: The bad records, where they are asked for.
        mended: All records, mended where that was possible.
        fixes: What was mended.
        cut: How many records were too long to be copied.
    """

    lines: int = 0
    records: int = 0
    bad: int = 0
    findings: list[ReportFinding] = []
    good: bytes = b""
    ill: bytes = b""
    mended: bytes = b""
    fixes: list[Fix] = []
    cut: int = 0


class Totals:
    """Sums over all files.

    Attributes:
        records: How many records were read.
        bad: How many have a finding that is grave enough.
        rules: How many findings each rule has.
        severities: How many findings there are of each severity.
        fixes: How many codes were rewritten.
        cut: How many records were too long to be copied to an output.
        interrupted: Whether the run was stopped before its end.
        problems: What was wrong with files that could not be read, or not to their end.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.records = 0
        self.bad = 0
        self.rules: Counter[str] = Counter()
        self.severities: Counter[str] = Counter()
        self.fixes = 0
        self.cut = 0
        self.interrupted = False
        self.problems: list[InputError] = []


def examine(validator: Validator, chunk: Chunk, setting: Setting, file: str) -> Outcome:
    """Validate some records; findings are numbered from 1 within them, lines are those of the file."""
    lines = chunk.lines
    refused = validator.refused(lines)
    out = Outcome(lines=len(lines), records=len(lines))
    for code, message, hint in chunk.notes:
        out.findings += validator.findings([(code, Problem("", message, hint))], 0, 1, file)
    blank = 0
    ill: list[int] = []
    blanks: list[int] = []
    mended: dict[int, bytes] = {}
    for place in refused:
        line = lines[place]
        if len(line) < 64 and not line.strip():
            blank += 1
            blanks.append(place)
            continue
        number = None
        if chunk.numbers is not None:
            number = chunk.numbers[place]
        elif chunk.first is not None:
            number = chunk.first + place
        found = validator.slowly(line, place + 1 - blank, number, file)
        out.findings += found
        if grave(found, setting.least):
            out.bad += 1
            ill.append(place)
        if setting.fix:
            mended[place], fixes = fixed(validator.vocabulary, line, place + 1 - blank)
            out.fixes += fixes
    out.records -= blank
    if setting.split or setting.fix:
        long = {place for place in refused if len(lines[place]) > MAX_RECORD}
        out.cut = len(long)
        dropped = long.union(blanks)
        if setting.split:
            ills = set(ill)
            out.good = _joined(lines[p] for p in range(len(lines)) if p not in ills and p not in dropped)
            out.ill = _joined(lines[p] for p in ill if p not in dropped)
        if setting.fix:
            out.mended = _joined(mended.get(p, lines[p]) for p in range(len(lines)) if p not in dropped)
    return out


def _joined(lines: Iterable[bytes]) -> bytes:
    # A record may be laid out over several lines, ended as the file's author ends them.
    text = b"\n".join(one if b"\n" not in one and b"\r" not in one else b" ".join(one.splitlines()) for one in lines)
    return text + b"\n" if text else b""


def run(
    files: Iterable[str],
    setting: Setting,
    *,
    jobs: int = 1,
    on_outcome: Callable[[Outcome], None],
    on_progress: Callable[[Source, int], None] | None = None,
) -> Totals:
    """Validate files one after another and hand on what comes of each chunk, in order.

    Args:
        files: Their names; ``-`` is standard input.
        setting: How to validate.
        jobs: How many processes to use.
        on_outcome: Takes each outcome, numbered through.
        on_progress: Takes the file that is read and the number of records so far.

    Returns:
        The sums; `Totals.interrupted` says whether Ctrl-C stopped it, `Totals.problems` which files were not read to
        their end.
    """
    totals = Totals()
    with contextlib.ExitStack() as stack:
        pool = None
        if jobs > 1:
            pool = _workers(jobs, setting)
            stack.callback(pool.shutdown, wait=True, cancel_futures=True)
        validator = setting.validator() if pool is None else None
        try:
            for file in files:
                try:
                    _one_file(file, setting, validator, pool, jobs, totals, on_outcome, on_progress)
                except InputError as problem:
                    totals.problems.append(problem)
        except KeyboardInterrupt:
            totals.interrupted = True
        except BrokenProcessPool as error:
            raise RegistryError("A worker process ended unexpectedly; try again with --jobs 1.") from error
    return totals


def _one_file(
    file: str,
    setting: Setting,
    validator: Validator | None,
    pool: ProcessPoolExecutor | None,
    jobs: int,
    totals: Totals,
    on_outcome: Callable[[Outcome], None],
    on_progress: Callable[[Source, int], None] | None,
) -> None:
    source = open_source(file)
    try:
        outcomes = _alone(validator, source, setting) if validator else _shared(pool, source, jobs)
        record = line = 0
        for outcome in outcomes:
            _number(outcome, record, line)
            record += outcome.records
            line += outcome.lines if pool is not None and source.splittable else 0
            _add(totals, outcome)
            on_outcome(outcome)
            if on_progress:
                on_progress(source, totals.records)
    finally:
        source.close()


def _add(totals: Totals, outcome: Outcome) -> None:
    totals.records += outcome.records
    totals.bad += outcome.bad
    totals.fixes += len(outcome.fixes)
    totals.cut += outcome.cut
    for finding in outcome.findings:
        totals.rules[finding.rule] += 1
        totals.severities[finding.severity] += 1


def _number(outcome: Outcome, record: int, line: int) -> None:
    """Number findings and fixes through the file."""
    if record or line:
        replace = msgspec.structs.replace
        outcome.findings = [
            replace(
                finding,
                record=finding.record + record if finding.record else 0,
                line=None if finding.line is None else finding.line + line,
            )
            for finding in outcome.findings
        ]
        outcome.fixes = [replace(fix, record=fix.record + record) for fix in outcome.fixes]


def _alone(validator: Validator, source: Source, setting: Setting) -> Iterator[Outcome]:
    for chunk in source.chunks():
        yield examine(validator, chunk, setting, source.file)


# ------------------------------------------------------------------------------------------------ several processes

_WORKER: dict[str, Any] = {}


def _workers(jobs: int, setting: Setting) -> ProcessPoolExecutor:
    """Return processes that validate; where they can be forked, the validator is built once for all of them."""
    _WORKER.clear()
    context = None
    if sys.platform == "linux":
        context = multiprocessing.get_context("fork")
        _WORKER["validator"] = setting.validator()
        _WORKER["collector"] = _WORKER["validator"].collector
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(setting,))


def _begin(setting: Setting) -> None:
    """Prepare a worker: Ctrl-C is for the parent, which ends the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What came with the fork stays; looking through it for garbage would copy it.
    gc.freeze()
    _WORKER["setting"] = setting
    if "validator" not in _WORKER:
        _WORKER["validator"] = setting.validator()


def _work_on_chunk(chunk: Chunk, file: str) -> Outcome:
    return examine(_WORKER["validator"], chunk, _WORKER["setting"], file)


def _work_on_range(file: str, start: int, end: int) -> Outcome:
    """Validate the lines of a part of a file; lines are numbered from 1 within the part."""
    whole = Outcome()
    with Path(file).open("rb") as stream:
        stream.seek(start)
        # Only the first line of a file may have a byte-order mark.
        first = 1 if start == 0 else 2
        for chunk in record_lines(stream, first, end - start):
            chunk.first = whole.lines + 1
            outcome = examine(_WORKER["validator"], chunk, _WORKER["setting"], file)
            _number(outcome, whole.records, 0)
            whole.lines += outcome.lines
            whole.records += outcome.records
            whole.bad += outcome.bad
            whole.cut += outcome.cut
            whole.findings += outcome.findings
            whole.fixes += outcome.fixes
            whole.good += outcome.good
            whole.ill += outcome.ill
            whole.mended += outcome.mended
    return whole


def _ranges(file: str, size: int, jobs: int) -> Iterator[tuple[int, int]]:
    """Yield parts of a file that end with a line."""
    step = max(1 << 20, min(_RANGE, size // (4 * jobs) + 1))
    with Path(file).open("rb") as stream:
        start = 0
        while start < size:
            end = min(start + step, size)
            stream.seek(end)
            while end < size:
                block = stream.read(65_536)
                found = block.find(b"\n")
                if not block or found >= 0:
                    end += found + 1 if block else 0
                    break
                end += len(block)
            yield start, end
            start = end


def _shared(pool: ProcessPoolExecutor | None, source: Source, jobs: int) -> Iterator[Outcome]:
    assert pool is not None
    waiting: deque[Future[Outcome]] = deque()
    tasks: Iterator[Future[Outcome]]
    if source.splittable:
        ranges = _ranges(source.file, source.size, jobs)
        tasks = (pool.submit(_work_on_range, source.file, start, end) for start, end in ranges)
    else:
        tasks = (pool.submit(_work_on_chunk, chunk, source.file) for chunk in source.chunks())
    try:
        for task in tasks:
            waiting.append(task)
            # Only so much ahead that no process waits: memory stays constant.
            while len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for task in waiting:
            task.cancel()
