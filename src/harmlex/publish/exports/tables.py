"""The release as plain tables, from which CSV, XLSX and SQLite are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from harmlex.model.artefact import Artefact
from harmlex.model.records import Code, Concept, Criterion, LabelNote, SchemeConcept
from harmlex.model.sentences import sentence
from harmlex.publish.identity import NAMESPACE, iri, scheme_iri

__all__ = ["TABLES", "Cell", "Column", "Table", "english"]

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


class Column(msgspec.Struct, frozen=True):
    """One column.

    Attributes:
        name: Its name, in the words of the model.
        meaning: What it holds, for readers.
        datatype: ``string``, ``integer``, ``decimal``, ``boolean``, ``date`` or ``anyURI``.
        many: Whether a cell holds several values, parted by spaces; then each is an identifier.
        refers: Table and column that the values are found in, where they always are.
    """

    name: str
    meaning: str
    datatype: str = "string"
    many: bool = False
    refers: tuple[str, str] | None = None


class Table(msgspec.Struct, frozen=True):
    """One table.

    Attributes:
        name: Its name, also that of its file.
        meaning: What a row is.
        key: The columns that tell rows apart.
        columns: The columns, in order.
        rows: Makes the rows of a release, in order.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Artefact], Iterator[Row]]


def english(texts: Mapping[str, str]) -> str | None:
    """Return the English text, else that of the first language there is."""
    return texts.get("en") or next(iter(texts.values()), None)


def _ids(names: Iterable[str]) -> str | None:
    return " ".join(names) or None


def _concepts(artefact: Artefact) -> Iterator[Row]:
    release = artefact.release
    for c in artefact.concepts:
        stated = c.narrower_are
        yield (
            c.id,
            iri("Concept", c.id),
            c.status,
            english(c.prefLabel),
            english(c.definition),
            english(c.use_when),
            english(c.do_not_use_when),
            _ids(c.broader),
            _ids(c.related),
            c.population,
            c.four_c,
            c.material,
            c.live,
            c.reportable,
            c.criteria_define,
            stated.exhaustive if stated else None,
            stated.disjoint if stated else None,
            _ids(c.offline_counterpart),
            _ids(c.legal),
            _ids(c.definition_sources),
            _ids(c.decisions),
            english(c.known_gaps),
            _ids(c.replaced_by),
            c.deprecation.date if c.deprecation else None,
            release.release,
            release.licence,
        )


_ID = Column("id", "The permanent identifier.")
_IRI = Column("iri", "The permanent web address.", "anyURI")
_RELEASE = Column("release", "The release that the row belongs to.")
_LICENCE = Column("licence", "The licence of the release.")
_BROADER = Column("broader", "The more general records, by identifier.", many=True)
_RELATED = Column("related", "Related records, by identifier.", many=True)
_POPULATION = Column("population", "Whom a record is about: child, adult or any.")
_MATERIAL = Column("material", "The material of a record: none, real, synthetic or either.")
_REPLACED = Column("replaced_by", "What to use instead of a deprecated record.", many=True)
_SOURCE = Column("source", "The source that says it, by identifier.", refers=("sources", "id"))
_WHERE = Column("where", "The place in the source.")
_EVIDENCE = Column("evidence", "How it is known: verified, reported or recalled.")


def _labels(artefact: Artefact) -> Iterator[Row]:
    records: Iterable[Concept | SchemeConcept | Code] = (
        *artefact.concepts,
        *(concept for scheme in artefact.schemes for concept in scheme.concepts),
        *(code for codelist in artefact.codelists for code in codelist.entries),
    )
    for record in records:
        notes: dict[tuple[str, str], list[LabelNote]] = {}
        for note in getattr(record, "label_notes", ()):
            for form in note.form.items():
                notes.setdefault(form, []).append(note)
        labels = [("pref", tag, text) for tag, text in record.prefLabel.items()]
        labels += [("alt", tag, text) for tag, several in record.altLabel.items() for text in several]
        labels += [("hidden", tag, text) for tag, several in record.hiddenLabel.items() for text in several]
        for kind, tag, text in dict.fromkeys(labels):
            about = notes.get((tag, text), [])
            yield (
                record.id,
                tag,
                text,
                kind,
                _said(about, "usage"),
                _ids(dict.fromkeys(name for note in about for name in note.instead)),
                _text(about, "say"),
                _text(about, "reason"),
                _text(about, "abbreviates"),
                _said(about, "source"),
                _said(about, "where"),
                _said(about, "evidence"),
                _said(about, "native_review"),
            )


