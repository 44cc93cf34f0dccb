"""``harmlex coverage``: which scheme has a code for which harm."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import click
import msgspec

from harmlex.cli.output import say, say_json
from harmlex.crosswalk.coverage import Coverage, Strength, strengths
from harmlex.crosswalk.library import Bridges
from harmlex.crosswalk.svg import coverage_map

__all__ = ["command"]


@click.command("coverage")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json", "svg"]), default="text", help="How.")
@click.option("--gaps", is_flag=True, help="Only the harms that no scheme has a code for, or one only.")
@click.option("--pairs", is_flag=True, help="For each two schemes how many of their concepts are related at all.")
@click.option("--artefact", type=click.Path(path_type=Path), hidden=True, help="Another compiled registry.")
def command(form: str, gaps: bool, pairs: bool, artefact: Path | None) -> int:
    """Show which scheme has a code for which harm concept: for the same records, for some of them, or around them.

    \b
    harmlex coverage
    harmlex coverage --format svg > coverage.svg
    harmlex coverage --gaps
    harmlex coverage --pairs --format csv
    """
    if gaps and pairs:
        raise click.UsageError("--gaps and --pairs are two questions; ask one.")
    bridges = Bridges.load(artefact)
    compiled = bridges.network()
    if pairs:
        _show_pairs(strengths(compiled), form)
        return 0
    if gaps:
        found = bridges.hub_gaps()
        if form == "json":
            say_json(msgspec.to_builtins(found))
        elif form == "csv":
            say("\n".join(["concept_id,schemes", *(f"{g.concept_id},{'|'.join(g.schemes)}" for g in found)]))
        elif form == "svg":
            raise click.UsageError("Gaps are a list; --format svg draws the matrix.")
        else:
            none = [g for g in found if not g.schemes]
            lines = [
                f"No scheme has a code for these {len(none)}:",
                *(f"  {compiled.label(g.concept_id)}" for g in none),
            ]
            one = [g for g in found if g.schemes]
            lines += [f"One scheme only has a code for these {len(one)}:"]
            lines += [f"  {compiled.label(g.concept_id)}  [{g.schemes[0]}]" for g in one]
            say("\n".join(lines))
        return 0
    matrix = bridges.coverage()
    labels = {name: compiled.concepts[name].label for name in matrix.concepts}
    if form == "svg":
        say(coverage_map(matrix, labels).removesuffix("\n"))
    elif form == "json":
        say_json(msgspec.to_builtins(matrix))
    elif form == "csv":
        say(_csv(matrix, labels).removesuffix("\n"))
    else:
        say(_text(matrix))
    return 0


def _show_pairs(found: list[Strength], form: str) -> None:
    if form == "svg":
        raise click.UsageError("Pairs are a list; --format svg draws the matrix of schemes and harms.")
    if form == "json":
        say_json(msgspec.to_builtins(found))
        return
    if form == "csv":
        fields = msgspec.structs.fields(Strength)
        lines = [",".join(field.name for field in fields)]
        say("\n".join([*lines, *(",".join(map(str, msgspec.structs.astuple(one))) for one in found)]))
        return
    some = sorted((one for one in found if one.related), key=lambda one: (one.first, one.second))
    width = max((len(name) for one in some for name in (one.first, one.second)), default=0)
    lines = [
        f"{one.first:{width}}  {one.subjects:3} of {one.concepts:3}   {one.second:{width}}  {one.objects:3} of "
        f"{one.others:3}   {one.apart} pairs proved apart"
        for one in some
    ]
    lines.append(f"{len(some)} of {len(found)} pairs of schemes have concepts that are related; each is counted once.")
    say("\n".join(lines))


def _csv(matrix: Coverage, labels: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["concept_id", "label", *matrix.schemes])
    for name in matrix.concepts:
        writer.writerow([name, labels[name], *(matrix.cells[name].get(scheme, "") for scheme in matrix.schemes)])
    return out.getvalue()


def _text(matrix: Coverage) -> str:
    """Return how many harm concepts each scheme has a code for; the whole matrix is too wide for a terminal."""
    width = max((len(scheme) for scheme in matrix.schemes), default=6)
    lines = [f"{'scheme':{width}}  exact  parts  inside  overlap   of {len(matrix.concepts)} harm concepts"]
    for scheme in matrix.schemes:
        kinds = Counter(matrix.cells[name].get(scheme, "") for name in matrix.concepts)
        counts = f"{kinds['exact']:5}  {kinds['parts']:5}  {kinds['inside']:6}  {kinds['overlap']:7}"
        lines.append(f"{scheme:{width}}  {counts}")
    lines.append("exact: a code for the same records. parts: codes inside it. inside: it lies inside a code.")
    return "\n".join(lines)
