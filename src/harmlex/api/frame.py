"""What every response has in common: headers, HEAD, CORS, one line of log, and no traceback for anybody.

The log holds method, path, status, size and time; never a query string, a body, an address or a failed path.
"""

from __future__ import annotations

import logging
import time
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from harmlex.api.problem import Problem, problem_response

__all__ = ["Frame"]

_ACCESS = logging.getLogger("harmlex.access")
_FAILURES = logging.getLogger("harmlex.failures")

_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count",
}
_PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
# A page of the API holds nothing but text; the pages of the site bring their own, stricter in some respects.
_API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


class Frame:
    """The outermost layer of the service.

    Args:
        app: What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Frame an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        method: str = scope["method"]
        sent: MutableMapping[str, Any] = {"status": 0, "size": 0}

        async def framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent["status"] = message["status"]
                _complete(MutableHeaders(scope=message))
            elif message["type"] == "http.response.body":
                sent["size"] += len(message.get("body", b""))
                if method == "HEAD":
                    message = {**message, "body": b""}
            await send(message)

        inner = {**scope, "method": "GET"} if method == "HEAD" else scope
        try:
            if method == "OPTIONS":
                await Response(status_code=204, headers=_PREFLIGHT)(inner, receive, framed)
            else:
                await self._app(inner, receive, framed)
        except Exception as error:  # the last guard: whatever fails, the client gets a problem and no more
            _FAILURES.error("%s at %s", type(error).__name__, _place_of(error))
            if sent["status"]:
                raise
            failed = Problem("server-error", "The service failed on this request; the failure was logged.")
            await problem_response(failed)(inner, receive, framed)
        path = scope["path"] if sent["status"] < 400 else "-"
        took = 1000 * (time.perf_counter() - began)
        _ACCESS.info("%s %s %d %d %.1fms", method, path, sent["status"], sent["size"], took)


def _complete(headers: MutableHeaders) -> None:
    """Add the common headers where the answer has not set its own."""
    for name, value in (*_SECURITY.items(), *_CORS.items(), ("Content-Security-Policy", _API_POLICY)):
        headers.setdefault(name, value)


def _place_of(error: BaseException) -> str:
    """Return where an error was raised, as file and line; its message may hold what was sent and is left out."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
