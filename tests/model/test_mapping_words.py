"""What identifies a mapping, and what it says in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from harmlex.model.mappings import MappingRow
from harmlex.model.sameness import sameness_identifier
from harmlex.model.sentences import sentence
from harmlex.model.sssom import NO_TERM, PREDICATES, expand

SKOS = "http://www.w3.org/2004/02/skos/core#"
# The examples of the specification.
PUBLISHED = [
    (
        (["http://example.org/feline"], "http://www.w3.org/2002/07/owl#sameAs", ["http://example.com/cat"], False),
        "mapping:95a088082ab2b2a68638aebbcc3fe3e0f229da75a8b5bdbb9f3f8cd5e1e4286e",
    ),
    (
        (
            ["http://example.org/red", "http://example.org/blue"],
            f"{SKOS}closeMatch",
            ["http://example.com/green"],
            True,
        ),
        "mapping:424e7a86ea29d5a0aaf1d3d7da9a864b48121ac465c67163aef56f6f87bb1ba8~",
    ),
    (
        (["x:\uff42", "x:\U0001d5ba", "x:c"], "x:is", ["x:letter"], False),
        "mapping:d1bbf3098de14c48971f01b3c884c7657fc42f00edabe1065045ce50e5966678",
    ),
]


@pytest.mark.parametrize(("said", "expected"), PUBLISHED)
def test_identifiers_are_those_of_the_specification(said, expected):
    subjects, predicate, objects, negated = said
    assert sameness_identifier(subjects, predicate, objects, negated=negated) == expected


@given(st.lists(st.text(), max_size=4).flatmap(lambda ends: st.tuples(st.just(ends), st.permutations(ends))))
def test_the_order_of_the_ends_does_not_matter(ends):
    one, two = ends
    assert sameness_identifier(one, "p", ["o"]) == sameness_identifier(two, "p", ["o"])
    assert sameness_identifier(["s"], "p", one) == sameness_identifier(["s"], "p", two)


def test_a_curie_is_expanded_by_the_built_in_prefixes_first():
    assert expand("skos:exactMatch", {"skos": "https://example.org/"}) == f"{SKOS}exactMatch"
    with pytest.raises(KeyError):
        expand("unknown:x", {})


def _row(predicate: str, **more: str) -> MappingRow:
    return MappingRow(subject_id="toy:A", predicate_id=predicate, object_id="hlx:H0101", **more)


def test_every_relation_has_a_sentence_of_its_own():
    said = {sentence(_row(name, predicate_modifier=sign), "a", "b") for name in PREDICATES for sign in ("", "Not")}
    assert len(said) == 2 * len(PREDICATES)
    assert all(one.endswith(".") and "Match" not in one for one in said)


def test_narrow_is_broad_the_other_way_round():
    for sign in ("", "Not"):
        broad, narrow = (_row(f"skos:{name}Match", predicate_modifier=sign) for name in ("broad", "narrow"))
        assert sentence(broad, "a", "b") == sentence(narrow, "b", "a")
    assert sentence(_row("skos:broadMatch"), "a", "b") == "Every ⟨a⟩ is a ⟨b⟩."


def test_nothing_found_is_a_fact():
    assert sentence(replace(_row("skos:exactMatch"), object_id=NO_TERM), "a", "") == "Nothing was found for ⟨a⟩."
