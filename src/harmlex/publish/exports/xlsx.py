"""The release as one workbook for people who read it in a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from io import BytesIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from harmlex.model.artefact import Artefact
from harmlex.publish.exports.tables import TABLES, Cell, Table, english

__all__ = ["workbook"]

# The file format ends here; a longer table goes on in a second sheet.
_ROWS = 1_048_576
_CELL = 32_767
_SHEETS = {
    "concepts": "Concepts",
    "labels": "Labels",
    "scheme-concepts": "Scheme concepts",
    "schemes": "Schemes",
    "code-list-entries": "Code lists",
    "mappings": "Mappings",
    "criteria": "Criteria",
    "hierarchy": "Hierarchy",
    "sources": "Sources",
    "organisations": "Organisations",
}
# Columns that hold sentences or labels, by width in characters; all others follow their heading.
_WIDE = {
    "definition": 60,
    "use_when": 50,
    "do_not_use_when": 50,
    "known_gaps": 40,
    "description": 60,
    "coverage_note": 40,
    "gloss": 60,
    "reason": 50,
    "note": 40,
    "comment": 60,
    "says": 60,
    "subject_label": 40,
    "object_label": 40,
    "title": 45,
    "pref_label": 36,
    "label": 40,
    "label_en": 40,
    "name": 36,
    "publisher_name": 30,
    "say": 30,
    "abbreviates": 30,
    "iri": 40,
    "url": 40,
    "licence": 24,
    "published_by": 30,
    "broader": 26,
    "values": 40,
    "id": 26,
    "record": 26,
    "narrower": 26,
    "where": 24,
    "source": 24,
}


def workbook(artefact: Artefact) -> bytes:
    """Return the release as an XLSX file, the same bytes each time.

    Every text is written as text: a label that begins with ``=`` or ``@`` is a label and no formula. Headings are
    frozen and can be filtered by.
    """
    release = artefact.release
    out = BytesIO()
    book = Workbook(
        out,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    year, month, day = (int(part) for part in release.date.split("-"))
    book.set_properties(
        {
            "title": f"harmlex {release.release}",
            "subject": english(release.title) or "",
            "author": "The harmlex editors",
            "comments": f"Licence: {release.licence}, {release.licence_url}. Digest: {artefact.digest}",
            "created": dt.datetime(year, month, day, tzinfo=dt.UTC),
        }
    )
    styles = {
        "head": book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "top"}),
        "text": book.add_format({"valign": "top"}),
        "wrap": book.add_format({"valign": "top", "text_wrap": True}),
        "title": book.add_format({"bold": True, "font_size": 14}),
    }
    _read_me(book, artefact, styles)
    for table in sorted(TABLES, key=lambda t: list(_SHEETS).index(t.name)):
        _fill(book, table, table.rows(artefact), styles)
    book.close()
    return out.getvalue()


def _read_me(book: Workbook, artefact: Artefact, styles: dict[str, Format]) -> None:
    release = artefact.release
    sheet = book.add_worksheet("Read me")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, f"harmlex {release.release}", styles["title"])
    lines = [
        ("About", english(release.title) or ""),
        ("", english(release.description) or ""),
        ("Release", f"{release.release}, {release.date}"),
        ("Licence", f"{release.licence}, {release.licence_url}"),
        ("Digest", artefact.digest),
        ("Status", "Every harm concept is proposed until a recorded decision of a real reviewer accepts it."),
        ("Evidence", "verified: read in the publisher's own text; reported: read in another's; recalled: not seen."),
        ("Endorsement", "Schemes and organisations are described as we read them. None has endorsed this registry."),
        ("Words to avoid", "In the sheet Labels, the column usage says avoid: such a label is for searching only."),
        *((_SHEETS[table.name], table.meaning) for table in TABLES),
    ]
    for place, (name, text) in enumerate(lines, start=2):
        sheet.write_string(place, 0, name, styles["text"])
        sheet.write_string(place, 1, text, styles["wrap"])


def _fill(book: Workbook, table: Table, rows: Iterable[tuple[Cell, ...]], styles: dict[str, Format]) -> None:
    waiting = iter(rows)
    number, more = 1, True
    while more:
        name = _SHEETS[table.name] if number == 1 else f"{_SHEETS[table.name]} {number}"
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, _WIDE.get(column.name, max(10, len(column.name) + 3)))
            sheet.write_string(0, place, column.name, styles["head"])
        last = 0
        for last, row in enumerate(_some(waiting), start=1):
            for place, cell in enumerate(row):
                _write(sheet, last, place, cell, styles["wrap" if table.columns[place].name in _WIDE else "text"])
        sheet.autofilter(0, 0, max(last, 1), len(table.columns) - 1)
        more = last == _ROWS - 1
        number += 1


def _some(rows: Iterator[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    for count, row in enumerate(rows, start=1):
        yield row
        if count == _ROWS - 1:
            return


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    if cell is None or cell == "":
        return

    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, style)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, style)
    else:
        text = cell if len(cell) <= _CELL else cell[: _CELL - 1] + "…"
        sheet.write_string(row, column, text, style)
