"""What the closure says against what every small world says: nothing false, and nothing missing."""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harmlex.crosswalk.apart import Apartness
from harmlex.crosswalk.build import Compiled, build_network

from .worlds import World, true_relations, worlds

SLOW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def compiled(world: World, **rest: bool) -> Compiled:
    return build_network(world.concepts, world.schemes, world.codelists, world.facets, world.rows, **rest)


def entailed(out: Compiled, x: str, y: str) -> int:
    return out.network.relation(out.network.index[x], out.network.index[y])


def is_consistent(out: Compiled) -> bool:
    network = out.network
    if any(network.names[n] in out.concepts for n in network.impossible):
        return False
    if any(not network.possible(inside, outside) for inside, outside, _ in network.witnesses):
        return False
    return all(network.possible((a,), (b,)) or network.possible((b,), (a,)) for a, b, _ in network.either)


def holds_as_in_every_world(world: World, *, complete: bool = True) -> None:
    truth = true_relations(world)
    out = compiled(world)
    assert is_consistent(out) == (truth is not None)
    if truth is None:
        return
    for x, y in combinations(world.names, 2):
        said = entailed(out, x, y)
        assert truth[x, y] & ~said == 0, (x, y, "says what some world refutes")
        if complete:
            assert said == truth[x, y], (x, y, "leaves out what every world shows")


@SLOW
@given(worlds(criteria=False))
def test_mappings_and_hierarchies_say_all_and_only_what_every_world_shows(world: World) -> None:
    holds_as_in_every_world(world)


@SLOW
@given(worlds(criteria=True))
def test_criteria_say_all_and_only_what_every_world_shows(world: World) -> None:
    holds_as_in_every_world(world)


@SLOW
@given(worlds(criteria=True, ages=True))
def test_ages_say_all_and_only_what_every_world_shows(world: World) -> None:
    holds_as_in_every_world(world)


@SLOW
@given(worlds(criteria=False, covers=True))
def test_covers_say_all_and_only_what_every_world_shows(world: World) -> None:
    holds_as_in_every_world(world)


@SLOW
@given(worlds(criteria=True, covers=True, negations=True))
def test_everything_together_is_never_refuted_by_a_world(world: World) -> None:
    holds_as_in_every_world(world, complete=not any(r.predicate_modifier for r in world.rows))


@SLOW
@given(st.one_of(worlds(criteria=True, covers=True), worlds(criteria=True, ages=True)))
def test_asked_of_every_pair_apartness_is_what_the_network_says_of_each(world: World) -> None:
    network = compiled(world).network
    apartness = Apartness(network)
    alive = [node for node in range(len(network.names)) if node not in network.impossible]
    for x, y in combinations(alive, 2):
        assert apartness(x, y) == network.apart(x, y), (network.names[x], network.names[y])
