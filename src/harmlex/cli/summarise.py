"""``harmlex summarise``: counts over reports, small cells suppressed."""

from __future__ import annotations

from collections import Counter
from datetime import date

import click

from harmlex.cli.output import say, say_json
from harmlex.cli.validate import release_file
from harmlex.report.reading import open_source
from harmlex.report.rules import RULES
from harmlex.report.running import Setting, examine
from harmlex.report.summarising import Tally, suppressed

__all__ = ["command"]

_TITLES = {"harm": "Primary harm", "month": "Month of receipt", "country": "Country"}


@click.command("summarise")
@click.argument("files", metavar="FILE…|-", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.option(
    "--suppress-below",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="Do not show counts below this; 0 shows all.",
)
@click.option("--release", metavar="NAME|FILE", help="Another release: its name, or its harmlex-….json.")
def command(files: tuple[str, ...], form: str, suppress_below: int, release: str | None) -> int:
    """Count reports by primary harm, month of receipt and country.

    Reports with errors are left out and counted as such. Counts below 10 are not shown, as few people stand behind
    them; where one such count could be worked out from the others, the next smallest is not shown either.
    """
    setting = Setting(release_file(release), date.today().isoformat(), frozenset(RULES), "error", split=True)
    validator = setting.validator()
    tally = Tally(validator.vocabulary)
    bad = 0
    for file in files:
        source = open_source(file)
        try:
            for chunk in source.chunks():
                outcome = examine(validator, chunk, setting, file)
                bad += outcome.bad
                for finding in outcome.findings:
                    if not finding.record:
                        click.echo(f"harmlex: {file}: {finding.message} {finding.hint}", err=True)
                for line in filter(None, outcome.good.split(b"\n")):
                    tally.add(line)
        finally:
            source.close()
    tables: dict[str, tuple[Counter[str], bool]] = {
        "harm": (tally.harms, True),
        "month": (tally.months, True),
        "country": (tally.countries, False),
    }
    shown = {
        name: suppressed(counts, suppress_below, exclusive=exclusive) for name, (counts, exclusive) in tables.items()
    }
    # Below the threshold the total itself would tell a small count.
    total = None if 0 < tally.reports < suppress_below else tally.reports
    if form == "json":
        out = {name: [{"key": key, "count": count} for key, count in cells] for name, cells in shown.items()}
        say_json({"reports": total, "with_errors": bad, "suppressed_below": suppress_below, **out})
        return 0
    lines = [f"{'fewer than ' + str(suppress_below) if total is None else f'{total:,}'} reports without errors."]
    if bad:
        lines.append(f"{bad:,} with errors, left out; `harmlex validate` says what is wrong.")
    if tally.left_out:
        lines.append(f"{tally.left_out:,} tables of counts, left out.")
    for name, cells in shown.items():
        lines += ["", _TITLES[name]]
        width = max((len(f"{count:,}") for _, count in cells if count is not None), default=1)
        lines += [f"  {'–' if count is None else f'{count:,}':>{width}}  {key}" for key, count in cells]
    if any(count is None for cells in shown.values() for _, count in cells):
        lines += ["", f"–  below {suppress_below}, or hidden so that another small count cannot be worked out."]
    say("\n".join(lines))
    return 0
