"""The manual has one page for each code, and takes it apart without losing a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import harmlex
from harmlex.check.manual import page_of, pages
from harmlex.check.rules import all_rules
from harmlex.crosswalk.count_rules import COUNT_RULES
from harmlex.crosswalk.counts import parse_counts
from harmlex.model.errors import UnknownName
from harmlex.report.rules import RULES


def test_every_check_and_every_rule_has_a_page():
    assert list(pages()) == [*all_rules(), *COUNT_RULES, *RULES]


def test_every_code_that_the_code_speaks_has_a_page():
    source = Path(harmlex.__file__).parent
    spoken = {code for path in source.rglob("*.py") for code in re.findall(r"HLX-[CMR][0-9]{3}", path.read_text())}
    # A code that no check has, as the example of a mistake.
    assert spoken - {"HLX-C999"} == set(pages())


@pytest.mark.parametrize("code", [code for code in COUNT_RULES if "::" in COUNT_RULES[code]])
def test_the_cases_of_a_rule_on_counts_are_what_they_say(code):
    cases = {section.name: section.parts[0].text for section in page_of(code).sections()}
    assert {finding.code for finding in parse_counts(cases["Bad"].encode(), "bad.csv")[1]} == {code}
    assert parse_counts(cases["Good"].encode(), "good.csv")[1] == []


@pytest.mark.parametrize("code", list(pages()))
def test_a_page_says_why_shows_a_bad_and_a_good_case_and_how_to_mend_it(code):
    page = pages()[code]
    sections = {section.name: section.parts for section in page.sections()}
    assert [name for name in sections if name][:4] == ["Why", "Bad", "Good", "Mend"]
    assert set(sections) <= {"", "Why", "Bad", "Good", "Mend", "Exemptions"}
    assert all(sections.values())
    assert page.text.startswith(page.title)


@pytest.mark.parametrize("code", list(pages()))
def test_nothing_of_a_page_is_lost_when_it_is_taken_apart(code):
    page = pages()[code]
    again = [page.text.partition("\n\n")[0]]
    for section in page.sections():
        again += [section.name, *(part.text for part in section.parts)]
    words = [word.rstrip(":") if word.rstrip(":") in ("Why", "Bad", "Good", "Mend", "Exemptions") else word
             for word in page.text.split()]  # fmt: skip
    assert " ".join(again).split() == words


def test_a_page_is_found_by_any_spelling_of_its_code():
    assert page_of(" hlx-r012 ") == page_of("R012") == pages()["HLX-R012"]
    assert page_of("c013") == pages()["HLX-C013"]


@pytest.mark.parametrize(("code", "near"), [("R999", ()), ("HLX-R299", ("HLX-R201",)), ("M999", ("HLX-M115",))])
def test_an_unknown_code_is_answered_with_near_ones(code, near):
    with pytest.raises(UnknownName) as refused:
        page_of(code)
    assert set(near) <= set(refused.value.suggestions)
