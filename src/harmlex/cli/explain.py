"""``harmlex explain``: what two concepts are to each other, with the proof in sentences."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

import click

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
        say_json(told.plain())
        return 0
    lines = textwrap.wrap(told.text, 96, break_on_hyphens=False)
    lines += _numbered("Because:", told.because, 1)
    if told.rows:
        low, high = told.interval
        lines.append(
            f"\nConfidence {told.confidence:.2f}; between {low:.2f} and {high:.2f} however errors hang together."
        )
    more = [sentence for sentence in told.beyond if sentence not in told.because]
    again = [str(n) for n, sentence in enumerate(told.because, 1) if sentence in told.beyond]
    lines += _numbered("That one has records which the other lacks:", more, len(told.because) + 1)
    if again:
        known = f"{', '.join(again[:-1])} and {again[-1]}" if len(again) > 1 else again[0]
        start = "With" if more else "\nThat one has records which the other lacks follows from"
        lines.append(f"{start} step{'s' if len(again) > 1 else ''} {known}.")
    if told.beyond_rows:
        lines.append(f"\nConfidence of that {told.beyond_confidence:.2f}.")
    if told.predicate_id:
        counts = "Counts may rest on it." if told.countable else "Counts may not rest on it: some step is unchecked."
        lines.append(f"\nIn SSSOM: {told.predicate_id}. {counts}")
    say("\n".join(lines))
    return 0


def _numbered(title: str, sentences: Sequence[str], first: int) -> list[str]:
    """Return sentences under a title, numbered; nothing where there are none."""
    lines = [f"\n{title}"] if sentences else []
    for number, sentence in enumerate(sentences, first):
        lines += textwrap.wrap(
            sentence, 92, initial_indent=f"{number:3}. ", subsequent_indent="     ", break_on_hyphens=False
        )
    return lines
