"""Validation and translation on a Spark cluster: the same functions, batch by batch, through ``mapInArrow``.

Needs ``pip install 'harmlex[spark]'`` on the driver and the workers; the release that comes with the package is the one
that is used, unless a file is named that every worker can read.

    findings = harmlex.spark.validate(spark.read.parquet("reports/"))
    findings.groupBy("rule").count().show()
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from harmlex.report.findings import ReportFinding

__all__ = ["FINDINGS", "TRANSLATION", "translate", "validate"]

FINDINGS = (
    "partition int, record long, key string, pointer string, rule string, severity string, message string, "
    "hint string, schema_version string, vocabulary_version string"
)
TRANSLATION = (
    "translation_kind string, translation_targets array<string>, translation_lossy boolean, "
    "translation_ambiguous boolean, translation_unmapped boolean, translation_reason string"
)
# What may be shown of a record to find it again: an identifier that tells nothing.
_OPAQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def validate(
    reports: DataFrame,
    *,
    column: str | None = None,
    key: str | None = "report_id",
    artefact: str | None = None,
    today: str | None = None,
) -> DataFrame:
    """Return the findings on a data frame of reports, one row for each finding.

    Args:
        reports: Reports as nested columns, with flat names such as ``affected.1.age_band``, or as JSON text.
        column: The column that holds JSON text, for example ``value``; columns are fields where ``None``.
        key: The column by which a report is found again. It is shown only where it is a UUID, as it is a value of the
            report. Records are also numbered within their partition.
        artefact: A ``harmlex-<release>.json`` that every worker can read; the one of the package where ``None``.
        today: The day against which months are read, ``YYYY-MM-DD``; today where ``None``.

    Returns:
        A data frame with the columns of `FINDINGS`; findings on columns have record 0.
    """
    day = today or date.today().isoformat()
    wanted = [column] + ([key] if key and key in reports.columns else []) if column else None
    chosen = reports.select(*[f"`{name}`" for name in wanted]) if wanted else reports

    def examined(batches: Iterator[Any]) -> Iterator[Any]:
        return _examined(batches, column, key, artefact, day)

    return chosen.mapInArrow(examined, FINDINGS)


def translate(
    records: DataFrame,
    *,
    source: str,
    to: str,
    field: str = "code",
    policy: str = "safe",
    artefact: str | None = None,
) -> DataFrame:
    """Return a data frame with its codes said in another scheme, the loss stated in further columns.

    Args:
        records: Records, one code in each.
        source: The scheme of the codes, or ``hub``.
        to: The scheme to say them in, or ``hub``.
        field: The column that holds the codes.
        policy: ``exact``, ``safe`` or ``best``, as for `harmlex.translate`.
        artefact: A ``harmlex-<release>.json`` that every worker can read; the one of the package where ``None``.
    """
    from pyspark.sql.types import StructType

    added: Any = StructType.fromDDL(TRANSLATION)
    schema = StructType([*records.schema.fields, *added.fields])

    def translated(batches: Iterator[Any]) -> Iterator[Any]:
        return _translated(batches, source, to, field, policy, artefact)

    return records.mapInArrow(translated, schema)


# ------------------------------------------------------------------------------------------------ on the workers


def _examined(
    batches: Iterable[Any], column: str | None, key: str | None, artefact: str | None, today: str
) -> Iterator[Any]:
    """Validate the batches of one partition."""
    from pyspark import TaskContext

    from harmlex.report.functions import validator
    from harmlex.report.reading import Chunk, table_chunks
    from harmlex.report.rules import RULES
    from harmlex.report.running import Setting, examine

    one = validator(artefact, today)
    setting = Setting(None, today, frozenset(RULES), "info")
    context = TaskContext.get()
    partition = context.partitionId() if context else 0
    before = 0
    for batch in batches:
        if column is not None:
            texts = batch.column(batch.schema.get_field_index(column)).to_pylist()
            chunks: Iterable[Chunk] = [Chunk([_text(text) for text in texts])]
        else:
            chunks = table_chunks([batch], list(batch.schema.names))
        keys = _keys(batch, key)
        for chunk in chunks:
            outcome = examine(one, chunk, setting, "")
            if outcome.findings:
                places = _places(chunk.lines)
                yield _rows(outcome.findings, partition, before, keys, places)
            before += outcome.records


def _text(text: Any) -> bytes:
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text or b"")


def _keys(batch: Any, key: str | None) -> list[Any]:
    place = batch.schema.get_field_index(key) if key else -1
    return batch.column(place).to_pylist() if place >= 0 else []


def _places(lines: list[bytes]) -> list[int]:
    """Return the row of each record; blank texts are no records."""
    return [row for row, line in enumerate(lines) if line.strip()]


def _rows(findings: list[ReportFinding], partition: int, before: int, keys: list[Any], places: list[int]) -> Any:
    import pyarrow  # type: ignore[import-untyped]

    def shown(record: int) -> str | None:
        value = keys[places[record - 1]] if keys and record else None
        return value if isinstance(value, str) and _OPAQUE.fullmatch(value) else None

    columns = {
        "partition": pyarrow.array([partition] * len(findings), pyarrow.int32()),
        "record": pyarrow.array([f.record + before if f.record else 0 for f in findings], pyarrow.int64()),
        "key": pyarrow.array([shown(f.record) for f in findings], pyarrow.string()),
    }
    for name in ("pointer", "rule", "severity", "message", "hint", "schema_version", "vocabulary_version"):
        columns[name] = pyarrow.array([getattr(finding, name) for finding in findings], pyarrow.string())
    return pyarrow.RecordBatch.from_pydict(columns)


def _translated(
    batches: Iterable[Any], source: str, to: str, field: str, policy: str, artefact: str | None
) -> Iterator[Any]:
    """Translate the batches of one partition."""
    import pyarrow

    from harmlex import translate as say

    chosen: Any = policy
    for batch in batches:
        codes = batch.column(batch.schema.get_field_index(field)).to_pylist()
        records: Any = say([{field: code} for code in codes], source, to, policy=chosen, field=field, release=artefact)
        told = [record["translation"] for record in records]
        added = [
            pyarrow.array([one["kind"] for one in told], pyarrow.string()),
            pyarrow.array(
                [[target["id"] for target in one["targets"]] for one in told], pyarrow.list_(pyarrow.string())
            ),
            pyarrow.array([one["lossy"] for one in told], pyarrow.bool_()),
            pyarrow.array([one["ambiguous"] for one in told], pyarrow.bool_()),
            pyarrow.array([one["unmapped"] for one in told], pyarrow.bool_()),
            pyarrow.array([one["reason"] for one in told], pyarrow.string()),
        ]
        names = [part.split()[0] for part in TRANSLATION.split(", ")]
        yield pyarrow.RecordBatch.from_arrays([*batch.columns, *added], [*batch.schema.names, *names])
