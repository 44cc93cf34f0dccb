"""What is searched."""

from __future__ import annotations

from harmlex.model.artefact import Artefact
from harmlex.search.entries import build_entries


def kinds(toy: Artefact, concept: str) -> dict[str, str]:
    return {entry.label: entry.kind for entry in toy.search if entry.concept == concept}


def test_every_label_has_an_entry_of_its_kind(toy: Artefact) -> None:
    assert kinds(toy, "hlx:H0042") == {"doxing": "pref", "doxxing": "alt", "doxxed": "hidden", "doxed": "hidden"}


def test_a_label_that_a_note_calls_an_abbreviation_is_an_acronym(toy: Artefact) -> None:
    assert kinds(toy, "hlx:H0030")["IBSA"] == "acronym"


def test_a_label_that_a_note_advises_against_is_to_avoid(toy: Artefact) -> None:
    assert kinds(toy, "hlx:H0031")["revenge porn"] == "avoid"
    assert kinds(toy, "hlx:H0031")["non-consensual pornography"] == "hidden"


def test_entries_are_in_the_order_of_their_keys_whatever_the_order_of_the_concepts(toy: Artefact) -> None:
    assert [entry.key for entry in toy.search] == sorted(entry.key for entry in toy.search)
    assert build_entries(reversed(toy.concepts)) == toy.search


def test_no_entry_has_an_empty_key(toy: Artefact) -> None:
    assert all(entry.key for entry in toy.search)
