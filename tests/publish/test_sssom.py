"""Mapping files have one canonical form, and writing loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from harmlex.load.mappings import parse_mapping_set
from harmlex.publish.sssom import PER_ROW, format_mapping_file, to_sssom

EXAMPLES = Path(__file__).parents[1] / "data" / "sssom"
WHOLE = (EXAMPLES / "good" / "whole.sssom.tsv").read_bytes()
FILE = "mappings/toy-form.sssom.tsv"


def _content(raw: bytes):
    found, _ = parse_mapping_set(raw, FILE)
    return sorted((replace(row, line=0) for row in found.rows), key=repr), found.metadata


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("[gu]*/*.tsv")), ids=lambda path: path.name)
def test_formatting_keeps_the_content_and_is_done_once(path):
    raw = path.read_bytes()
    formatted, errors = format_mapping_file(raw, FILE)
    assert errors == []
    assert parse_mapping_set(formatted, FILE)[1] == []
    assert format_mapping_file(formatted, FILE) == (formatted, [])
    rows, metadata = _content(formatted)
    before, told = _content(raw)
    assert rows == before
    prefixes = metadata.pop("curie_map")
    assert prefixes.items() <= told.pop("curie_map").items()
    assert metadata == told


def test_all_untidy_spellings_of_one_content_have_one_form():
    tidy = {"crlf", "column-order", "row-order", "spaces-and-quotes", "unused-prefix", "no-last-line-end"}
    forms = {format_mapping_file((EXAMPLES / "untidy" / f"{name}.sssom.tsv").read_bytes(), FILE)[0] for name in tidy}
    assert forms == {WHOLE}


@pytest.mark.parametrize("path", sorted((EXAMPLES / "bad").glob("*.tsv")), ids=lambda path: path.name)
def test_a_file_with_errors_is_not_written(path):
    written, errors = format_mapping_file(path.read_bytes(), FILE)
    assert written is None
    assert errors


def test_what_all_rows_share_is_condensed_as_the_specification_says():
    found, _ = parse_mapping_set(WHOLE, FILE)
    text = to_sssom(found)
    assert "#mapping_date: 2026-11-22\n" in text
    assert "\tmapping_date" not in text
    assert to_sssom(found, per_row=PER_ROW).encode() == WHOLE


def test_numbers_have_at_most_three_decimals_and_empty_columns_go():
    found, _ = parse_mapping_set(WHOLE, FILE)
    rows = tuple(replace(row, confidence=0.9996, curation_rule=()) for row in found.rows)
    text = to_sssom(replace(found, rows=rows))
    assert "curation_rule" not in text
    assert "\t1\t" in text


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cf"]), min_size=1, max_size=30).map(str.strip)


@given(st.lists(TEXT.filter(bool), min_size=4, max_size=4), TEXT.filter(bool))
def test_whatever_text_is_written_is_read_again(comments, title):
    found, _ = parse_mapping_set(WHOLE, FILE)
    rows = tuple(replace(row, comment=text) for row, text in zip(found.rows, comments, strict=True))
    changed = replace(found, rows=rows, metadata=found.metadata | {"mapping_set_title": title})
    again, findings = parse_mapping_set(to_sssom(changed, per_row=PER_ROW).encode(), FILE)
    assert findings == []
    assert again.metadata["mapping_set_title"] == title
    assert sorted(row.comment for row in again.rows) == sorted(comments)
