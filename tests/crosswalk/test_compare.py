"""Several organisations together, what schemes cover, and rows that are the wrong way round."""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harmlex.crosswalk.build import Compiled, build_network
from harmlex.crosswalk.compare import compare, union
from harmlex.crosswalk.counts import Count, CountTable
from harmlex.crosswalk.coverage import coverage, hub_gaps, strengths
from harmlex.crosswalk.derive import derive, derive_all
from harmlex.crosswalk.lints import flipped, lints

from .worlds import World, hub, part, row, scheme, worlds

SETS = st.lists(st.sets(st.integers(0, 30), max_size=20), min_size=2, max_size=5)


@given(SETS, st.randoms(use_true_random=False))
def test_the_union_of_organisations_lies_within_its_bounds(sets: list[set[int]], rng) -> None:
    pairs = {(i, j): float(len(sets[i] & sets[j])) for i, j in combinations(range(len(sets)), 2)}
    some = {pair: pairs[pair] for pair in rng.sample(sorted(pairs), rng.randint(0, len(pairs)))}
    sizes = [float(len(one)) for one in sets]
    whole = len(set().union(*sets))
    for shared in (pairs, some, {}):
        low, high = union(sizes, sizes, shared)
        assert low <= whole <= high


def table(scheme_id: str, code: str, number: int, **rest: str) -> CountTable:
    given_ = {"organisation": scheme_id, "scheme": scheme_id, "unit": "items", "period": "2024"} | rest
    return CountTable(counts=(Count(event=(code,), low=number, high=number),), **given_)


def toy() -> Compiled:
    concepts = (hub(1), hub(2, broader=("hlx:H0001",)), hub(3))
    schemes = (scheme("a", part("a:1")), scheme("b", part("b:1"), part("b:2")))
    rows = (row("a:1", "exactMatch", "hlx:H0002"), row("b:1", "narrowMatch", "hlx:H0001"))
    return build_network(concepts, schemes, (), (), rows)


def test_numbers_are_put_together_only_where_unit_and_period_agree():
    first, second = table("a", "a:1", 10), table("b", "b:1", 30)
    both = compare(toy(), [first, second], ["hlx:H0001"])[0]
    assert both.together == (10, 40)
    assert "touch" in both.reason
    later = compare(toy(), [first, table("b", "b:1", 30, period="2025")], ["hlx:H0001"])[0]
    assert later.together is None
    assert "different periods" in later.reason
    alone = compare(toy(), [first], ["hlx:H0001"])[0]
    assert (alone.together, alone.intervals[0].grade) == (None, "A")


def test_coverage_takes_the_strongest_relation_and_gaps_are_what_is_left():
    matrix = coverage(toy())
    assert matrix.schemes == ("a", "b")
    assert matrix.cells == {
        "hlx:H0001": {"a": "parts", "b": "inside"},
        "hlx:H0002": {"a": "exact", "b": "inside"},
        "hlx:H0003": {},
    }
    assert [(g.concept_id, g.schemes) for g in hub_gaps(toy())] == [
        ("hlx:H0003", ()), ("hlx:H0001", ("a",)), ("hlx:H0002", ("a",))
    ]  # fmt: skip


def test_strengths_count_pairs_once():
    found = {(s.first, s.second): (s.pairs, s.related, s.subjects, s.objects) for s in strengths(toy())}
    assert found == {("a", "b"): (2, 1, 1, 1), ("a", "hlx"): (3, 2, 1, 2), ("b", "hlx"): (6, 2, 1, 2)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(criteria=True, covers=True))
def test_all_pairs_at_once_are_the_pairs_one_by_one(world: World) -> None:
    out = build_network(world.concepts, world.schemes, world.codelists, world.facets, world.rows)
    for walk in (*derive_all(out), *derive_all(out, ["hlx", "b", "a"])):
        alone = derive(out, walk.subject_scheme, walk.object_scheme)
        assert [(k.subject_id, k.predicate_id, k.object_id, k.nearest, k.confidence) for k in walk.links] == [
            (k.subject_id, k.predicate_id, k.object_id, k.nearest, k.confidence) for k in alone.links
        ]
        assert (walk.gaps, walk.gaps_back, walk.covers) == (alone.gaps, alone.gaps_back, alone.covers)


def test_a_broad_match_the_wrong_way_round_is_found_by_turning_it():
    concepts = (hub(1, population="child"), hub(2, population="adult"))
    net = scheme("n", part("n:all"), part("n:adults", broader=("n:all",)))
    wrong = row("n:all", "broadMatch", "hlx:H0001")
    rows = (wrong, row("n:adults", "broadMatch", "hlx:H0002"))

    def build(some):
        return build_network(concepts, (net,), (), (), some)

    found = flipped(build(rows), build)
    assert [(lint.kind, lint.rows) for lint in found] == [("flip", (wrong,))]
    assert flipped(build(rows[1:]), build) == []


def test_what_skos_forbids_is_told_apart_from_what_sets_forbid():
    rows = (
        row("a:1", "exactMatch", "hlx:H0002"), row("a:1", "broadMatch", "hlx:H0002"),
        row("b:1", "relatedMatch", "hlx:H0002"), row("b:1", "broadMatch", "hlx:H0001"),
        row("b:2", "relatedMatch", "hlx:H0001"), row("b:2", "broadMatch", "hlx:H0002"),
    )  # fmt: skip
    concepts = (hub(1), hub(2, broader=("hlx:H0001",)))
    schemes = (scheme("a", part("a:1")), scheme("b", part("b:1"), part("b:2")))
    kinds = {(lint.kind, lint.subject_id) for lint in lints(build_network(concepts, schemes, (), (), rows))}
    assert {("K1", "a:1"), ("K2", "b:2")} <= kinds
    assert ("K2", "b:1") not in kinds
