"""Mapping files are read strictly: a bad row has a finding, and no row is lost or mended in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmlex.load.mappings import cell_place, header_place, load_mappings, parse_mapping_set
from harmlex.model.findings import at_least
from harmlex.model.sssom import ROW_SLOTS, SET_SLOTS

EXAMPLES = Path(__file__).parents[1] / "data" / "sssom"
WHOLE = (EXAMPLES / "good" / "whole.sssom.tsv").read_bytes()

# Of the first 22 `sssom validate` refuses 4; of 6 it loses rows and calls the file valid; it accepts the others.
BAD = {
    "confidence-1.5": ("HLX-M020", 17, 127),
    "unknown-justification": ("HLX-M018", 17, 75),
    "undeclared-prefix": ("HLX-M009", 17, 37),
    "review-date-without-reviewer": ("HLX-M026", 18, 127),
    "empty-object": ("HLX-M014", 17, 37),
    "bad-modifier": ("HLX-M017", 20, 34),
    "bad-cardinality": ("HLX-M025", 16, 113),
    "literal-without-label": ("HLX-M007", 10, 16),
    "tab-too-many": ("HLX-M012", 17, 1),
    "date-day-first": ("HLX-M019", 17, 116),
    "confidence-comma": ("HLX-M020", 17, 127),
    "no-licence": ("HLX-M006", 1, 1),
    "no-mapping-set-id": ("HLX-M006", 1, 1),
    "empty-justification": ("HLX-M014", 17, 75),
    "iri-for-curie": ("HLX-M015", 17, 37),
    "unknown-column": ("HLX-M010", 16, 159),
    "predicate-without-prefix": ("HLX-M016", 17, 19),
    "misspelt-predicate": ("HLX-M016", 19, 18),
    "newer-slot-without-version": ("HLX-M024", 16, 1),
    "duplicate-record-id": ("HLX-M023", 21, 1),
    "no-term-found-as-predicate": ("HLX-M022", 17, 19),
    "empty-line": ("HLX-M004", 19, 1),
    "byte-order-mark": ("HLX-M001", 1, 1),
    "not-utf-8": ("HLX-M001", 17, 14),
    "comment-in-the-block": ("HLX-M003", 4, 3),
    "comment-behind-a-value": ("HLX-M003", 10, 28),
    "comment-among-the-rows": ("HLX-M003", 19, 1),
    "anchor-in-the-block": ("HLX-M003", 10, 16),
    "key-twice": ("HLX-M003", 15, 2),
    "no-block": ("HLX-M003", 1, 1),
    "built-in-prefix-redefined": ("HLX-M008", 3, 4),
    "unknown-key": ("HLX-M005", 9, 2),
    "extension": ("HLX-M005", 9, 2),
    "relative-licence": ("HLX-M007", 9, 11),
    "column-twice": ("HLX-M010", 16, 151),
    "column-missing": ("HLX-M010", 16, 1),
    "cell-missing": ("HLX-M012", 17, 1),
    "open-quote": ("HLX-M013", 17, 153),
    "control-character": ("HLX-M013", 17, 153),
    "derived-row": ("HLX-M018", 17, 75),
    "no-such-day": ("HLX-M019", 17, 116),
    "unknown-curation-rule": ("HLX-M021", 17, 131),
    "not-related": ("HLX-M017", 20, 36),
    "not-no-term-found": ("HLX-M017", 20, 34),
    "label-of-no-term-found": ("HLX-M022", 20, 53),
    "same-row-twice": ("HLX-M023", 20, 1),
    "own-review": ("HLX-M026", 17, 116),
    "no-rows": ("HLX-M014", 16, 1),
    "header-only-block": ("HLX-M010", 15, 1),
    "one-version-missing": ("HLX-M014", 17, 117),
}
UNTIDY = {
    "crlf": "HLX-M002",
    "column-order": "HLX-M011",
    "row-order": "HLX-M027",
    "spaces-and-quotes": "HLX-M027",
    "bare-quote": "HLX-M027",
    "unused-prefix": "HLX-M027",
    "no-last-line-end": "HLX-M027",
}


def _names(folder: str) -> list[str]:
    return sorted(path.name.removesuffix(".sssom.tsv") for path in (EXAMPLES / folder).iterdir())


def _read(folder: str, name: str):
    path = EXAMPLES / folder / f"{name}.sssom.tsv"
    raw = path.read_bytes()
    return raw, *parse_mapping_set(raw, f"mappings/{path.name}")


def _lines_of_rows(raw: bytes) -> int:
    """Count the rows the slow and obvious way: lines that are no metadata, without the line of names."""
    return len([line for line in raw.decode().splitlines() if not line.startswith("#")]) - 1


def test_every_example_has_an_expectation():
    assert _names("bad") == sorted(BAD)
    assert _names("untidy") == sorted(UNTIDY)


@pytest.mark.parametrize("name", _names("good"))
def test_a_good_file_gives_all_its_rows_and_no_finding(name):
    raw, found, findings = _read("good", name)
    assert findings == []
    assert len(found.rows) == _lines_of_rows(raw)


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_file_is_refused_with_line_column_and_remedy(name):
    _, _, findings = _read("bad", name)
    errors = at_least(findings, "error")
    assert {finding.code for finding in errors} == {BAD[name][0]}
    first = errors[0]
    assert (first.code, first.line, first.column) == BAD[name]
    assert first.file == f"mappings/{name}.sssom.tsv"
    assert first.message.endswith(".")
    assert first.hint.endswith((".", "."))


@pytest.mark.parametrize("name", sorted(UNTIDY))
def test_an_untidy_file_gives_all_its_rows_and_warnings(name):
    raw, found, findings = _read("untidy", name)
    assert {finding.code for finding in findings} == {UNTIDY[name]}
    assert {finding.severity for finding in findings} == {"warning"}
    assert len(found.rows) == _lines_of_rows(raw)


def test_values_of_the_set_go_to_the_rows_and_leave_the_set():
    _, found, _ = _read("good", "whole")
    assert {row.subject_source_version for row in found.rows} == {"1.2"}
    assert found.rows[0].other["object_source"] == "hlx:hub"
    assert set(found.metadata).isdisjoint(name for name, slot in SET_SLOTS.items() if slot.propagates)
    assert found.metadata["creator_id"] == ("hlx:editors",)


def test_a_slot_of_which_one_row_has_its_own_value_is_not_propagated():
    raw = WHOLE.replace(b"\tmapping_date\t", b"\tsubject_source_version\tmapping_date\t").replace(
        b"\t2026-11-22\t", b"\t1.1\t2026-11-22\t", 1
    )
    raw = raw.replace(b"editors\t2026-11-22\t", b"editors\t\t2026-11-22\t")
    found, findings = parse_mapping_set(raw, "mappings/toy-form.sssom.tsv")
    assert found.metadata["subject_source_version"] == "1.2"
    assert [finding.code for finding in findings if finding.severity == "error"] == ["HLX-M014"] * 3


def test_what_quotation_marks_enclose_is_read_as_text():
    _, found, _ = _read("good", "quoted")
    assert found.rows[0].comment == 'The form says "any image", which this material is.'


def test_a_row_with_a_finding_is_left_out_and_the_others_are_read():
    _, found, findings = _read("bad", "confidence-comma")
    assert len(found.rows) == 3
    assert findings[0].line not in {row.line for row in found.rows}


def test_places_are_found_again():
    assert cell_place(WHOLE, 17, "object_id") == (17, 37)
    assert cell_place(WHOLE, 17, "object_source_version") == (15, 2)
    assert cell_place(WHOLE, 17, "no-such-slot") == (17, 1)
    assert header_place(WHOLE, "license") == (9, 2)
    assert header_place(WHOLE, "no-such-slot") == (1, 1)


def test_only_files_right_below_the_folder_are_read(tmp_path):
    folder = tmp_path / "mappings"
    (folder / "unsure").mkdir(parents=True)
    (folder / "unsure" / "toy-form.sssom.tsv").write_bytes(WHOLE)
    (folder / "toy-form.sssom.tsv").write_bytes(WHOLE)
    (folder / "gone.sssom.tsv").symlink_to(folder / "nowhere")
    (folder / "toy-form.review.tsv").write_text("")
    (folder / "notes.txt").write_text("")
    sets, findings = load_mappings(tmp_path)
    assert [one.file for one in sets] == ["mappings/toy-form.sssom.tsv"]
    assert [(finding.code, finding.file) for finding in findings] == [
        ("HLX-M001", "mappings/gone.sssom.tsv"),
        ("HLX-M029", "mappings/notes.txt"),
    ]


def test_a_registry_without_mappings_has_none(tmp_path):
    assert load_mappings(tmp_path) == ((), [])


@given(st.data())
def test_whatever_happens_to_a_file_no_row_is_lost_without_an_error(data):
    """Cut, doubled and exchanged bytes: never an exception, and rows in are rows out or there is an error."""
    at = data.draw(st.integers(0, len(WHOLE) - 1))
    end = data.draw(st.integers(at, min(len(WHOLE), at + 40)))
    put = data.draw(
        st.one_of(st.binary(max_size=8), st.sampled_from([b"\t", b"\n", b'"', b"|", b"#", WHOLE[at:end] * 2]))
    )
    raw = WHOLE[:at] + put + WHOLE[end:]
    found, findings = parse_mapping_set(raw, "mappings/toy-form.sssom.tsv")
    if not at_least(findings, "error"):
        assert found is not None
        assert len(found.rows) == _lines_of_rows(raw)


def test_the_slots_are_those_of_the_installed_model():
    yaml = pytest.importorskip("yaml")
    schema = pytest.importorskip("importlib.resources").files("sssom_schema") / "schema" / "sssom_schema.yaml"
    model = yaml.load(schema.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    ours = {"mapping": ROW_SLOTS, "mapping set": SET_SLOTS}
    for name, slots in ours.items():
        theirs = [slot for slot in model["classes"][name]["slots"] if slot not in ("mappings", "extension_definitions")]
        assert list(slots) == theirs
        for slot in slots.values():
            stated = model["slots"][slot.name]
            assert slot.many == bool(stated.get("multivalued")) or slot.holds == "map"
            marks = stated.get("annotations") or {}
            assert slot.newer == (str(marks.get("added_in", "")) == "1.1")
            assert slot.propagates == bool(marks.get("propagated"))
