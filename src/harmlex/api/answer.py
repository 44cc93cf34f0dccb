"""An answer that stays the same for as long as the release does: bytes, type and entity tag."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response

__all__ = ["JSON", "Answer", "answer_json", "respond", "tag_of"]

JSON = "application/json"


class Answer(msgspec.Struct, frozen=True):
    """Prepared bytes.

    Attributes:
        body: What is sent.
        media_type: Its media type, with the character set where it is text.
        etag: Its entity tag, quoted.
    """

    body: bytes
    media_type: str
    etag: str


def answer_json(body: bytes, release: str) -> Answer:
    """Return an answer of JSON."""
    return Answer(body, JSON, tag_of(body, release))


def tag_of(body: bytes, release: str) -> str:
    """Return the entity tag of bytes of a release: both show in it, so a new release never looks like an old one."""
    return f'"{release}-{hashlib.blake2b(body, digest_size=10).hexdigest()}"'


def respond(request: Request, answer: Answer, max_age: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer as a response, or 304 where the client holds it already."""
    common = {"ETag": answer.etag, "Cache-Control": f"public, max-age={max_age}", **(headers or {})}
    if _holds(request.headers.getlist("if-none-match"), answer.etag):
        return Response(status_code=304, headers=common)
    return Response(answer.body, headers=common, media_type=answer.media_type)


def _holds(conditions: list[str], etag: str) -> bool:
    """Say whether one of the entity tags in ``If-None-Match`` is this one, compared weakly."""
    held = [tag.strip().removeprefix("W/") for line in conditions for tag in line.split(",")]
    return etag in held or "*" in held
