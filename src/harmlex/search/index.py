"""Search over the labels of a release: what was asked, found by the label that comes nearest.

Four ways of matching, tried in this order of worth:

- ``label``: the query is a label, but for case, marks, hyphens, spaces and what else `harmlex.search.normalise`
  takes away. Preferred labels come first, then acronyms, synonyms, hidden labels and words to avoid.
- ``spelling``: the query is a label but for one to three slips of the pen.
- ``words``: words of the query, or words that begin with them, or words one slip away, stand in the label.
- ``definition``: all words of the query stand in the definition.

The first needs two binary searches and nothing built. The others build their tables on first use; only keys of
nearly the query's length are compared for slips, so that 100,000 concepts can be searched on one core.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, pairwise

import msgspec

from harmlex.model.artefact import SearchEntry
from harmlex.model.records import Concept, LangText
from harmlex.search.normalise import fold, normalise, squeeze

__all__ = ["KINDS", "MATCHES", "Advice", "Index", "SearchHit", "advice_on", "in_language", "text_in"]

# What a label is worth when the query equals it; the order in which hits are listed.
KINDS: dict[str, float] = {"pref": 100.0, "acronym": 97.0, "alt": 94.0, "hidden": 91.0, "avoid": 91.0}
MATCHES = ("label", "spelling", "words", "definition")

# Scores of the looser ways. A slip in a whole label outweighs words found in a longer one.
_SPELLING, _WORDS, _SOME_WORDS, _DEFINITION = 82.0, 60.0, 25.0, 10.0
_SPELLING_PENALTY = {"pref": 0.0, "acronym": 0.5, "alt": 0.5, "hidden": 1.0, "avoid": 1.0}
# Who typed one word of a phrase to avoid did not type the phrase: labels that we show come first.
_WORDS_PENALTY = {"pref": 0.0, "acronym": 0.5, "alt": 0.5, "hidden": 4.0, "avoid": 12.0}
_SQUEEZED = 0.25  # subtracted when the label was met only without spaces
_RETIRED = 3.0  # subtracted from deprecated and rejected concepts: their successor goes first
_PREFIX_LENGTH = 3  # a shorter word must stand in the label as it is
_SLIP_WEIGHT = 0.8  # a word corrected counts less than the word itself
_COMMON = 0.2  # a word that stands in more than this share of a large index does not choose hits
_LARGE = 5_000


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """What we advise about one label, in one language.

    Attributes:
        form: The label.
        lang: Its language tag.
        usage: ``avoid`` or ``care``.
        say: What to say instead; empty where the label may be used with care.
        instead: The concepts to use instead.
        reason: Why.
        source: The source of the advice, a source id; empty if none is given.
    """

    form: str
    lang: str
    usage: str
    say: str = ""
    instead: tuple[str, ...] = ()
    reason: str = ""
    source: str = ""

    def __str__(self) -> str:
        """Say it in one or two sentences."""
        if self.usage == "avoid":
            told = f"“{self.form}” is a word to avoid."
            told += f" Say: {self.say}." if self.say else ""
        else:
            told = f"“{self.form}” is to be used with care."
        return f"{told} {self.reason}".rstrip()


class SearchHit(msgspec.Struct, frozen=True, kw_only=True):
    """A concept that was found, and how.

    Attributes:
        concept: The concept.
        matched_label: The label that matched; for a match in the definition, the preferred label.
        lang: The language of the label or definition that matched.
        kind: What matched: ``pref``, ``acronym``, ``alt``, ``hidden``, ``avoid`` or ``definition``.
        match: How: ``label``, ``spelling``, ``words`` or ``definition``.
        score: Between 0 and 100; comparable within one search only.
        advice: For a word to avoid or to use with care, what to say instead and why.
    """

    concept: Concept
    matched_label: str
    lang: str
    kind: str
    match: str
    score: float
    advice: Advice | None = None

    def __str__(self) -> str:
        """Return the concept's id and preferred label."""
        return str(self.concept)

    def __rich__(self) -> str:
        """Say the same in colour, where rich draws."""
        label = self.concept.label.replace("[", "\\[")
        return f"[cyan]{self.concept.id}[/] [bold]{label}[/] [dim]{self.kind} {self.score:.0f}[/]"


class _Found(msgspec.Struct, frozen=True):
    """The best way found so far to reach one concept."""

    score: float
    literal: bool
    entry: SearchEntry
    match: str


