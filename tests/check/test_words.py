"""How labels are compared."""

from __future__ import annotations

import pytest

from harmlex.check.languages import trouble_with
from harmlex.check.words import fold, near, quote


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cyber-stalking", "cyber stalking"),
        ("ＤＯＸ", "dox"),
        ("people’s", "people's"),
        ("Straße", "STRASSE"),
        ("a  b", "a b"),
    ],
)
def test_folding_hides_case_hyphens_and_forms(one, other):
    assert fold(one) == fold(other)


def test_folding_keeps_scripts_apart_and_whole():
    assert fold("التشهير") == "التشهير"
    assert fold("साइबर धमकी") == "साइबर धमकी"


def test_near_names_are_those_that_were_meant():
    assert near("prefLable", ["prefLabel", "altLabel", "status"])[0] == "prefLabel"
    assert near("zzz", ["prefLabel"]) == []
    assert quote(["a"]) == "`a`"


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "ckb", "sr-Latn", "de-1996"])
def test_tags_in_use_are_sound(tag):
    assert trouble_with(tag) == ""


@pytest.mark.parametrize("tag", ["EN", "en_GB", "eng", "xx", "en-UK", "en-gb", "english", "", "zh-Abcd", "pt-BR-"])
def test_made_up_tags_are_not(tag):
    assert trouble_with(tag)
