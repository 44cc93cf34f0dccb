"""``harmlex validate``: whether reports are well formed, well coded, coherent and free of personal data."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from harmlex.cli.output import say
from harmlex.load.output import Output
from harmlex.model.errors import UnknownName
from harmlex.report.reading import Source
from harmlex.report.render import FORMATS, Writer, summary, writer
from harmlex.report.rules import chosen
from harmlex.report.running import Outcome, Setting, Totals, run

__all__ = ["command", "release_file"]

_SHOWN = 50
_INTERRUPTED = 130


@click.command("validate")
@click.argument("files", metavar="FILE…|-", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How to print findings.")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules, or those that begin so: R2.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules, or those that begin so.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="warning",
    help="The least severity for which a report is bad and the exit code 1. By default warning.",
)
@click.option("--max-findings", type=click.IntRange(min=0), help="Print at most so many; 0 is all. Text: 50.")
@click.option("--release", metavar="NAME|FILE", help="Another release: its name, or its harmlex-….json.")
@click.option("--jobs", type=click.IntRange(min=0), default=1, help="How many processes; 0 is one for each core.")
@click.option("--summary", "sums", is_flag=True, help="Print findings by rule only.")
@click.option("--valid", type=click.Path(dir_okay=False, path_type=Path), help="Write the good reports there.")
@click.option("--invalid", type=click.Path(dir_okay=False, path_type=Path), help="Write the bad reports there.")
@click.option(
    "--fix", type=click.Path(dir_okay=False, path_type=Path), help="Write all there, retired codes rewritten."
)
@click.option("--today", hidden=True, default=lambda: date.today().isoformat())
def command(
    files: tuple[str, ...],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    max_findings: int | None,
    release: str | None,
    jobs: int,
    sums: bool,
    valid: Path | None,
    invalid: Path | None,
    fix: Path | None,
    today: str,
) -> int:
    """Validate reports: NDJSON, JSON, CSV or Parquet, also gzip or zstd; - is standard input.

    Findings name the record, the place in it, the rule and the remedy, and never repeat a value. Nothing leaves this
    machine. The exit code is 0 if there is nothing to report, 1 with findings, 2 if a file cannot be read.

    \b
    harmlex new examples > reports.ndjson; harmlex validate reports.ndjson
    harmlex validate reports.csv.gz --summary
    harmlex validate big.ndjson --jobs 0 --valid good.ndjson --invalid bad.ndjson
    """
    codes = chosen(_several(select), _several(ignore))
    if files.count("-") > 1:
        raise click.UsageError("Standard input can be read once only.")
    _demand_places(valid, invalid, fix)
    setting = Setting(
        artefact=release_file(release),
        today=today,
        codes=codes,
        least=fail_on,  # type: ignore[arg-type]
        split=valid is not None or invalid is not None,
        fix=fix is not None,
    )
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    most = max_findings or None
    if max_findings is None and form == "text":
        most = _SHOWN
    out = writer(form, _print, most, click.style if colour else lambda text, **_: text)
    printed = None if sums else out
    progress = _Progress(len(files)) if sys.stderr.isatty() else None
    grave = 0
    with contextlib.ExitStack() as stack:
        stack.enter_context(_said_if_nobody_reads(any(path is not None for path in (valid, invalid, fix))))
        outputs = [None if path is None else stack.enter_context(Output(path)) for path in (valid, invalid, fix)]
        if printed is not None:
            printed.begin()

        def take(outcome: Outcome) -> None:
            nonlocal grave
            # A finding on the file as a whole belongs to no record.
            grave += outcome.bad + sum(finding.record == 0 for finding in outcome.findings)
            if progress and (outcome.findings or outcome.fixes):
                progress.clear()
            for output, data in zip(outputs, (outcome.good, outcome.ill, outcome.mended), strict=True):
                if output is not None and data:
                    output.write(data)
            if printed is not None:
                _hand_on(outcome, printed, files)

        try:
            totals = run(files, setting, jobs=jobs or os.cpu_count() or 1, on_outcome=take, on_progress=progress)
        finally:
            if progress:
                progress.clear()
        if totals.interrupted or totals.problems:
            # Whatever was split or mended is not whole: no output appears.
            stack.pop_all().__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    return _finish(totals, printed, form, sums, any(path is not None for path in (valid, invalid, fix)), grave)


def _hand_on(outcome: Outcome, out: Writer, files: tuple[str, ...]) -> None:
    for finding in outcome.findings:
        out.take(finding)
    for fix in outcome.fixes:
        out.mended(fix, files[0] if len(files) == 1 else "")


def _finish(totals: Totals, out: Writer | None, form: str, sums: bool, wrote: bool, grave: int) -> int:
    if out is not None:
        out.end(totals)
    if sums or form in {"jsonl", "github"}:
        for line in summary(totals, rules=sums):
            click.echo(line, err=not sums)
    if totals.fixes:
        click.echo(f"{totals.fixes:,} retired codes rewritten to their successors.", err=True)
    if totals.cut and wrote:
        click.echo(f"{totals.cut:,} records were too long and were not copied.", err=True)
    if totals.interrupted:
        said = "Stopped; no output file was written." if wrote else "Stopped."
        click.echo(said, err=True)
        return _INTERRUPTED
    for problem in totals.problems:
        click.echo(f"harmlex: {problem}", err=True)
    if totals.problems:
        if wrote:
            click.echo("harmlex: no output file was written.", err=True)
        return 2
    if not totals.records and not totals.rules:
        click.echo("harmlex: there are no reports in what was read.", err=True)
    return 1 if grave else 0


def _demand_places(*outputs: Path | None) -> None:
    """Refuse outputs that would overwrite each other, and one that is no place."""
    named = [path for path in outputs if path is not None]
    if any(str(path) == "-" for path in named):
        raise click.UsageError("- is no output: findings are printed there. Name a file.")
    if len({path.resolve() for path in named}) < len(named):
        raise click.UsageError("Two outputs have one name; give each a file of its own.")


@contextlib.contextmanager
def _said_if_nobody_reads(wrote: bool) -> Iterator[None]:
    """Say that outputs are missing where the reader of a pipe left before the end."""
    try:
        yield
    except BrokenPipeError:
        if wrote:
            click.echo("harmlex: what is printed was not read to its end; no output file was written.", err=True)
        raise


def _several(names: tuple[str, ...]) -> tuple[str, ...]:
    """Take ``R201,R202`` apart."""
    return tuple(part for name in names for part in name.split(",") if part.strip())


def release_file(name: str | None) -> str | None:
    """Return the artefact of a release by its name or file; ``None`` is the one that comes with the package.

    Raises:
        UnknownName: There is no such release here.
    """
    if name is None:
        return None
    if name.endswith(".json") or os.sep in name:
        return name
    folders = [Path.cwd(), *Path.cwd().parents]
    for folder in folders:
        for place in (folder / "releases", folder / "build", folder):
            path = place / f"harmlex-{name}.json"
            if path.is_file():
                return str(path)
    from harmlex.load.artefact import load_sections

    bundled = load_sections().release.release
    if bundled == name:
        return None
    raise UnknownName("release", name, (bundled,))


def _print(text: str) -> None:
    say(text)


class _Progress:
    """A line on standard error that says how far the run is, a few times a second."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._began = time.monotonic()
        self._shown = 0.0
        self._width = 0

    def __call__(self, source: Source, records: int) -> None:
        now = time.monotonic()
        if now - self._shown < 0.2:
            return
        self._shown = now
        spent = max(now - self._began, 1e-6)
        text = f"{records:,} reports, {records / spent:,.0f}/s"
        done = source.position() / source.size if source.size and self._files == 1 else 0.0
        if 0.01 < done < 1:
            left = spent / done - spent
            text += f", {done:.0%}, {int(left // 60)}:{int(left % 60):02} left"
        self._width = max(self._width, len(text))
        sys.stderr.write(f"\r{text:<{self._width}}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away before something else is printed."""
        if self._width:
            sys.stderr.write(f"\r{'':<{self._width}}\r")
            sys.stderr.flush()
            self._width = 0
