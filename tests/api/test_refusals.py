"""Whatever the crosswalk addresses refuse with is declared in the OpenAPI description, and nothing is declared idly."""

from __future__ import annotations

from typing import Any, NamedTuple

import httpx
import pytest

from harmlex.api.app import create_app
from harmlex.api.settings import Settings
from harmlex.crosswalk.library import Bridges
from harmlex.crosswalk.programme import SolverMissing

CROSSWALK, EXPLAIN, TRANSLATE = "/v1/crosswalks/{a}/{b}", "/v1/explain", "/v1/translate"
COVERAGE, COMPARE = "/v1/coverage", "/v1/compare"
HEAD = "code,count,unit,scheme\n"
GOOD = {"targets": ["hlx:H0002"], "csv": f"{HEAD}A1,20,items,toy-form\n"}

REPORT = {"scheme": "toy-form", "unit_of_count": "unit:items", "counts": [{"notation": "A1", "total": 3}]}


class Refusal(NamedTuple):
    """One request that is refused: its operation, where it goes, and the status."""

    operation: str
    url: str
    status: int
    body: Any = None


REFUSALS = [
    Refusal(CROSSWALK, "/v1/crosswalks/no-such/hub", 404),
    Refusal(CROSSWALK, "/v1/crosswalks/toy-form/no-such", 404),
    Refusal(CROSSWALK, "/v1/crosswalks/toy-form/hub?nosuch=1", 422),
    Refusal(CROSSWALK, "/v1/crosswalks/toy-form/hub?limit=0", 422),
    Refusal(CROSSWALK, "/v1/crosswalks/toy-form/hub?limit=many", 422),
    Refusal(CROSSWALK, "/v1/crosswalks/toy-form/hub?all=perhaps", 422),
    Refusal(CROSSWALK, "/v1/crosswalks/toy-form/hub?cursor=bm8", 422),
    Refusal(EXPLAIN, "/v1/explain", 422),
    Refusal(EXPLAIN, "/v1/explain?x=toy-form:A1", 422),
    Refusal(EXPLAIN, "/v1/explain?x=toy-form:A1&y=toy-form:none", 422),
    Refusal(EXPLAIN, "/v1/explain?x=toy-form:A1&y=age-band:13-15", 422),
    Refusal(EXPLAIN, f"/v1/explain?x=toy-form:A1&y={'y' * 161}", 422),
    Refusal(EXPLAIN, "/v1/explain?x=toy-form:A1&y=hlx:H0101&nosuch=1", 422),
    Refusal(TRANSLATE, "/v1/translate", 422),
    Refusal(TRANSLATE, "/v1/translate?from=no-such&to=hub&code=A1", 422),
    Refusal(TRANSLATE, "/v1/translate?from=toy-form&to=no-such&code=A1", 422),
    Refusal(TRANSLATE, "/v1/translate?from=toy-form&to=hub&code=none", 422),
    Refusal(TRANSLATE, "/v1/translate?from=toy-form&to=hub&code=A1&policy=none", 422),
    Refusal(TRANSLATE, f"/v1/translate?from=toy-form&to=hub{'&code=A1' * 101}", 422),
    Refusal(TRANSLATE, "/v1/translate?from=toy-form&to=hub&code=A1&nosuch=1", 422),
    Refusal(COVERAGE, "/v1/coverage?nosuch=1", 422),
    Refusal(COMPARE, COMPARE, 422, b""),
    Refusal(COMPARE, COMPARE, 422, b"no"),
    Refusal(COMPARE, COMPARE, 422, {**GOOD, "nosuch": 1}),
    Refusal(COMPARE, COMPARE, 422, {**GOOD, "targets": []}),
    Refusal(COMPARE, COMPARE, 422, {**GOOD, "targets": ["hlx:H0002"] * 101}),
    Refusal(COMPARE, COMPARE, 422, {**GOOD, "targets": ["hlx:H9999"]}),
    Refusal(COMPARE, COMPARE, 422, {**GOOD, "targets": ["age-band:13-15"]}),
    Refusal(COMPARE, COMPARE, 422, {"targets": ["hlx:H0002"]}),
    Refusal(COMPARE, COMPARE, 422, {"targets": ["hlx:H0002"], "reports": [{"counts": 5}]}),
    Refusal(COMPARE, COMPARE, 422, {**GOOD, "csv": f"{HEAD}A1,-1,items,toy-form\n"}),
    Refusal(COMPARE, COMPARE, 422, {**GOOD, "csv": f"{HEAD}A1,1,items,no-such\n"}),
    Refusal(COMPARE, COMPARE, 422, {**GOOD, "csv": f"{HEAD}A1,{'9' * 400},items,toy-form\n"}),
    Refusal(COMPARE, COMPARE, 413, b" " * (1 << 19)),
    Refusal(COMPARE, COMPARE, 413, {"targets": ["hlx:H0002"], "reports": [REPORT] * 101}),
]
REFUSALS += [
    Refusal(COMPARE, COMPARE, 422, {"targets": ["hlx:H0002"], "reports": [REPORT | wrong]})
    for wrong in (
        {"scheme": 5},
        {"unit_of_count": None},
        {"several_codes": "yes"},
        {"organisation_id": {"a": [1]}},
        {"counts": {"a": 1}},
        {"counts": [[]]},
        {"counts": [{"total": 3}]},
        {"counts": [{"notation": ["A1"], "total": 3}]},
        *({"counts": [{"notation": "A1", "total": total}]} for total in ("3", None, -1, 1.5, True, 10**400, [])),
    )
]
OPERATIONS = (CROSSWALK, EXPLAIN, TRANSLATE, COVERAGE, COMPARE)


