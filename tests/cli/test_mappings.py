"""``review``, ``mappings`` and ``fmt`` over mapping files, as a curator types them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from harmlex.cli import main

BASE = Path(__file__).parents[1] / "check" / "base"
DEMO = "mappings/demo.sssom.tsv"
REVIEW = "mappings/demo.review.tsv"
SOMEBODY = "orcid:0000-0001-0000-0000"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base registry with one mapping row for each of three concepts."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "mappings" / "demo.sssom.tsv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "\tskos:broadMatch\thlx:H0001\t" not in line), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def run(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as stopped:
            main(list(words))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return int(stopped.value.code or 0), out, err

    return run


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# -- fmt


def test_fmt_writes_mapping_files_in_their_canonical_form(root, run):
    tidy = (root / DEMO).read_bytes()
    (root / DEMO).write_bytes(tidy.replace(b"\n", b"\r\n").replace(b"\tkind A\t", b'\t"kind A"\t'))
    code, out, _ = run("fmt", "--check", "mappings")
    assert (code, out.splitlines()[0]) == (1, DEMO)
    assert run("fmt", "mappings")[0] == 0
    assert (root / DEMO).read_bytes() == tidy


def test_fmt_leaves_a_mapping_file_with_errors_and_says_why(root, run):
    edit(root / DEMO, "skos:exactMatch", "skos:exactMach")
    before = (root / DEMO).read_bytes()
    code, _, err = run("fmt", "mappings")
    assert code == 2
    assert "HLX-M016" in err
    assert (root / DEMO).read_bytes() == before


# -- review


def test_fmt_passes_over_a_mapping_file_that_cannot_be_read(root, run):
    (root / "mappings" / "aaa.sssom.tsv").mkdir()
    code, _, err = run("fmt")
    assert code == 2
    assert "mappings/aaa.sssom.tsv:1:1: HLX-M001" in err
    assert "1 file left as it is" in err


def test_review_lists_every_row_with_its_sentence(root, run):
    code, out, err = run("review", "demo", "--list")
    assert code == 0
    assert "18: proposed demo:B Every ⟨kind B⟩ is a ⟨disclosure of what was private⟩. 0.9\n" in out
    assert "3 proposed; 0 stale." in err
    assert not (root / REVIEW).exists()


def test_review_lists_as_json(root, run):
    code, out, _ = run("review", "demo", "--list", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert [row["line"] for row in rows] == [17, 18, 19]
    assert rows[0]["says"] == "Every ⟨doxing⟩ is a ⟨kind A⟩."


def test_review_records_each_answer_at_once(root, run):
    code, out, err = run("review", "demo", "--reviewer", SOMEBODY, typed="what\na\nr\nToo narrow.\nq\n")
    assert code == 0
    assert "Every ⟨kind B⟩ is a ⟨disclosure of what was private⟩." in out
    assert "1 accepted, 1 rejected; 1 not shown." in err
    states = [line.split("\t")[4:8] for line in (root / REVIEW).read_text().splitlines()[1:]]
    assert [(state, who, note) for state, who, _, note in states] == [
        ("accepted", SOMEBODY, ""),
        ("rejected", SOMEBODY, "Too narrow."),
    ]
    assert "1 proposed, 1 accepted, 1 rejected" in run("review", "demo", "--list")[2]
    graver = [f["code"] for f in json.loads(run("check", "--format", "json")[1]) if f["severity"] != "info"]
    assert graver == ["HLX-M085"]


def test_a_review_that_is_broken_off_keeps_what_was_answered(root, run):
    code, _, err = run("review", "demo", "--reviewer", SOMEBODY, typed="a\n")
    assert code == 130
    assert "Stopped." in err
    assert len((root / REVIEW).read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["review", "demo"], "Name who reviews"),
        (["review", "demo", "--reviewer", "hlx:editors"], "nobody reviews rows of their own"),
        (["review", "demo", "--reviewer", "Jane"], "ORCID"),
        (["review", "demmo", "--list"], "There is no scheme 'demmo'"),
    ],
)
def test_nothing_is_recorded_without_a_reviewer_who_is_no_author(root, run, words, told):
    code, _, err = run(*words, typed="a\na\na\n")
    assert code == 2
    assert told in err
    assert not (root / REVIEW).exists()


def test_a_row_is_open_again_when_an_end_has_changed(root, run):
    run("review", "demo", "--reviewer", SOMEBODY, typed="a\na\na\n")
    edit(root / "registry/concepts/H0080-cyberstalking.yaml", "again and again by means", "repeatedly by means")
    assert "HLX-M084" in run("check", "mappings")[1]
    assert "stale (hlx:H0080) demo:C" in run("review", "demo", "--list")[1]
    code, out, _ = run("review", "demo", "--reviewer", SOMEBODY, typed="a\n")
    assert code == 0
    assert "changed since" in out
    assert run("check", "mappings")[1].startswith("Clean")


def test_a_translation_does_not_make_a_row_stale(root, run):
    run("review", "demo", "--pin")
    edit(root / "registry/concepts/H0080-cyberstalking.yaml", "{en: cyberstalking}", "{en: cyberstalking, fr: traque}")
    assert "0 stale" in run("review", "demo", "--list")[2]


def test_pinning_decides_nothing_and_is_done_once(root, run):
    assert "3 rows pinned" in run("review", "demo", "--pin")[2]
    before = (root / REVIEW).read_bytes()
    assert "0 rows pinned" in run("review", "demo", "--pin")[2]
    assert (root / REVIEW).read_bytes() == before
    assert b"accepted" not in before
    assert run("check")[1].startswith("Clean")


def test_a_file_with_errors_is_not_reviewed(root, run):
    edit(root / DEMO, "skos:exactMatch", "skos:exactMach")
    code, _, err = run("review", "demo", "--reviewer", SOMEBODY, typed="a\n")
    assert code == 2
    assert "HLX-M016" in err
    assert not (root / REVIEW).exists()


# -- spreadsheets


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def write_csv(path: Path, rows: list[list[str]], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_spreadsheet_comes_back_as_it_went(root, run, form):
    before = (root / DEMO).read_bytes()
    assert run("mappings", "export", "demo", "--format", form)[0] == 0
    code, out, err = run("mappings", "import", f"demo.{form}")
    assert (code, out) == (0, "")
    assert "0 added, 0 changed, 0 removed; nothing written" in err
    edit(root / DEMO, "Both are about following", '=1+1 \'@x -2 "quoted" |')
    run("mappings", "export", "demo", "--format", form)
    (root / DEMO).write_bytes(before)
    assert run("mappings", "import", f"demo.{form}")[0] == 0
    assert '"=1+1 \'@x -2 ""quoted"" | one person' in (root / DEMO).read_text()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "'", "'="])
def test_no_cell_can_be_run_as_a_formula(root, run, sign):
    edit(root / DEMO, "Both are about", f"{sign}cmd() Both are about")
    before = (root / DEMO).read_bytes()
    run("mappings", "export", "demo")
    cells = [cell for row in table(root / "demo.csv") for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    run("mappings", "export", "demo", "--format", "xlsx")
    book = openpyxl.load_workbook(root / "demo.xlsx")
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
    for form in ("csv", "xlsx"):
        assert "0 changed" in run("mappings", "import", f"demo.{form}")[2]
    assert (root / DEMO).read_bytes() == before


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_are_added_and_changed_and_the_file_stays_canonical(root, run, delimiter):
    run("mappings", "export", "demo")
    rows = table(root / "demo.csv")
    names = rows[0]
    rows[1][names.index("confidence")] = "0.85"
    added = dict(zip(names, rows[3], strict=True)) | {
        "predicate_modifier": "Not",
        "predicate_id": "skos:exactMatch",
        "object_id": "hlx:H0042",
        "object_label": "doxing",
        "comment": "Nothing has to be published when a person is followed.",
        "(says)": "",
    }
    write_csv(root / "demo.csv", [*rows, list(added.values())], delimiter)
    assert run("mappings", "import", "demo.csv", "--check")[0] == 1
    code, out, err = run("mappings", "import", "demo.csv")
    assert code == 0
    assert out.splitlines() == [
        "+ demo:C Not skos:exactMatch hlx:H0042",
        "~ demo:A skos:narrowMatch hlx:H0042",
    ]
    assert "1 added, 1 changed, 0 removed" in err
    assert run("fmt", "--check", "mappings")[0] == 0
    assert run("check")[1].startswith("Clean")


def test_a_scheme_without_a_file_gets_one_with_lines_to_fill_in(root, run):
    (root / DEMO).unlink()
    assert "3 concepts to fill in" in run("mappings", "export", "demo")[2]
    rows = table(root / "demo.csv")
    names = rows[0]
    filled = {
        "predicate_id": "skos:broadMatch",
        "object_id": "hlx:H0001",
        "object_label": "abuse through technology",
        "mapping_justification": "semapv:ManualMappingCuration",
        "author_id": "hlx:editors",
        "subject_source_version": "unversioned",
        "object_source_version": "2026.11",
        "mapping_date": "2026-11-22",
        "confidence": "0.9",
        "comment": "Whatever it is, it is done with a device.",
    }
    for name, value in filled.items():
        rows[1][names.index(name)] = value
    write_csv(root / "demo.csv", rows)
    code, _, err = run("mappings", "import", "demo.csv")
    assert code == 0
    assert "1 added, 0 changed, 0 removed, 2 lines not filled in" in err
    codes = {f["code"] for f in json.loads(run("check", "--format", "json", "mappings")[1])}
    assert codes == set()


def _losses() -> dict[str, tuple[object, str]]:
    def cell(name: str, value: str):
        def change(rows: list[list[str]]) -> None:
            rows[1][rows[0].index(name)] = value

        return change

    def gone(name: str):
        def change(rows: list[list[str]]) -> None:
            place = rows[0].index(name)
            for row in rows:
                del row[place]

        return change

    def named(rows: list[list[str]]) -> None:
        rows[0][-1] = "my remark"

    def further(rows: list[list[str]]) -> None:
        rows[1].append("something")

    def fewer(rows: list[list[str]]) -> None:
        del rows[3]

    def twice(rows: list[list[str]]) -> None:
        rows.append(rows[1])

    return {
        "day": (cell("mapping_date", "22/11/2026"), "row 2, column mapping_date: HLX-M019"),
        "comma": (cell("confidence", "0,9"), "row 2, column confidence: HLX-M020"),
        "line-end": (cell("comment", "one\ntwo"), "row 2, column comment: HLX-M013"),
        "empty": (cell("object_id", ""), "row 2, column object_id: HLX-M014"),
        "prefix": (cell("object_id", "mesh:D1"), "row 2, column object_id: HLX-M009"),
        "lost": (cell("comment", "caf\ufffd"), "row 2, column N: a character was lost"),
        "remark": (cell("(says)", "I doubt it."), "row 2, column (says): this column is not read"),
        "column": (gone("curation_rule"), "row 1: the column `curation_rule` is gone"),
        "unknown": (named, "row 1, column O: `my remark` is no column of ours"),
        "no-column": (further, "row 2, column P: the cell belongs to no column"),
        "row": (fewer, "the row demo:C skos:exactMatch hlx:H0080 is gone"),
        "twice": (twice, "row 5, column subject_id: HLX-M023"),
        "scheme": (cell("subject_id", "iwf:A"), "row 2, column subject_id: `iwf`"),
    }


@pytest.mark.parametrize("name", _losses())
def test_every_loss_is_refused_with_row_and_column(root, run, name):
    change, told = _losses()[name]
    before = (root / DEMO).read_bytes()
    run("mappings", "export", "demo")
    rows = table(root / "demo.csv")
    change(rows)
    write_csv(root / "demo.csv", rows)
    code, out, err = run("mappings", "import", "demo.csv")
    assert (code, out) == (2, "")
    assert told in err
    assert "Nothing was written." in err
    assert (root / DEMO).read_bytes() == before


def test_rows_may_go_when_it_is_said(root, run):
    run("mappings", "export", "demo")
    write_csv(root / "demo.csv", table(root / "demo.csv")[:3])
    code, out, _ = run("mappings", "import", "demo.csv", "--remove")
    assert (code, out) == (0, "- demo:C skos:exactMatch hlx:H0080\n")
    assert "HLX-M067" in run("check")[1]


@pytest.mark.parametrize("value", ["=1+1", True])
def test_formulas_in_a_workbook_are_refused(root, run, value):
    run("mappings", "export", "demo", "--format", "xlsx")
    book = openpyxl.load_workbook(root / "demo.xlsx")
    book.worksheets[0]["N2"] = value
    book.save(root / "demo.xlsx")
    code, _, err = run("mappings", "import", "demo.xlsx")
    assert code == 2
    assert f"row 2, column N: `{value}` is no text, number or day" in err


def test_numbers_and_days_of_a_workbook_are_read_as_they_show(root, run):
    import datetime as dt

    run("mappings", "export", "demo", "--format", "xlsx")
    book = openpyxl.load_workbook(root / "demo.xlsx")
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    sheet.cell(2, names.index("confidence") + 1).value = 0.9
    sheet.cell(2, names.index("mapping_date") + 1).value = dt.datetime(2026, 11, 22)
    book.save(root / "demo.xlsx")
    assert "0 changed" in run("mappings", "import", "demo.xlsx")[2]


@pytest.mark.parametrize(
    ("file", "raw", "told"),
    [
        ("x.csv", b"\xff\xfe", "no UTF-8"),
        ("x.csv", b'"open', "this is no CSV"),
        ("x.csv", b"a,b\n1,2\n", "there is no column `subject_id`"),
        ("x.csv", b"", "there is no column `subject_id`"),
        ("x.xlsx", b"PK", "this is no workbook"),
        ("x.ods", b"", "neither .csv nor .xlsx"),
    ],
)
def test_what_is_no_spreadsheet_of_ours_is_refused(root, run, file, raw, told):
    (root / file).write_bytes(raw)
    code, _, err = run("mappings", "import", file)
    assert code == 2
    assert told in err
