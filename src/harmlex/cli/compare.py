"""``harmlex compare``: whether published numbers can be compared, and within what bounds."""

from __future__ import annotations

import csv
import io
from math import inf
from pathlib import Path

import click
import msgspec

from harmlex.cli.output import say, say_json
from harmlex.crosswalk.bounds import Interval
from harmlex.crosswalk.compare import Comparison
from harmlex.crosswalk.counts import CountTable, parse_counts, table_of_report
from harmlex.crosswalk.library import Bridges
from harmlex.crosswalk.svg import interval_chart
from harmlex.load.output import write_atomically
from harmlex.model.findings import Finding

__all__ = ["command"]


@click.command("compare")
@click.argument("files", metavar="COUNTS.csv…", nargs=-1, required=True)
@click.option(
    "--target",
    "targets",
    multiple=True,
    required=True,
    metavar="CONCEPT",
    help="What is asked for; 'A & B' for both at once, '!' before one denies it.",
)
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", help="How to print it.")
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), help="Draw the intervals to a file.")
@click.option("--artefact", type=click.Path(path_type=Path), hidden=True, help="Another compiled registry.")
def command(
    files: tuple[str, ...], targets: tuple[str, ...], form: str, svg: Path | None, artefact: Path | None
) -> int:
    """Say between which numbers a concept's count lies, for each table of published counts and for all together.

    A file is CSV with a column code and a column count (or low and high), and the columns that describe the table:
    organisation, scheme, unit, period, labelling, complete, exhaustive; or it is an AggregateReport in JSON. Only what
    was checked for counting enters. Nothing is printed if counts contradict each other, if units are mixed, or if a
    suppressed number would be given away; then the exit code is 1.

    \b
    harmlex compare iwf-2024.csv --target interpol-baseline:baseline
    harmlex compare a.csv b.csv --target hlx:H0101 --svg intervals.svg
    """
    tables: list[CountTable] = []
    findings: list[Finding] = []
    for file in files:
        read, said = _read(file)
        tables += read
        findings += said
    found: list[Comparison] = []
    if not findings:
        found, findings = Bridges.load(artefact).compare(tables, targets)
    if findings:
        for finding in findings:
            click.echo(f"{finding.file}:{finding.line}: {finding.code} {finding.message} {finding.hint}", err=True)
        return 1
    if svg is not None:
        write_atomically(svg, interval_chart(found).encode())
    if form == "json":
        say_json([one.plain() for one in found])
    elif form == "csv":
        say(_csv(found).removesuffix("\n"))
    else:
        say("\n\n".join(_text(one) for one in found))
    return 0


def _read(file: str) -> tuple[list[CountTable], list[Finding]]:
    raw = Path(file).read_bytes()
    if not file.endswith(".json"):
        return parse_counts(raw, file)
    from harmlex.model.errors import RegistryError

    try:
        value = msgspec.json.decode(raw)
        reports = value if isinstance(value, list) else [value]
        return [table_of_report(report, file) for report in reports], []
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError) as error:
        raise RegistryError(f"{file}: This is no AggregateReport. Run `harmlex validate {file}`.") from error


def _csv(found: list[Comparison]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["target", "table", "unit", "low", "high", "total", "grade", "method", "reason"])
    for one in found:
        for i in one.intervals:
            ends = [_number(end) for end in (*i.shown, i.total)]
            writer.writerow([one.target, i.table, i.unit, *ends, i.grade, i.method, i.reason])
        if one.together is not None:
            writer.writerow([one.target, "all together", "", *map(_number, one.together), "", "", "", one.reason])
    return out.getvalue()


def _number(value: float) -> str:
    return "" if value == inf else f"{value:.0f}"


def _text(one: Comparison) -> str:
    lines = [one.label]
    for interval in one.intervals:
        low, high = interval.shown
        ends = f"{low:,.0f} to {'any number' if high == inf else format(high, ',.0f')}"
        total = "" if interval.total == inf else f" of {interval.total:,.0f}"
        lines.append(f"  {interval.table}: {ends}{total}  [grade {interval.grade}, {interval.method}]")
        lines.append(f"    {interval.reason}")
        lines += [f"    {line}" for line in _narrowing(interval)]
    if one.together is not None:
        low, high = one.together
        lines.append(f"  all together: {low:,.0f} to {'any number' if high == inf else format(high, ',.0f')}")
    if len(one.intervals) > 1:
        lines.append(f"  {one.reason}")
    return "\n".join(lines)


def _narrowing(interval: Interval) -> list[str]:
    out = []
    for narrowing in interval.narrowing[:3]:
        if narrowing.most > 0:
            rows = f" See {', '.join(narrowing.rows[:2])}." if narrowing.rows else ""
            by = f"{narrowing.least:,.0f}" if narrowing.least == narrowing.most else (
                f"{narrowing.least:,.0f} to {narrowing.most:,.0f}")  # fmt: skip
            out.append(f"To narrow it by {by}: do those counted as {narrowing.code} fall under it?{rows}")
    return out
