"""All codes compared with a target at once, against the network asked about every pair alone."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harmlex.crosswalk.bounds import Tabulated
from harmlex.crosswalk.build import Compiled, build_network
from harmlex.crosswalk.codings import Codings, bits_of
from harmlex.crosswalk.counts import Count, CountTable
from harmlex.crosswalk.deciding import Deciding
from harmlex.crosswalk.network import Network

from .worlds import World, hub, part, row, scheme, worlds

SLOW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
VALUES = ("act:threaten", "authenticity:recorded", "meeting:met", "meeting:asked")


def compiled(world: World, **rest: Any) -> Compiled:
    out = build_network(world.concepts, world.schemes, world.codelists, world.facets, world.rows, values=VALUES, **rest)
    out.network.close()
    return out


def as_when_asked_alone(out: Compiled, codes: list[int]) -> None:
    network, codings = out.network, Codings(out.apart, codes)
    for target in range(len(network.names)):
        inside, apart = codings.sides(target)
        lying = {i for i, code in enumerate(codes) if target in network.above(code)}
        assert set(bits_of(inside)) == lying, network.names[target]
        assert set(bits_of(apart)) == {
            i for i, code in enumerate(codes) if i not in lying and not network.possible((code, target))
        }, network.names[target]


@SLOW
@given(worlds(criteria=True, covers=True), st.booleans(), st.randoms(use_true_random=False))
def test_covers_and_definitions_say_of_many_codes_what_they_say_of_one(world: World, counting: bool, rng: Any) -> None:
    out = compiled(world, counting=counting)
    codes = list(range(len(out.network.names)))
    rng.shuffle(codes)
    as_when_asked_alone(out, codes)


@SLOW
@given(worlds(criteria=True, ages=True, negations=True))
def test_open_values_say_of_many_codes_what_they_say_of_one(world: World) -> None:
    out = compiled(world)
    as_when_asked_alone(out, list(range(len(out.network.names))))


@SLOW
@given(worlds(criteria=True, covers=True), st.randoms(use_true_random=False))
def test_codes_alike_in_what_decides_allow_the_same(world: World, rng: Any) -> None:
    out = compiled(world)
    network = out.network
    possible = sorted(set(range(len(network.names))) - network.impossible)
    pairs = list(combinations(range(len(network.names)), 2))
    for number, literals in enumerate(rng.sample(pairs, min(12, len(pairs)))):
        deciding = Deciding(network, literals)
        allowed: dict[object, set[tuple[bool, ...]]] = {}
        for code in possible:
            key = deciding.code(code)
            truths = truths_of(network, code, literals)
            assert allowed.setdefault(key, truths) == truths, network.names[code]
            for target in possible if number == 0 else ():
                if target in network.above(code) or out.apart(code, target):
                    continue
                both = key, deciding.target(target)
                truths = truths_of(network, code, (*literals, target))
                assert allowed.setdefault(both, truths) == truths, (network.names[code], network.names[target])


def truths_of(network: Network, code: int, literals: tuple[int, ...]) -> set[tuple[bool, ...]]:
    """Which of the literals can hold together of a record with the code, by asking of each choice of them."""
    return {
        truth
        for truth in product((True, False), repeat=len(literals))
        if network.possible(
            (code, *(n for n, holds in zip(literals, truth, strict=True) if holds)),
            [n for n, holds in zip(literals, truth, strict=True) if not holds],
        )
    }


@pytest.mark.parametrize("margin", [(), ("act:threaten",)])
def test_records_of_a_code_that_can_have_none_are_refused_however_they_are_bounded(margin: tuple[str, ...]) -> None:
    concepts = (hub(1), hub(2), hub(3))
    rows = (
        row("a:none", "broadMatch", "hlx:H0001"),
        row("a:none", "broadMatch", "hlx:H0002"),
        row("a:some", "broadMatch", "hlx:H0001"),
        row("b:1", "exactMatch", "hlx:H0001"),
        row("b:1", "owl:disjointWith", "hlx:H0002"),
    )
    world = World(concepts, (scheme("a", part("a:none"), part("a:some")), scheme("b", part("b:1"))), rows)
    out = compiled(world)
    for number, expected in ((0, (10, 10)), (3, None)):
        counts = [(("none",), number), (("some",), 10), *((((name,)), 4) for name in margin)]
        laid = Tabulated(
            out,
            CountTable(
                organisation="toy", scheme="a", unit="items",
                counts=tuple(Count(event=event, low=n, high=n) for event, n in counts),
            ),
        )  # fmt: skip
        interval = laid.interval("hlx:H0001", explain=False)
        assert (interval and (interval.low, interval.high)) == expected
        assert (interval is None) == ([c.name for c in laid.conflict()] == ["none"])
