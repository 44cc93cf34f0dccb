"""A proof is enough by itself, nothing in it can be spared, and where it is a path it is a shortest one."""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harmlex.crosswalk.build import Compiled, build_network
from harmlex.crosswalk.contradictions import contradictions, settle
from harmlex.crosswalk.derive import BROAD, EXACT, NARROW, OVERLAP, derive
from harmlex.crosswalk.facts import Fact
from harmlex.crosswalk.network import Network
from harmlex.crosswalk.proof import Proof, Prover
from harmlex.crosswalk.relations import mask_of
from harmlex.model.records import Criterion, Interval

from .worlds import CODELISTS, FACETS, World, allowed_kinds, codes, facet, hub, part, row, scheme, worlds

SLOW = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def compiled(world: World) -> Compiled:
    return build_network(world.concepts, world.schemes, world.codelists, world.facets, world.rows)


def only(network: Network, steps: set[int]) -> Network:
    """The same network with only the given facts; arithmetic on values is always allowed."""
    out = Network()
    out.names, out.scheme, out.index = network.names, network.scheme, network.index
    out.members, out.facts = network.members, network.facts
    free = {i for i, f in enumerate(network.facts) if isinstance(f, Fact) and f.kind == "values"}
    kept = {i for i, f in enumerate(network.facts) if id(f) in steps} | free
    out.up = [{y: f for y, f in edges.items() if f in kept} for edges in network.up]
    for nodes, fact in network.groups:
        if fact in kept:
            out.exclude(nodes, fact)
    for body, head, fact in network.rules:
        if fact in kept and len(body) > 1:
            out.suffice(body, head, fact)
    out.alone = {a: heads for a, all_ in network.alone.items() if (heads := [h for h in all_ if h in out.up[a]])}
    for whole, parts, fact in network.covers:
        if fact in kept:
            out.cover(whole, parts, fact)
    out.partitions, out.bars = network.partitions, network.bars
    for atoms in network.facet_atoms:
        out.one_valued({a: network.mask[a] for a in atoms})
    out.witnesses = [w for w in network.witnesses if w[2] in kept]
    return out


def steps_of(proof: Proof) -> set[int]:
    return {id(step) for step in proof.steps}


def says(network: Network, kind: str, x: int, y: int) -> bool:
    if x in network.impossible or y in network.impossible:
        return True
    return network.relation(x, y) & ~mask_of(kind) == 0


@SLOW
@given(st.one_of(worlds(criteria=True, covers=True), worlds(criteria=True, ages=True)))
def test_every_link_follows_from_the_steps_of_its_proof_alone(world: World) -> None:
    out = settle(lambda without: build_network(
        world.concepts, world.schemes, world.codelists, world.facets, world.rows, without=without))  # fmt: skip
    for a, b in (("a", "b"), ("a", "hlx"), ("hlx", "b")):
        for link in derive(out, a, b, apart=True).links:
            x, y = out.network.index[link.subject_id], out.network.index[link.object_id]
            small = only(out.network, {id(step) for step in link.steps})
            assert says(small, link.predicate_id, x, y), link


@SLOW
@given(st.one_of(worlds(criteria=True, covers=True), worlds(criteria=True, ages=True)))
def test_a_cover_is_found_where_every_world_shows_it_and_its_proof_is_enough(world: World) -> None:
    out = compiled(world)
    if any(one.kind != "E3" for one in contradictions(out)):
        return  # from what contradicts itself anything follows
    bit = {name: 1 << i for i, name in enumerate(world.names)}
    kinds = {kind for kind, _ in allowed_kinds(world)}
    index = out.network.index
    for a, b in (("a", "b"), ("b", "a"), ("a", "hlx")):
        walk = derive(out, a, b)
        covers = {cover.subject_id: cover for cover in walk.covers}
        equal = {link.subject_id for link in walk.links if link.predicate_id == EXACT}
        for x in (out.network.names[n] for n in out.network.members[a]):
            mine = [k for k in kinds if k & bit[x]]
            around = {y for y, mask in bit.items() if all(k & mask for k in mine)}
            others = {
                out.network.names[y] for y in out.network.members[b]
                if out.network.names[y] not in around and out.alike(index[x], y)
            }  # fmt: skip
            together = sum(bit[y] for y in others)
            shown = bool(others) and x not in equal and all(k & together for k in mine)
            assert (x in covers) == shown, (x, b)
            if shown:
                cover = covers[x]
                assert set(cover.object_ids) <= others
                small = only(out.network, {id(step) for step in cover.steps})
                assert not small.possible((index[x],), [index[y] for y in cover.object_ids]), cover


