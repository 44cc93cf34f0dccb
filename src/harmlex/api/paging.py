"""Pages of a list: an opaque cursor that holds its place, and links to the other pages."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec

from harmlex.api.problem import Problem

__all__ = ["DEFAULT_LIMIT", "MAX_LIMIT", "Page", "page_of"]

DEFAULT_LIMIT = 50
MAX_LIMIT = 500
_MARK = b"1:"


class Page(msgspec.Struct, frozen=True):
    """One page of identifiers.

    Attributes:
        names: The identifiers on the page.
        total: How many the whole list has.
        link: The ``Link`` header.
    """

    names: Sequence[str]
    total: int
    link: str


def page_of(names: Sequence[str], limit: int, cursor: str | None, path: str, query: dict[str, str]) -> Page:
    """Return one page of a list.

    Args:
        names: Identifiers in the order of the list.
        limit: At most so many on a page.
        cursor: Where the page begins, as an earlier page's link said; the beginning where ``None``.
        path: The address of the list, for the links.
        query: The other parameters, as they were understood.

    Raises:
        Problem: The cursor is not one of ours, or its place is gone from this release.
    """
    start = 0 if cursor is None else _place(names, cursor)
    last = max(0, (len(names) - 1) // limit * limit)
    # A page may begin anywhere; the links step by whole pages from where it begins.
    places = {"first": 0, "last": last if start % limit == 0 else max(0, len(names) - limit)}
    if start > 0:
        places["prev"] = max(0, start - limit)
    if start + limit < len(names):
        places["next"] = start + limit
    links = []
    for relation in ("first", "prev", "next", "last"):
        if relation in places and names:
            at = {"cursor": _cursor(names[places[relation]])} if places[relation] else {}
            links.append(f'<{path}?{urlencode({**query, "limit": str(limit), **at})}>; rel="{relation}"')
    return Page(names[start : start + limit], len(names), ", ".join(links))


def _cursor(name: str) -> str:
    return base64.urlsafe_b64encode(_MARK + name.encode()).decode().rstrip("=")


def _place(names: Sequence[str], cursor: str) -> int:
    try:
        held = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        if not held.startswith(_MARK):
            raise ValueError
        return names.index(held.removeprefix(_MARK).decode())
    except (ValueError, binascii.Error):
        message = "The cursor belongs to no page of this list in this release. Start again without one."
        raise Problem.parameter("cursor", message) from None
