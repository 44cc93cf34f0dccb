"""Which media type a client gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmlex.api.negotiation import best_type

OFFERED = ("application/json", "application/ld+json", "text/turtle")


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle; q=1.0", "text/turtle"),
        ("text/*", "text/turtle"),
        ("text/html, application/ld+json;q=0.9, */*;q=0.1", "application/ld+json"),
        ("application/json;q=0, */*", "application/ld+json"),
        ("application/json;q=0.5, text/turtle;q=0.9", "text/turtle"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/turtle;q=nonsense", None),
        (", ,", "application/json"),
    ],
)
def test_the_most_exact_range_decides(accept: str | None, expected: str | None) -> None:
    assert best_type(accept, OFFERED) == expected


@given(st.text(max_size=80))
def test_no_header_breaks_the_choice(accept: str) -> None:
    assert best_type(accept, OFFERED) in {*OFFERED, None}


def test_nothing_offered_is_nothing_chosen() -> None:
    assert best_type("*/*", ()) is None
