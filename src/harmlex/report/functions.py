"""Validation in Python: one report, a stream of lines, a table; typed findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from harmlex.load.artefact import load_sections
from harmlex.model.errors import RegistryError
from harmlex.report.findings import ReportFinding
from harmlex.report.reading import Chunk, table_chunks
from harmlex.report.rules import RULES
from harmlex.report.running import Setting, examine
from harmlex.report.validator import Validator

__all__ = ["ReportFinding", "validate", "validate_stream", "validate_table", "validator"]


@lru_cache(maxsize=4)
def _made(artefact: str | None, today: str | None) -> Validator:
    return Validator(load_sections(None if artefact is None else Path(artefact)), today=today)


def validator(artefact: str | Path | None = None, today: str | None = None) -> Validator:
    """Return the validator of a release, made once.

    Args:
        artefact: A ``harmlex-<release>.json``; the release that comes with the package where ``None``.
        today: The day against which months are read, ``YYYY-MM-DD``; today where ``None``.
    """
    from datetime import date

    return _made(None if artefact is None else str(artefact), today or date.today().isoformat())


def validate(report: Any, *, artefact: str | Path | None = None, today: str | None = None) -> list[ReportFinding]:
    """Return the findings on one report; none means that it is valid.

    Args:
        report: A dict, a pydantic model of `harmlex.generated.models`, or JSON as text or bytes.
        artefact: A ``harmlex-<release>.json``; the release that comes with the package where ``None``.
        today: The day against which months are read, ``YYYY-MM-DD``; today where ``None``.

    >>> report = {"schema_version": "1.0.0", "channel": "reporting-channel:police"}
    >>> [(finding.rule, finding.severity) for finding in validate(report)][:1]
    [('HLX-R010', 'error')]
    >>> validate('{"schema_version": 1.0')[0].message
    'This is not JSON, at byte 23 of the record.'
    """
    return validator(artefact, today).object(report)


def validate_stream(
    lines: Iterable[bytes | str], *, artefact: str | Path | None = None, today: str | None = None
) -> Iterator[ReportFinding]:
    """Yield the findings on lines of NDJSON, such as an open file, without holding more than one line.

    Args:
        lines: Lines with or without their end; blank ones are passed over.
        artefact: As for `validate`.
        today: As for `validate`.

    >>> [(finding.record, finding.line, finding.rule) for finding in validate_stream([b"", b"[]"])]
    [(1, 2, 'HLX-R007')]
    """
    return validator(artefact, today).lines(lines)


def validate_table(table: Any, *, artefact: str | Path | None = None, today: str | None = None) -> list[ReportFinding]:
    """Return the findings on a table of reports, one in each row.

    Args:
        table: An Arrow table, record batch or reader, a Polars or a pandas frame, with the fields of a report as
            nested columns, or with flat names such as ``primary_harm.concept`` and ``affected.1.age_band``. An empty
            cell is a field that is not said.
        artefact: As for `validate`.
        today: As for `validate`.

    Raises:
        RegistryError: The table is none of these, Arrow cannot hold it, or pyarrow is not installed.
    """
    one = validator(artefact, today)
    setting = Setting(None, one.today, frozenset(RULES), "info")
    found: list[ReportFinding] = []
    record = 0
    for chunk in _chunks(table):
        outcome = examine(one, chunk, setting, "")
        for finding in outcome.findings:
            found.append(_numbered(finding, record))
        record += outcome.records
    return found


def _numbered(finding: ReportFinding, record: int) -> ReportFinding:
    import msgspec

    number = finding.record + record if finding.record else 0
    return msgspec.structs.replace(finding, record=number, line=None)


def _chunks(table: Any) -> Iterator[Chunk]:
    try:
        import pyarrow  # type: ignore[import-untyped]
    except ModuleNotFoundError as error:
        said = "Validating a table needs the package pyarrow. Install it with `pip install 'harmlex[tables]'`."
        raise RegistryError(said) from error
    if hasattr(table, "collect") and not hasattr(table, "__arrow_c_stream__"):
        table = table.collect()
    try:
        if isinstance(table, pyarrow.RecordBatch):
            table = pyarrow.Table.from_batches([table])
        if type(table).__module__.partition(".")[0] == "pandas":
            table = pyarrow.Table.from_pandas(table, preserve_index=False)
        if hasattr(table, "__arrow_c_stream__"):
            reader = pyarrow.RecordBatchReader.from_stream(table)
        elif isinstance(table, pyarrow.RecordBatchReader):
            reader = table
        else:
            raise RegistryError("This is no table: give an Arrow table, a Polars frame or a pandas frame.")
    except (pyarrow.ArrowException, UnicodeError, OverflowError):
        # What Arrow says would repeat a value.
        said = "Arrow cannot hold this table: a column has values of several kinds, or is nested too deep."
        raise RegistryError(said) from None
    return table_chunks(reader, list(reader.schema.names))