@SLOW
@given(worlds(criteria=True, covers=True))
def test_nothing_in_an_explanation_of_a_contradiction_can_be_spared(world: World) -> None:
    out = compiled(world)
    network = out.network
    prover = Prover(network)
    for x in sorted(n for n in network.impossible if network.scheme[n]):
        facts = prover.impossible((x,))
        assert facts is not None
        proof = prover.proof(facts)
        assert not only(network, steps_of(proof)).possible((x,))
        if any(isinstance(s, Fact) and s.kind in ("definition", "coverage", "exhaustive") for s in proof.steps):
            continue  # there the explanation is enough, and small, and not always the smallest
        for step in proof.steps:
            if not (isinstance(step, Fact) and step.kind == "values"):
                assert only(network, steps_of(proof) - {id(step)}).possible((x,)), step


@SLOW
@given(worlds(criteria=False))
def test_without_definitions_and_covers_an_explanation_is_a_smallest_one(world: World) -> None:
    out = compiled(world)
    network = out.network
    prover = Prover(network)
    told = [i for i, f in enumerate(network.facts) if not (isinstance(f, Fact) and f.kind == "values")]
    if len(told) > 11:
        return
    for x in sorted(n for n in network.impossible if network.scheme[n]):
        size = len([s for s in prover.proof(prover.impossible((x,)) or []).steps
                    if not (isinstance(s, Fact) and s.kind == "values")])  # fmt: skip
        for smaller in combinations(told, size - 1):
            assert only(network, {id(network.facts[f]) for f in smaller}).possible((x,))


@SLOW
@given(worlds(criteria=True))
def test_a_row_more_never_takes_a_relation_away(world: World) -> None:
    if not world.rows:
        return
    less = compiled(World(world.concepts, world.schemes, world.rows[:-1], world.codelists, world.facets))
    more = compiled(world)
    if any(one.kind != "E3" for one in contradictions(more)):
        return  # from what contradicts itself anything follows
    for x, y in combinations(world.names, 2):
        before = less.network.relation(less.network.index[x], less.network.index[y])
        after = more.network.relation(more.network.index[x], more.network.index[y])
        assert after & ~before == 0


def toy() -> Compiled:
    """MATCHES in small: UK grades and a platform's bucket around a hub of child material."""
    concepts = (hub(1), hub(2, broader=("hlx:H0001",)), hub(3, broader=("hlx:H0001",)))
    schemes = (
        scheme("uk", part("uk:A"), part("uk:B")),
        scheme("net", part("net:safety"), part("net:lure")),
        scheme("law", part("law:23")),
    )
    rows = (
        row("uk:A", "broadMatch", "hlx:H0002", confidence=0.9),
        row("uk:B", "exactMatch", "hlx:H0003", confidence=0.8),
        row("net:safety", "narrowMatch", "hlx:H0001", confidence=0.9),
        row("net:lure", "closeMatch", "hlx:H0003", confidence=0.7),
        row("law:23", "broadMatch", "hlx:H0003", confidence=0.5),
    )
    return build_network(concepts, schemes, (), (), rows)