def _said(notes: list[LabelNote], slot: str) -> str | None:
    """Return what the first note that says something says; of advice, the strongest."""
    values = [value for note in notes if (value := getattr(note, slot))]
    if slot == "usage":
        return next((usage for usage in ("avoid", "care", "preferred") if usage in values), None)
    return values[0] if values else None


def _text(notes: list[LabelNote], slot: str) -> str | None:
    return next((text for note in notes if (text := english(getattr(note, slot)))), None)


def _hierarchy(artefact: Artefact) -> Iterator[Row]:
    direct = {(below, above) for above, names in artefact.hierarchy.narrower.items() for below in names}
    for name, above in artefact.hierarchy.ancestors.items():
        for ancestor in above:
            yield name, ancestor, (name, ancestor) in direct


def _criteria(artefact: Artefact) -> Iterator[Row]:
    def rows(name: str, criteria: tuple[Criterion, ...]) -> Iterator[Row]:
        for place, c in enumerate(criteria, start=1):
            low, high = (c.interval.min, c.interval.max) if c.interval else (None, None)
            yield name, place, c.facet, _ids(c.values), low, high, c.source, c.where, c.evidence, c.inferred

    for concept in artefact.concepts:
        yield from rows(concept.id, concept.criteria)
    for scheme in artefact.schemes:
        for member in scheme.concepts:
            yield from rows(member.id, member.criteria)


def _scheme_concepts(artefact: Artefact) -> Iterator[Row]:
    for scheme in artefact.schemes:
        for c in scheme.concepts:
            first = scheme.languages[0] if scheme.languages else ""
            tag = first if first in c.prefLabel else next(iter(c.prefLabel), None)
            yield (
                c.id,
                iri("SchemeConcept", c.id),
                scheme.id,
                c.notation,
                c.type,
                c.prefLabel[tag] if tag else None,
                tag,
                _said([n for n in c.label_notes if tag and n.form.get(tag) == c.prefLabel[tag]], "usage"),
                c.prefLabel.get("en"),
                english(c.gloss),
                _ids(c.broader),
                _ids(c.related),
                c.population,
                c.material,
                c.valid_from,
                c.valid_until,
                c.scheme_version,
                c.source,
                c.where,
                c.evidence,
                c.inferred,
                _ids(c.replaced_by),
                scheme.publishing_right,
                artefact.release.release,
            )


def _schemes(artefact: Artefact) -> Iterator[Row]:
    names = {organisation.id: english(organisation.name) for organisation in artefact.organisations}
    for s in artefact.schemes:
        yield (
            s.id,
            scheme_iri(s.id),
            english(s.title),
            s.publisher,
            names.get(s.publisher),
            s.status,
            s.kind,
            s.scope,
            s.version,
            s.issued,
            s.url,
            s.access,
            s.licence,
            s.licence_url,
            s.publishing_right,
            _ids(s.languages),
            english(s.description),
            s.coverage,
            english(s.coverage_note),
            len(s.concepts),
            s.created,
            s.modified,
            _ids(s.replaced_by),
            artefact.release.release,
        )


def _entries(artefact: Artefact) -> Iterator[Row]:
    for codelist in artefact.codelists:
        for place, c in enumerate(codelist.entries, start=1):
            low, high = (c.interval.min, c.interval.max) if c.interval else (None, None)
            yield (
                c.id,
                iri("Code", c.id),
                codelist.id,
                english(codelist.title),
                place,
                c.notation,
                c.status or codelist.status,
                english(c.prefLabel),
                english(c.definition),
                _ids(c.broader),
                _ids(c.related),
                low,
                high,
                c.source,
                c.where,
                c.evidence,
                _ids(c.replaced_by),
                artefact.release.release,
                artefact.release.licence,
            )


