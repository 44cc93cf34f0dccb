"""The glossary: pages rendered from the compiled registry by our own templates, in a frame that can be swapped."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import re
import shutil
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import jinja2

from harmlex.check.manual import pages as manual_pages
from harmlex.model.artefact import Artefact
from harmlex.model.mappings import MappingRow
from harmlex.model.records import Code, Concept, Interval, LabelNote, SchemeConcept
from harmlex.model.sentences import sentence
from harmlex.model.sssom import NO_TERM
from harmlex.publish.rule_pages import about, listing, prose, rule_address
from harmlex.publish.words import Word, words_of
from harmlex.search.normalise import ARTICLES, ENDINGS, LETTERS, MARKS, STEM_LENGTH

__all__ = ["RIGHT_TO_LEFT", "SiteBuildError", "language_name", "render_pages", "render_site"]

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_LANGUAGES = {
    "am": "Amharic",
    "ar": "Arabic",
    "bn": "Bengali",
    "bs": "Bosnian",
    "da": "Danish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fil": "Filipino",
    "fr": "French",
    "hi": "Hindi",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "mk": "Macedonian",
    "ms": "Malay",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "pt-BR": "Portuguese (Brazil)",
    "ro": "Romanian",
    "ru": "Russian",
    "sq": "Albanian",
    "sr": "Serbian",
    "sv": "Swedish",
    "sw": "Swahili",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
    "zh-Hans": "Chinese (simplified)",
    "zh-Hant": "Chinese (traditional)",
}

_HUB = "hlx:"
_Entry = dict[str, Any]


class SiteBuildError(Exception):
    """The frame reported a problem while the pages were built; its text names it."""


def language_name(tag: str) -> str:
    """Return the English name of a language tag, or the tag itself where we have no name."""
    return _LANGUAGES.get(tag, tag)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x" + text.encode().hex()


def _interval(value: Interval) -> str:
    """Say an interval of whole years in words; ``max`` is exclusive."""
    if value.min is not None and value.max is not None:
        return f"{value.min} to {value.max - 1} years"
    if value.max is not None:
        return f"under {value.max} years"
    return f"{value.min} years or older"


class _View:
    """Look-ups that the templates share; built once from the artefact."""

    def __init__(self, artefact: Artefact) -> None:
        self.artefact = artefact
        self.concepts = {c.id: c for c in artefact.concepts}
        self.scheme_concepts = {c.id: c for s in artefact.schemes for c in s.concepts}
        self.schemes = {s.id: s for s in artefact.schemes}
        self.codes = {e.id: e for one in artefact.codelists for e in one.entries}
        self.sources = {s.id: s for s in artefact.sources}
        self.organisations = {o.id: o for o in artefact.organisations}
        self.facets = {f.id: {"label_text": f.prefLabel.get("en", f.id)} for f in artefact.facets}
        self.decisions = {d.id: d for d in artefact.decisions}
        live = [c for c in artefact.concepts if c.status != "deprecated"]
        self.roots = [c.id for c in live if not c.broader]
        self.retired = [c.id for c in artefact.concepts if c.status == "deprecated"]
        self._descendants: dict[str, list[str]] = defaultdict(list)
        for identifier, above in artefact.hierarchy.ancestors.items():
            if identifier.startswith(_HUB):
                for ancestor in above:
                    self._descendants[ancestor].append(identifier)
        self.words_of = {c.id: list(words_of(c, self.concepts)) for c in artefact.concepts}
        self.words = [w for words in self.words_of.values() for w in words]
        self.mappings_of: dict[str, list[MappingRow]] = defaultdict(list)
        for row in artefact.mappings:
            self.mappings_of[row.subject_id].append(row)
            self.mappings_of[row.object_id].append(row)

    def narrower(self, identifier: str) -> list[str]:
        below = self.artefact.hierarchy.narrower.get(identifier, ())
        return sorted((i for i in below if i in self.concepts), key=lambda i: self.concepts[i].label)

    def descendants(self, identifier: str) -> list[str]:
        return self._descendants[identifier]

    def paths(self, identifier: str) -> list[list[str]]:
        """Return every way from a root down to the concept above ``identifier``, shortest first, at most three."""
        found: list[list[str]] = []
        waiting: list[list[str]] = [[b] for b in self.concepts[identifier].broader]
        while waiting and len(found) < 3:
            path = waiting.pop(0)
            above = self.concepts[path[0]].broader if path[0] in self.concepts else ()
            if not above:
                found.append(path)
            waiting.extend([b, *path] for b in above if b not in path)
        return found

    def roots_of(self, identifier: str) -> list[str]:
        above = self.artefact.hierarchy.ancestors.get(identifier, ())
        return [r for r in self.roots if r in above] or ([identifier] if identifier in self.roots else [])

    def path_of(self, identifier: str) -> str:
        """Return the address of a concept, scheme concept or code, relative to the root of the site."""
        prefix, _, local = identifier.partition(":")
        if identifier.startswith(_HUB):
            return f"concepts/{local}/"
        if prefix in self.schemes:
            return f"schemes/{prefix}/#{local}"
        return f"codelists/{prefix}/#{local}"


def _environment(templates: Path, view: _View) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=True,
    )
    environment.filters["rtl"] = lambda tag: tag.split("-")[0] in RIGHT_TO_LEFT
    environment.filters["interval"] = _interval
    environment.globals |= {
        "concept": view.concepts.get,
        "source": view.sources.get,
        "code": view.codes.get,
        "facet": view.facets.get,
        "narrower": view.narrower,
        "descendants": view.descendants,
        "release": view.artefact.release,
        "digest": view.artefact.digest,
    }
    return environment


def _languages(concept: Concept) -> list[dict[str, str | None]]:
    """Return the rows of the table of labels in other languages, each with what is known about it."""
    notes: dict[tuple[str, str], LabelNote] = {}
    for note in concept.label_notes:
        for tag, text in note.form.items():
            notes[tag, text] = note
    rows: list[tuple[str, str, str]] = [(t, x, "pref") for t, x in concept.prefLabel.items() if t != "en"]
    rows += [(t, x, "alt") for t, xs in concept.altLabel.items() if t != "en" for x in xs]
    out: list[dict[str, str | None]] = []
    for tag, text, kind in sorted(rows, key=lambda r: (language_name(r[0]), r[2] != "pref", r[1])):
        said = notes.get((tag, text))
        out.append(
            {
                "lang": tag,
                "name": language_name(tag),
                "text": text,
                "kind": kind,
                "source": said.source if said else None,
                "evidence": said.evidence if said else None,
                "review": said.native_review if said else None,
            }
        )
    return out


def _also(concept: Concept) -> list[dict[str, str]]:
    long = {
        text: next(iter(note.abbreviates.values()), "")
        for note in concept.label_notes
        for text in note.form.values()
        if note.abbreviates
    }
    return [{"lang": "en", "text": text, "long": long.get(text, "")} for text in concept.altLabel.get("en", ())]


_RELATIONS = {
    "skos:exactMatch": ("means the same", "means the same"),
    "skos:broadMatch": ("theirs is narrower", "ours is broader"),
    "skos:narrowMatch": ("theirs is broader", "ours is narrower"),
    "skos:closeMatch": ("overlaps", "overlaps"),
    "skos:relatedMatch": ("is related, not the same", "is related, not the same"),
}


def _relation(row: MappingRow, *, from_hub: bool) -> str:
    words = _RELATIONS.get(row.predicate_id, (row.predicate_id,) * 2)[0 if from_hub else 1]
    return f"not: {words}" if row.predicate_modifier == "Not" else words


def _mapping(row: MappingRow, theirs: str, ours: str) -> dict[str, str]:
    """Return what a page says of a row beside its ends: the sentence, how sure, why, who and when."""
    authors = ", ".join("the harmlex editors" if who == "hlx:editors" else who for who in row.author_id)
    reviewed = f"reviewed by {', '.join(row.reviewer_id)}" if row.reviewer_id else "not reviewed"
    return {
        "says": sentence(row, theirs, ours),
        "confidence": f"{row.confidence:g}",
        "comment": row.comment,
        "date": row.mapping_date,
        "who": f"{authors}, {row.mapping_date}; {reviewed}",
    }


def _hub_mappings(view: _View, concept: Concept, root: str) -> list[dict[str, str]]:
    rows = []
    for row in view.mappings_of[concept.id]:
        theirs = view.scheme_concepts.get(row.subject_id)
        scheme = view.schemes.get(row.subject_id.partition(":")[0])
        if theirs is None or scheme is None:
            continue
        rows.append(
            {
                "scheme": scheme.label,
                "scheme_url": f"{root}schemes/{scheme.id}/",
                "label": theirs.label,
                "notation": theirs.notation or "",
                "url": root + view.path_of(theirs.id),
                "relation": _relation(row, from_hub=True),
                **_mapping(row, theirs.label, concept.label),
            }
        )
    return sorted(rows, key=lambda r: (r["scheme"], r["label"], r["relation"]))


def _scheme_mappings(view: _View, theirs: SchemeConcept, root: str) -> list[dict[str, str]]:
    rows = []
    for row in view.mappings_of[theirs.id]:
        if row.subject_id != theirs.id:
            continue
        ours = (
            view.concepts.get(row.object_id) or view.codes.get(row.object_id) or view.scheme_concepts.get(row.object_id)
        )
        if row.object_id == NO_TERM:
            # The reason stands for the name of what there is not.
            fact = {"relation": "No equivalent in the registry", "url": "", "label": row.comment}
            rows.append(_mapping(row, theirs.label, "") | fact | {"comment": ""})
        elif ours is not None:
            ends = {
                "relation": _relation(row, from_hub=False),
                "url": root + view.path_of(ours.id),
                "label": ours.label,
            }
            rows.append(_mapping(row, theirs.label, ours.label) | ends)
    return rows


def _page(title: str, body: str, meta: Mapping[str, Any] | None = None) -> str:
    """Wrap rendered HTML as a page of the frame: front matter, then one block that Markdown leaves alone."""
    front = json.dumps({"title": title, **(meta or {})}, ensure_ascii=False, sort_keys=True)
    lines = "\n".join(line for line in body.splitlines() if line.strip())
    return f'---\n{front}\n---\n<div class="hx-page">\n{lines}\n</div>\n'


def _alphabet(view: _View) -> tuple[list[tuple[str, list[_Entry]]], list[tuple[str, str, list[_Entry]]]]:
    """Return the English labels by first letter, and those of other languages by language (tag, name, labels)."""
    letters: dict[str, list[_Entry]] = defaultdict(list)
    others: dict[str, list[_Entry]] = defaultdict(list)
    avoided = {(w.lang, w.text) for w in view.words if w.usage == "avoid"}
    for concept in view.artefact.concepts:
        rows: list[tuple[str, str, bool]] = [(t, x, True) for t, x in concept.prefLabel.items()]
        rows += [(t, x, False) for t, xs in concept.altLabel.items() for x in xs]
        for tag, text, pref in rows:
            if (tag, text) in avoided:
                continue
            entry = {"lang": tag, "text": text, "id": concept.id, "pref": pref}
            if tag == "en":
                first = unicodedata.normalize("NFKD", text.lstrip("“\"'"))[:1].upper()
                letters[first if first.isalpha() else "#"].append(entry)
            else:
                others[tag].append(entry)

    def ordered(entries: list[_Entry]) -> list[_Entry]:
        return sorted(entries, key=lambda e: (e["text"].casefold(), e["id"]))

    return (
        [(x, ordered(letters[x])) for x in sorted(letters)],
        [(tag, language_name(tag), ordered(others[tag])) for tag in sorted(others, key=language_name)],
    )


def _search_documents(artefact: Artefact, view: _View) -> dict[str, Any]:
    """Return what the search box needs: one row a concept, its labels by kind, and the first line of its definition."""
    rows: list[dict[str, Any]] = []
    advice = {(w.concept, w.text): w for w in view.words}
    for concept in artefact.concepts:
        rows.append(
            {
                "id": concept.id,
                "label": concept.label,
                "url": view.path_of(concept.id),
                "status": concept.status,
                "field": " · ".join(view.concepts[r].label for r in view.roots_of(concept.id)),
                "definition": concept.definition.get("en", ""),
                "labels": [],
            }
        )
    by_id = {row["id"]: row for row in rows}
    for entry in artefact.search:
        row = by_id.get(entry.concept)
        if row is None:
            continue
        word = advice.get((entry.concept, entry.label))
        row["labels"].append(
            [entry.label, entry.lang, entry.kind, entry.key, word.say if word else "", word.reason if word else ""]
        )
    normaliser = {
        "marks": MARKS,
        "letters": LETTERS,
        "articles": ARTICLES,
        "endings": ENDINGS,
        "stem_length": STEM_LENGTH,
    }
    return {"release": artefact.release.release, "normaliser": normaliser, "concepts": rows}


def render_pages(artefact: Artefact, templates: Path, data_files: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """Render every generated page and data file of the glossary.

    Args:
        artefact: The compiled registry.
        templates: The folder of the Jinja2 templates.
        data_files: Name and description of each file that the download page offers.

    Returns:
        Text by path, relative to the frame's source folder; pages end in ``.md``.
    """
    view = _View(artefact)
    environment = _environment(templates, view)
    pages: dict[str, str] = {}

    def render(path: str, template: str, title: str, meta: Mapping[str, Any] | None = None, **values: Any) -> None:
        depth = 0 if path == "index.md" else path.count("/") + (not path.endswith("index.md"))
        root = "../" * depth
        url: Callable[[str], str] = lambda identifier: root + view.path_of(identifier)  # noqa: E731
        body = environment.get_template(template).render(
            root=root,
            url=url,
            organisation=lambda o: _organisation(view, o),
            prose=lambda text: prose(text, root),
            address=rule_address,
            **values,
        )
        pages[path] = _page(title, body, meta)

    languages = {e.lang for e in artefact.search if e.kind in ("pref", "alt", "acronym")}
    avoid = [w for w in view.words if w.usage == "avoid"]
    care = [w for w in view.words if w.usage == "care"]
    arabic = next(({"id": c.id, "text": c.prefLabel["ar"]} for c in artefact.concepts if "ar" in c.prefLabel), None)
    render(
        "index.md",
        "home.html",
        "harmlex",
        roots=view.roots,
        arabic=arabic,
        counts={
            "concepts": len(artefact.concepts),
            "schemes": len(artefact.schemes),
            "scheme_concepts": len(view.scheme_concepts),
            "languages": len(languages),
            "avoid": len(avoid),
        },
    )
    render("concepts/index.md", "browse.html", "All terms", roots=view.roots, retired=view.retired)
    letters, others = _alphabet(view)
    render("a-z/index.md", "az.html", "A–Z", letters=letters, others=others)
    render("search/index.md", "search.html", "Search")

    def word_rows(words: Iterable[Word], root: str) -> list[dict[str, Any]]:
        return [
            {
                "lang": w.lang,
                "language": language_name(w.lang),
                "text": w.text,
                "slug": _slug(f"{w.lang}-{w.text}"),
                "say": w.say,
                "reason": w.reason,
                "source": w.source,
                "url": root + view.path_of(w.instead),
            }
            for w in sorted(words, key=lambda w: (w.lang != "en", w.lang, w.text.casefold()))
        ]

    render(
        "words-to-avoid/index.md",
        "avoid.html",
        "Words to avoid",
        words=word_rows(avoid, "../"),
        care=word_rows(care, "../"),
    )

    for concept in artefact.concepts:
        local = concept.id.partition(":")[2]
        own = view.words_of[concept.id]
        mappings = _hub_mappings(view, concept, "../../")
        render(
            f"concepts/{local}/index.md",
            "concept.html",
            concept.label,
            {
                "description": f"{concept.label}: definition, use and codes elsewhere.",
                "alternates": [
                    {"type": kind, "href": f"concepts/{local}.{suffix}"}
                    for kind, suffix in (
                        ("application/json", "json"),
                        ("application/ld+json", "jsonld"),
                        ("text/turtle", "ttl"),
                    )
                ],
            },
            c=concept,
            local=local,
            iri=f"https://w3id.org/harmlex/{local}",
            paths=view.paths(concept.id),
            roots=view.roots_of(concept.id),
            below=view.narrower(concept.id),
            also=_also(concept),
            avoid=word_rows((w for w in own if w.usage == "avoid"), "../../"),
            care=word_rows((w for w in own if w.usage == "care"), "../../"),
            languages=_languages(concept),
            mappings=mappings,
            scheme_count=len({m["scheme"] for m in mappings}),
            legal=_links(view, concept.legal, view.scheme_concepts, "../../"),
            offline=_links(view, concept.offline_counterpart, view.codes, "../../"),
            decisions=[view.decisions[d] for d in concept.decisions if d in view.decisions],
        )

    render("schemes/index.md", "schemes.html", "Schemes", rows=[_scheme_row(view, s) for s in artefact.schemes])
    for scheme in artefact.schemes:
        locals_of = {c.id: c.id.partition(":")[2] for c in scheme.concepts}
        render(
            f"schemes/{scheme.id}/index.md",
            "scheme.html",
            scheme.label,
            s=scheme,
            iri=f"https://w3id.org/harmlex/scheme/{scheme.id}",
            publisher=_organisation(view, scheme.publisher),
            rows=[
                {
                    "c": c,
                    "local": locals_of[c.id],
                    "parents": [
                        {"local": locals_of[b], "text": view.scheme_concepts[b].label}
                        for b in c.broader
                        if b in locals_of
                    ],
                    "mappings": _scheme_mappings(view, c, "../../"),
                }
                for c in scheme.concepts
            ],
        )

    render("codelists/index.md", "codelists.html", "Code lists", lists=artefact.codelists, facets=artefact.facets)
    for one in artefact.codelists:
        render(f"codelists/{one.id}/index.md", "codelist.html", one.title.get("en", one.id), l=one)
    render("initiatives/index.md", "initiatives.html", "Initiatives", items=artefact.initiatives)
    render("decisions/index.md", "decisions.html", "Decisions", items=artefact.decisions)
    for decision in artefact.decisions:
        render(f"decisions/{decision.id}/index.md", "decision.html", decision.title.get("en", decision.id), d=decision)
    render("sources/index.md", "sources.html", "Sources", items=artefact.sources)
    render("rule/index.md", "rules.html", "Rules", parts=listing())
    for page in manual_pages().values():
        meta = {"description": f"{page.code}: what this rule asks for, why, and how to mend what it found."}
        render(
            f"{rule_address(page.code)}index.md",
            "rule.html",
            f"{page.code}: {page.title}",
            meta,
            p=page,
            about=about(page),
            sections=page.sections(),
        )
    render(
        "download/index.md",
        "download.html",
        "Download",
        files=[{"name": name, "what": what} for name, what in data_files],
    )
    pages["opensearch.xml"] = environment.get_template("opensearch.xml").render()
    pages["search.json"] = json.dumps(_search_documents(artefact, view), ensure_ascii=False, separators=(",", ":"))
    return pages


def _organisation(view: _View, identifier: str) -> str:
    one = view.organisations.get(identifier)
    return (one.name.get("en") or next(iter(one.name.values()))) if one else identifier


def _links(
    view: _View, identifiers: Iterable[str], records: Mapping[str, SchemeConcept] | Mapping[str, Code], root: str
) -> list[dict[str, str]]:
    out = []
    for identifier in identifiers:
        record = records.get(identifier)
        if record is None:
            continue
        text = record.label
        if isinstance(record, SchemeConcept):
            scheme = view.schemes[identifier.partition(":")[0]]
            text = f"{scheme.label}, {record.notation + ' ' if record.notation else ''}{record.label}"
        out.append({"url": root + view.path_of(identifier), "text": text})
    return out


def _scheme_row(view: _View, scheme: Any) -> dict[str, Any]:
    levels = [c.evidence for c in scheme.concepts]
    return {
        "id": scheme.id,
        "title": scheme.label,
        "publisher": _organisation(view, scheme.publisher),
        "scope": {"tfgbv": "TFGBV", "ocsea": "OCSEA", "both": "both"}.get(scheme.scope, "online harms"),
        "kind": scheme.kind.replace("-", " "),
        "count": len(levels),
        **{level: levels.count(level) for level in ("verified", "reported", "recalled")},
    }


class _Collector(logging.Handler):
    """Keeps what the frame complains about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def render_site(
    artefact: Artefact, root: Path, out: Path, staging: Path, data_files: Iterable[tuple[str, str]] = ()
) -> None:
    """Build the whole static site.

    Args:
        artefact: The compiled registry.
        root: The checkout, with ``site/`` and ``mkdocs.yml``.
        out: The folder that the site is written to; it must not exist.
        staging: An empty folder for the frame's input.
        data_files: Name and description of each file that the download page offers.

    Raises:
        SiteBuildError: The frame warned or failed; nothing under ``out`` is to be used then.
    """
    # The frame prints an advertisement for its successor unless told otherwise, and dates pages by the clock.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    year, month, day = (int(part) for part in artefact.release.date.split("-"))
    os.environ["SOURCE_DATE_EPOCH"] = str(int(dt.datetime(year, month, day, tzinfo=dt.UTC).timestamp()))
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    shutil.copytree(root / "site" / "assets", staging / "assets")
    shutil.copytree(root / "site" / "pages", staging, dirs_exist_ok=True)
    for path, text in render_pages(artefact, root / "site" / "templates", data_files).items():
        target = staging / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    collector = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(collector)
    try:
        config = load_config(
            config_file=str(root / "mkdocs.yml"),
            docs_dir=str(staging),
            site_dir=str(out),
            extra={"release": artefact.release.release},
        )
        build(config)
    except MkDocsException as error:
        raise SiteBuildError(str(error)) from error
    finally:
        logger.removeHandler(collector)
    if collector.messages:
        raise SiteBuildError("\n".join(collector.messages))
