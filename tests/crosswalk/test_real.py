"""The registry of this checkout: no contradiction, and relations that criteria alone can prove."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from harmlex.crosswalk.build import Compiled, build_network
from harmlex.crosswalk.contradictions import contradictions
from harmlex.crosswalk.derive import Crosswalk, derive
from harmlex.crosswalk.explain import explain
from harmlex.crosswalk.proof import Prover
from harmlex.load.mappings import load_mappings
from harmlex.load.registry import load_registry
from harmlex.model.records import CodeList, Concept, Facet, Scheme

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def networks() -> dict[bool, Compiled]:
    """The registry with and without criteria."""
    loaded = load_registry(ROOT)

    def records(kind: str, form: Any) -> list[Any]:
        plain = ({k: v for k, v in d.data.items() if k != "sources"} for d in loaded.of(kind))
        return [msgspec.convert(one, form) for one in plain]

    facets = [msgspec.convert(f, Facet) for d in loaded.of("facets") for f in d.data["facets"]]
    rows = [row for one in load_mappings(ROOT)[0] for row in one.rows]
    args = records("concept", Concept), records("scheme", Scheme), records("codelist", CodeList), facets, rows
    return {criteria: build_network(*args, criteria=criteria) for criteria in (True, False)}


def test_the_registry_does_not_contradict_itself(networks: dict[bool, Compiled]) -> None:
    assert [one.because(networks[True]) for one in contradictions(networks[True])] == []


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("interpol-baseline:baseline", "iwf:ai-csam"),  # a real child, and nothing real
        ("tech-industry-classification:B1", "tech-industry-classification:A1"),  # past puberty, and before it
        ("iwf:category-c", "tech-industry-classification:A1"),  # what is shown
    ],
)
def test_criteria_prove_apart_what_mappings_alone_do_not(networks: dict[bool, Compiled], x: str, y: str) -> None:
    assert explain(networks[False], x, y).predicate_id != "owl:disjointWith"
    told = explain(networks[True], x, y)
    assert told.predicate_id == "owl:disjointWith"
    assert told.sources
    assert told.rows == ()


def test_grades_that_an_organisation_says_it_uses_are_the_same(networks: dict[bool, Compiled]) -> None:
    assert explain(networks[True], "iwf:category-a", "uk-sentencing-iioc:A").relation == "EQ"
    assert explain(networks[True], "iwf:category-a", "uk-sentencing-iioc:B").predicate_id != "skos:exactMatch"


def said(walk: Crosswalk) -> dict[tuple[str, str], str]:
    return {(link.subject_id, link.object_id): link.predicate_id for link in walk.links}


def test_ages_are_related_to_ages_by_their_intervals(networks: dict[bool, Compiled]) -> None:
    walk = derive(networks[True], "iwf", "interpol-baseline")
    under = "interpol-baseline:younger-than-13-years"
    assert {s: p for (s, o), p in said(walk).items() if o == under} == {
        **dict.fromkeys(("iwf:0-2", "iwf:3-6", "iwf:7-10"), "skos:broadMatch"),
        "iwf:11-13": "hlx:overlapMatch",
    }
    reasons = {gap.concept_id: gap.reason for gap in walk.gaps}
    assert reasons["iwf:14-15"] == reasons["iwf:16-17"] == "apart"
    # That an offence affects a child says nothing of what it is called there.
    kinds = networks[True].kinds
    ages = {networks[True].network.names[node] for node, kind in kinds.items() if kind == "age"}
    links = derive(networks[True], "ncmec-cybertipline", "lanzarote-convention").links
    assert {(link.subject_id in ages, link.object_id in ages) for link in links} == {(True, True), (False, False)}


def test_a_cover_is_told_beside_a_wider_concept(networks: dict[bool, Compiled]) -> None:
    walk = derive(networks[True], "tech-industry-classification", "uk-sentencing-iioc")
    wider = "uk-sentencing-iioc:indecent-photograph-or-pseudo-photograph"
    assert said(walk)["tech-industry-classification:A1", wider] == "skos:broadMatch"
    covers = {cover.subject_id: cover.object_ids for cover in walk.covers}
    assert covers["tech-industry-classification:A1"] == ("uk-sentencing-iioc:A", "uk-sentencing-iioc:B")
    assert said(walk)["tech-industry-classification:1", "uk-sentencing-iioc:A"] == "skos:narrowMatch"


def test_an_explanation_says_what_the_crosswalk_says(networks: dict[bool, Compiled]) -> None:
    out = networks[True]
    prover = Prover(out.network)
    for a, b in (
        ("iwf", "interpol-baseline"),
        ("tech-industry-classification", "uk-sentencing-iioc"),
        ("aselo", "chi"),
    ):
        a, b = (next(s for s in sorted(out.schemes) if s.startswith(name)) for name in (a, b))
        links = derive(out, a, b, prover=prover).links
        assert links
        for link in links:
            told = explain(out, link.subject_id, link.object_id, prover)
            assert (told.predicate_id, told.confidence) == (link.predicate_id, pytest.approx(link.confidence))


def test_what_a_relation_says_beyond_its_predicate_is_proved_by_itself(networks: dict[bool, Compiled]) -> None:
    told = explain(networks[True], "tech-industry-classification:B2", "uk-sentencing-iioc:C")
    assert (told.relation, told.predicate_id) == ("PP", "skos:broadMatch")
    assert told.confidence == pytest.approx(0.8)
    assert told.beyond
    assert told.beyond_confidence == pytest.approx(0.76)
