"""What went wrong with a request, as ``application/problem+json`` (RFC 9457).

A problem names its code, the parameter concerned and the remedy. It never repeats what was sent: the only values in
it are the registry's own identifiers, labels and the values that a parameter may have.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import msgspec
from starlette.responses import Response

from harmlex.registry import NAMESPACE

__all__ = ["PROBLEMS", "PROBLEM_JSON", "Problem", "problem_response"]

PROBLEM_JSON = "application/problem+json"

# Code: status and title; the code is the last part of the problem's type.
PROBLEMS: dict[str, tuple[int, str]] = {
    "not-found": (404, "There is nothing at this address"),
    "unknown-identifier": (404, "The registry has no record with this identifier"),
    "method-not-allowed": (405, "This service only reads"),
    "not-acceptable": (406, "The record has none of the accepted formats"),
    "unusable-parameter": (422, "A parameter cannot be used"),
    "too-large": (413, "The request is too large"),
    "server-error": (500, "The service failed"),
}


class Problem(Exception):
    """A request that gets a problem for an answer.

    Attributes:
        code: One of `PROBLEMS`.
        detail: What to do, in a sentence.
        errors: For parameters: ``parameter`` and ``message`` of each.
        extra: Further members of the problem, from the registry only.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        errors: tuple[dict[str, str], ...] = (),
        extra: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        """State the problem."""
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.errors = errors
        self.extra = extra or {}
        self.headers = headers or {}

    @classmethod
    def parameter(cls, name: str, message: str) -> Problem:
        """Return the problem that one parameter is unusable."""
        return cls("unusable-parameter", message, errors=({"parameter": name, "message": message},))


def problem_response(problem: Problem) -> Response:
    """Return a problem as a response."""
    status, title = PROBLEMS[problem.code]
    value: dict[str, Any] = {
        "type": f"{NAMESPACE}problem/{problem.code}",
        "title": title,
        "status": status,
        "detail": problem.detail,
        "code": problem.code,
        **({"errors": problem.errors} if problem.errors else {}),
        **problem.extra,
    }
    caching = "no-store" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "public, max-age=60"
    return Response(
        msgspec.json.encode(value),
        status,
        headers={"Cache-Control": caching, **problem.headers},
        media_type=PROBLEM_JSON,
    )
