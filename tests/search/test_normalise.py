"""The key under which spellings of one label meet."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmlex.search.normalise import ARTICLES, ENDINGS, LETTERS, MARKS, normalise, squeeze

ARABIC = st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئءـًٌٍَُِّْ ", max_size=24)


@given(st.text(max_size=60) | ARABIC)
def test_a_key_is_its_own_key(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=60))
def test_case_does_not_matter(text: str) -> None:
    assert normalise(text.casefold()) == normalise(text)


@given(st.text(max_size=60))
def test_composed_and_decomposed_texts_have_one_key(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))


@given(st.text(max_size=60) | ARABIC)
def test_words_are_parted_by_single_spaces(text: str) -> None:
    assert normalise(text) == " ".join(normalise(text).split())


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=60))
def test_the_short_way_for_ascii_equals_the_long_way(text: str) -> None:
    # A letter outside ASCII that the tables drop forces the long way.
    assert normalise(text) == normalise(text + "\u0640")


@given(st.text(max_size=40))
def test_squeezing_twice_changes_nothing(text: str) -> None:
    assert squeeze(squeeze(normalise(text))) == squeeze(normalise(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("doxxing", "doxing"),
        ("doxxxing", "doxing"),
        ("DOXXED", "doxed"),
        ("cyber-flashing", "cyber flashing"),
        ("harcèlement", "harcelement"),
        ("extorsão", "extorsao"),
        ("Straße", "STRASSE"),
        ("İstismar", "istismar"),
        ("krænkelse", "kraenkelse"),
        ("l’image", "l'image"),
        ("العنف", "عنف"),
        ("والعنف", "عنف"),
        ("التشهير", "تشهير"),
        ("المضايقات", "مضايقة"),
        ("التَّحَرُّش", "التحرش"),
        ("أطفال", "اطفال"),
        ("للأطفال", "الأطفال"),
        ("العـــنف", "العنف"),
        ("مضايقة", "مضايقه"),
        ("سایبر", "سايبر"),
        ("deep\u00adfake", "deepfake"),
    ],
)
def test_two_spellings_meet(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), [("outing", "doxing"), ("عنف", "تشهير"), ("किशोर", "कशर"), ("11", "1")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_a_short_arabic_word_keeps_what_looks_like_an_article_or_an_ending() -> None:
    assert normalise("الم") == "الم"
    assert normalise("فات") == "فات"


def test_nothing_but_signs_has_an_empty_key() -> None:
    assert normalise(" -–— !? ") == ""


def test_longer_articles_and_endings_come_before_those_they_contain() -> None:
    for table, contains in ((ARTICLES, str.endswith), (ENDINGS, str.endswith)):
        for position, part in enumerate(table):
            assert not any(contains(later, part) and later != part for later in table[position + 1 :])


def test_the_tables_are_disjoint() -> None:
    marks = {chr(code) for first, last in MARKS for code in range(first, last + 1)}
    assert not marks & set(LETTERS)