def text_in(texts: LangText, lang: str | None) -> str:
    """Return the text in a language, else in English, else in the first there is; empty if there is none."""
    for wanted in (lang, "en"):
        if wanted:
            for tag, text in texts.items():
                if in_language(tag, wanted):
                    return text
    return next(iter(texts.values()), "")


def in_language(tag: str, wanted: str) -> bool:
    """Say whether a language tag is a language or one of its variants: ``pt-BR`` is ``pt``.

    >>> in_language("pt-BR", "pt"), in_language("pt", "pt-BR")
    (True, False)
    """
    tag, wanted = tag.lower(), wanted.lower()
    return tag == wanted or tag.startswith(wanted + "-")


def advice_on(
    concept: Concept, label: str, lang: str, label_of: Callable[[str, str], str], prefer: str | None = None
) -> Advice | None:
    """Return the advice about a label of a concept, or ``None`` if it may be used freely.

    Args:
        concept: The concept that has the label.
        label: The label as written there.
        lang: Its language tag.
        label_of: Gives the preferred label of a concept id in a language; an unknown id gives itself.
        prefer: The language to advise in; the label's own where ``None``.
    """
    for note in concept.label_notes:
        if note.form.get(lang) == label and note.usage in {"avoid", "care"}:
            tongue = prefer or lang
            # A word to avoid stands for the concept that it is a label of, unless the note names another.
            instead = note.instead or ((concept.id,) if note.usage == "avoid" else ())
            say = text_in(note.say, tongue) or ", ".join(label_of(name, tongue) for name in instead)
            return Advice(
                form=label,
                lang=lang,
                usage=note.usage,
                say=say if note.usage == "avoid" or note.say or note.instead else "",
                instead=instead,
                reason=text_in(note.reason, tongue),
                source=note.source or "",
            )
    return None


