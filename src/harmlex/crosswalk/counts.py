"""Published counts as they are read: one table for each organisation, period, unit and universe.

A CSV file has one count in a line. ``code`` names what is counted: a code of the scheme, a hub concept or a value of a
facet (``age-band:under-13``); several joined by `` & `` are a cross-tabulation, ``!`` before one denies it, and ``*``
is the total. A count is a whole number under ``count``, or a range under ``low`` and ``high`` where the publisher
rounded or suppressed it; ``range`` says which, and what is not said to be rounded is guarded as suppressed. All other
columns describe the table.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from harmlex.model.findings import Finding

__all__ = ["Count", "CountTable", "parse_counts", "table_of_report"]

_COLUMNS = ("code", "count", "low", "high", "range", "organisation", "scheme", "scheme_version", "period", "unit",
            "universe", "labelling", "complete", "exhaustive", "rank", "source")  # fmt: skip
_TABLE = (
    "organisation",
    "scheme",
    "scheme_version",
    "period",
    "unit",
    "universe",
    "labelling",
    "complete",
    "exhaustive",
)
_LABELLING = ("single", "multi")
_MOST = 10**15  # what the arithmetic of bounds holds exactly
_RANK_DIGITS = 10
_RANGES = ("", "rounded", "suppressed")


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """One published number.

    Attributes:
        event: What was counted: all of these hold, ``!`` before one denies it; empty for the total.
        low: The least it can be.
        high: The most it can be; the same as ``low`` where the number is exact.
        rounded: Whether a range is only rounded, so that nothing is given away if it gets narrower.
        file: The file it stands in.
        line: Its line there, from 1.
    """

    event: tuple[str, ...]
    low: int
    high: int
    rounded: bool = False
    file: str = ""
    line: int = 0

    @property
    def name(self) -> str:
        """What was counted, as the file writes it."""
        return " & ".join(self.event) or "*"


class CountTable(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of one organisation in one unit over one universe.

    Attributes:
        organisation: Who published them.
        scheme: The scheme of the codes.
        unit: What is counted: ``reports``, ``items``, ``urls``, ``files``, ``persons``, ``accounts`` …
        period: The period, as published.
        universe: Which records were looked at, in the publisher's words or ours.
        labelling: ``single`` if a record carries one code, ``multi`` if it may carry several.
        complete: Whether a record carries every code that fits it; else a code may have been left out.
        exhaustive: Whether every record of the universe carries some code; without a total that is taken to be so.
        scheme_version: The version of the scheme.
        source: Where the counts were published.
        counts: The numbers.
        ranks: For single labels given by rank the place of each code; a record carries the first that fits.
    """

    organisation: str
    scheme: str
    unit: str
    counts: tuple[Count, ...]
    period: str = ""
    universe: str = ""
    labelling: str = "single"
    complete: bool = False
    exhaustive: bool = False
    scheme_version: str = ""
    source: str = ""
    ranks: dict[str, int] = {}

    @property
    def title(self) -> str:
        """Organisation, period and unit in one line."""
        return f"{self.about} ({self.unit})"

    @property
    def about(self) -> str:
        """Organisation and period."""
        return ", ".join(filter(None, (self.organisation or self.scheme, self.period)))


