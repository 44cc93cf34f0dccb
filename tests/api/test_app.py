"""The API on a real server: what each address answers, and what it never says."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from harmlex.api.app import create_app
from harmlex.model.artefact import Artefact

SENT = "someone@example.org"


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, object]:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, object] = answer.json()
    assert (told["status"], told["code"]) == (status, code)
    assert str(told["type"]).endswith(f"/problem/{code}")
    assert SENT not in answer.text
    return told


def linked(answer: httpx.Response, relation: str) -> str | None:
    return answer.links.get(relation, {}).get("url")


# -- records


def test_a_concept_is_answered_with_its_address_and_narrower_concepts(http: httpx.Client) -> None:
    told = http.get("/v1/concepts/hlx:H0001").json()
    assert told["uri"] == "https://w3id.org/harmlex/H0001"
    assert told["narrower"] == ["hlx:H0004", "hlx:H0030", "hlx:H0045", "hlx:H0057"]


@pytest.mark.parametrize("name", ["hlx:H0042", "H0042", "H0042.json", "hlx%3AH0042"])
def test_an_identifier_has_several_spellings(http: httpx.Client, name: str) -> None:
    assert http.get(f"/v1/concepts/{name}").json()["prefLabel"] == {"en": "doxing"}


def test_an_unknown_concept_is_a_problem_that_suggests_and_does_not_repeat(http: httpx.Client) -> None:
    told = problem(http.get("/v1/concepts/doxnig"), 404, "unknown-identifier")
    assert told["suggestions"] == [{"id": "hlx:H0042", "prefLabel": "doxing"}]
    problem(http.get(f"/v1/concepts/{SENT}"), 404, "unknown-identifier")


def test_a_scheme_concept_is_no_hub_concept(http: httpx.Client) -> None:
    problem(http.get("/v1/concepts/toy-form:A1"), 404, "unknown-identifier")


def test_a_deprecated_concept_answers_with_its_successor(http: httpx.Client) -> None:
    answer = http.get("/v1/concepts/H0199")
    assert answer.json()["replaced_by"] == ["hlx:H0004"]
    assert linked(answer, "successor-version") == "/v1/concepts/hlx:H0004"


def test_a_concept_says_which_schemes_speak_of_it(http: httpx.Client) -> None:
    assert http.get("/v1/concepts/H0101").json()["mappings"][0]["subject_id"] == "toy-form:A1"


def test_a_scheme_has_its_concepts_and_a_list_of_them(http: httpx.Client) -> None:
    scheme = http.get("/v1/schemes/toy-form").json()
    listed = http.get("/v1/schemes/toy-form/concepts").json()
    assert [one["id"] for one in scheme["concepts"]] == ["toy-form:A", "toy-form:A1", "toy-form:A.2"]
    assert listed == scheme["concepts"]


@pytest.mark.parametrize("local", ["A.2", "toy-form:A.2", "A.2.json"])
def test_a_scheme_concept_has_an_address(http: httpx.Client, local: str) -> None:
    assert http.get(f"/v1/schemes/toy-form/concepts/{local}").json()["id"] == "toy-form:A.2"


@pytest.mark.parametrize(
    "path",
    [
        "/v1/schemes/nothing",
        "/v1/schemes/nothing/concepts",
        "/v1/schemes/toy-form/concepts/Z",
        "/v1/schemes/toy-form/concepts/toy-law:art-8",
        "/v1/codelists/nothing",
        "/v1/schemes/age-band",
    ],
)
def test_an_unknown_name_is_a_problem(http: httpx.Client, path: str) -> None:
    problem(http.get(path), 404, "unknown-identifier")


def test_lists_of_schemes_and_code_lists_are_short(http: httpx.Client) -> None:
    schemes = http.get("/v1/schemes").json()
    assert [(one["id"], one["concept_count"]) for one in schemes] == [("toy-form", 3), ("toy-law", 1)]
    assert all("concepts" not in one for one in schemes)
    assert http.get("/v1/codelists").json()[0]["entry_count"] == 2
    assert [one["id"] for one in http.get("/v1/codelists/age-band").json()["entries"]] == [
        "age-band:under-18", "age-band:13-15"
    ]  # fmt: skip


def test_sources_and_decisions_are_listed(http: httpx.Client) -> None:
    assert http.get("/v1/sources").json()[0]["title"] == "A toy study"
    assert http.get("/v1/decisions").json()[0]["uri"] == "https://w3id.org/harmlex/decision/D0001"


def test_the_release_is_named_with_digest_and_counts(http: httpx.Client, toy: Artefact) -> None:
    told = http.get("/v1/release").json()
    assert (told["release"], told["digest"]) == ("2026.11", toy.digest)
    assert told["counts"] == {
        "concepts": 13, "schemes": 2, "scheme_concepts": 4, "codelists": 1, "codes": 2, "sources": 1
    }  # fmt: skip


def test_health_is_never_kept(http: httpx.Client, toy: Artefact) -> None:
    answer = http.get("/health")
    assert answer.json() == {"status": "ok", "release": "2026.11", "digest": toy.digest}
    assert answer.headers["cache-control"] == "no-store"


# -- filters, pages


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("broader=hlx:H0002", ["hlx:H0101", "hlx:H0130"]),
        ("broader=H0030", ["hlx:H0031", "hlx:H0044"]),
        ("population=adult", ["hlx:H0031"]),
        ("population=child&broader=hlx:H0001", []),
        ("four_c=conduct", ["hlx:H0042"]),
        ("status=deprecated", ["hlx:H0199"]),
        ("lang=ar", ["hlx:H0004", "hlx:H0073"]),
        ("material=real", []),
    ],
)
def test_filters_all_have_to_hold(http: httpx.Client, query: str, expected: list[str]) -> None:
    answer = http.get(f"/v1/concepts?{query}")
    assert [one["id"] for one in answer.json()] == expected
    assert answer.headers["x-total-count"] == str(len(expected))


def test_pages_lead_through_the_whole_list_and_back(http: httpx.Client) -> None:
    everything = [one["id"] for one in http.get("/v1/concepts?limit=500").json()]
    answer = http.get("/v1/concepts?limit=5")
    pages = [answer]
    while url := linked(pages[-1], "next"):
        pages.append(http.get(url))
    assert [one["id"] for page in pages for one in page.json()] == everything
    assert {page.headers["x-total-count"] for page in pages} == {"13"}
    assert linked(pages[0], "prev") is None
    assert http.get(str(linked(pages[2], "prev"))).json() == pages[1].json()
    assert http.get(str(linked(pages[0], "last"))).json() == pages[-1].json()
    assert http.get(str(linked(pages[-1], "first"))).json() == pages[0].json()


def test_links_keep_the_filters(http: httpx.Client) -> None:
    answer = http.get("/v1/concepts?broader=H0001&lang=en&limit=2")
    query = parse_qs(urlsplit(str(linked(answer, "next"))).query)
    assert (query["broader"], query["lang"], query["limit"]) == (["hlx:H0001"], ["en"], ["2"])


def test_an_empty_list_has_no_links(http: httpx.Client) -> None:
    answer = http.get("/v1/concepts?material=real")
    assert (answer.json(), "link" in answer.headers) == ([], False)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=many", "limit"),
        (f"population={SENT}", "population"),
        (f"broader={SENT}", "broader"),
        ("broader=toy-form:A", "broader"),
        (f"lang={SENT}", "lang"),
        ("cursor=%F0%9F%92%A9", "cursor"),
        ("cursor=bm9uZQ", "cursor"),
        ("cursor=MTpobHg6SDk5OTk", "cursor"),
    ],
)
def test_an_unusable_parameter_is_named_and_its_value_is_not(http: httpx.Client, query: str, parameter: str) -> None:
    told = problem(http.get(f"/v1/concepts?{query}"), 422, "unusable-parameter")
    assert [error["parameter"] for error in told["errors"]] == [parameter]  # type: ignore[index, attr-defined]


@pytest.mark.parametrize("path", ["/v1/concepts?popluation=child", "/v1/concepts/H0042?x=1", f"/v1/release?{SENT}=1"])
def test_an_unknown_parameter_is_refused(http: httpx.Client, path: str) -> None:
    problem(http.get(path), 422, "unusable-parameter")


# -- search


def test_a_word_to_avoid_is_answered_with_advice(http: httpx.Client) -> None:
    hit = http.get("/v1/search", params={"q": "revenge porn"}).json()[0]
    assert (hit["id"], hit["kind"]) == ("hlx:H0031", "avoid")
    assert hit["advice"]["say"] == "non-consensual sharing of intimate images"
    assert hit["advice"]["reason"]


def test_search_takes_a_language_and_a_limit(http: httpx.Client) -> None:
    assert http.get("/v1/search", params={"q": "تشهير", "lang": "ar"}).json()[0]["id"] == "hlx:H0073"
    assert http.get("/v1/search", params={"q": "doxing", "lang": "fr"}).json() == []
    assert len(http.get("/v1/search", params={"q": "online", "limit": 2}).json()) == 2


@pytest.mark.parametrize("query", ["", "q=", f"q={'x' * 201}", "q=a&limit=101", "q=a&limit=0"])
def test_search_states_its_bounds(http: httpx.Client, query: str) -> None:
    problem(http.get(f"/v1/search?{query}"), 422, "unusable-parameter")


# -- formats


def test_the_accepted_format_is_chosen(http: httpx.Client) -> None:
    linked_data = http.get("/v1/concepts/H0042", headers={"Accept": "application/ld+json"})
    assert linked_data.headers["content-type"] == "application/ld+json"
    assert linked_data.json() == {
        "@context": {"hlx": "https://w3id.org/harmlex/"},
        "@id": "https://w3id.org/harmlex/H0042",
        "prefLabel": {"en": "doxing"},
    }  # fmt: skip
    turtle = http.get("/v1/concepts/H0042", headers={"Accept": "text/turtle"})
    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    assert len(turtle.text.splitlines()) == 3
    assert "another" not in turtle.text
    assert turtle.headers["vary"] == "Accept"
    assert http.get("/v1/concepts/H0042", headers={"Accept": "text/html, */*;q=0.1"}).json()["id"] == "hlx:H0042"


def test_a_suffix_goes_before_the_accept_header(http: httpx.Client) -> None:
    answer = http.get("/v1/concepts/H0042.nt", headers={"Accept": "application/json"})
    assert answer.headers["content-type"] == "application/n-triples"
    assert "vary" not in answer.headers


def test_a_scheme_comes_with_its_concepts_and_a_concept_without_its_scheme(http: httpx.Client) -> None:
    graph = http.get("/v1/schemes/toy-form.jsonld").json()["@graph"]
    assert [node["@id"].rpartition("/")[2] for node in graph] == ["toy-form", "A1"]
    assert http.get("/v1/schemes/toy-form.nt").text.count("\n") == 2
    assert http.get("/v1/schemes/toy-form/concepts/A1.ttl").text.count("\n") == 1


def test_each_format_has_an_entity_tag_of_its_own(http: httpx.Client) -> None:
    tags = {http.get(f"/v1/concepts/H0042.{suffix}").headers["etag"] for suffix in ("json", "jsonld", "ttl")}
    assert len(tags) == 3


def test_not_acceptable_says_what_there_is(http: httpx.Client, bare: httpx.Client) -> None:
    told = problem(http.get("/v1/concepts/H0042", headers={"Accept": "image/png"}), 406, "not-acceptable")
    assert told["available"] == [
        "application/json", "application/ld+json", "text/turtle", "application/n-triples"
    ]  # fmt: skip
    told = problem(bare.get("/v1/concepts/H0042", headers={"Accept": "text/turtle"}), 406, "not-acceptable")
    assert told["available"] == ["application/json"]
    problem(http.get("/v1/concepts/H0001.ttl"), 406, "not-acceptable")


# -- caches, methods, headers


@pytest.mark.parametrize(
    "path", ["/v1/concepts", "/v1/concepts/H0042", "/v1/search?q=doxing", "/openapi.json", "/docs"]
)
def test_an_answer_held_already_is_not_sent_again(http: httpx.Client, path: str) -> None:
    first = http.get(path)
    tag = first.headers["etag"]
    assert "max-age" in first.headers["cache-control"]
    for condition in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = http.get(path, headers={"If-None-Match": condition})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert http.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_304_keeps_the_headers_of_the_page(http: httpx.Client) -> None:
    first = http.get("/v1/concepts?limit=2")
    again = http.get("/v1/concepts?limit=2", headers={"If-None-Match": first.headers["etag"]})
    assert again.headers["link"] == first.headers["link"]
    assert again.headers["x-total-count"] == "13"


def test_two_services_over_one_release_give_the_same_bytes_and_tags(http: httpx.Client, bare: httpx.Client) -> None:
    for path in ("/v1/concepts", "/v1/schemes/toy-form", "/v1/search?q=online"):
        one, other = http.get(path), bare.get(path)
        assert (one.content, one.headers["etag"]) == (other.content, other.headers["etag"])


@pytest.mark.parametrize("path", ["/v1/concepts", "/v1/concepts/H0042", "/v1/nothing", "/", "/docs"])
def test_head_is_get_without_the_body(http: httpx.Client, path: str) -> None:
    got, head = http.get(path), http.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    varying = {"date"}
    assert {k: v for k, v in head.headers.items() if k not in varying} == {
        k: v for k, v in got.headers.items() if k not in varying
    }  # fmt: skip


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/v1/concepts", "/v1/concepts/H0042", "/", "/search.json"])
def test_the_service_only_reads(http: httpx.Client, method: str, path: str) -> None:
    answer = http.request(method, path, content=SENT)
    problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_every_origin_may_read(http: httpx.Client) -> None:
    answer = http.options(
        "/v1/concepts", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    )
    assert answer.status_code == 204
    assert "GET" in answer.headers["access-control-allow-methods"]
    for path in ("/v1/concepts", "/v1/nothing", "/reconcile", "/search.json"):
        assert http.get(path).headers["access-control-allow-origin"] == "*"
    assert "X-Total-Count" in http.get("/v1/concepts").headers["access-control-expose-headers"]


@pytest.mark.parametrize("path", ["/v1/concepts", "/v1/nothing", "/", "/nothing", "/docs", "/health"])
def test_security_headers_are_everywhere(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers or "uvicorn" in headers["server"]


def test_a_path_outside_the_api_version_is_a_problem(http: httpx.Client, bare: httpx.Client) -> None:
    problem(http.get("/v1/nothing"), 404, "not-found")
    problem(http.get("/v1"), 404, "not-found")
    problem(bare.get("/nothing"), 404, "not-found")
    assert bare.get("/").headers["location"] == "/docs"


def test_a_failure_is_a_problem_without_a_trace(
    toy: Artefact,
    running: Callable[[FastAPI], AbstractContextManager[str]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from harmlex.api.library import Library

    def fail(*_: object) -> None:
        raise RuntimeError(SENT)

    monkeypatch.setattr(Library, "hits", fail)
    with running(create_app(toy)) as at, httpx.Client(base_url=at, trust_env=False) as client:
        answer = client.get("/v1/search", params={"q": SENT})
    problem(answer, 500, "server-error")
    assert "Traceback" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert SENT not in caplog.text


def test_the_log_holds_no_query_and_no_failed_path(http: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "harmlex.access"):
        http.get("/v1/search", params={"q": SENT})
        http.get(f"/v1/concepts/{SENT}")
        http.post("/reconcile", data={"queries": f'{{"q":{{"query":"{SENT}"}}}}'})
        http.get("/v1/release")
    assert "GET /v1/search 200" in caplog.text
    assert "GET - 404" in caplog.text
    assert "POST /reconcile 200" in caplog.text
    assert SENT not in caplog.text
    assert "?" not in caplog.text


# -- description


def test_openapi_names_every_operation_once_and_gives_examples(http: httpx.Client) -> None:
    openapi = http.get("/openapi.json").json()
    operations = [operation for methods in openapi["paths"].values() for operation in methods.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    assert {"listConcepts", "getConcept", "listSchemes", "search", "getRelease", "getHealth"} <= set(names)
    example = openapi["paths"]["/v1/concepts/{identifier}"]["get"]["responses"]["200"]["content"]["application/json"]
    assert example["example"]["id"] == "hlx:H0042"
    assert all(operation["summary"] and operation["description"] for operation in operations)


def test_openapi_names_the_refusals_that_an_operation_has(http: httpx.Client) -> None:
    paths = http.get("/openapi.json").json()["paths"]
    assert "404" in paths["/v1/schemes/{identifier}/concepts"]["get"]["responses"]
    assert {"200", "413", "422"} == set(paths["/reconcile"]["post"]["responses"])
    for methods in paths.values():
        assert all(("304" in operation["responses"]) == (method == "get") for method, operation in methods.items())


def test_every_reference_in_openapi_is_defined(http: httpx.Client) -> None:
    answer = http.get("/openapi.json")
    schemas = answer.json()["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', answer.text))
    assert named <= set(schemas)
    assert "HTTPValidationError" not in named


def test_every_get_of_the_description_answers(http: httpx.Client) -> None:
    values = {"identifier": "H0042", "local": "A1", "kind": "entity", "a": "toy-form", "b": "hub"}
    asked = {
        "/v1/search": {"q": "doxing"},
        "/v1/explain": {"x": "toy-form:A1", "y": "hlx:H0101"},
        "/v1/translate": {"from": "toy-form", "to": "hub", "code": "A1"},
    }
    special = {"/v1/schemes": "toy-form", "/v1/codelists": "age-band"}
    for path, methods in http.get("/openapi.json").json()["paths"].items():
        if "get" in methods:
            identifier = next((name for start, name in special.items() if path.startswith(start)), "H0042")
            url = path.format(**values | {"identifier": identifier})
            answer = http.get(url, params=asked.get(path, {}))
            assert answer.status_code == 200, path


def test_the_documentation_asks_no_other_host_and_runs_no_script(http: httpx.Client) -> None:
    page = http.get("/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script" not in page.text
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page.text)
    assert "GET /v1/concepts" in page.text
    assert "style-src 'sha256-" in page.headers["content-security-policy"]
