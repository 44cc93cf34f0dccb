"""Spreadsheets read as text, cell by cell; whatever a spreadsheet program changed by itself is refused."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

from harmlex.model.errors import RegistryError

__all__ = ["GUARD", "GUARDED", "Sheet", "SheetRefused", "column_letters", "read_csv", "read_xlsx"]

# A cell that begins with one of these may be run as a formula; in CSV it gets an apostrophe in front, and so does one
# that begins with an apostrophe, so that reading takes away exactly what writing put there.
GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")
GUARD = "'"
_LOST = "\ufffd"

Sheet = list[list[str]]


class SheetRefused(RegistryError):
    """A spreadsheet that cannot be read without loss.

    Attributes:
        problems: Each with its place: file, row and column.
    """

    def __init__(self, problems: list[str]) -> None:
        """Hold the problems."""
        self.problems = problems
        super().__init__("\n".join([*problems, "Nothing was written."]))


def column_letters(place: int) -> str:
    """Return what spreadsheets call a column, counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_csv(raw: bytes, file: str) -> Sheet:
    """Return the cells of a CSV file; commas, semicolons or tabs part them.

    Args:
        raw: The bytes of the file.
        file: Its name, for the problems.

    Raises:
        SheetRefused: It is no UTF-8, or no CSV, or has characters that somebody's program could not keep.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        hint = "save it as “CSV UTF-8”."
        raise SheetRefused([f"{file}, row {row}: the byte 0x{raw[error.start]:02X} is no UTF-8; {hint}"]) from None
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows: Sheet = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows += [[_bare(cell) for cell in row] for row in reader]
    except csv.Error as error:
        raise SheetRefused([f"{file}, row {len(rows) + 1}: this is no CSV ({error})."]) from None
    _refuse_lost(rows, file)
    return rows


def read_xlsx(raw: bytes, file: str) -> Sheet:
    """Return the cells of the first sheet of a workbook as text.

    Numbers become what they show, days become ``YYYY-MM-DD``; formulas, yes/no values and errors are refused.

    Args:
        raw: The bytes of the file.
        file: Its name, for the problems.

    Raises:
        SheetRefused: It is no workbook, or a cell is no text, number or day.
    """
    # Read only where a workbook is at hand, so that CSV needs no further library.
    import openpyxl  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), data_only=False)
    except (InvalidFileException, KeyError, ValueError, OSError, EOFError) as error:
        raise SheetRefused([f"{file}: this is no workbook ({error})."]) from None
    except Exception as error:
        if type(error).__name__ != "BadZipFile":
            raise
        raise SheetRefused([f"{file}: this is no workbook ({error})."]) from None
    sheet: Any = book.worksheets[0]
    problems: list[str] = []
    rows: Sheet = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = []
        for place, cell in enumerate(row):
            text = _shown(cell)
            if text is None:
                at = f"{file}, row {number}, column {column_letters(place)}"
                problems.append(f"{at}: `{cell.value}` is no text, number or day; write it as text.")
            cells.append(text or "")
        rows.append(cells)
    if problems:
        raise SheetRefused(problems)
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((place + 1 for row in rows for place, cell in enumerate(row) if cell), default=0)
    rows = [row[:width] for row in rows]
    _refuse_lost(rows, file)
    return rows


def _shown(cell: Any) -> str | None:
    """Return what a cell shows, or ``None`` for what has no place in a mapping."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "b", "e") or isinstance(value, bool):
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else None
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float):
        return f"{value:.10g}"
    return value if isinstance(value, str) else None


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith(GUARD) and cell[1:].startswith(GUARDED) else cell


def _refuse_lost(rows: Sheet, file: str) -> None:
    problems = [
        f"{file}, row {number}, column {column_letters(place)}: a character was lost (�); export again."
        for number, row in enumerate(rows, start=1)
        for place, cell in enumerate(row)
        if _LOST in cell
    ]
    if problems:
        raise SheetRefused(problems)
