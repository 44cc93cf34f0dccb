"""Tables as reports: each row a report, nested columns or flat ones, `affected.1.age_band`.

A flat name is the path of a field, joined by dots; entries of a list of objects are numbered from 1; several codes in
one cell are parted by ``|``. An empty cell is a field that is not said.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from harmlex.report.case import INNER
from harmlex.report.schema import generated_schema

__all__ = ["Plan", "flat_names", "nested_rows"]

_WHOLE = re.compile(r"-?[0-9]{1,18}\Z")
_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]*\Z")
SEPARATOR = "|"


class _Column:
    """Where the cells of one column go, and what they hold."""

    __slots__ = ("kind", "many", "path")

    def __init__(self, path: tuple[str | int, ...], kind: str, many: bool) -> None:
        """Take the path, the kind of the value and whether a cell holds several."""
        self.path = path
        self.kind = kind
        self.many = many


class Plan:
    """How the columns of a table become reports.

    Attributes:
        unknown: Numbers of columns, from 1, that are no field of a report.
        repeated: Numbers of columns that another one repeats.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Work out the columns once for all rows."""
        self._columns: list[_Column | None] = []
        self.unknown: list[int] = []
        self.repeated: list[int] = []
        seen: set[str] = set()
        for number, name in enumerate(names, 1):
            column = _resolved(str(name).strip())
            if str(name).strip() in seen:
                self.repeated.append(number)
                column = None
            elif column is None:
                self.unknown.append(number)
            seen.add(str(name).strip())
            self._columns.append(column)

    @property
    def known(self) -> int:
        """How many columns are fields of a report."""
        return sum(column is not None for column in self._columns)

    def report(self, cells: Iterable[Any]) -> dict[str, Any]:
        """Return the report of one row; cells are texts, or the values of a typed table."""
        out: dict[str, Any] = {}
        for column, cell in zip(self._columns, cells, strict=False):
            if column is None or cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell)):
                continue
            _put(out, column.path, _value(column, cell))
        made: dict[str, Any] = _without_gaps(out)
        return made


def flat_names() -> list[str]:
    """Return the flat names of a report's columns, entries of lists of objects with the number 1."""
    return list(_names("HarmReport", ""))


def nested_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield reports from rows of nested columns; what is null is not said."""
    for row in rows:
        yield {name: _clean(value) for name, value in row.items() if not _nothing(value)}


def _names(cls: str, prefix: str) -> Iterator[str]:
    for slot, shape in generated_schema()[cls]["properties"].items():
        inner = INNER.get((cls, slot))
        if inner is None:
            yield f"{prefix}{slot}"
        else:
            yield from _names(inner, f"{prefix}{slot}.1." if shape.get("type") == "array" else f"{prefix}{slot}.")


def _resolved(name: str) -> _Column | None:
    """Return the column of a flat name, or ``None`` where it names no field."""
    parts = name.split(".")
    for cls in ("HarmReport", "AggregateReport"):
        path: list[str | int] = []
        waiting = list(parts)
        while waiting:
            slot = waiting.pop(0)
            shape = generated_schema()[cls]["properties"].get(slot)
            if shape is None:
                break
            path.append(slot)
            inner = INNER.get((cls, slot))
            listed = shape.get("type") == "array"
            if inner is None:
                if waiting:
                    break
                kind = str((shape.get("items") or shape).get("type", "string"))
                return _Column(tuple(path), kind, listed)
            if listed:
                if not waiting or not re.fullmatch(r"[1-9][0-9]?", waiting[0]):
                    break
                path.append(int(waiting.pop(0)) - 1)
            cls = inner
    return None


def _value(column: _Column, cell: Any) -> Any:
    if not isinstance(cell, str):
        return _clean(cell)
    text = cell.strip()
    if column.many:
        return [_scalar(column.kind, part.strip()) for part in text.split(SEPARATOR)]
    return _scalar(column.kind, text)


def _scalar(kind: str, text: str) -> Any:
    if kind == "integer":
        if _WHOLE.match(text):
            return int(text)
        return float(text) if _DECIMAL.match(text) else text
    if kind == "boolean":
        return {"true": True, "false": False}.get(text.lower(), text)
    return text


def _put(out: dict[Any, Any], path: tuple[str | int, ...], value: Any) -> None:
    """Put a value at its place; lists are dicts by position until the row is done."""
    for part in path[:-1]:
        out = out.setdefault(part, {})
    out[path[-1]] = value


def _without_gaps(value: Any) -> Any:
    """Turn dicts by position into lists."""
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [_without_gaps(value[key]) for key in sorted(value)]
    return {key: _without_gaps(inner) for key, inner in value.items()}


def _nothing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _clean(value: Any) -> Any:
    """Return a cell of a typed table as plain data."""
    if isinstance(value, Mapping):
        return {key: _clean(inner) for key, inner in value.items() if not _nothing(inner)}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value if not _nothing(inner)]
    return value
