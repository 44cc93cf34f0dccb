"""The tables as CSV, with CSVW metadata that says what their columns hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from harmlex.model.artefact import Artefact
from harmlex.publish.exports.tables import TABLES, Cell, Column, Table
from harmlex.publish.identity import dataset_iri

__all__ = ["csv_table", "csvw_group", "csvw_metadata"]

_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]


def csv_table(artefact: Artefact, table: Table) -> Iterator[str]:
    """Yield a table as CSV, in pieces: a header, then one row each; an empty cell says nothing."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows(artefact):
        writer.writerow([_written(cell) for cell in row])
        if buffer.tell() > 65536:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def csvw_metadata(artefact: Artefact, table: Table) -> str:
    """Return the metadata of one table: title, licence, release, and each column's meaning and type."""
    return _json({"@context": _CONTEXT, **_table(artefact, table)})


def csvw_group(artefact: Artefact) -> str:
    """Return the metadata of all tables together, with the keys by which they refer to each other."""
    release = artefact.release
    tables = []
    for table in TABLES:
        about = _table(artefact, table)
        foreign = [
            {
                "columnReference": column.name,
                "reference": {"resource": f"{column.refers[0]}.csv", "columnReference": column.refers[1]},
            }
            for column in table.columns
            if column.refers and not column.many
        ]
        if foreign:
            about["tableSchema"]["foreignKeys"] = foreign
        tables.append(about)
    return _json(
        {
            "@context": _CONTEXT,
            "@id": dataset_iri(release.release),
            "dc:title": f"harmlex {release.release}",
            "dc:license": {"@id": release.licence_url},
            "tables": tables,
        }
    )


def _table(artefact: Artefact, table: Table) -> dict[str, Any]:
    release = artefact.release
    return {
        "url": f"{table.name}.csv",
        "dc:title": f"harmlex {release.release}: {table.name}",
        "dc:description": table.meaning,
        "dc:license": {"@id": release.licence_url},
        "dc:isPartOf": {"@id": dataset_iri(release.release)},
        "dc:issued": release.date,
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "lineTerminators": ["\n"]},
        "tableSchema": {
            "columns": [_column(column, table) for column in table.columns],
            "primaryKey": list(table.key),
        },
    }


def _column(column: Column, table: Table) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": column.datatype,
    }
    if column.many:
        told["separator"] = " "
    if column.name in table.key:
        told["required"] = True
    return told


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
