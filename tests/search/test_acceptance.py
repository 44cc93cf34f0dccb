"""The queries that must work, on the registry as it stands (UX, section 1.5)."""

from __future__ import annotations

import random

import pytest

from harmlex.model.artefact import Artefact
from harmlex.registry import Registry


@pytest.fixture(scope="module")
def registry(real: Artefact) -> Registry:
    return Registry(real)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("doxing", "doxing"),
        ("doxxing", "doxing"),
        ("doxxed", "doxing"),
        ("doxxxing", "doxing"),
        ("CSAM", "child sexual abuse material"),
        ("csam", "child sexual abuse material"),
        ("NCII", "non-consensual sharing of intimate images"),
        ("ibsa", "image-based sexual abuse"),
        ("revenge porn", "non-consensual sharing of intimate images"),
        ("cyber flashing", "cyberflashing"),
        ("cyberflashng", "cyberflashing"),
        ("sextorsion", "sexual extortion"),
        ("sextortian", "sexual extortion"),
    ],
)
def test_the_query_finds_the_concept_first(registry: Registry, words: str, label: str) -> None:
    assert registry.search(words)[0].concept.label == label


def test_a_word_without_its_hyphen_finds_what_is_non_consensual(registry: Registry) -> None:
    assert registry.search("nonconsensual")[0].concept.label.startswith("non-consensual")


@pytest.mark.parametrize("pair", [("العنف", "عنف"), ("التشهير", "تشهير"), ("المضايقات", "مضايقة")])
def test_an_arabic_word_finds_the_same_with_and_without_its_article(registry: Registry, pair: tuple[str, str]) -> None:
    one, other = ([hit.concept.id for hit in registry.search(word)] for word in pair)
    assert one == other


@pytest.mark.parametrize("word", ["عنف", "مضايقة"])
def test_an_arabic_word_finds_a_concept_by_an_arabic_label(registry: Registry, word: str) -> None:
    assert registry.search(word)[0].lang == "ar"


def test_every_word_to_avoid_is_answered_with_what_to_say_and_why(registry: Registry) -> None:
    words = [entry for entry in registry.artefact.search if entry.kind == "avoid"]
    assert len(words) >= 10
    for entry in words:
        hits = {hit.concept.id: hit for hit in registry.lookup(entry.label)}
        advice = hits[entry.concept].advice
        assert advice is not None, entry
        assert advice.say, entry
        assert advice.reason, entry


def test_every_label_finds_its_own_concept_first_unless_another_has_a_better_claim(registry: Registry) -> None:
    for entry in registry.artefact.search:
        hits = registry.search(entry.label)
        own = next(hit for hit in hits if hit.concept.id == entry.concept)
        assert own.match == "label"
        # Whoever stands before it has the very same label, as a preferred one or a synonym.
        assert all(hit.match == "label" for hit in hits[: hits.index(own)]), entry


def test_a_label_of_six_letters_or_more_with_one_slip_is_among_the_first_five(registry: Registry) -> None:
    chance = random.Random(20261122)
    entries = [entry for entry in registry.artefact.search if len(entry.label) >= 6]
    lost = []
    for entry in entries:
        place = chance.randrange(len(entry.label) - 1)
        typed = entry.label[:place] + entry.label[place + 1] + entry.label[place] + entry.label[place + 2 :]
        if entry.concept not in [hit.concept.id for hit in registry.search(typed)[:5]]:
            lost.append((entry.label, typed))
    assert not lost
