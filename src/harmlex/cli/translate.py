"""``harmlex translate``: records with one scheme's codes, said in another's, the loss stated."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from harmlex.crosswalk.library import Bridges
from harmlex.crosswalk.streams import FORMS, form_of, read_records, write_records
from harmlex.crosswalk.translate import POLICIES, Policy, Translator
from harmlex.load.output import Output, write_atomically

__all__ = ["command"]


@click.command("translate")
@click.argument("file", metavar="FILE|-")
@click.option("--from", "a", required=True, metavar="A", help="The scheme of the codes; `hub` is the vocabulary.")
@click.option("--to", "b", required=True, metavar="B", help="The scheme to say them in.")
@click.option(
    "--policy",
    type=click.Choice(POLICIES),
    default="safe",
    help="exact: only codes for the same records. safe: also wider codes. best: else all that may fit; none is chosen.",
)
@click.option(
    "--field",
    metavar="PATH",
    help="Where the codes stand: a name, or a path such as primary_harm.concept. By default code, or each "
    "classification of a HarmReport.",
)
@click.option("--format", "form", type=click.Choice(FORMS), help="The form of the file; by default told by its name.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the records to a file.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Write what was lost, as CSV.")
@click.option("--artefact", type=click.Path(path_type=Path), hidden=True, help="Another compiled registry.")
def command(
    file: str,
    a: str,
    b: str,
    policy: Policy,
    field: str | None,
    form: str | None,
    output: Path | None,
    report: Path | None,
    artefact: Path | None,
) -> int:
    """Translate the codes of records: NDJSON, CSV or Parquet; - is standard input.

    Every record comes out, with its own code and what it translates to: kind (same, up, split, none, unknown), targets,
    whether detail is lost and whether one would have to choose. The exit code is 1 if a record has a code that the
    scheme does not have.

    \b
    harmlex translate reports.ndjson --from ncmec-cybertipline --to hub
    harmlex translate harm-reports.ndjson --from hub --to dsa-transparency-db
    harmlex translate counts.csv --from iwf --to uk-sentencing-iioc --policy best --report loss.csv
    """
    form = form_of(file, form)
    if form == "parquet" and output is None:
        raise click.UsageError("Parquet is no text: name a file with --output.")
    translator = Bridges.load(artefact).translator(a, b, policy)
    with _opened(file) as source, _target(output) as sink:
        records = translator.records(read_records(source, form, file), field)
        count = write_records(records, sink, form_of(str(output), None) if output and output.suffix else form)
    if report is not None:
        write_atomically(report, _losses(translator).encode())
    return _told(translator, count)


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    if file == "-":
        yield sys.stdin.buffer
    else:
        with Path(file).open("rb") as source:
            yield source


@contextmanager
def _target(output: Path | None) -> Iterator[IO[bytes]]:
    """Yield where the records go; a file appears only when all of them are written."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with Output(output) as whole:
        yield whole.stream


def _losses(translator: Translator) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "records", "kind", "targets", "shares_target_with", "reason"])
    for loss in translator.losses():
        targets, shared = "|".join(loss.targets), "|".join(loss.shares_with)
        writer.writerow([loss.code, loss.records, loss.kind, targets, shared, loss.reason])
    return out.getvalue()


def _told(translator: Translator, count: int) -> int:
    kinds: dict[str, int] = {}
    for loss in translator.losses():
        kinds[loss.kind] = kinds.get(loss.kind, 0) + loss.records
    listed = ", ".join(f"{number:,} {kind}" for kind, number in sorted(kinds.items()))
    bits = translator.bits_lost() if translator.counts else 0.0
    click.echo(f"{count:,} records from {translator.a} to {translator.b}: {listed or 'none'}; {bits:.2f} bits of the "
               "code are lost on average.", err=True)  # fmt: skip
    unknown = [loss.code for loss in translator.losses() if loss.kind == "unknown"]
    for code in unknown[:5]:
        if not code:
            click.echo("Some records have no code.", err=True)
            continue
        near = translator.suggest(code)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        click.echo(f"{translator.a} has no code {code!r}.{hint}", err=True)
    return 1 if unknown else 0
