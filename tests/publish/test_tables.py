"""Tables and what is made of them: CSV with its metadata, a workbook, a database."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import zipfile
from datetime import UTC, datetime

import msgspec
import openpyxl
import pytest

from harmlex.model.artefact import Artefact
from harmlex.model.records import LabelNote
from harmlex.publish.exports.csvw import csv_table, csvw_group, csvw_metadata
from harmlex.publish.exports.sqlite import EXAMPLES, database
from harmlex.publish.exports.tables import TABLES
from harmlex.publish.exports.xlsx import workbook

BY_NAME = {table.name: table for table in TABLES}
FORMULAS = ("=1+1", "@SUM(A1)", "+cmd", "-2+3", "{=1}")


def rows(artefact: Artefact, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(csv_table(artefact, BY_NAME[name])))))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_has_a_cell_for_each_column_and_a_key_of_its_own(real, table):
    keys = set()
    places = [[column.name for column in table.columns].index(name) for name in table.key]
    for row in table.rows(real):
        assert len(row) == len(table.columns)
        key = tuple(row[place] for place in places)
        assert None not in key
        assert key not in keys, key
        keys.add(key)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csvw_metadata_names_the_columns_that_the_file_has(real, table):
    told = json.loads(csvw_metadata(real, table))
    header = next(csv.reader(io.StringIO("".join(csv_table(real, table)))))
    assert [column["name"] for column in told["tableSchema"]["columns"]] == header
    assert told["url"] == f"{table.name}.csv"
    assert told["dc:license"]["@id"] == real.release.licence_url
    assert set(told["tableSchema"]["primaryKey"]) <= set(header)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_cells_have_the_type_that_the_metadata_states(real, table):
    checks = {
        "integer": lambda cell: str(int(cell)) == cell,
        "decimal": lambda cell: 0 <= float(cell) <= 1,
        "boolean": lambda cell: cell in ("true", "false"),
        "date": lambda cell: bool(datetime.strptime(cell, "%Y-%m-%d").replace(tzinfo=UTC)),
        "anyURI": lambda cell: cell.startswith(("https://", "http://")) and " " not in cell,
        "string": lambda cell: True,
    }
    for row in rows(real, table.name):
        for column in table.columns:
            if row[column.name]:
                assert checks[column.datatype](row[column.name]), (column.name, row[column.name])


def test_foreign_keys_of_the_group_point_at_columns_and_mostly_at_rows(real):
    group = json.loads(csvw_group(real))
    columns = {t["url"]: {c["name"] for c in t["tableSchema"]["columns"]} for t in group["tables"]}
    assert {table["url"] for table in group["tables"]} == {f"{table.name}.csv" for table in TABLES}
    for table in group["tables"]:
        for key in table["tableSchema"].get("foreignKeys", []):
            assert key["columnReference"] in columns[table["url"]]
            assert key["reference"]["columnReference"] in columns[key["reference"]["resource"]]


def test_labels_to_avoid_always_stand_beside_their_usage(real):
    avoided = {
        (concept.id, tag, text)
        for concept in real.concepts
        for note in concept.label_notes
        if note.usage == "avoid"
        for tag, text in note.form.items()
    }
    assert avoided
    found = {(r["record"], r["lang"], r["label"]) for r in rows(real, "labels") if r["usage"] == "avoid"}
    assert avoided <= found


def test_a_csv_cell_may_hold_commas_quotes_and_lines(toy):
    strange = 'one, "two"\nthree'
    concept = msgspec.structs.replace(toy.concepts[0], definition={"en": strange})
    changed = msgspec.structs.replace(toy, concepts=(concept,))
    assert rows(changed, "concepts")[0]["definition"] == strange


@pytest.fixture(scope="module")
def book(real):
    return openpyxl.load_workbook(io.BytesIO(workbook(real)))


def test_the_workbook_has_the_rows_of_the_tables(real, book):
    names = {"concepts": "Concepts", "labels": "Labels", "schemes": "Schemes", "scheme-concepts": "Scheme concepts"}
    for name, title in names.items():
        sheet = book[title]
        assert [cell.value for cell in sheet[1]] == [column.name for column in BY_NAME[name].columns]
        assert sheet.max_row == 1 + sum(1 for _ in BY_NAME[name].rows(real))
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref


def test_the_workbook_says_licence_release_and_what_status_means(real, book):
    text = " ".join(str(cell.value) for row in book["Read me"].iter_rows() for cell in row if cell.value)
    for needed in (real.release.release, real.release.licence_url, real.digest, "proposed", "endorsed"):
        assert needed in text


def test_no_label_becomes_a_formula(toy):
    concept = msgspec.structs.replace(toy.concepts[0], altLabel={"en": FORMULAS})
    raw = workbook(msgspec.structs.replace(toy, concepts=(concept, *toy.concepts[1:])))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name)
    sheet = openpyxl.load_workbook(io.BytesIO(raw))["Labels"]
    texts = {row[2].value: row[2].data_type for row in sheet.iter_rows(min_row=2)}
    assert {texts[formula] for formula in FORMULAS} == {"s"}


def test_a_table_longer_than_a_sheet_goes_on_in_a_second_one(toy, monkeypatch):
    monkeypatch.setattr("harmlex.publish.exports.xlsx._ROWS", 3)
    book = openpyxl.load_workbook(io.BytesIO(workbook(toy)))
    titles = [name for name in book.sheetnames if name.startswith("Concepts")]
    found = [row[0].value for title in titles for row in book[title].iter_rows(min_row=2) if row[0].value]
    assert len(titles) > 2
    assert found == [concept.id for concept in toy.concepts]


@pytest.fixture(scope="module")
def base(real, tmp_path_factory):
    file = tmp_path_factory.mktemp("base") / "harmlex.sqlite"
    file.write_bytes(database(real))
    connection = sqlite3.connect(file)
    yield connection
    connection.close()


def test_the_database_is_sound_and_has_every_row(real, base):
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for table in TABLES:
        (count,) = base.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
        assert count == sum(1 for _ in table.rows(real))


@pytest.mark.parametrize("question", EXAMPLES)
def test_every_example_query_answers(base, question):
    assert base.execute(EXAMPLES[question]).fetchall()
    assert base.execute("SELECT query FROM examples WHERE question = ?", (question,)).fetchone()


@pytest.mark.parametrize("word", ["doxxing", "DOXING", "dox*", '"divulgation malveillante"'])
def test_full_text_search_finds_a_concept_by_any_of_its_labels(base, word):
    found = base.execute("SELECT record FROM label_search WHERE label_search MATCH ?", (word,)).fetchall()
    assert ("hlx:H0042",) in found


def test_full_text_search_says_that_a_word_is_to_be_avoided(base):
    query = (
        "SELECT DISTINCT usage FROM label_search WHERE label_search MATCH '\"revenge porn\"' AND record = 'hlx:H0031'"
    )
    assert ("avoid",) in base.execute(query).fetchall()


def test_workbook_and_database_are_the_same_bytes_each_time(toy):
    assert hashlib.sha256(workbook(toy)).digest() == hashlib.sha256(workbook(toy)).digest()
    assert hashlib.sha256(database(toy)).digest() == hashlib.sha256(database(toy)).digest()


def test_the_strongest_advice_on_a_label_wins(toy):
    notes = (LabelNote(form={"en": "x"}, usage="care"), LabelNote(form={"en": "x"}, usage="avoid"))
    concept = msgspec.structs.replace(toy.concepts[0], altLabel={"en": ("x",)}, label_notes=notes)
    (row,) = [r for r in rows(msgspec.structs.replace(toy, concepts=(concept,)), "labels") if r["label"] == "x"]
    assert row["usage"] == "avoid"