def test_a_grade_below_a_bucket_is_proved_by_row_hierarchy_and_row():
    out = toy()
    links = {(k.subject_id, k.object_id): k for k in derive(out, "uk", "net").links}
    link = links["uk:A", "net:safety"]
    assert link.predicate_id == BROAD
    assert [getattr(s, "kind", "row") for s in link.steps] == ["row", "hierarchy", "row"]
    assert link.confidence == 0.9 * 0.9
    assert link.interval == (1 - 0.1 - (1 - 0.9), 0.9)
    assert not link.countable
    assert links["uk:B", "net:lure"].predicate_id == OVERLAP
    assert links["uk:B", "net:safety"].predicate_id == BROAD
    assert ("uk:A", "net:lure") not in links


def test_below_one_hub_concept_two_schemes_tell_nothing_about_each_other():
    out = toy()
    walk = derive(out, "uk", "law")
    assert {(k.subject_id, k.predicate_id, k.object_id) for k in walk.links} == {("uk:B", NARROW, "law:23")}
    assert [(g.concept_id, g.reason) for g in walk.gaps] == [("uk:A", "not-there")]


def test_derivation_reads_the_same_from_both_ends():
    out = toy()
    turned = {EXACT: EXACT, BROAD: NARROW, NARROW: BROAD, OVERLAP: OVERLAP}
    there = {(k.subject_id, k.predicate_id, k.object_id) for k in derive(out, "uk", "net").links}
    back = {(k.object_id, turned[k.predicate_id], k.subject_id) for k in derive(out, "net", "uk").links}
    assert there == back


def test_what_contradicts_itself_is_left_out_of_what_is_derived():
    concepts = (hub(1, population="child"), hub(2, population="adult"))
    wrong = row("net:all", "exactMatch", "hlx:H0002", confidence=0.6)
    rows = (row("net:child", "broadMatch", "hlx:H0001"), wrong)
    net = scheme("net", part("net:all"), part("net:child", broader=("net:all",)))
    facets: tuple[()] = ()

    def build(without):
        return build_network(concepts, (net,), (), facets, rows, without=without)

    found = contradictions(build(()))
    assert [(c.kind, c.subject_id) for c in found] == [("E1", "net:child")]
    assert found[0].rows[0] is wrong
    assert settle(build).withheld == (rows[1], rows[0])


def test_what_is_only_denied_to_be_the_same_is_no_member():
    schemes = (
        scheme("x", part("x:tag", type="attribute"), part("x:1")), scheme("y", part("y:1"))
    )  # fmt: skip
    denial = row("x:tag", "exactMatch", "y:1", predicate_modifier="Not")
    out = build_network((hub(1),), schemes, (), (), (denial, row("x:1", "exactMatch", "y:1")))
    assert "x:tag" not in out.network.index
    placed = build_network((hub(1),), schemes, (), (), (denial, row("x:tag", "closeMatch", "hlx:H0001")))
    assert placed.network.either == [
        (placed.network.index["x:tag"], placed.network.index["y:1"], placed.network.facts.index(denial))
    ]


def test_a_value_without_counterpart_is_told_with_its_code():
    lists = (codes("colour", ("red", ())),)
    x = scheme(
        "x", part("x:red", type="attribute", criteria=(Criterion(facet="hue", values=("colour:red",), source="t"),))
    )
    y = scheme("y", part("y:1"))
    out = build_network(
        (hub(1),), (x, y), lists, (facet("hue", "one", "colour"),), (row("x:red", "exactMatch", "colour:red"),)
    )
    (gap,) = derive(out, "x", "y").gaps
    assert gap.reason == "value"
    assert "colour:red “red”" in gap.text


def test_an_age_that_nobody_could_have_is_a_contradiction():
    teens = (Criterion(facet="youngest-affected-age", interval=Interval(min=13), source="t"),)
    wrong = row("x:1", "exactMatch", "hlx:H0001", confidence=0.7)
    concepts = (hub(1, criteria=teens, criteria_define=True),)
    given = concepts, (scheme("x", part("x:1", population="child")),), CODELISTS, FACETS, (wrong,)
    (found,) = contradictions(build_network(*given))
    assert (found.kind, found.subject_id, found.rows) == ("E1", "x:1", (wrong,))
    assert "18 or over" in found.text
    assert settle(lambda without: build_network(*given, without=without)).withheld == (wrong,)
