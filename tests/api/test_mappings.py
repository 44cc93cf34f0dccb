"""Mappings over HTTP: filtered, paged, said in words."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from msgspec.structs import replace

from harmlex.api.app import create_app
from harmlex.model.artefact import Artefact
from harmlex.model.mappings import MappingRow


def _row(subject: str, predicate: str, object: str, **more: object) -> MappingRow:
    return MappingRow(subject_id=subject, predicate_id=predicate, object_id=object, confidence=0.9, **more)


@pytest.fixture(scope="module")
def http(toy: Artefact, running) -> Iterator[httpx.Client]:
    rows = (
        _row("toy-form:A", "skos:narrowMatch", "hlx:H0101", subject_label="Images", object_label="CSAM"),
        _row("toy-form:A", "skos:exactMatch", "hlx:H0031", predicate_modifier="Not"),
        _row("toy-form:A.2", "skos:exactMatch", "sssom:NoTermFound", subject_label="Posing"),
        _row("toy-form:A1", "skos:broadMatch", "hlx:H0101", subject_source_version="1.1"),
        _row("toy-form:A1", "skos:broadMatch", "hlx:H0101", subject_source_version="1.2"),
        _row("toy-law:art-8", "skos:relatedMatch", "toy-form:A"),
    )
    with running(create_app(replace(toy, mappings=rows))) as at, httpx.Client(base_url=at, trust_env=False) as client:
        yield client


def _ends(answer: httpx.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 200
    return [(row["subject_id"], row["object_id"]) for row in answer.json()]


def test_all_rows_are_listed_and_counted(http: httpx.Client) -> None:
    answer = http.get("/v1/mappings")
    assert answer.headers["X-Total-Count"] == "6"
    first = answer.json()[0]
    assert first["says"] == "Every ⟨CSAM⟩ is a ⟨Images⟩."
    assert first["identifier"].startswith("mapping:")
    assert first["mapping_justification"] == "semapv:ManualMappingCuration"
    assert answer.json()[1]["identifier"].endswith("~")
    assert answer.json()[2]["says"] == "Nothing was found for ⟨Posing⟩."


def test_filters_all_have_to_hold(http: httpx.Client) -> None:
    assert len(_ends(http.get("/v1/mappings?scheme=toy-form"))) == 6
    assert _ends(http.get("/v1/mappings?scheme=toy-law")) == [("toy-law:art-8", "toy-form:A")]
    assert _ends(http.get("/v1/mappings?concept=H0101&predicate=skos:narrowMatch")) == [("toy-form:A", "hlx:H0101")]
    assert _ends(http.get("/v1/mappings?concept=toy-form:A&scheme=toy-law")) == [("toy-law:art-8", "toy-form:A")]
    assert _ends(http.get("/v1/mappings?concept=sssom:NoTermFound")) == [("toy-form:A.2", "sssom:NoTermFound")]
    assert _ends(http.get("/v1/mappings?scheme=age-band")) == []


def test_pages_follow_each_other_and_lose_no_row(http: httpx.Client) -> None:
    found, link = [], "/v1/mappings?limit=4"
    while link:
        answer = http.get(link)
        found += answer.json()
        link = answer.links.get("next", {}).get("url", "")
    assert found == http.get("/v1/mappings").json()
    assert len({(row["identifier"], row.get("subject_source_version")) for row in found}) == 6


@pytest.mark.parametrize(
    "query", ["scheme=no-such", "scheme=toy-form:A", "concept=hlx:H9999", "concept=toy-form", "predicate=near", "to=x"]
)
def test_what_is_not_understood_is_a_problem(http: httpx.Client, query: str) -> None:
    answer = http.get(f"/v1/mappings?{query}")
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_answers_are_kept_by_their_tag(http: httpx.Client) -> None:
    answer = http.get("/v1/mappings?scheme=toy-law")
    again = http.get("/v1/mappings?scheme=toy-law", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_concept_shows_its_mappings(http: httpx.Client) -> None:
    mappings = http.get("/v1/concepts/H0101").json()["mappings"]
    assert [row["predicate_id"] for row in mappings] == ["skos:narrowMatch", "skos:broadMatch", "skos:broadMatch"]
