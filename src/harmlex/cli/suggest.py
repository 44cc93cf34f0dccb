"""``harmlex suggest``: mappings that a curator might look at."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import click
import msgspec

from harmlex.cli.output import say, say_json
from harmlex.crosswalk.library import Bridges

__all__ = ["command"]


@click.command("suggest")
@click.argument("scheme", metavar="SCHEME")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", help="How to print it.")
@click.option("--limit", type=click.IntRange(min=1), default=3, help="At most so many for each concept. By default 3.")
@click.option("--all", "every", is_flag=True, help="Also for concepts that have a mapping.")
@click.option("--artefact", type=click.Path(path_type=Path), hidden=True, help="Another compiled registry.")
def command(scheme: str, form: str, limit: int, every: bool, artefact: Path | None) -> int:
    """Suggest harm concepts that a scheme's concepts might be mapped to, because labels are alike in some language.

    Nothing is applied. Pairs that somebody judged, also by denying them, and pairs that share no record are left out.

    \b
    harmlex suggest esafety-au
    """
    bridges = Bridges.load(artefact)
    found = bridges.suggest(scheme, limit=limit, every=every)
    compiled = bridges.network()
    if form == "json":
        say_json(msgspec.to_builtins(found))
    elif form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["subject_id", "object_id", "subject_label", "object_label", "lang", "score", "mapped"])
        for one in found:
            mapped = str(one.mapped).lower()
            writer.writerow(
                [one.subject_id, one.object_id, one.subject_label, one.object_label, one.lang, one.score, mapped]
            )
        say(out.getvalue().removesuffix("\n"))
    elif found:
        lines = []
        for one in found:
            same = f"{one.subject_label} ~ {one.object_label} ({one.lang})"
            lines.append(f"{one.score:5.1f}  {one.subject_id}  {compiled.label(one.object_id)}  [{same}]")
        say("\n".join(lines))
    else:
        say(f"Nothing to suggest for {scheme}: no labels are alike.")
    return 0