def send(http: httpx.Client, refusal: Refusal) -> httpx.Response:
    if refusal.operation != COMPARE:
        return http.get(refusal.url)
    if isinstance(refusal.body, bytes):
        return http.post(refusal.url, content=refusal.body)
    return http.post(refusal.url, json=refusal.body)


def declared(http: httpx.Client, operation: str) -> dict[str, Any]:
    methods = http.get("/openapi.json").json()["paths"][operation]
    (told,) = methods.values()
    responses: dict[str, Any] = told["responses"]
    return responses


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda r: f"{r.status} {r.url[:60]}")
def test_a_refusal_is_declared_with_its_form(http: httpx.Client, refusal: Refusal) -> None:
    answer = send(http, refusal)
    assert answer.status_code == refusal.status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    response = declared(http, refusal.operation)[str(refusal.status)]
    assert response["description"]
    assert response["content"] == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    assert answer.json()["status"] == refusal.status


@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_refusal_is_declared_that_never_comes(http: httpx.Client, operation: str) -> None:
    come = {str(refusal.status) for refusal in REFUSALS if refusal.operation == operation}
    assert {status for status in declared(http, operation) if status >= "400"} == come


def test_counts_for_which_there_is_no_solver_are_refused_as_declared(
    http: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> None:
        raise SolverMissing

    monkeypatch.setattr(Bridges, "compare", missing)
    answer = http.post(COMPARE, json=GOOD)
    assert answer.status_code == 422
    assert str(answer.status_code) in declared(http, COMPARE)


def test_every_address_that_refuses_an_unknown_parameter_declares_it(http: httpx.Client) -> None:
    values = {"identifier": "H0042", "local": "A1", "kind": "entity", "a": "toy-form", "b": "hub"}
    special = {"/v1/schemes": "toy-form", "/v1/codelists": "age-band"}
    for path, methods in http.get("/openapi.json").json()["paths"].items():
        identifier = next((name for start, name in special.items() if path.startswith(start)), "H0042")
        for method, operation in methods.items():
            answer = http.request(method, path.format(**values | {"identifier": identifier}), params={"nosuch": "1"})
            assert str(answer.status_code) in operation["responses"], (method, path)


def test_too_many_reports_are_refused_as_declared(toy: Any, running: Any) -> None:
    with running(create_app(toy, settings=Settings(validate_reports=True))) as at, httpx.Client(trust_env=False) as to:
        answer = to.post(f"{at}/v1/validate", content=b"[" + b"{}," * 1000 + b"{}]")
        responses = to.get(f"{at}/openapi.json").json()["paths"]["/v1/validate"]["post"]["responses"]
    assert answer.status_code == 413
    assert "413" in responses
