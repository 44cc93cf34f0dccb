"""A registry file is read as text with places, and never misread."""

from __future__ import annotations

import re
import time

import pytest

from harmlex.load.documents import DEPTH_LIMIT, SIZE_LIMIT, Document, locate, parse_document, places
from harmlex.model.findings import Finding

GOOD = b"""\
id: hlx:H0042
status: proposed
prefLabel:
  en: doxing
  "no": doksing
altLabel:
  en: [doxxing, "on"]
broader:
  - hlx:H0007  # privacy violation
population: any
material: either
reportable: true
criteria:
  - facet: youngest-affected-age
    interval: {min: 13, max: 18}
    source: a-1
changes:
  - date: "2026-11-22"
    kind: created
    note: {en: First version.}
"""


def read(raw: bytes | str, file: str = "registry/concepts/H0042-doxing.yaml", kind: str = "concept"):
    return parse_document(raw.encode() if isinstance(raw, str) else raw, file, kind)


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


def place(finding: Finding) -> tuple[str, int, int]:
    return finding.code, finding.line, finding.column


def test_a_good_file_yields_values_and_no_finding():
    document, findings = read(GOOD)
    assert findings == []
    assert isinstance(document, Document)
    assert document.kind == "concept"
    assert document.data["prefLabel"] == {"en": "doxing", "no": "doksing"}
    assert document.data["altLabel"] == {"en": ["doxxing", "on"]}
    assert document.data["reportable"] is True
    assert document.data["criteria"][0]["interval"] == {"min": 13, "max": 18}
    assert document.data["changes"][0]["date"] == "2026-11-22"


def test_keys_keep_the_order_of_the_file():
    document, _ = read(GOOD)
    assert document is not None
    assert list(document.data)[:4] == ["id", "status", "prefLabel", "altLabel"]


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "null", "~", "No", "NO", "true", "y", "Null"])
def test_a_bare_word_that_yaml_reads_otherwise_is_a_finding_and_stays_text(word):
    document, findings = read(f"id: hlx:H0042\nprefLabel:\n  en: {word}\n")
    assert document is not None
    assert document.data["prefLabel"] == {"en": word}
    finding = only(findings)
    assert place(finding) == ("HLX-C014", 3, 7)
    assert f'"{word}"' in finding.hint


def test_norwegian_as_a_bare_key_is_a_finding_and_stays_norwegian():
    document, findings = read("id: hlx:H0042\nprefLabel:\n  no: doksing\n")
    assert document is not None
    assert document.data["prefLabel"] == {"no": "doksing"}
    assert place(only(findings)) == ("HLX-C014", 3, 3)


@pytest.mark.parametrize(
    "text", ["2026-11-22", "0301", "12", "1_000", "0x1F", "0o17", "1e3", "12:30:00", "4.0", "-5", ".inf", "2024-5-6"]
)
def test_a_bare_date_or_number_in_a_text_slot_is_a_finding_and_keeps_every_digit(text):
    document, findings = read(
        f"id: x\nconcepts:\n  - id: x:a\n    notation: {text}\n", "registry/schemes/x.yaml", "scheme"
    )
    assert document is not None
    assert document.data["concepts"][0]["notation"] == text
    assert place(only(findings)) == ("HLX-C015", 4, 15)


@pytest.mark.parametrize("text", ["A1", "1.1.a", "18-plus", "north", "13-15", "§5", "2026-11", "on-line", "5 kinds"])
def test_a_text_that_nobody_misreads_needs_no_quotes(text):
    _, findings = read(f"id: x\nconcepts:\n  - id: x:a\n    notation: {text}\n", "registry/schemes/x.yaml", "scheme")
    assert findings == []


@pytest.mark.parametrize("word", ["yes", "no", "True", "on", '"true"', "1"])
def test_only_true_and_false_are_booleans(word):
    document, findings = read(f"id: hlx:H0042\nreportable: {word}\n")
    assert document is not None
    assert document.data["reportable"] == word.strip('"')
    assert place(only(findings)) == ("HLX-C017", 2, 13)


@pytest.mark.parametrize("word", ["018", "1_8", '"18"', "18.0", "eighteen"])
def test_only_decimal_digits_are_whole_numbers(word):
    _, findings = read(f"id: hlx:H0042\ncriteria:\n  - interval: {{min: {word}}}\n")
    assert [f.code for f in findings] == ["HLX-C017"]


def test_a_duplicate_key_is_a_finding_at_the_second_and_the_first_is_kept():
    document, findings = read("id: hlx:H0042\nstatus: proposed\nstatus: accepted\n")
    assert document is not None
    assert document.data["status"] == "proposed"
    assert place(only(findings)) == ("HLX-C013", 3, 1)