def parse_counts(raw: bytes, file: str) -> tuple[list[CountTable], list[Finding]]:
    """Read a CSV file of counts; lines with a mistake are left out and have a finding.

    Args:
        raw: The bytes of the file, UTF-8.
        file: Its name, for findings.
    """
    findings: list[Finding] = []

    def say(code: str, line: int, message: str, hint: str) -> None:
        findings.append(
            Finding(code=code, severity="error", file=file, line=line, column=1, message=message, hint=hint)
        )

    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        say("HLX-M201", 1, f"The file is not UTF-8 (byte {error.start}).", "Save it as UTF-8.")
        return [], findings
    reader = csv.reader(io.StringIO(text))
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        say("HLX-M201", reader.line_num, f"The file is no CSV: {error}.", "Save it as CSV with commas.")
        return [], findings
    if not lines:
        say("HLX-M201", 1, "The file has no lines.", f"Begin with a line of column names: {', '.join(_COLUMNS)}.")
        return [], findings
    names = [name.strip().lower() for name in lines[0][1]]
    for name in names:
        if name not in _COLUMNS:
            say("HLX-M202", lines[0][0], f"There is no column {name!r}.", f"Columns are {', '.join(_COLUMNS)}.")
    if "code" not in names or not {"count", "low"} & set(names):
        say("HLX-M202", lines[0][0], "A column code, and count or low and high, are needed.", "Add them.")
    if findings:
        return [], findings
    groups: dict[tuple[str, ...], list[tuple[Count, dict[str, str]]]] = {}
    for line, cells in lines[1:]:
        if len(cells) != len(names):
            say("HLX-M203", line, f"The line has {len(cells)} cells, not {len(names)}.", "Quote cells with commas.")
            continue
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
        count = _count(row, file, line, say)
        if count is not None:
            groups.setdefault(tuple(row.get(name, "") for name in _TABLE), []).append((count, row))
    tables = []
    for key, members in groups.items():
        described = dict(zip(_TABLE, key, strict=True))
        first = members[0][0]
        labelling = described["labelling"] or "single"
        flags = {described["complete"], described["exhaustive"]}
        if labelling not in _LABELLING or not flags <= {"", "yes", "no"}:
            hint = "labelling is single or multi; complete and exhaustive are yes or no."
            say("HLX-M204", first.line, "labelling, complete or exhaustive has another value.", hint)
            continue
        if not described["unit"]:
            say("HLX-M205", first.line, "The unit of the counts is not stated.", "Fill the column unit.")
            continue
        seen: dict[str, Count] = {}
        for one, _ in members:
            if one.name in seen and (seen[one.name].low, seen[one.name].high) != (one.low, one.high):
                earlier = seen[one.name].line
                message = f"{one.name} was counted otherwise in line {earlier}."
                say("HLX-M206", one.line, message, "Keep one of the two, or tell the tables apart.")
            seen[one.name] = one
        ranks = {
            one.event[0]: int(row["rank"])
            for one, row in members
            if row.get("rank", "").isdecimal() and len(row["rank"]) < _RANK_DIGITS and len(one.event) == 1
        }
        sources = dict.fromkeys(row.get("source", "") for _, row in members)
        described.pop("labelling")
        tables.append(
            CountTable(
                **{k: v for k, v in described.items() if k not in ("complete", "exhaustive")},
                labelling=labelling,
                complete=described["complete"] == "yes",
                exhaustive=described["exhaustive"] == "yes",
                source="; ".join(filter(None, sources)),
                counts=tuple(seen.values()),
                ranks=ranks,
            )
        )
    return ([] if findings else tables), findings


def _count(row: Mapping[str, str], file: str, line: int, say: Any) -> Count | None:
    if not row["code"]:
        say("HLX-M203", line, "The line names no code.", "Write the code, or * for the total.")
        return None
    given = {key: row.get(key, "") for key in ("count", "low", "high")}
    low, high = given["low"] or given["count"], given["high"] or given["count"]
    numbers = []
    for value in (low, high):
        if not value:
            say("HLX-M203", line, f"{row['code']} has no count.", "Fill count, or low and high.")
            return None
        try:
            number = int(value.replace(" ", "").replace(" ", ""))
        except ValueError:
            say("HLX-M207", line, f"{value!r} is not a whole number.", "Counts are whole numbers without separators.")
            return None
        if number > _MOST:
            say("HLX-M207", line, f"{row['code']} is counted more than {_MOST} times.", "Look for a slip of the hand.")
            return None
        if number < 0:
            say("HLX-M208", line, f"{row['code']} is counted {number} times.", "A count is zero or more.")
            return None
        numbers.append(number)
    if numbers[0] > numbers[1]:
        say("HLX-M209", line, f"The range of {row['code']} runs from {numbers[0]} down to {numbers[1]}.", "Swap them.")
        return None
    if row.get("range", "") not in _RANGES:
        say("HLX-M204", line, f"{row['range']!r} is no kind of range.", "range is rounded, suppressed or empty.")
        return None
    event = () if row["code"] == "*" else tuple(part.strip() for part in row["code"].split("&"))
    rounded = row.get("range") == "rounded"
    return Count(event=event, low=numbers[0], high=numbers[1], rounded=rounded, file=file, line=line)


class _CodeCount(msgspec.Struct):
    """What is read of the count of one code."""

    total: Annotated[int, msgspec.Meta(ge=0, le=_MOST)]
    concept: str | None = None
    notation: str | None = None

    def __post_init__(self) -> None:
        """Ask for the code."""
        if not self.concept and not self.notation:
            raise ValueError("A count needs a concept or a notation.")


class _AggregateReport(msgspec.Struct):
    """What is read of a report of counts; whether the whole of it is valid is for the validator to say."""

    counts: tuple[_CodeCount, ...] = ()
    scheme: str | None = None
    version: str | None = None
    organisation_id: str = ""
    unit_of_count: str = ""
    period_start: str = ""
    period_end: str = ""
    several_codes: bool = False


def table_of_report(report: object, file: str = "") -> CountTable:
    """Return the table that an ``AggregateReport`` of the report schema holds.

    Raises:
        msgspec.ValidationError: It is none; the message may hold what stands in it.
    """
    read = msgspec.convert(report, _AggregateReport)
    start, end = read.period_start, read.period_end
    return CountTable(
        organisation=read.organisation_id,
        scheme=read.scheme or "hlx",
        scheme_version=read.version or "",
        unit=read.unit_of_count.removeprefix("unit:"),
        period=start if start == end else f"{start} to {end}",
        labelling="multi" if read.several_codes else "single",
        counts=tuple(
            Count(event=(one.concept or one.notation or "",), low=one.total, high=one.total, file=file)
            for one in read.counts
        ),
    )
