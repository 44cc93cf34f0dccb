"""Mapping rows as a spreadsheet, and back: CSV and XLSX for curators, with nothing lost on the way."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from harmlex.load.mappings import cell_place, parse_mapping_set
from harmlex.load.sheets import GUARD, GUARDED, Sheet, SheetRefused, column_letters
from harmlex.model.findings import at_least
from harmlex.model.mappings import MappingRow, MappingSet
from harmlex.model.sssom import ROW_SLOTS
from harmlex.publish.sssom import row_values, to_sssom

__all__ = ["COMPUTED", "from_sheet", "new_set", "to_csv", "to_sheet", "to_xlsx"]

# Always there, so that a curator can fill them in; further slots follow where a row has them.
_COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_id",
    "subject_source_version",
    "object_source_version",
    "mapping_date",
    "confidence",
    "curation_rule",
    "comment",
)
# Shown and never read: what the row says.
COMPUTED = "(says)"
_IMPLIED = ("subject_type", "subject_source", "object_type", "object_source")


def new_set(scheme: Mapping[str, Any], release: str) -> MappingSet:
    """Return an empty mapping set for a scheme.

    Args:
        scheme: The scheme's record as it is written.
        release: The release of the registry that is mapped to.
    """
    name = str(scheme["id"])
    title = scheme.get("title", {})
    return MappingSet(
        file=f"mappings/{name}.sssom.tsv",
        metadata={
            "curie_map": {},
            "mapping_set_id": f"https://w3id.org/harmlex/mappings/{name}",
            "mapping_set_version": release,
            "mapping_set_title": f"From {' '.join(str(title.get('en', name)).split())} to the harmlex hub",
            "creator_id": ("hlx:editors",),
            "license": "https://creativecommons.org/licenses/by/4.0/",
        },
        rows=(),
    )


def to_sheet(rows: Sequence[MappingRow], says: Sequence[str], unmapped: Iterable[tuple[str, str]] = ()) -> Sheet:
    """Return rows as a table with a line of names.

    Args:
        rows: The rows.
        says: What each of them says, in words.
        unmapped: Id and label of concepts without a row; each gets a line to fill in.
    """
    values = [row_values(row) for row in rows]
    # What an import works out from the identifiers is not shown.
    for one in values:
        for name in _IMPLIED:
            one.pop(name, None)
    further = {name for one in values for name in one if name not in _COLUMNS}
    names = [name for name in ROW_SLOTS if name in _COLUMNS or name in further]
    table = [[*names, COMPUTED]]
    table += [[*(one.get(name, "") for name in names), told] for one, told in zip(values, says, strict=True)]
    for id, label in unmapped:
        line = {"subject_id": id, "subject_label": label}
        table.append([*(line.get(name, "") for name in names), ""])
    return table


def to_csv(sheet: Sheet) -> str:
    """Return a table as CSV in which no cell can be run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[GUARD + cell if cell.startswith(GUARDED) else cell for cell in row] for row in sheet])
    return out.getvalue()


def to_xlsx(sheet: Sheet) -> bytes:
    """Return a table as a workbook of text cells, with the line of names kept in view."""
    # Read only where a workbook is asked for: CSV needs no further library.
    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet("mappings")
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        head = book.add_format({"num_format": "@", "bold": True})
        for place, name in enumerate(sheet[0]):
            page.set_column(place, place, 60 if name in ("comment", COMPUTED) else 24, text)
        for number, row in enumerate(sheet):
            for place, cell in enumerate(row):
                page.write_string(number, place, cell, head if number == 0 else text)
        page.freeze_panes(1, 1)
    return out.getvalue()