def test_a_duplicate_language_is_a_finding():
    _, findings = read("id: hlx:H0042\nprefLabel: {en: a, fr: b, en: c}\n")
    assert place(only(findings)) == ("HLX-C013", 2, 27)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", ("HLX-C007", 1, 1)),
        (b"# only a comment\n", ("HLX-C007", 1, 1)),
        (b"---\n", ("HLX-C007", 1, 1)),
        (b"- id: x\n", ("HLX-C008", 1, 1)),
        (b"just words\n", ("HLX-C008", 1, 1)),
        (b"id: hlx:H0042\n---\nid: hlx:H0043\n", ("HLX-C009", 2, 1)),
        (b"id: &a hlx:H0042\nstatus: *a\n", ("HLX-C010", 1, 5)),
        (b"a: x\nb: *nothing\n", ("HLX-C010", 2, 4)),
        (b"id: hlx:H0042\n<<: {status: proposed}\n", ("HLX-C010", 2, 1)),
        (b"id: !!str hlx:H0042\n", ("HLX-C011", 1, 5)),
        (b"id: !python/object/apply:os.system [ls]\n", ("HLX-C011", 1, 5)),
        (b"\xef\xbb\xbfid: hlx:H0042\n", ("HLX-C003", 1, 1)),
        ("id: hlx:H0042\n".encode("utf-16"), ("HLX-C003", 1, 1)),
        ("id: hlx:H0042\n".encode("utf-16-le"), ("HLX-C003", 1, 1)),
        ("id: hlx:H0042\n".encode("utf-32"), ("HLX-C003", 1, 1)),
        ("id: x\nprefLabel: {fr: é}\n".encode("latin-1"), ("HLX-C003", 2, 17)),
        (b"id: x\nstatus: a\0b\n", ("HLX-C004", 2, 10)),
        (b"id: x\nstatus: a\x1bb\n", ("HLX-C004", 2, 10)),
        ("id: x\nstatus: a\u2028b\n".encode(), ("HLX-C004", 2, 10)),
        (b"id: 'x\n", ("HLX-C006", 2, 1)),
        (b"id: x: y\n", ("HLX-C006", 1, 6)),
        (b"id: x\n  status: y\n", ("HLX-C006", 2, 9)),
        (b"a: [1, 2\nb: 3\n", ("HLX-C006", 2, 2)),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_its_place(raw, expected):
    document, findings = read(raw)
    assert document is None
    finding = findings[-1]
    assert place(finding) == expected
    assert finding.severity == "error"
    assert finding.message
    assert finding.hint


def test_tabs_are_found_also_inside_texts():
    _, findings = read(b"id: hlx:H0042\nprefLabel: {en: 'a\tb'}\n")
    assert place(only(findings)) == ("HLX-C005", 2, 19)
    _, findings = read(b"id: hlx:H0042\nprefLabel:\n\ten: a\n")
    assert [f.code for f in findings] == ["HLX-C005", "HLX-C006"]


def test_windows_line_ends_are_a_finding_and_the_values_are_read():
    document, findings = read(GOOD.replace(b"\n", b"\r\n"))
    assert document is not None
    assert document.data == read(GOOD)[0].data
    assert only(findings).code == "HLX-C020"


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    started = time.perf_counter()
    document, findings = read("\n".join(lines))
    assert document is None
    assert place(only(findings)) == ("HLX-C010", 1, 5)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "{b: " * 100_000,
        "- " * 100_000,
        "a:\n" + "".join(" " * i + "-\n" for i in range(1, 400)),
    ],
)
def test_deep_nesting_is_refused_without_exhausting_the_stack(text):
    started = time.perf_counter()
    document, findings = read(text)
    assert document is None
    assert only(findings).code in {"HLX-C012", "HLX-C008", "HLX-C006"}
    assert time.perf_counter() - started < 2
    assert locate(text.encode(), ("a", 0, 0)) >= (1, 1)


def test_nesting_up_to_the_limit_is_read():
    _, findings = read("id: hlx:H0042\nodd: " + "[" * (DEPTH_LIMIT - 1) + "]" * (DEPTH_LIMIT - 1))
    assert findings == []


def test_files_over_the_limit_get_a_clear_finding_quickly():
    started = time.perf_counter()
    for raw, kind in ((b"a: b\n" * 250_000, "concept"), (b"x" * (SIZE_LIMIT + 1), "scheme")):
        document, findings = read(raw, kind=kind)
        assert document is None
        assert only(findings).code == "HLX-C002"
        assert re.search(r"1\d?(,\d{3})+ bytes", findings[0].message)
    assert time.perf_counter() - started < 1


