"""The files of the built site over HTTP: right types, entity tags, no listing, nothing outside the folder."""

from __future__ import annotations

import hashlib
import mimetypes
import os
from functools import lru_cache
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from harmlex.api.answer import Answer, respond
from harmlex.api.problem import Problem, problem_response

__all__ = ["Site"]

_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    "csv-metadata.json": "application/csvm+json",
    ".css": "text/css; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".ndjson": "application/x-ndjson",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_IN_MEMORY = 1 << 20  # bytes; larger files are not kept
# The pages state a stricter policy of their own; both hold. What a page cannot state of itself is stated here.
_POLICY = "frame-ancestors 'none'; base-uri 'self'; object-src 'none'"


class Site:
    """The files below a folder.

    Args:
        root: The folder.
        max_age: Seconds for which a file may be kept without asking again.
    """

    def __init__(self, root: Path, max_age: int) -> None:
        """Serve the files below ``root``."""
        self._root = root.resolve()
        self._max_age = max_age

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope)
        try:
            response = await to_thread.run_sync(self._answer, request)
        except Problem as problem:
            response = problem_response(problem)
        await response(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            raise Problem(
                "method-not-allowed", "Ask with GET or HEAD.", headers={"Allow": "GET, HEAD, OPTIONS"}
            )  # fmt: skip
        path = request.scope["path"]
        found = self._inside(path)
        if found is not None and found.is_dir():
            if not path.endswith("/") and (found / "index.html").is_file():
                # Only the path of a folder that exists is sent back, and never as another host.
                return RedirectResponse(f"/{found.relative_to(self._root).as_posix()}/", 308)
            found = self._inside(f"{path}/index.html")
        if found is not None and found.is_file():
            return self._file(request, found)
        missing = self._inside("/404.html")
        if missing is None or not missing.is_file():
            raise Problem("not-found", "There is no such page.")
        page = _read(*_state(missing))
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "public, max-age=60"}
        return Response(page.body, 404, headers, page.media_type)

    def _file(self, request: Request, found: Path) -> Response:
        headers = {"Content-Security-Policy": _POLICY}
        state = _state(found)
        if state[2] <= _IN_MEMORY:
            return respond(request, _read(*state), self._max_age, headers)
        # A large download goes out in pieces, its tag made of what changes when the file does.
        tag = hashlib.blake2b(repr(state[1:]).encode(), digest_size=12).hexdigest()
        kept = respond(request, Answer(b"", "", f'"{tag}"'), self._max_age, headers)
        if kept.status_code == 304:
            return kept
        headers |= {"ETag": f'"{tag}"', "Cache-Control": f"public, max-age={self._max_age}"}
        return FileResponse(found, headers=headers, media_type=_type_of(str(found)))

    def _inside(self, path: str) -> Path | None:
        """Return the file or folder of a path, or ``None`` if it is hidden, odd, missing or outside the root."""
        parts = [part for part in path.split("/") if part]
        if any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
            return None
        try:
            found = self._root.joinpath(*parts).resolve(strict=True)
            mode = found.stat().st_mode
        except (OSError, RuntimeError, ValueError):
            return None
        inside = found == self._root or self._root in found.parents
        return found if inside and (S_ISREG(mode) or S_ISDIR(mode)) else None


def _state(path: Path) -> tuple[str, int, int, int]:
    told = os.stat(path)  # noqa: PTH116  (one call for both figures)
    return str(path), told.st_mtime_ns, told.st_size, told.st_ino


@lru_cache(maxsize=512)
def _read(path: str, _changed: int, _size: int, _inode: int) -> Answer:
    """Read a file; the later arguments make a changed file another entry of the cache."""
    body = Path(path).read_bytes()
    return Answer(body, _type_of(path), f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"')


def _type_of(path: str) -> str:
    name = Path(path).name.lower()
    if name.endswith("csv-metadata.json"):
        return _TYPES["csv-metadata.json"]
    suffix = Path(name).suffix
    return _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
