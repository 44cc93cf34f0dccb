"""Validation of reports over HTTP: off unless switched on, bounded, and silent about what was sent.

Whoever validates on the own machine sends nothing to anybody; `harmlex validate` does that. This address is for those
who run the service themselves, inside their own network.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from harmlex.api.problem import Problem
from harmlex.api.settings import Settings
from harmlex.load.artefact import Sections
from harmlex.model.artefact import Artefact
from harmlex.report.findings import ReportFinding
from harmlex.report.parsing import RecordError, parse
from harmlex.report.validator import Validator

__all__ = ["MOST_BYTES", "MOST_REPORTS", "add_reports"]

MOST_BYTES = 4 << 20
MOST_REPORTS = 1_000
_LOG = logging.getLogger("harmlex.reports")
_NDJSON = "application/x-ndjson"
_EXAMPLE = {
    "reports": 1,
    "bad": 1,
    "findings": [{"record": 1, "line": None, "pointer": "/channel", "rule": "HLX-R108"}],
}


class _Today:
    """The validator of the present day; months are read against it."""

    def __init__(self, artefact: Artefact | Sections) -> None:
        self._artefact = artefact
        self._made: Validator | None = None

    def get(self) -> Validator:
        today = date.today().isoformat()
        if self._made is None or self._made.today != today:
            self._made = Validator(self._artefact, today=today)
        return self._made


def add_reports(app: FastAPI, artefact: Artefact | Sections, settings: Settings) -> None:
    """Add validation to the API, if the operator switched it on."""
    if not settings.validate_reports:
        return
    validators = _Today(artefact)

    @app.post(
        "/v1/validate",
        operation_id="validateReports",
        summary="Validate reports",
        tags=["reports"],
        responses={200: {"content": {"application/json": {"example": _EXAMPLE}}}, 413: {}},
        openapi_extra={
            "requestBody": {
                "required": True,
                "description": f"At most {MOST_REPORTS:,} reports in at most {MOST_BYTES:,} bytes.",
                "content": {
                    "application/json": {"schema": {"oneOf": [{"type": "object"}, {"type": "array"}]}},
                    _NDJSON: {"schema": {"type": "string"}},
                },
            }
        },
    )
    async def validate_reports(request: Request) -> Response:
        """One report, an array of reports, or NDJSON. Findings name places and rules, and repeat no value.

        Nothing is kept, and only the number of findings of each rule is logged.
        """
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _body(request)
        answer = await run_in_threadpool(_validated, validators.get(), kind, body)
        return Response(answer, media_type="application/json", headers={"Cache-Control": "no-store"})


async def _body(request: Request) -> bytes:
    """Read the body, and stop reading where it is too large."""
    parts = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise Problem("too-large", f"Send at most {MOST_BYTES:,} bytes at once.")
        parts.append(part)
    return b"".join(parts)


def _validated(validator: Validator, kind: str, body: bytes) -> bytes:
    findings: list[ReportFinding] = []
    if kind == _NDJSON:
        lines = [line for line in body.split(b"\n") if line.strip()]
        _limit(len(lines))
        for number, line in enumerate(lines, 1):
            findings += validator.line(line, number)
        count = len(lines)
    elif body.lstrip()[:1] == b"[":
        try:
            reports = parse(body, most=MOST_BYTES).value
        except RecordError:
            reports = None
        if isinstance(reports, list):
            _limit(len(reports))
            # Each element once more as its own bytes, so that a key given twice is seen.
            elements = msgspec.json.decode(body, type=list[msgspec.Raw])
            for number, element in enumerate(elements, 1):
                findings += validator.line(bytes(element), number)
            count = len(reports)
        else:
            findings = validator.slowly(body)
            count = 1
    else:
        findings = validator.line(body)
        count = 1
    rules = Counter(finding.rule for finding in findings)
    _LOG.info("%d reports %s", count, " ".join(f"{rule}={n}" for rule, n in sorted(rules.items())) or "no findings")
    bad = len({finding.record for finding in findings if finding.severity != "info"})
    answer: dict[str, Any] = {"reports": count, "bad": bad, "findings": findings}
    return msgspec.json.encode(answer)


def _limit(count: int) -> None:
    if count > MOST_REPORTS:
        raise Problem("too-large", f"Send at most {MOST_REPORTS:,} reports at once.")
