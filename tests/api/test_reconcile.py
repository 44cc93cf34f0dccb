"""The W3C Reconciliation Service API 0.2."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest


def ask(http: httpx.Client, **queries: Any) -> dict[str, Any]:
    answer = http.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def test_the_manifest_has_what_the_specification_requires(http: httpx.Client, address: str) -> None:
    manifest = http.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace", "defaultTypes", "view", "preview", "suggest", "extend"} <= set(
        manifest
    )
    assert manifest["preview"]["url"] == f"{address}/reconcile/preview/{{{{id}}}}"
    assert set(manifest["suggest"]) == {"entity", "property", "type"}


def test_a_batch_is_answered_key_by_key_best_first(http: httpx.Client) -> None:
    told = ask(http, q0={"query": "doxxing", "limit": 3}, q1={"query": "zzzzzz"}, q2={"query": "online"})
    assert set(told) == {"q0", "q1", "q2"}
    best = told["q0"]["result"][0]
    assert (best["id"], best["name"], best["match"]) == ("hlx:H0042", "doxing", True)
    assert best["type"] == [{"id": "Concept", "name": "Harm concept"}]
    assert told["q1"]["result"] == []
    scores = [one["score"] for one in told["q2"]["result"]]
    assert scores == sorted(scores, reverse=True)
    assert not any(one["match"] for one in told["q2"]["result"])


def test_a_query_equal_to_an_identifier_returns_that_entity(http: httpx.Client) -> None:
    result = ask(http, q={"query": "hlx:H0101"})["q"]["result"]
    assert [(one["id"], one["match"]) for one in result] == [("hlx:H0101", True)]


def test_a_word_to_avoid_is_matched_and_marked(http: httpx.Client) -> None:
    best = ask(http, q={"query": "revenge porn"})["q"]["result"][0]
    assert best["id"] == "hlx:H0031"
    assert {"id": "word_to_avoid", "value": True} in best["features"]


def test_a_deprecated_concept_is_marked(http: httpx.Client) -> None:
    best = ask(http, q={"query": "hlx:H0199"})["q"]["result"][0]
    assert {"id": "deprecated", "value": True} in best["features"]


def test_properties_narrow_the_candidates(http: httpx.Client) -> None:
    child = [{"pid": "population", "v": "child"}]
    result = ask(http, q={"query": "online", "properties": child})["q"]["result"]
    assert {one["id"] for one in result} == {"hlx:H0002", "hlx:H0130"}
    broader = [{"pid": "broader", "v": {"id": "hlx:H0002"}}]
    result = ask(http, q={"query": "", "properties": broader})["q"]["result"]
    assert {one["id"] for one in result} == {"hlx:H0101", "hlx:H0130"}


def test_the_same_parameters_work_by_get(http: httpx.Client) -> None:
    told = http.get("/reconcile", params={"queries": '{"q":{"query":"NCII"}}'}).json()
    assert told["q"]["result"][0]["id"] == "hlx:H0031"


def test_suggestions_come_for_entities_properties_and_types(http: httpx.Client) -> None:
    entities = http.get("/reconcile/suggest/entity", params={"prefix": "dox"}).json()["result"]
    assert entities[0]["id"] == "hlx:H0042"
    properties = http.get("/reconcile/suggest/property", params={"prefix": "def"}).json()["result"]
    assert properties == [{"id": "definition", "name": "Definition"}]
    assert http.get("/reconcile/suggest/type", params={"prefix": "harm"}).json()["result"][0]["id"] == "Concept"
    assert http.get("/reconcile/suggest/nothing").status_code == 404


def test_a_preview_may_be_framed_and_names_the_concept(http: httpx.Client) -> None:
    answer = http.get("/reconcile/preview/hlx:H0042")
    assert "doxing" in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert http.get("/reconcile/preview/nothing").status_code == 404


def test_rows_are_extended_with_values_and_linked_entities(http: httpx.Client) -> None:
    wanted = {"ids": ["hlx:H0042", "hlx:H9999"], "properties": [{"id": "definition"}, {"id": "broader"}, {"id": "x"}]}
    told = http.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    assert [one["id"] for one in told["meta"]] == ["definition", "broader"]
    assert told["rows"]["hlx:H0042"]["definition"][0]["str"].startswith("Publishing")
    assert told["rows"]["hlx:H0042"]["broader"] == [
        {"id": "hlx:H0057", "name": "non-consensual disclosure of private information"}
    ]
    assert told["rows"]["hlx:H9999"] == {"definition": [], "broader": []}


def test_properties_are_proposed(http: httpx.Client) -> None:
    told = http.get("/reconcile/properties", params={"type": "Concept", "limit": 2}).json()
    assert [one["id"] for one in told["properties"]] == ["definition", "status"]


@pytest.mark.parametrize(
    "queries", ["{", "[]", '{"q": 1}', '{"q":{"limit":"many"}}', '{"q":{"properties":[{"v":1}]}}', "\ud800"]
)
def test_a_broken_batch_is_a_problem(http: httpx.Client, queries: str) -> None:
    answer = http.post("/reconcile", content=b"queries=" + queries.encode("utf-8", "surrogatepass"))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == "queries"


def test_too_large_a_batch_is_refused(http: httpx.Client) -> None:
    many = {f"q{number}": {"query": "x"} for number in range(101)}
    assert http.post("/reconcile", data={"queries": json.dumps(many)}).status_code == 422
    assert http.post("/reconcile", content=b"queries=" + b"x" * (1 << 21)).status_code == 413
