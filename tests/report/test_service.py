"""POST /v1/validate: off unless switched on, bounded, the same findings as elsewhere, counts alone in the log."""

from __future__ import annotations

import asyncio
import json
import logging

import httpx
import pytest
from fastapi import FastAPI

from harmlex.api.app import create_app
from harmlex.api.reports import MOST_BYTES, MOST_REPORTS
from harmlex.api.settings import Settings
from harmlex.report.synthetic import spoil


class Client:
    """Asks an application in this process."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def _ask(self, method: str, path: str, **rest: object) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.request(method, path, **rest)

        return asyncio.run(ask())

    def get(self, path: str) -> httpx.Response:
        return self._ask("GET", path)

    def post(self, path: str, **rest: object) -> httpx.Response:
        return self._ask("POST", path, **rest)


@pytest.fixture
def http(artefact):
    return Client(create_app(artefact, settings=Settings(validate_reports=True)))


def test_it_is_off_unless_switched_on(artefact):
    plain = Client(create_app(artefact))
    assert plain.post("/v1/validate", json={}).status_code == 404
    assert "/v1/validate" not in plain.get("/openapi.json").json()["paths"]


def test_one_report_a_batch_and_lines_have_the_findings_of_the_command_line(http, validator, maker, caplog):
    caplog.set_level(logging.INFO, "harmlex.reports")
    good = json.dumps(maker.report()).encode()
    bad = spoil(maker, maker.report(), "child-affected")
    twice = spoil(maker, maker.report(), "key-twice")
    answer = http.post("/v1/validate", content=good)
    assert answer.json() == {"reports": 1, "bad": 0, "findings": []}
    assert answer.headers["cache-control"] == "no-store"
    for kind, body in (
        ("application/json", b"[" + b",".join([good, bad, twice]) + b"]"),
        ("application/x-ndjson", b"\n".join([good, bad, b"", twice])),
    ):
        answer = http.post("/v1/validate", content=body, headers={"content-type": kind}).json()
        assert (answer["reports"], answer["bad"]) == (3, 2)
        assert [(f["record"], f["rule"]) for f in answer["findings"]] == [(2, "HLX-R202"), (3, "HLX-R005")]
    assert caplog.messages[-1] == "3 reports HLX-R005=1 HLX-R202=1"


@pytest.mark.parametrize("body", [b"", b"x", b"[1,", b"\xff", b"[" * 100_000, b"null", b"[[]]"])
def test_whatever_is_no_report_has_findings(http, body):
    answer = http.post("/v1/validate", content=body)
    assert answer.status_code == 200
    assert answer.json()["findings"]


def test_what_is_too_much_is_refused(http):
    large = http.post("/v1/validate", content=b" " * (MOST_BYTES + 1))
    many = http.post("/v1/validate", content=b"[" + b",".join([b"{}"] * (MOST_REPORTS + 1)) + b"]")
    for answer in (large, many):
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"


def test_nothing_that_was_sent_is_repeated(http, maker, caplog):
    caplog.set_level(logging.DEBUG)
    report = maker.report()
    report["Zq17remark"] = "Zq18 someone@Zq19.org"
    answer = http.post("/v1/validate", json=report)
    for text in (answer.text, *caplog.messages):
        assert "zq1" not in text.casefold()