def from_sheet(
    sheet: Sheet, before: MappingSet, file: str, *, prefixes: Mapping[str, str], sources: Mapping[str, str]
) -> tuple[MappingSet, int]:
    """Return the mapping set that a spreadsheet makes of an earlier one, and how many lines were not filled in.

    Args:
        sheet: The cells, the first line with the names of columns.
        before: The set as it was exported; its metadata stays.
        file: The name of the spreadsheet, for the problems.
        prefixes: What prefixes stand for.
        sources: The source of each prefix, ``hlx:scheme/iwf``; the hub's for any other.

    Raises:
        SheetRefused: Something would be lost, or a row is not as it has to be; every problem has row and column.
    """
    names = sheet[0] if sheet else []
    _demand_columns(names, before, file)
    kept: list[tuple[int, dict[str, str]]] = []
    empty = 0
    problems: list[str] = []
    for number, cells in enumerate(sheet[1:], start=2):
        if not any(cells):
            continue
        if len(cells) > len(names) and any(cells[len(names) :]):
            at = f"{file}, row {number}, column {column_letters(len(names))}"
            problems.append(f"{at}: the cell belongs to no column.")
            continue
        row = dict(zip(names, [*cells, *[""] * (len(names) - len(cells))], strict=False))
        row.pop(COMPUTED, None)
        if not any(value for name, value in row.items() if name not in ("subject_id", "subject_label")):
            empty += 1
            continue
        kept.append((number, row))
    if not problems:
        problems = _problems(kept, [name for name in names if name != COMPUTED], before, file, prefixes, sources)
    if problems:
        raise SheetRefused(problems)
    found, _ = parse_mapping_set(_text(kept, names, before, prefixes, sources), before.file)
    if found is None or len(found.rows) != len(kept):  # pragma: no cover  (the problems would have said so)
        raise SheetRefused([f"{file}: {len(kept)} rows went in and not all came out."])
    rows = tuple(replace(row, file="", line=0) for row in found.rows)
    return MappingSet(file=before.file, metadata=found.metadata, rows=rows), empty


def _demand_columns(names: list[str], before: MappingSet, file: str) -> None:
    problems = [
        f"{file}, row 1, column {column_letters(place)}: `{name}` is no column of ours."
        for place, name in enumerate(names)
        if name not in ROW_SLOTS and name != COMPUTED
    ]
    problems += [
        f"{file}, row 1, column {column_letters(place)}: `{name}` stands twice."
        for place, name in enumerate(names)
        if name in names[:place]
    ]
    filled = {name for row in before.rows for name in row_values(row)} - set(_IMPLIED)
    for name in (n for n in ROW_SLOTS if n not in names and (n in filled or n in _COLUMNS)):
        problems.append(f"{file}, row 1: the column `{name}` is gone; what it holds would be lost.")
    if problems:
        raise SheetRefused(problems)


def _text(
    kept: Sequence[tuple[int, dict[str, str]]],
    names: Sequence[str],
    before: MappingSet,
    prefixes: Mapping[str, str],
    sources: Mapping[str, str],
) -> bytes:
    """Return the rows as SSSOM in the order of the spreadsheet, so that line n of one is line n of the other."""
    columns = [name for name in ROW_SLOTS if name in names or name in _IMPLIED]
    head = to_sssom(MappingSet(file="", metadata={**before.metadata, "curie_map": {}}, rows=())).splitlines()
    declared = [f"#  {prefix}: {base}" for prefix, base in sorted(prefixes.items())]
    lines = [head[0], *declared, *(line for line in head[1:] if line.startswith("#")), "\t".join(columns)]
    for _, row in kept:
        filled = {
            "subject_type": "skos concept",
            "object_type": "skos concept",
            "subject_source": sources.get(row["subject_id"].partition(":")[0], "hlx:hub"),
            "object_source": sources.get(row["object_id"].partition(":")[0], "hlx:hub"),
            **{name: value for name, value in row.items() if value},
        }
        lines.append("\t".join(_cell(filled.get(name, "")) for name in columns))
    return "".join(f"{line}\n" for line in lines).encode()


def _cell(value: str) -> str:
    """Return a cell; a line end, which has no place in one line, becomes a sign that the reader refuses."""
    value = value.strip(" ").replace("\r\n", "\n").replace("\n", "\x0b")
    return '"' + value.replace('"', '""') + '"' if '"' in value or "\t" in value else value


def _problems(
    kept: Sequence[tuple[int, dict[str, str]]],
    names: Sequence[str],
    before: MappingSet,
    file: str,
    prefixes: Mapping[str, str],
    sources: Mapping[str, str],
) -> list[str]:
    """Return what the strict reader says of the rows, with the places of the spreadsheet."""
    raw = _text(kept, names, before, prefixes, sources)
    _, findings = parse_mapping_set(raw, before.file)
    first = next(n for n, line in enumerate(raw.decode().split("\n"), start=1) if not line.startswith("#"))
    problems = []
    for finding in at_least(findings, "error"):
        place = finding.line - first - 1
        if not 0 <= place < len(kept):
            problems.append(f"{file}: {finding.code} {finding.message} {finding.hint}")
            continue
        at = (finding.line, finding.column)
        slot = next((name for name in names if cell_place(raw, finding.line, name) == at), names[0])
        where = f"{file}, row {kept[place][0]}, column {slot}"
        message = finding.message.replace("U+000B", "line end")
        problems.append(f"{where}: {finding.code} {message} {finding.hint}")
    return problems
