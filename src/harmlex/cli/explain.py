"""``harmlex explain``: what two concepts are to each other, with the proof in sentences."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click
import msgspec

from harmlex.cli.output import say, say_json
from harmlex.crosswalk.library import Bridges

__all__ = ["command"]


@click.command("explain")
@click.argument("x", metavar="A:CODE")
@click.argument("y", metavar="B:CODE")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.option("--artefact", type=click.Path(path_type=Path), hidden=True, help="Another compiled registry.")
def command(x: str, y: str, form: str, artefact: Path | None) -> int:
    """Explain what two concepts are to each other, row by row and criterion by criterion.

    \b
    harmlex explain interpol-baseline:baseline iwf:ai-csam
    harmlex explain hlx:H0042 hlx:H0057
    """
    told = Bridges.load(artefact).explain(x, y)
    if form == "json":
        value = msgspec.to_builtins(told)
        value["rows"] = [[r.subject_id, r.predicate_id, r.object_id] for r in told.rows]
        say_json(value)
        return 0
    lines = textwrap.wrap(told.text, 96)
    if told.because:
        lines.append("\nBecause:")
        for number, sentence in enumerate(told.because, 1):
            lines += textwrap.wrap(sentence, 92, initial_indent=f"{number:3}. ", subsequent_indent="     ")
    if told.rows:
        low, high = told.interval
        lines.append(
            f"\nConfidence {told.confidence:.2f}; between {low:.2f} and {high:.2f} however errors hang together."
        )
    if told.predicate_id:
        counts = "Counts may rest on it." if told.countable else "Counts may not rest on it: some step is unchecked."
        lines.append(f"In SSSOM: {told.predicate_id}. {counts}")
    say("\n".join(lines))
    return 0
