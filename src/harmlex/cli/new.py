"""``harmlex new``: a skeleton to fill in, or examples to learn from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from harmlex.cli.output import say, say_json
from harmlex.load.artefact import load_sections
from harmlex.model.errors import UnknownName
from harmlex.registry import Registry
from harmlex.report.example import example_report
from harmlex.report.vocabulary import Vocabulary

__all__ = ["command"]


@click.command("new")
@click.argument("kind", type=click.Choice(["report", "examples"]))
@click.option("--example", metavar="CONCEPT", help="Fill it in for a harm concept, by id or label.")
@click.option("--artefact", type=click.Path(path_type=Path), hidden=True, help="Another compiled registry.")
def command(kind: str, example: str | None, artefact: Path | None) -> int:
    """Print a valid report to start from, or a file of examples, most of which have something to correct.

    \b
    harmlex new report
    harmlex new report --example doxing
    harmlex new examples > reports.ndjson
    """
    if kind == "examples":
        if example is not None:
            raise click.UsageError("--example fills in a report: harmlex new report --example CONCEPT.")
        say(_examples().rstrip("\n"))
        return 0
    sections = load_sections(artefact)
    vocabulary = Vocabulary(sections)
    concept = None
    if example is not None:
        concept = Registry(sections).concept(example).id
        if concept not in vocabulary.usable_concepts:
            below = [one for one in vocabulary.narrower.get(concept, ()) if one in vocabulary.usable_concepts]
            raise UnknownName("concept that a report may be coded with called", example, tuple(below[:3]))
    say_json(example_report(vocabulary, concept, date.today().isoformat()))
    return 0


def _examples() -> str:
    """Return the file of examples: beside the release in a wheel, in its own folder in a checkout."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "data" / "reports.ndjson"
    place = packed if packed.is_file() else package.parents[1] / "examples" / "reports.ndjson"
    return place.read_text(encoding="utf-8")
