"""One record as text for a terminal of eighty columns: a name on the left, what is said on the right.

A text in a right-to-left script stands last in its line, in the order in which it is read: terminals that know the
script turn it round themselves, and nothing is padded behind it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import chain

from harmlex.api.representation import uri_of
from harmlex.cli.output import bold
from harmlex.model.errors import UnknownName
from harmlex.model.records import (
    Code,
    CodeList,
    Concept,
    Criterion,
    Deprecation,
    Interval,
    LabelNote,
    LangText,
    LangTexts,
    Scheme,
    SchemeConcept,
)
from harmlex.registry import Registry
from harmlex.search.index import Advice, advice_on, in_language, text_in

__all__ = ["WIDTH", "advice_lines", "sheet"]

WIDTH = 80
_MARGIN = 17

_MATERIAL = {
    "none": "no material",
    "real": "real material",
    "synthetic": "synthetic material only",
    "either": "with or without material, real or synthetic",
}
_POPULATION = {"child": "someone under 18", "adult": "adults only", "any": "people of any age"}
_RELATIONS = {
    "skos:exactMatch": "same meaning",
    "skos:closeMatch": "overlaps",
    "skos:broadMatch": "lies within",
    "skos:narrowMatch": "includes",
    "skos:relatedMatch": "related",
    "owl:disjointWith": "shares nothing",
}


def sheet(registry: Registry, record: Concept | Scheme | SchemeConcept | CodeList | Code, lang: str | None) -> str:
    """Return a record as text.

    Args:
        registry: The registry that has the record.
        record: What to show.
        lang: The language to show it in, where it has that language; else English.
    """
    match record:
        case Concept():
            lines = _concept(registry, record, lang)
        case Scheme():
            lines = _scheme(registry, record, lang)
        case SchemeConcept():
            lines = _scheme_concept(registry, record, lang)
        case CodeList():
            lines = _codelist(record, lang)
        case Code():
            lines = _code(registry, record, lang)
    return "\n".join(lines)


def advice_lines(registry: Registry, advice: Advice) -> Iterator[str]:
    """Yield what to say about a word to avoid or to use with care, its source included."""
    source = f" (Source: {_source(registry, advice.source)})" if advice.source else ""
    yield from _wrapped(f"{advice}{source}")
    yield ""


# -- one function for each class of record


def _concept(registry: Registry, concept: Concept, lang: str | None) -> Iterator[str]:
    yield from _head(text_in(concept.prefLabel, lang) or concept.id, f"{concept.id} · {concept.status}")
    yield from _retired(registry, concept.deprecation, concept.replaced_by)
    yield from _wrapped(text_in(concept.definition, lang) or "No definition yet.")
    yield ""
    yield from _block("Sources", (_source(registry, name) for name in concept.definition_sources))
    yield from _labels(registry, concept, lang)
    yield from _block("Use when", [text_in(concept.use_when, lang)])
    yield from _block("Do not use when", [text_in(concept.do_not_use_when, lang)])
    yield from _block("Examples", _texts(concept.examples, lang))
    yield from _hierarchy(registry, concept, lang)
    yield from _block("Not the same as", (f"{_named(registry, one.concept, lang)}: {text_in(one.because, lang)}"
                                          for one in concept.distinguish_from))  # fmt: skip
    yield from _block("About", [_facts(concept)])
    yield from _block("Criteria", (_criterion(registry, one, lang) for one in concept.criteria))
    if concept.criteria_define:
        yield from _block("", ["Whatever is broader and meets the criteria is this concept."])
    yield from _block("Offline", (_named(registry, name, lang) for name in concept.offline_counterpart))
    yield from _block("Law", (_in_scheme(registry, name, lang) for name in concept.legal))
    if concept.legal:
        yield from _block("", ["Not legal advice."])
    yield from _block("Other schemes", _mapped(registry, concept.id, lang))
    yield from _block("Languages", _languages(concept, lang))
    yield from _block("Not settled", [text_in(concept.known_gaps, lang)])
    yield from _block("Notes", _texts(concept.notes, lang))
    yield from _block("History", (f"{c.date} {c.kind}: {text_in(c.note, lang)}" for c in concept.changes))
    yield from _block("Decisions", (_decision(registry, name, lang) for name in concept.decisions))
    yield from _block("Address", [uri_of(concept)])


def _scheme(registry: Registry, scheme: Scheme, lang: str | None) -> Iterator[str]:
    yield from _head(text_in(scheme.title, lang) or scheme.id, f"{scheme.id} · {scheme.status}")
    yield from _wrapped(text_in(scheme.description, lang))
    yield ""
    publisher = next((o for o in registry.organisations if o.id == scheme.publisher), None)
    yield from _block("Publisher", [text_in(publisher.name, lang) if publisher else scheme.publisher])
    version = f", version {scheme.version}" if scheme.version else ""
    yield from _block("Kind", [f"{scheme.kind}, field: {scheme.scope}{version}"])
    yield from _block("Licence", [f"{scheme.licence}; access: {scheme.access}; shown here: {scheme.publishing_right}"])
    yield from _block("Coverage", [f"{scheme.coverage}. {text_in(scheme.coverage_note, lang)}".rstrip()])
    yield from _block("Read it at", [scheme.url])
    yield from _block("Address", [uri_of(scheme)])
    yield ""
    yield bold(f"{len(scheme.concepts)} concepts") if scheme.concepts else "None of its concepts is published here."
    yield from _tree(scheme.concepts, lang)
    if scheme.notes:
        yield ""
        yield from _block("Notes", _texts(scheme.notes, lang))


def _scheme_concept(registry: Registry, concept: SchemeConcept, lang: str | None) -> Iterator[str]:
    yield from _head(text_in(concept.prefLabel, lang) or concept.label, f"{concept.id} · {concept.type}")
    yield from _retired(registry, concept.deprecation, concept.replaced_by)
    if gloss := text_in(concept.gloss, lang):
        yield from _wrapped(gloss)
        yield ""
    scheme = registry.scheme(concept.id.partition(":")[0])
    yield from _block("Scheme", [f"{text_in(scheme.title, lang)} ({scheme.id})"])
    yield from _block("Notation", [concept.notation or ""])
    yield from _labels(registry, concept, lang)
    yield from _hierarchy(registry, concept, lang)
    population = _POPULATION[concept.population] if concept.population else ""
    material = _MATERIAL[concept.material] if concept.material else ""
    yield from _block("About", ["; ".join(part for part in (population, material) if part)])
    yield from _block("Criteria", (_criterion(registry, one, lang) for one in concept.criteria))
    period = " to ".join(part for part in (concept.valid_from, concept.valid_until) if part)
    yield from _block("Valid", [period, concept.scheme_version and f"version {concept.scheme_version}"])
    yield from _block("Hub and others", _mapped(registry, concept.id, lang))
    yield from _block("Languages", _languages(concept, lang))
    evidence = f" [{concept.evidence}]" if concept.evidence else ""
    where = f", {concept.where}" if concept.where else ""
    yield from _block("Source", [f"{_source(registry, concept.source)}{where}{evidence}" if concept.source else ""])
    yield from _block("Notes", _texts(concept.notes, lang))
    yield from _block("Address", [uri_of(concept)])


def _codelist(codelist: CodeList, lang: str | None) -> Iterator[str]:
    yield from _head(text_in(codelist.title, lang), f"{codelist.id} · {codelist.status}")
    yield from _wrapped(text_in(codelist.description, lang))
    yield ""
    yield from _tree(codelist.entries, lang)
    yield ""
    yield from _block("Address", [uri_of(codelist)])


def _code(registry: Registry, code: Code, lang: str | None) -> Iterator[str]:
    yield from _head(text_in(code.prefLabel, lang), f"{code.id}{f' · {code.status}' if code.status else ''}")
    yield from _retired(registry, code.deprecation, code.replaced_by)
    yield from _wrapped(text_in(code.definition, lang))
    yield ""
    codelist = registry.codelist(code.id.partition(":")[0])
    yield from _block("Code list", [f"{text_in(codelist.title, lang)} ({codelist.id})"])
    yield from _block("Also called", _texts(code.altLabel, lang))
    yield from _hierarchy(registry, code, lang)
    yield from _block("Interval", [_interval(code.interval) if code.interval else ""])
    bits = f"{code.digest_bits} bits" if code.digest_bits else ""
    yield from _block("Hash", [", ".join(part for part in (code.hash_kind, bits, code.digest_encoding) if part)])
    yield from _block("In OCSEA", [text_in(code.used_in_ocsea, lang)])
    yield from _block("In TFGBV", [text_in(code.used_in_tfgbv, lang)])
    yield from _block("Other schemes", _mapped(registry, code.id, lang))
    yield from _block("Source", [_source(registry, code.source) if code.source else ""])
    yield from _block("Notes", _texts(code.notes, lang))
    yield from _block("Address", [uri_of(code)])


# -- parts


def _labels(registry: Registry, concept: Concept | SchemeConcept, lang: str | None) -> Iterator[str]:
    """Yield synonyms and acronyms, then labels with advice, each with what to say; the language shown comes first."""
    shown = lang if lang and any(in_language(tag, lang) for tag in (*concept.prefLabel, *concept.altLabel)) else "en"
    notes = {form: note for note in concept.label_notes for form in note.form.items()}
    labels = [
        _tagged(tag, shown, _synonym(tag, label, notes.get((tag, label))))
        for tag, several in sorted(concept.altLabel.items(), key=lambda one: _first(one[0], shown))
        for label in several
        if (note := notes.get((tag, label))) is None or note.usage != "avoid"
    ]
    yield from _block("Also called", labels)
    for usage, title in (("avoid", "Words to avoid"), ("care", "With care")):
        yield from _block(title, _advised(registry, concept, usage, shown))


def _advised(registry: Registry, concept: Concept | SchemeConcept, usage: str, shown: str) -> Iterator[str]:
    """Yield the labels with one kind of advice; those of one language with the same advice share a text."""
    alike: dict[tuple[str, str], list[str]] = {}
    for note in concept.label_notes:
        if note.usage == usage:
            tag, form = next(iter(note.form.items()))
            alike.setdefault((tag, _told(registry, concept, note, form, tag, shown)), []).append(f"“{form}”")
    for (tag, told), forms in sorted(alike.items(), key=lambda one: _first(one[0][0], shown)):
        yield _tagged(tag, shown, f"{', '.join(forms)}. {told}".rstrip())


def _told(
    registry: Registry, concept: Concept | SchemeConcept, note: LabelNote, form: str, tag: str, shown: str
) -> str:
    """Return what to say, in the language of the label, and why, in the language shown."""
    reason = text_in(note.reason, shown)
    if not isinstance(concept, Concept):
        return reason
    advice = advice_on(concept, form, tag, lambda name, tongue: _label_of(registry, name, tongue))
    return f"Say: {advice.say}. {reason}" if advice and advice.say else reason


def _synonym(tag: str, label: str, note: LabelNote | None) -> str:
    return f"{label} ({text_in(note.abbreviates, tag)})" if note and note.abbreviates else label


def _tagged(tag: str, shown: str, text: str) -> str:
    return text if in_language(tag, shown) else f"{tag}  {text}"


def _first(tag: str, shown: str) -> tuple[bool, str]:
    """Return the place of a language in a list: the one shown, then by tag."""
    return (not in_language(tag, shown), tag)


def _hierarchy(registry: Registry, concept: Concept | SchemeConcept | Code, lang: str | None) -> Iterator[str]:
    yield from _block("Broader", (_named(registry, name, lang) for name in concept.broader))
    yield from _block("Narrower", (_named(registry, one.id, lang) for one in registry.narrower(concept.id)))
    if isinstance(concept, Concept | SchemeConcept) and (told := concept.narrower_are):
        cover = {"exhaustive": "cover it all", "open": "do not cover it all"}.get(told.exhaustive, "may cover it all")
        apart = {"disjoint": "exclude each other", "overlapping": "may overlap"}.get(
            told.disjoint, "may or may not overlap"
        )
        yield from _block("", [f"(The narrower ones {cover} and {apart}.)"])
    yield from _block("Related", (_named(registry, name, lang) for name in concept.related))


def _facts(concept: Concept) -> str:
    facts = [_POPULATION[concept.population], _MATERIAL[concept.material]]
    if concept.four_c:
        facts.append(f"risk class {concept.four_c}")
    if concept.live:
        facts.append("always live")
    facts.append("may code a report" if concept.reportable else "groups others, codes no report")
    return "; ".join(facts)


def _criterion(registry: Registry, criterion: Criterion, lang: str | None) -> str:
    values = ", ".join(_label_of(registry, name, lang) for name in criterion.values)
    said = values or (_interval(criterion.interval) if criterion.interval else "")
    return f"{criterion.facet}: {said}{' (our reading)' if criterion.inferred else ''}"


def _interval(interval: Interval) -> str:
    if interval.min is None:
        return f"under {interval.max}"
    return f"{interval.min} or more" if interval.max is None else f"{interval.min} to under {interval.max}"


def _mapped(registry: Registry, name: str, lang: str | None) -> Iterator[str]:
    """Yield each mapping as: the other end, and how it stands to this one."""
    for row in registry.mappings(name):
        outward = row.subject_id == name
        other = row.object_id if outward else row.subject_id
        if ":NoTermFound" in other:
            continue
        relation = _RELATIONS.get(row.predicate_id, row.predicate_id)
        if row.predicate_modifier == "Not":
            relation = f"not: {relation}"
        left, right = (name, other) if outward else (other, name)
        # The row has the English label of either end; looking it up again would decode the whole scheme.
        label = row.object_label if outward else row.subject_label
        known = f"{other} {label}" if label and lang in (None, "en") else _named(registry, other, lang)
        yield f"{known}: {left} {relation} {right}" if relation in {
            "lies within", "includes"
        } else f"{known}: {relation}"  # fmt: skip


def _languages(concept: Concept | SchemeConcept, lang: str | None) -> Iterator[str]:
    """Yield the preferred labels in languages other than the one shown, and whether a native speaker saw them."""
    shown = text_in(concept.prefLabel, lang)
    reviewed = {
        form for note in concept.label_notes if note.native_review == "reviewed" for form in note.form.items()
    }  # fmt: skip
    for tag, label in concept.prefLabel.items():
        if label != shown:
            review = "" if tag == "en" else " (reviewed)" if (tag, label) in reviewed else " (not reviewed)"
            yield f"{tag}{review}  {label}"


def _tree(concepts: Iterable[SchemeConcept | Code], lang: str | None) -> Iterator[str]:
    """Yield concepts in their order, each below the first of its broader ones."""
    concepts = tuple(concepts)
    known = {concept.id for concept in concepts}
    below: dict[str, list[SchemeConcept | Code]] = {}
    for concept in concepts:
        above = next((name for name in concept.broader if name in known), "")
        below.setdefault(above, []).append(concept)
    seen: set[str] = set()
    waiting = [(0, concept) for concept in reversed(below.get("", []))]
    while waiting:
        depth, concept = waiting.pop()
        if concept.id not in seen:
            seen.add(concept.id)
            label = text_in(concept.prefLabel, lang)
            line = "  ".join(part for part in (concept.id, label) if part)
            indent = "  " * min(depth, 8)
            yield from textwrap.wrap(line, WIDTH, initial_indent=f"  {indent}", subsequent_indent=f"      {indent}")
            waiting.extend((depth + 1, narrower) for narrower in reversed(below.get(concept.id, [])))


def _retired(registry: Registry, told: Deprecation | None, successors: tuple[str, ...]) -> Iterator[str]:
    if told:
        use = ", ".join(_named(registry, name, None) for name in successors)
        yield from _wrapped(
            f"Deprecated on {told.date}. {text_in(told.reason, None)} "
            f"{f'Use instead: {use}.' if use else 'Nothing replaces it.'}"
        )
        yield ""


# -- names


def _label_of(registry: Registry, name: str, lang: str | None) -> str:
    record = registry.get(name)
    if isinstance(record, Concept | SchemeConcept | Code):
        return text_in(record.prefLabel, lang) or record.label
    return name


def _named(registry: Registry, name: str, lang: str | None) -> str:
    label = _label_of(registry, name, lang)
    return name if label == name else f"{name} {label}"


def _in_scheme(registry: Registry, name: str, lang: str | None) -> str:
    scheme = registry.get(name.partition(":")[0])
    title = (
        f" ({textwrap.shorten(text_in(scheme.title, lang), 50, placeholder='…')})" if isinstance(scheme, Scheme) else ""
    )
    return f"{_named(registry, name, lang)}{title}"


def _source(registry: Registry, name: str) -> str:
    try:
        source = registry.source(name)
    except UnknownName:
        return name
    year = f" ({source.issued[:4]})" if source.issued else ""
    return f"{source.title}{year} [{name}]"


def _decision(registry: Registry, name: str, lang: str | None) -> str:
    decision = next((one for one in registry.decisions if one.id == name), None)
    return f"{name} {text_in(decision.title, lang)} ({decision.decision_status})" if decision else name


def _texts(texts: LangTexts, lang: str | None) -> tuple[str, ...]:
    joined: LangText = {tag: "\0".join(several) for tag, several in texts.items()}
    return tuple(text_in(joined, lang).split("\0"))


# -- lines


def _head(label: str, facts: str) -> Iterator[str]:
    """Yield the label and, where it fits, what is said beside it; a right-to-left label has a line of its own."""
    if label.isascii() and len(label) + len(facts) + 2 <= WIDTH:
        yield f"{bold(label)}{' ' * (WIDTH - len(label) - len(facts))}{facts}"
    else:
        yield from (bold(line) for line in textwrap.wrap(label, WIDTH))
        yield from _wrapped(facts)
    yield ""


def _wrapped(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _block(name: str, texts: Iterable[str | None]) -> Iterator[str]:
    """Yield the texts, each on lines of its own behind the margin, the name before the first; nothing for none."""
    wrapped = (
        textwrap.wrap(text, WIDTH - _MARGIN, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        for text in texts
        if text
    )
    for number, line in enumerate(chain.from_iterable(wrapped)):
        yield f"{bold(name.ljust(_MARGIN)) if number == 0 else ' ' * _MARGIN}{line}"
