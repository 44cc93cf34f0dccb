"""``harmlex show``: one record of the registry, by id or by any of its labels."""

from __future__ import annotations

import click

from harmlex.api.representation import advice_value, record_value
from harmlex.cli.output import language, leave_quickly, say, say_json
from harmlex.cli.sheet import advice_lines, sheet
from harmlex.model.errors import UnknownName
from harmlex.model.records import CodeList, Concept, Scheme
from harmlex.registry import Registry
from harmlex.search.index import SearchHit

__all__ = ["command"]


@click.command("show")
@click.argument("name", metavar="ID|LABEL", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@click.option("--lang", callback=language, help="The language to show it in, where it has that language.")
@click.option("--artefact", type=click.Path(), hidden=True, help="Another compiled registry.")
def command(name: tuple[str, ...], form: str, lang: str | None, artefact: str | None) -> int:
    """Show one concept, scheme, scheme concept, code list or code.

    A word to avoid is answered with what to say instead, and why.

    \b
    harmlex show doxing
    harmlex show hlx:H0042 --format json
    harmlex show ncmec-cybertipline
    harmlex show age-band:13-15
    """
    leave_quickly()
    registry = Registry.load(artefact)
    wanted = " ".join(name)
    record = registry.get(wanted)
    hits: list[SearchHit] = []
    if record is None:
        hits = registry.lookup(wanted)
        if not hits:
            raise UnknownName("concept, scheme or code", wanted, _near(registry, wanted))
        record = _meant(registry, hits[0])
    if form == "json":
        value = record_value(registry, record)
        if hits:
            value["matched"] = {"label": hits[0].matched_label, "lang": hits[0].lang, "kind": hits[0].kind}
            if hits[0].advice:
                value["matched"]["advice"] = advice_value(hits[0].advice)
        say_json(value)
        return 0
    lines = [*advice_lines(registry, hits[0].advice)] if hits and hits[0].advice else []
    say("\n".join([*lines, sheet(registry, record, lang)]))
    if len(hits) > 1:
        say("\nAlso a label of: " + "; ".join(str(hit) for hit in hits[1:]) + ".")
    return 0


def _meant(registry: Registry, hit: SearchHit) -> Concept:
    """Return the concept to show: for a word to avoid the one that we say to use instead."""
    if hit.advice and hit.advice.usage == "avoid" and hit.advice.instead:
        instead = registry.get(hit.advice.instead[0])
        if isinstance(instead, Concept):
            return instead
    return hit.concept


def _near(registry: Registry, wanted: str) -> tuple[str, ...]:
    """Return ids and labels that come near what was asked for; inside a scheme or list that exists, ids of its own."""
    from rapidfuzz import fuzz, process, utils

    def like(known: list[str], cutoff: float, wanted: str = wanted) -> list[str]:
        return [
            one
            for one, _, _ in process.extract(
                wanted, known, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=cutoff, limit=3
            )
        ]

    match registry.get(wanted.partition(":")[0]) if ":" in wanted else None:
        case Scheme() as scheme:
            return tuple(like([concept.id for concept in scheme.concepts], 0))
        case CodeList() as codelist:
            return tuple(like([code.id for code in codelist.entries], 0))
    wholes: list[Scheme | CodeList] = [*registry.schemes, *registry.codelists]
    ids = {whole.id: whole.id for whole in wholes}
    if ":" in wanted:
        return tuple(like(list(ids), 80, wanted.partition(":")[0]))
    named = ids | {label: whole.id for whole in wholes for label in whole.title.values()}
    near = [named[one] for one in (*like(list(ids), 80), *like(list(named), 88))]
    return tuple(dict.fromkeys([*near, *registry.suggest(wanted)]))[:3]