def test_a_large_file_below_the_limit_is_read():
    entries = "".join(f"  - id: x:c{i}\n    type: harm\n" for i in range(50_000))
    document, findings = read(f"id: x\nconcepts:\n{entries}", "registry/schemes/x.yaml", "scheme")
    assert findings == []
    assert document is not None
    assert len(document.data["concepts"]) == 50_000


@pytest.mark.parametrize("text", ["status:\n", "status: # later\n"])
def test_a_key_without_a_value_is_a_finding_and_absent(text):
    document, findings = read("id: hlx:H0042\n" + text)
    assert document is not None
    assert "status" not in document.data
    assert place(only(findings)) == ("HLX-C016", 2, 1)


def test_an_item_without_a_value_is_a_finding_and_keeps_the_places_of_the_others():
    document, findings = read("id: hlx:H0042\nbroader:\n  -\n  - hlx:H0001\n")
    assert document is not None
    assert document.data["broader"] == ["", "hlx:H0001"]
    assert place(only(findings)) == ("HLX-C016", 3, 4)


def test_a_list_as_a_key_is_a_finding():
    document, findings = read("id: hlx:H0042\n? [a, b]\n: c\nstatus: proposed\n")
    assert document is not None
    assert document.data["status"] == "proposed"
    assert place(only(findings)) == ("HLX-C021", 2, 3)


@pytest.mark.parametrize(
    ("file", "kind", "record", "fits"),
    [
        ("registry/concepts/H0042-doxing.yaml", "concept", "hlx:H0042", True),
        ("registry/concepts/H0042.yaml", "concept", "hlx:H0042", False),
        ("registry/concepts/H0043-doxing.yaml", "concept", "hlx:H0042", False),
        ("registry/concepts/H0042-Doxing.yaml", "concept", "hlx:H0042", False),
        ("registry/schemes/iwf.yaml", "scheme", "iwf", True),
        ("registry/schemes/iwf2.yaml", "scheme", "iwf", False),
        ("registry/codelists/motive.yaml", "codelist", "motive", True),
        ("registry/decisions/D0001-scope.yaml", "decision", "D0001", True),
        ("registry/decisions/D0001.yaml", "decision", "D0001", True),
        ("registry/decisions/D0002.yaml", "decision", "D0001", False),
    ],
)
def test_the_name_of_a_file_fits_the_id_inside(file, kind, record, fits):
    _, findings = read(f"id: {record}\n", file, kind)
    assert [f.code for f in findings] == ([] if fits else ["HLX-C018"])


def test_places_are_those_of_keys_and_items():
    assert locate(GOOD, ("id",)) == (1, 1)
    assert locate(GOOD, ("prefLabel", "no")) == (5, 3)
    assert locate(GOOD, ("altLabel", "en", 1)) == (7, 17)
    assert locate(GOOD, ("broader", 0)) == (9, 5)
    assert locate(GOOD, ("criteria", 0, "interval", "max")) == (15, 25)
    assert locate(GOOD, ()) == (1, 1)


def test_the_place_of_what_is_not_there_is_the_nearest_above_it():
    assert locate(GOOD, ("prefLabel", "fr")) == (3, 1)
    assert locate(GOOD, ("criteria", 0, "evidence")) == (14, 5)
    assert locate(GOOD, ("nothing",)) == (1, 1)
    assert locate(b"", ("id",)) == (1, 1)
    assert locate(b"'", ("id",)) == (1, 1)


def test_many_places_in_one_reading_are_the_same_as_one_by_one():
    pointers = [(), ("id",), ("criteria", 0, "source"), ("changes", 0, "note", "en"), ("criteria", 1)]
    assert places(GOOD, pointers) == {pointer: locate(GOOD, pointer) for pointer in pointers}


def test_the_place_of_a_duplicate_key_is_its_first():
    assert locate(b"a: {b: 1}\na: {b: 2}\n", ("a", "b")) == (1, 5)


@pytest.mark.parametrize("escape", ["\\0", "\\e[31m", "\\u2028", "\\x85"])
def test_a_control_character_written_as_an_escape_is_found(escape):
    document, findings = read(f'id: hlx:H0042\nprefLabel: {{en: "dox{escape}ing"}}\n')
    assert document is not None
    assert place(only(findings)) == ("HLX-C004", 2, 17)


def test_line_feeds_and_wide_spaces_in_texts_are_fine():
    _, findings = read('id: hlx:H0042\nnotes: {en: ["a\\nb", "a\\_b"]}\n')
    assert findings == []
