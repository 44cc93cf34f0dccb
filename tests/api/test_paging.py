"""Pages of a list."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmlex.api.paging import page_of
from harmlex.api.problem import Problem

LISTS = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=40)


def link(text: str, relation: str) -> str | None:
    found = re.search(rf'<([^>]+)>; rel="{relation}"', text)
    return parse_qs(urlsplit(found[1]).query).get("cursor", [None])[0] if found else None


@given(LISTS, st.integers(1, 12))
def test_following_next_gives_the_list_and_following_prev_gives_it_backwards(names: list[str], limit: int) -> None:
    pages = [page_of(names, limit, None, "/list", {})]
    while cursor := link(pages[-1].link, "next"):
        pages.append(page_of(names, limit, cursor, "/list", {}))
    assert [name for page in pages for name in page.names] == names
    assert all(page.total == len(names) for page in pages)
    back = pages[-1]
    for expected in reversed(pages[:-1]):
        back = page_of(names, limit, link(back.link, "prev"), "/list", {})
        assert back.names == expected.names


@given(LISTS.filter(bool), st.integers(1, 12))
def test_the_last_page_ends_the_list(names: list[str], limit: int) -> None:
    first = page_of(names, limit, None, "/list", {})
    last = page_of(names, limit, link(first.link, "last"), "/list", {})
    assert last.names[-1] == names[-1]
    assert link(last.link, "next") is None


@given(st.text(max_size=40))
def test_no_cursor_made_up_is_taken(cursor: str) -> None:
    with pytest.raises(Problem) as problem:
        page_of(["a", "b"], 1, cursor + "!", "/list", {})
    assert problem.value.code == "unusable-parameter"
