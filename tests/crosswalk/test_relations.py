"""The composition table against all small universes, and the laws of the algebra."""

from __future__ import annotations

import doctest
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmlex.crosswalk import relations
from harmlex.crosswalk.relations import (
    ANY,
    DR,
    EQ,
    PO,
    PP,
    PPI,
    PREDICATES,
    compose,
    converse,
    inverse_predicate,
    mask_of,
    names,
    predicate_of,
)

BASE = (EQ, PP, PPI, PO, DR)
masks = st.integers(1, ANY)


def between(a: int, b: int) -> int:
    if a == b:
        return EQ
    if a & b == a:
        return PP
    if a & b == b:
        return PPI
    return PO if a & b else DR


def test_the_table_is_that_of_all_triples_of_non_empty_sets_in_a_universe_of_five():
    seen = dict.fromkeys(product(BASE, BASE), 0)
    sets = range(1, 1 << 5)
    for a, b, c in product(sets, sets, sets):
        seen[between(a, b), between(b, c)] |= between(a, c)
    assert seen == {(p, q): compose(p, q) for p, q in product(BASE, BASE)}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # Typed in from table 1 of doi:10.1038/s41598-021-00281-y.
        (DR, PPI, "DR"), (DR, PP, "PP PO DR"), (DR, DR, "EQ PP PPi PO DR"), (PO, PP, "PP PO"), (PO, DR, "PPi PO DR"),
        (PP, PPI, "EQ PP PPi PO DR"), (PP, PO, "PP PO DR"), (PP, DR, "DR"), (PPI, PP, "EQ PP PPi PO"),
        (PPI, PO, "PPi PO"), (PPI, DR, "PPi PO DR"), (PO, PO, "EQ PP PPi PO DR"),
    ],
)  # fmt: skip
def test_cells_are_those_published(first, second, expected):
    assert names(compose(first, second)) == expected


@given(masks, masks)
def test_a_chain_read_backwards_inverts_and_swaps_its_links(p, q):
    assert converse(compose(p, q)) == compose(converse(q), converse(p))


@given(masks)
def test_equality_is_neutral_and_turning_twice_changes_nothing(p):
    assert compose(EQ, p) == p == compose(p, EQ)
    assert converse(converse(p)) == p


@pytest.mark.parametrize(("p", "q", "r"), list(product(BASE, BASE, BASE)))
def test_the_triangle_law_holds(p, q, r):
    assert bool(compose(p, q) & r) == bool(compose(converse(p), r) & q)


CHAINS = {
    ("exactMatch", "exactMatch"): "skos:exactMatch",
    ("exactMatch", "broadMatch"): "skos:broadMatch",
    ("broadMatch", "broadMatch"): "skos:broadMatch",
    ("narrowMatch", "narrowMatch"): "skos:narrowMatch",
    ("narrowMatch", "broadMatch"): "hlx:overlapMatch",
    ("narrowMatch", "closeMatch"): "hlx:overlapMatch",
    ("closeMatch", "broadMatch"): "hlx:overlapMatch",
    ("broadMatch", "narrowMatch"): None,
    ("broadMatch", "closeMatch"): None,
    ("closeMatch", "narrowMatch"): None,
    ("closeMatch", "closeMatch"): None,
    ("relatedMatch", "broadMatch"): None,
}


@pytest.mark.parametrize(("chain", "expected"), CHAINS.items(), ids=str)
def test_a_chain_of_predicates_says_what_the_table_allows_and_no_more(chain, expected):
    first, second = (mask_of(f"skos:{p}") for p in chain)
    assert predicate_of(compose(first, second)) == expected


def test_a_class_below_something_disjoint_is_disjoint():
    assert predicate_of(compose(mask_of("skos:broadMatch"), DR)) == "owl:disjointWith"
    assert predicate_of(compose(DR, mask_of("skos:narrowMatch"))) == "owl:disjointWith"


@given(st.sampled_from(sorted(PREDICATES)))
def test_a_predicate_and_its_inverse_say_the_same_from_both_ends(predicate):
    if predicate != "rdfs:subClassOf":
        assert mask_of(inverse_predicate(predicate)) == converse(mask_of(predicate))


def test_the_examples_of_the_module_do_what_they_say():
    result = doctest.testmod(relations)
    assert (result.attempted, result.failed) == (3, 0)


def test_a_derived_overlap_is_never_called_a_close_match():
    assert all(predicate_of(m) != "skos:closeMatch" for m in range(1, ANY + 1))
    assert predicate_of(0) is None
