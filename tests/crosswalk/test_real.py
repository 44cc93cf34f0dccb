"""The registry of this checkout: no contradiction, and relations that criteria alone can prove."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from harmlex.crosswalk.build import Compiled, build_network
from harmlex.crosswalk.contradictions import contradictions
from harmlex.crosswalk.explain import explain
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