def _mappings(artefact: Artefact) -> Iterator[Row]:
    labels: dict[str, str] = {concept.id: concept.label for concept in artefact.concepts}
    labels |= {concept.id: concept.label for scheme in artefact.schemes for concept in scheme.concepts}
    labels |= {code.id: code.label for codelist in artefact.codelists for code in codelist.entries}
    places: dict[str, int] = {}
    for row in artefact.mappings:
        scheme = row.subject_id.partition(":")[0]
        places[scheme] = places.get(scheme, 0) + 1
        subject, object = labels.get(row.subject_id, row.subject_id), labels.get(row.object_id)
        yield (
            scheme,
            places[scheme],
            row.subject_id,
            subject,
            row.predicate_modifier == "Not",
            row.predicate_id,
            row.object_id,
            object,
            sentence(row, subject, object or row.object_id),
            row.confidence,
            _ids(row.curation_rule),
            row.comment,
            row.mapping_justification,
            _ids(row.author_id),
            _ids(row.reviewer_id),
            row.mapping_date,
            row.subject_source_version,
            row.object_source_version,
        )


def _sources(artefact: Artefact) -> Iterator[Row]:
    for s in artefact.sources:
        yield (
            s.id,
            iri("Source", s.id),
            s.title,
            s.published_by,
            s.sector,
            s.issued,
            s.url,
            s.seen,
            _ids(s.languages),
            s.licence,
            english(s.note),
        )


def _organisations(artefact: Artefact) -> Iterator[Row]:
    for o in artefact.organisations:
        yield o.id, iri("Organisation", o.id), english(o.name), o.sector, o.country, o.url, o.source, o.evidence


