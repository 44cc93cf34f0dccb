"""``harmlex search``: concepts by any word that people use for them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from harmlex.api.representation import hit_value
from harmlex.cli.output import bold, language, leave_quickly, say, say_json
from harmlex.cli.sheet import WIDTH
from harmlex.registry import Registry
from harmlex.search.index import SearchHit, text_in

__all__ = ["command"]

_KINDS = {
    "acronym": "acronym",
    "alt": "also called",
    "hidden": "another spelling",
    "avoid": "a word to avoid",
    "pref": "label",
}


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--lang", callback=language, help="Search only labels in this language.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="At most so many hits.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print them.")
@click.option("--artefact", type=click.Path(), hidden=True, help="Another compiled registry.")
def command(words: tuple[str, ...], lang: str | None, limit: int, form: str, artefact: str | None) -> int:
    """Find concepts by labels, acronyms, misspellings and words to avoid, in any language.

    Exit code 1 if nothing was found.

    \b
    harmlex search sextorsion
    harmlex search "revenge porn"
    harmlex search --lang ar العنف
    """
    leave_quickly()
    asked = " ".join(words)
    if not asked.strip():
        raise click.BadParameter("Name a word to search for.", param_hint="WORDS")
    registry = Registry.load(artefact)
    hits = registry.search(asked, lang=lang, limit=limit)
    if form == "json":
        say_json([hit_value(hit, lang) for hit in hits])
    elif hits:
        say("\n".join(line for hit in hits for line in _lines(hit, asked, lang)).rstrip("\n"))
    else:
        say("\n".join(_nothing(registry, asked, lang)))
    return 0 if hits else 1


def _lines(hit: SearchHit, asked: str, lang: str | None) -> Iterator[str]:
    """Yield a hit: id, label and status; by which label, if by another; advice; the first line of the definition."""
    concept = hit.concept
    label = text_in(concept.prefLabel, lang)
    yield f"{concept.id}  {bold(label)}" + ("" if concept.status == "proposed" else f"  [{concept.status}]")
    if hit.advice:
        yield from _indented(str(hit.advice))
    elif hit.kind == "definition":
        yield from _indented("(in the definition)")
    elif hit.matched_label.casefold() not in {asked.casefold(), label.casefold()}:
        yield from _indented(f"{_KINDS[hit.kind]} ({hit.lang}): {hit.matched_label}")
    elif hit.kind != "pref" or hit.matched_label.casefold() != label.casefold():
        yield from _indented(f"{_KINDS[hit.kind]} ({hit.lang})")
    if definition := text_in(concept.definition, lang):
        yield from _indented(textwrap.shorten(definition, 2 * (WIDTH - 4), placeholder=" …"))
    yield ""


def _indented(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False)


def _nothing(registry: Registry, asked: str, lang: str | None) -> Iterator[str]:
    yield "Nothing was found."
    if lang and (elsewhere := registry.search(asked, limit=3)):
        yield f"In other languages than {lang}: " + "; ".join(str(hit) for hit in elsewhere)
        return
    schemes = [scheme.id for scheme in registry.schemes if asked.casefold() in scheme.id.split("-")]
    if schemes:
        yield f"Schemes of that name, for `harmlex show`: {', '.join(schemes)}"
        return
    near = registry.suggest(asked)
    if near:
        yield "Did you mean: " + "; ".join(near) + "?"
    else:
        yield "Try another word for it, an acronym, or a word of its definition."
