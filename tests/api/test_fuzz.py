"""Whatever is sent, the answer is an answer or a problem, and the problem does not repeat it."""

from __future__ import annotations

from urllib.parse import quote

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
PATHS = st.sampled_from(
    ["/v1/concepts", "/v1/search", "/v1/schemes", "/v1/schemes/toy-form/concepts", "/v1/sources", "/reconcile"]
)
NAMES = st.sampled_from(["q", "lang", "limit", "cursor", "broader", "population", "status", "queries", "extend"])
RELAXED = settings(max_examples=60, deadline=None)


def check(answer: httpx.Response, sent: str) -> None:
    assert answer.status_code in {200, 304, 308, 404, 405, 406, 422}
    if answer.status_code in {405, 406, 422}:
        assert answer.headers["content-type"] == "application/problem+json"
        # A short text may stand in a problem by chance; one that nobody would write by chance may not.
        assert len(sent) < 12 or sent not in answer.text


@RELAXED
@given(path=PATHS, query=st.dictionaries(NAMES, TEXT, max_size=3))
def test_no_query_breaks_the_service(http: httpx.Client, path: str, query: dict[str, str]) -> None:
    check(http.get(path, params=query), next(iter(query.values()), ""))


@RELAXED
@given(
    folder=st.sampled_from(["/v1/concepts/", "/v1/schemes/", "/v1/codelists/", "/reconcile/preview/", "/", "/terms/"]),
    name=TEXT,
)
def test_no_path_breaks_the_service(http: httpx.Client, folder: str, name: str) -> None:
    check(http.get(folder + quote(name, safe="")), name)


@RELAXED
@given(header=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_no_header_breaks_the_service(http: httpx.Client, header: str) -> None:
    answer = http.get("/v1/concepts/H0042", headers={"Accept": header.strip(), "If-None-Match": header.strip()})
    check(answer, header)