class Index:
    """A search index over the entries of a release.

    Args:
        entries: Search entries in the order of their keys, as `build_entries` gives them.
        concepts: The concepts by id.
    """

    def __init__(self, entries: Sequence[SearchEntry], concepts: Mapping[str, Concept]) -> None:
        """Index the entries; nothing is built yet."""
        self._entries = entries
        self._concepts = concepts

    def search(self, words: str, lang: str | None = None, limit: int = 10) -> list[SearchHit]:
        """Return the concepts that the words may mean, best first, each once.

        Args:
            words: What somebody typed.
            lang: Search only labels and definitions in this language; ``pt`` includes ``pt-BR``.
            limit: At most so many hits.
        """
        found = self.exact(words, lang)
        # Looser ways cannot change the order of labels that equal the query, only add below them.
        if len(found) < limit:
            self._loosely(words, found, lang)
        if len(found) < limit:
            self._in_definitions(normalise(words), found, lang)
        best = heapq.nsmallest(limit, found.values(), key=lambda f: (-f.score, f.entry.concept))
        return [self._hit(one) for one in best]

    def lookup(self, label: str, lang: str | None = None) -> list[SearchHit]:
        """Return the concepts of which the words are a label, best first; nothing looser."""
        found = self.exact(label, lang).values()
        return [self._hit(one) for one in sorted(found, key=lambda f: (-f.score, f.entry.concept))]

    def suggest(self, words: str, limit: int = 3) -> tuple[str, ...]:
        """Return preferred labels that come near, best first, for “did you mean”: what is found, else what is like."""
        found = [hit.concept for hit in self.search(words, limit=limit)]
        return tuple(concept.label for concept in found) or self._like(normalise(words), limit)

    def _like(self, key: str, limit: int) -> tuple[str, ...]:
        """Return preferred labels of concepts with a label like the whole key, or with one of its words inside."""
        from rapidfuzz import fuzz, process

        shown = {n: e.key for n, e in enumerate(self._entries) if e.kind in {"pref", "acronym", "alt"}}
        like = process.extract(key, shown, scorer=fuzz.WRatio, score_cutoff=70, limit=limit)
        for word in key.split():
            if len(word) > _PREFIX_LENGTH + 1:
                like += process.extract(word, shown, scorer=fuzz.partial_ratio, score_cutoff=90, limit=limit)
        like.sort(key=lambda one: (-one[1], one[0]))
        labels = (self._concepts[self._entries[number].concept].label for _, _, number in like)
        return tuple(dict.fromkeys(labels))[:limit]

    def exact(self, words: str, lang: str | None = None) -> dict[str, _Found]:
        """Return what is reached by labels that equal the words, with spaces and without, by concept."""
        found: dict[str, _Found] = {}
        key = normalise(words)
        if not key:
            return found
        typed = words.strip().casefold()
        for entry in self._with_key(key):
            self._keep(found, entry, KINDS[entry.kind], "label", lang, literal=entry.label.casefold() == typed)
        if not found:  # The table of joined keys is worth building only now: `show doxing` does without.
            for position in self._positions_of(self._joined_keys, _joined(key)):
                entry = self._entries[self._joined[position][1]]
                self._keep(found, entry, KINDS[entry.kind] - _SQUEEZED, "label", lang)
        return found

    # -- the loose ways

    def _loosely(self, words: str, found: dict[str, _Found], lang: str | None) -> None:
        key = normalise(words)
        if not key:
            return
        joined = {_joined(key), _joined(fold(words))}
        for entry, likeness in chain.from_iterable(self._misspelt(one) for one in joined):
            self._keep(found, entry, _SPELLING * likeness - _SPELLING_PENALTY[entry.kind], "spelling", lang)
        for entry, asked, told in self._sharing_words(key):
            score = _WORDS + 20 * told if asked >= 0.999 else _SOME_WORDS + 25 * asked + 5 * told
            self._keep(found, entry, score - _WORDS_PENALTY[entry.kind], "words", lang)

    def _misspelt(self, joined: str) -> Iterator[tuple[SearchEntry, float]]:
        """Yield entries whose joined key is a few slips away, with their likeness between 0 and 1."""
        slips = _slips_allowed(len(joined))
        if not slips:
            return
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        first, last = (bisect_left(self._lengths, length) for length in (len(joined) - slips, len(joined) + slips + 1))
        nearest = extract(
            joined, self._by_length[first:last], scorer=OSA.distance, score_cutoff=slips, processor=None, limit=50
        )
        for text, distance, _ in nearest:
            if distance:
                likeness = 1 - distance / max(len(joined), len(text))
                for position in self._positions_of(self._joined_keys, text):
                    yield self._entries[self._joined[position][1]], likeness

    def _sharing_words(self, key: str) -> Iterator[tuple[SearchEntry, float, float]]:
        """Yield entries that share words with the key: entry, weight of the query and share of the label matched."""
        words = list(dict.fromkeys(key.split()))
        total = 0.0
        sums: dict[int, float] = {}
        counts: dict[int, int] = {}
        size = len(self._entries)
        for word in words:
            postings, certainty = self._postings(word)
            weight = math.log(1 + size / (1 + len(postings)))
            total += weight
            if len(words) > 1 and size > _LARGE and len(postings) > _COMMON * size:
                total -= weight
                continue
            for number in postings:
                sums[number] = sums.get(number, 0.0) + weight * certainty
                counts[number] = counts.get(number, 0) + 1
        if not total:
            return
        least = 0.5 * total
        passing = [(weight, number) for number, weight in sums.items() if weight >= least]
        for weight, number in heapq.nlargest(2_000, passing):
            entry = self._entries[number]
            yield entry, weight / total, min(1.0, counts[number] / len(entry.key.split()))

    def _postings(self, word: str) -> tuple[set[int], float]:
        """Return the numbers of the entries that have a word, or one that begins with it, or else one slip away."""
        known = self._vocabulary
        numbers = set(known.get(word, ()))
        if len(word) >= _PREFIX_LENGTH:
            position = bisect_left(self._words, word)
            while position < len(self._words) and self._words[position].startswith(word):
                numbers.update(known[self._words[position]])
                position += 1
        if numbers:
            return numbers, 1.0
        slips = _slips_allowed(len(word))
        if slips:
            from rapidfuzz.distance import OSA
            from rapidfuzz.process import extract

            near = extract(word, self._words, scorer=OSA.distance, score_cutoff=slips, processor=None, limit=5)
            closest = min((distance for _, distance, _ in near), default=0)
            for text, distance, _ in near:
                if distance == closest:
                    numbers.update(known[text])
        return numbers, _SLIP_WEIGHT

    def _in_definitions(self, key: str, found: dict[str, _Found], lang: str | None) -> None:
        words = [f" {word}" for word in key.split() if len(word) >= _PREFIX_LENGTH]
        if not words:
            return
        for concept, tag, text in self._definitions:
            if concept.id not in found and all(word in text for word in words):
                entry = SearchEntry(key=key, concept=concept.id, label=concept.label, lang=tag, kind="definition")
                self._keep(found, entry, _DEFINITION, "definition", lang)

    # -- tables, built on first use

    @cached_property
    def _joined(self) -> list[tuple[str, int]]:
        """Each joined key with the number of its entry; an Arabic label also with its articles and endings."""
        joined = {(_joined(entry.key), number) for number, entry in enumerate(self._entries)}
        joined.update(
            (_joined(fold(entry.label)), number)
            for number, entry in enumerate(self._entries)
            if not entry.label.isascii()
        )
        return sorted(joined)

    @cached_property
    def _joined_keys(self) -> list[str]:
        return [key for key, _ in self._joined]

    @cached_property
    def _by_length(self) -> list[str]:
        return sorted(set(self._joined_keys), key=len)

    @cached_property
    def _lengths(self) -> list[int]:
        return [len(key) for key in self._by_length]

    @cached_property
    def _vocabulary(self) -> dict[str, list[int]]:
        """Each word of a label, and each two neighbours joined, with the numbers of the entries that have it."""
        table: dict[str, list[int]] = {}
        for number, entry in enumerate(self._entries):
            words = entry.key.split()
            for word in {*words, *(squeeze(a + b) for a, b in pairwise(words))}:
                table.setdefault(word, []).append(number)
        return table

    @cached_property
    def _words(self) -> list[str]:
        return sorted(self._vocabulary)

    @cached_property
    def _definitions(self) -> list[tuple[Concept, str, str]]:
        return [
            (concept, tag, f" {normalise(text)}")
            for concept in self._concepts.values()
            for tag, text in concept.definition.items()
        ]

    # -- small things

    def _with_key(self, key: str) -> Iterator[SearchEntry]:
        position = bisect_left(self._entries, key, key=lambda entry: entry.key)
        while position < len(self._entries) and self._entries[position].key == key:
            yield self._entries[position]
            position += 1

    @staticmethod
    def _positions_of(keys: list[str], key: str) -> Iterable[int]:
        position = bisect_left(keys, key)
        while position < len(keys) and keys[position] == key:
            yield position
            position += 1

    def _keep(
        self,
        found: dict[str, _Found],
        entry: SearchEntry,
        score: float,
        match: str,
        lang: str | None,
        *,
        literal: bool = False,
    ) -> None:
        """Keep the best way to each concept: the highest score; the label is the one typed, where it was typed."""
        if lang is not None and not in_language(entry.lang, lang):
            return
        concept = self._concepts.get(entry.concept)
        if concept is None:
            return
        if concept.status in {"deprecated", "rejected"}:
            score -= _RETIRED
        known = found.get(entry.concept)
        if known is None:
            found[entry.concept] = _Found(score, literal, entry, match)
        elif (literal, score) > (known.literal, known.score):
            found[entry.concept] = _Found(max(score, known.score), literal, entry, match)
        elif score > known.score:
            found[entry.concept] = _Found(score, known.literal, known.entry, known.match)

    def _hit(self, found: _Found) -> SearchHit:
        entry = found.entry
        concept = self._concepts[entry.concept]
        return SearchHit(
            concept=concept,
            matched_label=entry.label,
            lang=entry.lang,
            kind=entry.kind,
            match=found.match,
            score=round(min(100.0, max(0.0, found.score)), 2),
            advice=advice_on(concept, entry.label, entry.lang, self._label_of),
        )

    def _label_of(self, name: str, lang: str) -> str:
        concept = self._concepts.get(name)
        return text_in(concept.prefLabel, lang) if concept else name


def _joined(key: str) -> str:
    """Return a key without spaces, letters composed: a slip changes a syllable of Hangul, not its parts."""
    import unicodedata  # its tables take a moment to load, and few start-ups need them

    return unicodedata.normalize("NFC", squeeze(key))


def _slips_allowed(length: int) -> int:
    """Return how many slips a word or label of a length may hold and still be taken for another."""
    if length < 4:
        return 0
    if length < 6:
        return 1
    return 2 if length < 12 else 3
