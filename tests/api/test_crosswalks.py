"""The addresses of what follows between schemes, on a real server over the toy registry."""

from __future__ import annotations

import httpx
import pytest

SENT = "someone@example.org"


def problem(answer: httpx.Response, status: int) -> dict[str, object]:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert SENT not in answer.text
    told: dict[str, object] = answer.json()
    return told


def test_a_crosswalk_is_a_list_with_proofs_and_comes_in_pages(http: httpx.Client) -> None:
    answer = http.get("/v1/crosswalks/toy-form/hub", params={"limit": 1})
    first = answer.json()[0]
    assert (first["subject_id"], first["predicate_id"], first["object_id"]) == (
        "toy-form:A", "skos:narrowMatch", "hlx:H0101"
    )  # fmt: skip
    assert first["proof"]
    assert int(answer.headers["x-total-count"]) > 1
    following = http.get(answer.links["next"]["url"])
    assert following.json()[0] != first
    again = http.get("/v1/crosswalks/toy-form/hub", headers={"If-None-Match": http.get(
        "/v1/crosswalks/toy-form/hub").headers["etag"]})  # fmt: skip
    assert again.status_code == 304


def test_an_explanation_names_the_relation_and_the_rows(http: httpx.Client) -> None:
    told = http.get("/v1/explain", params={"x": "toy-form:A1", "y": "hlx:H0002"}).json()
    assert told["predicate_id"] == "skos:broadMatch"
    assert told["rows"] == [["toy-form:A1", "skos:exactMatch", "hlx:H0101"]]
    assert len(told["because"]) == 2


def test_codes_are_translated_each_with_its_loss(http: httpx.Client) -> None:
    told = http.get("/v1/translate", params={"from": "toy-form", "to": "hub", "code": ["A1", "A.2"]}).json()
    assert [one["kind"] for one in told] == ["same", "none"]
    assert told[0]["targets"][0]["id"] == "hlx:H0101"
    assert told[1]["reason"]


def test_coverage_is_a_matrix(http: httpx.Client) -> None:
    told = http.get("/v1/coverage").json()
    assert told["cells"]["hlx:H0101"]["toy-form"] == "exact"


COUNTS = "code,count,unit,scheme\nA1,20,items,toy-form\n"


def test_counts_are_bounded_and_nothing_is_kept(http: httpx.Client) -> None:
    answer = http.post("/v1/compare", json={"targets": ["hlx:H0002"], "csv": COUNTS})
    assert answer.headers["cache-control"] == "no-store"
    interval = answer.json()[0]["intervals"][0]
    assert (interval["high"], interval["total"]) == (20, 20)
    reports = [{"scheme": "toy-form", "unit_of_count": "unit:items", "counts": [{"notation": "A1", "total": 3}]}]
    answer = http.post("/v1/compare", json={"targets": ["hlx:H0002"], "reports": reports})
    assert answer.json()[0]["intervals"][0]["high"] == 3


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/v1/crosswalks/{SENT}/hub", 404),
        (f"/v1/crosswalks/toy-form/hub?x={SENT}", 422),
        (f"/v1/explain?x={SENT}&y=hlx:H0002", 422),
        ("/v1/explain?x=hlx:H0002", 422),
        (f"/v1/translate?from=toy-form&to=hub&code={SENT}", 422),
        (f"/v1/translate?from={SENT}&to=hub&code=A1", 422),
        (f"/v1/coverage?q={SENT}", 422),
    ],
)
def test_what_cannot_be_answered_is_a_problem_that_repeats_nothing(http: httpx.Client, path: str, status: int) -> None:
    problem(http.get(path), status)


@pytest.mark.parametrize(
    "body",
    [
        b"no", b"{}", b'{"targets":[],"csv":"code,count\\n"}', b'{"targets":["hlx:H0002"],"reports":[{"counts":5}]}',
        b'{"targets":["hlx:H0002"],"csv":"code,count,unit,scheme\\nsomeone@example.org,1,items,toy-form\\n"}',
        b'{"targets":["hlx:H0002"],"csv":"code,count,unit,scheme\\nA1,-1,items,toy-form\\n"}',
        b'{"targets":["hlx:H0002"],"csv":"someone@example.org\\n1\\n"}', b'\xff\xfe',
    ],
)  # fmt: skip
def test_counts_that_cannot_be_used_are_a_problem_that_repeats_nothing(http: httpx.Client, body: bytes) -> None:
    problem(http.post("/v1/compare", content=body), 422)


def test_too_large_a_body_is_refused(http: httpx.Client) -> None:
    problem(http.post("/v1/compare", content=b" " * (1 << 19)), 413)


def test_every_address_stands_in_the_description(http: httpx.Client) -> None:
    paths = http.get("/openapi.json").json()["paths"]
    assert {"/v1/crosswalks/{a}/{b}", "/v1/explain", "/v1/translate", "/v1/coverage", "/v1/compare"} <= set(paths)