TABLES: tuple[Table, ...] = (
    Table(
        "concepts",
        f"The harm concepts of the hub, {NAMESPACE}; texts in English, other languages in the table of labels.",
        ("id",),
        (
            _ID,
            _IRI,
            Column("status", "proposed, accepted, deprecated or rejected."),
            Column("pref_label", "The preferred label."),
            Column("definition", "What it means, in the registry's own words."),
            Column("use_when", "When to code a report with it."),
            Column("do_not_use_when", "When not to, and what to use then."),
            Column("broader", _BROADER.meaning, many=True, refers=("concepts", "id")),
            Column("related", _RELATED.meaning, many=True, refers=("concepts", "id")),
            _POPULATION,
            Column("four_c", "The class of online risk: content, contact, conduct or contract."),
            _MATERIAL,
            Column("live", "Whether every record involves a live transmission.", "boolean"),
            Column("reportable", "Whether a report may be coded with it.", "boolean"),
            Column("criteria_define", "Whether the broader concepts and all criteria also suffice.", "boolean"),
            Column("narrower_exhaustive", "Whether the narrower concepts cover it: exhaustive, open or unknown."),
            Column("narrower_disjoint", "Whether they exclude each other: disjoint, overlapping or unknown."),
            Column(
                "offline_counterpart",
                "Codes of offline violence that it continues.",
                many=True,
                refers=("code-list-entries", "id"),
            ),
            Column("legal", "Provisions that name it. Not legal advice.", many=True, refers=("scheme-concepts", "id")),
            Column(
                "definition_sources", "The sources that the definition rests on.", many=True, refers=("sources", "id")
            ),
            Column("decisions", "The editorial decisions that shaped it.", many=True),
            Column("known_gaps", "What is not settled."),
            Column("replaced_by", _REPLACED.meaning, many=True, refers=("concepts", "id")),
            Column("deprecated_on", "The day it was deprecated.", "date"),
            _RELEASE,
            _LICENCE,
        ),
        _concepts,
    ),
    Table(
        "labels",
        "Every label of every concept and code, with its usage: a label to avoid is never to be shown without it.",
        ("record", "lang", "label", "kind"),
        (
            Column("record", "The record that has the label, by identifier."),
            Column("lang", "The language, a BCP 47 tag."),
            Column("label", "The label."),
            Column("kind", "pref (shown), alt (accepted) or hidden (only searched)."),
            Column("usage", "Our advice: avoid, care or preferred; empty where there is none."),
            Column("instead", "The concepts whose preferred labels to say instead.", many=True),
            Column("say", "The phrase to say instead."),
            Column("reason", "Why."),
            Column("abbreviates", "The long form of an acronym."),
            _SOURCE,
            _WHERE,
            _EVIDENCE,
            Column("native_review", "Whether an expert who is a native speaker has reviewed it."),
        ),
        _labels,
    ),
    Table(
        "hierarchy",
        "Every pair of a record and one above it.",
        ("narrower", "broader"),
        (
            Column("narrower", "The more special record."),
            Column("broader", "The more general record."),
            Column("direct", "Whether the registry states it; else it follows.", "boolean"),
        ),
        _hierarchy,
    ),
    Table(
        "criteria",
        "The necessary conditions of concepts, facet by facet.",
        ("record", "place"),
        (
            Column("record", "The concept."),
            Column("place", "The place among its criteria, from 1.", "integer"),
            Column("facet", "The facet."),
            Column("values", "The codes of which one must hold.", many=True, refers=("code-list-entries", "id")),
            Column("min", "The lower bound of an interval, inclusive.", "integer"),
            Column("max", "The upper bound of an interval, exclusive.", "integer"),
            _SOURCE,
            _WHERE,
            _EVIDENCE,
            Column("inferred", "Whether it is the editors' inference.", "boolean"),
        ),
        _criteria,
    ),
    Table(
        "schemes",
        "The schemes of organisations. Being listed implies no endorsement.",
        ("id",),
        (
            _ID,
            _IRI,
            Column("title", "The title."),
            Column("publisher", "The organisation that publishes it, by identifier.", refers=("organisations", "id")),
            Column("publisher_name", "Its name."),
            Column("status", "Where our record of it stands."),
            Column("kind", "What kind of scheme it is."),
            Column("scope", "The field that it serves."),
            Column("version", "The version as the publisher states it."),
            Column("issued", "When it was issued: a year, a month or a day."),
            Column("url", "Where it can be read.", "anyURI"),
            Column("access", "Who can read it."),
            Column("licence", "Its licence as the publisher states it, or unknown."),
            Column("licence_url", "The address of that licence.", "anyURI"),
            Column("publishing_right", "How much of it this registry publishes: none, codes, labels or full."),
            Column("languages", "The languages that the publisher uses.", many=True),
            Column("description", "What it is, in the registry's own words."),
            Column("coverage", "How much of it the registry holds: complete or partial."),
            Column("coverage_note", "What is missing and why."),
            Column("concepts", "How many of its concepts this release publishes.", "integer"),
            Column("created", "The day our record was written.", "date"),
            Column("modified", "The day our record last changed.", "date"),
            Column("replaced_by", _REPLACED.meaning, many=True, refers=("schemes", "id")),
            _RELEASE,
        ),
        _schemes,
    ),
    Table(
        "scheme-concepts",
        "The concepts of the schemes, as far as they may be published. Each gloss is the registry's own.",
        ("id",),
        (
            _ID,
            _IRI,
            Column("scheme", "The scheme.", refers=("schemes", "id")),
            Column("notation", "The publisher's code, exactly as printed."),
            Column("type", "What kind of thing it stands for; only harm and grouping are sets of incidents."),
            Column("label", "The label in the scheme's first language."),
            Column("label_lang", "That language."),
            Column("label_usage", "Our advice on that label: avoid, care or preferred; empty where there is none."),
            Column("label_en", "The English label, where there is one."),
            Column("gloss", "What it covers, in the registry's own words."),
            Column("broader", _BROADER.meaning, many=True, refers=("scheme-concepts", "id")),
            Column("related", _RELATED.meaning, many=True, refers=("scheme-concepts", "id")),
            _POPULATION,
            _MATERIAL,
            Column("valid_from", "The first day of this meaning: a year, a month or a day."),
            Column("valid_until", "The last day of this meaning: a year, a month or a day."),
            Column("scheme_version", "The version of the scheme that has it."),
            _SOURCE,
            _WHERE,
            _EVIDENCE,
            Column("inferred", "Whether it is the editors' inference.", "boolean"),
            Column("replaced_by", _REPLACED.meaning, many=True, refers=("scheme-concepts", "id")),
            Column("publishing_right", "How much of its scheme this registry publishes."),
            _RELEASE,
        ),
        _scheme_concepts,
    ),
    Table(
        "code-list-entries",
        "The codes of all lists, in the order in which they are shown.",
        ("id",),
        (
            _ID,
            _IRI,
            Column("list", "The list."),
            Column("list_title", "Its title."),
            Column("place", "The place in the list, from 1.", "integer"),
            Column("notation", "A notation of its own, where it has one."),
            Column("status", "Where the record stands."),
            Column("pref_label", "The preferred label."),
            Column("definition", "What it means."),
            Column("broader", _BROADER.meaning, many=True, refers=("code-list-entries", "id")),
            Column("related", _RELATED.meaning, many=True, refers=("code-list-entries", "id")),
            Column("min", "The lower bound of an age in whole years, inclusive.", "integer"),
            Column("max", "The upper bound of an age in whole years, exclusive.", "integer"),
            _SOURCE,
            _WHERE,
            _EVIDENCE,
            Column("replaced_by", _REPLACED.meaning, many=True, refers=("code-list-entries", "id")),
            _RELEASE,
            _LICENCE,
        ),
        _entries,
    ),
    Table(
        "mappings",
        "How the concepts of schemes stand to the hub, the code lists and each other: judgements of this registry.",
        ("scheme", "place"),
        (
            Column("scheme", "The scheme of the subject.", refers=("schemes", "id")),
            Column("place", "The place among the rows of the scheme, from 1.", "integer"),
            Column("subject_id", "The concept that is mapped.", refers=("scheme-concepts", "id")),
            Column("subject_label", "What to call it."),
            Column("negated", "Whether the row denies the relation.", "boolean"),
            Column("predicate_id", "The relation; skos:broadMatch says that the object is the broader."),
            Column("object_id", "What it is mapped to; sssom:NoTermFound for nothing."),
            Column("object_label", "What to call that."),
            Column("says", "What the row says, in words."),
            Column("confidence", "The probability that the row is right.", "decimal"),
            Column("curation_rules", "What was checked.", many=True),
            Column("comment", "Why, in a sentence."),
            Column("mapping_justification", "How the match was found."),
            Column("authors", "Who judged.", many=True),
            Column("reviewers", "Who accepted it; empty if nobody has.", many=True),
            Column("mapping_date", "When it was judged.", "date"),
            Column("subject_source_version", "The version of the scheme that was read."),
            Column("object_source_version", "The version of the object's scheme, or the release of the registry."),
        ),
        _mappings,
    ),
    Table(
        "sources",
        "The sources that the statements rest on.",
        ("id",),
        (
            _ID,
            _IRI,
            Column("title", "The title, as printed."),
            Column("published_by", "Who published it, as named there."),
            Column("sector", "The kind of body that speaks in it."),
            Column("issued", "When it was issued: a year, a month or a day."),
            Column("url", "Where it can be read.", "anyURI"),
            Column("seen", "How much of it the editors read."),
            Column("languages", "Its languages.", many=True),
            Column("licence", "Its licence as stated there, or unknown."),
            Column("note", "What must be known about it."),
        ),
        _sources,
    ),
    Table(
        "organisations",
        "The organisations behind the schemes. Being listed implies no endorsement.",
        ("id",),
        (
            _ID,
            _IRI,
            Column("name", "The name."),
            Column("sector", "The kind of body that it is."),
            Column("country", "The country of its seat, ISO 3166-1 alpha-2."),
            Column("url", "Its address.", "anyURI"),
            _SOURCE,
            _EVIDENCE,
        ),
        _organisations,
    ),
)
