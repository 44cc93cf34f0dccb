"""``harmlex crosswalk``: every relation that follows from one scheme to another."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import click
import msgspec

from harmlex.cli.output import say
from harmlex.crosswalk.forms import FORMATS, to_csv, to_jskos, to_proofs, to_rows, to_sssom, to_text, to_xlsx
from harmlex.crosswalk.library import Bridges
from harmlex.load.output import write_atomically

__all__ = ["command"]


@click.command("crosswalk")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to print it.")
@click.option("--all", "every", is_flag=True, help="All relations, not only those that say most.")
@click.option("--apart", is_flag=True, help="Also which concepts share no record; that is true of most pairs.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
@click.option("--artefact", type=click.Path(path_type=Path), hidden=True, help="Another compiled registry.")
def command(a: str, b: str, form: str, every: bool, apart: bool, output: Path | None, artefact: Path | None) -> int:
    """Derive the crosswalk from scheme A to scheme B; `hub` is the vocabulary itself.

    Each relation follows from mapping rows, hierarchies and criteria; every form but text carries the proof. What has
    no counterpart is listed with the reason, on both sides. SSSOM names the rows of a proof by identifier; written to
    X.sssom.tsv, the proofs in full stand beside it in X.proof.jsonl.

    \b
    harmlex crosswalk iwf interpol-baseline
    harmlex crosswalk ncmec-cybertipline hub --format csv -o ncmec.csv
    """
    bridges = Bridges.load(artefact)
    walk = bridges.derive(a, b, apart=apart)
    compiled = bridges.network()
    if form == "xlsx":
        if output is None and sys.stdout.isatty():
            raise click.UsageError("A workbook is no text: name a file with --output.")
        title = f"{walk.subject_scheme} to {walk.object_scheme}"
        raw = to_xlsx(to_rows(compiled, walk, every=every), title)
    elif form == "text":
        raw = f"{to_text(compiled, walk, every=every)}\n".encode()
    elif form == "csv":
        raw = to_csv(to_rows(compiled, walk, every=every)).encode()
    elif form == "json":
        raw = _indented(to_rows(compiled, walk, every=every))
    elif form == "jskos":
        raw = _indented(to_jskos(compiled, walk, every=every))
    else:
        release = bridges.source.release.release
        raw = to_sssom(compiled, walk, release=release, version=version("harmlex"), every=every).encode()
    if output is not None:
        whole = output.is_file() or not output.exists()
        write_atomically(output, raw)
        if form == "sssom" and whole:
            proofs = output.with_name(f"{output.name.removesuffix('.tsv').removesuffix('.sssom')}.proof.jsonl")
            write_atomically(proofs, to_proofs(compiled, walk, every=every))
            click.echo(f"The proofs stand in {proofs}.", err=True)
    elif form == "xlsx":
        sys.stdout.buffer.write(raw)
    else:
        say(raw.decode().removesuffix("\n"))
    if walk.withheld and form != "text":
        click.echo(f"{len(walk.withheld)} rows were left out: they are part of an open contradiction.", err=True)
    return 0


def _indented(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
