"""Search: the right concept first, and the reason why."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harmlex.model.artefact import Artefact
from harmlex.model.records import Concept
from harmlex.search.entries import build_entries
from harmlex.search.index import Index, SearchHit


@pytest.fixture(scope="module")
def index(toy: Artefact) -> Index:
    return index_of(toy.concepts)


def index_of(concepts: tuple[Concept, ...]) -> Index:
    return Index(build_entries(concepts), {concept.id: concept for concept in concepts})


@cache
def _small() -> Index:
    return index_of((Concept(id="hlx:H0001", status="proposed", prefLabel={"en": "trolling", "ar": "العنف"},
                             population="any", material="none", reportable=True, changes=()),))  # fmt: skip


def first(index: Index, words: str, lang: str | None = None) -> SearchHit:
    return index.search(words, lang=lang)[0]


@pytest.mark.parametrize(
    ("words", "concept", "kind", "match"),
    [
        ("doxing", "hlx:H0042", "pref", "label"),
        ("doxxing", "hlx:H0042", "alt", "label"),
        ("doxxed", "hlx:H0042", "hidden", "label"),
        ("doxxxing", "hlx:H0042", "pref", "label"),
        ("CSAM", "hlx:H0101", "acronym", "label"),
        ("csam", "hlx:H0101", "acronym", "label"),
        ("NCII", "hlx:H0031", "acronym", "label"),
        ("ibsa", "hlx:H0030", "acronym", "label"),
        ("revenge porn", "hlx:H0031", "avoid", "label"),
        ("cyber flashing", "hlx:H0044", "pref", "label"),
        ("cyberflashng", "hlx:H0044", "pref", "spelling"),
        ("sextorsion", "hlx:H0045", "alt", "spelling"),
        ("sextortian", "hlx:H0045", "alt", "spelling"),
        ("nonconsensual sharing", "hlx:H0031", "pref", "words"),
        ("grooming", "hlx:H0130", "alt", "words"),
        ("intimate imagse", "hlx:H0031", "pref", "words"),
        ("frighten that person", "hlx:H0042", "definition", "definition"),
    ],
)
def test_the_query_finds_its_concept_by_the_right_way(
    index: Index, words: str, concept: str, kind: str, match: str
) -> None:
    hit = first(index, words)
    assert (hit.concept.id, hit.kind, hit.match) == (concept, kind, match)


@pytest.mark.parametrize("pair", [("العنف", "عنف"), ("التشهير", "تشهير"), ("المضايقات", "مضايقة")])
def test_an_arabic_word_is_found_with_and_without_its_article(index: Index, pair: tuple[str, str]) -> None:
    assert first(index, pair[0]).concept == first(index, pair[1]).concept
    assert first(index, pair[0]).lang == "ar"


def test_a_word_to_avoid_is_answered_with_what_to_say_and_why(index: Index) -> None:
    advice = first(index, "Revenge-Porn").advice
    assert advice is not None
    assert (advice.usage, advice.say, advice.instead) == (
        "avoid", "non-consensual sharing of intimate images", ("hlx:H0031",)
    )  # fmt: skip
    assert advice.reason == "It blames the person shown and presumes a motive."
    assert str(advice).startswith("“revenge porn” is a word to avoid. Say: non-consensual sharing of intimate images.")


def test_a_phrase_to_say_goes_before_the_preferred_label(index: Index) -> None:
    advice = first(index, "child pornography").advice
    assert advice is not None
    assert advice.say == "child sexual abuse material"


def test_a_word_to_use_with_care_says_so_and_names_no_other(index: Index) -> None:
    advice = first(index, "sextortion").advice
    assert advice is not None
    assert (advice.usage, advice.say) == ("care", "")
    assert str(advice) == "“sextortion” is to be used with care. It can make the crime sound slight."


def test_one_word_of_a_phrase_to_avoid_leads_to_a_label_that_we_show(index: Index) -> None:
    assert first(index, "child").kind == "pref"


def test_the_label_that_was_typed_is_the_one_reported(index: Index) -> None:
    assert first(index, "Doxxing").matched_label == "doxxing"
    assert first(index, "doxing").matched_label == "doxing"


def test_a_hit_prints_as_id_and_preferred_label(index: Index) -> None:
    assert str(first(index, "NCII")) == "hlx:H0031 non-consensual sharing of intimate images"


def test_a_language_narrows_the_labels_that_are_searched(index: Index) -> None:
    assert first(index, "harcelement en ligne", "fr").concept.id == "hlx:H0004"
    assert index.search("doxing", lang="fr") == []
    assert first(index, "aliciamento online", "pt").lang == "pt-BR"
    assert index.search("aliciamento online", lang="pt-PT") == []


def test_each_concept_is_listed_once_and_best_first(index: Index) -> None:
    hits = index.search("sexual abuse of a child")
    assert len({hit.concept.id for hit in hits}) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_limit_cuts_the_list_and_not_the_order(index: Index) -> None:
    assert index.search("online", limit=2) == index.search("online")[:2]


def test_a_deprecated_concept_is_found_below_its_equals() -> None:
    old = Concept(id="hlx:H0001", status="deprecated", prefLabel={"en": "trolling"}, population="any",
                  material="none", reportable=True, changes=())  # fmt: skip
    new = Concept(id="hlx:H0002", status="proposed", prefLabel={"en": "trolling"}, population="any",
                  material="none", reportable=True, changes=())  # fmt: skip
    assert [hit.concept.id for hit in index_of((old, new)).search("trolling")] == ["hlx:H0002", "hlx:H0001"]


@pytest.mark.parametrize("words", ["", "   ", "!?", "zzzzzz", "qqqq xxxx", "\u200f"])
def test_nothing_is_found_for_nothing(index: Index, words: str) -> None:
    assert index.search(words) == []


@settings(max_examples=200)
@given(words=st.text(max_size=40))
def test_no_text_breaks_the_search(words: str) -> None:
    for hit in _small().search(words):
        assert 0 < hit.score <= 100


def test_every_label_finds_its_own_concept_first_or_ties(index: Index, toy: Artefact) -> None:
    for entry in toy.search:
        hits = index.search(entry.label)
        own = next(hit for hit in hits if hit.concept.id == entry.concept)
        assert own.match == "label"
        assert own.score == hits[0].score or own.concept.status == "deprecated"


@pytest.mark.parametrize("seed", range(40))
def test_a_label_of_six_letters_or_more_with_one_slip_is_among_the_first_five(
    seed: int, index: Index, toy: Artefact
) -> None:
    chance = random.Random(seed)
    lost = [
        (entry.label, typed)
        for entry in toy.search
        if len(entry.label) >= 6
        for typed in [slip(entry.label, chance)]
        if entry.concept not in [hit.concept.id for hit in index.search(typed)[:5]]
    ]
    assert not lost


def slip(label: str, chance: random.Random) -> str:
    """Drop, add, change or swap one letter, as somebody does who types the label's own script."""
    place = chance.randrange(len(label) - 1)
    kind = chance.choice(("drop", "add", "change", "swap"))
    if kind == "drop":
        return label[:place] + label[place + 1 :]
    if kind == "swap":
        return label[:place] + label[place + 1] + label[place] + label[place + 2 :]
    return label[:place] + chance.choice(label) + label[place + (kind == "change") :]
