"""Records as they pass by: NDJSON, CSV and Parquet, one after the other, so that size does not matter."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from harmlex.model.errors import RegistryError

__all__ = ["FORMS", "UnreadableRecords", "form_of", "read_records", "write_records"]

FORMS = ("ndjson", "csv", "parquet")
_SUFFIXES = {".ndjson": "ndjson", ".jsonl": "ndjson", ".csv": "csv", ".parquet": "parquet", ".pq": "parquet"}
_BATCH = 20_000
_FLAT = ("kind", "targets", "lossy", "ambiguous", "unmapped", "reason", "from_version", "to_version")


class UnreadableRecords(RegistryError):
    """A line that is no record; the place is named, not what stands there."""


def form_of(path: str, wanted: str | None) -> str:
    """Return the form of a file by its name, NDJSON where that does not say."""
    return wanted or _SUFFIXES.get(Path(path).suffix.lower(), "ndjson")


def read_records(file: IO[bytes], form: str, name: str) -> Iterator[dict[str, Any]]:
    """Yield the records of a file.

    Raises:
        UnreadableRecords: A line is no record.
    """
    if form == "csv":
        yield from _csv(file, name)
    elif form == "parquet":
        yield from _parquet(file, name)
    else:
        decode = msgspec.json.Decoder(dict[str, Any]).decode
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise UnreadableRecords(f"{name}:{number}: This line is no JSON object.") from error


def _csv(file: IO[bytes], name: str) -> Iterator[dict[str, Any]]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    reader = csv.DictReader(text, restkey="", restval="")
    try:
        for row in reader:
            if "" in row:
                raise UnreadableRecords(f"{name}:{reader.line_num}: This line has more cells than the first.")
            yield row
    except (csv.Error, UnicodeDecodeError) as error:
        raise UnreadableRecords(f"{name}:{reader.line_num}: This line is no CSV in UTF-8.") from error
    finally:
        text.detach()


def _parquet(file: IO[bytes], name: str) -> Iterator[dict[str, Any]]:
    from pyarrow import ArrowInvalid, parquet  # type: ignore[import-untyped,attr-defined,unused-ignore]

    try:
        table = parquet.ParquetFile(file)
        for batch in table.iter_batches(batch_size=_BATCH):
            yield from batch.to_pylist()
    except ArrowInvalid as error:
        raise UnreadableRecords(f"{name}: This is no Parquet file.") from error


def write_records(records: Iterable[dict[str, Any]], file: IO[bytes], form: str) -> int:
    """Write translated records and return how many there were.

    NDJSON keeps the translation as it is. CSV and Parquet get columns ``translation_kind``, ``translation_targets`` …,
    several targets joined by ``|``.
    """
    if form == "ndjson":
        return _write_ndjson(records, file)
    if form == "csv":
        return _write_csv(records, file)
    return _write_parquet(records, file)


def _write_ndjson(records: Iterable[dict[str, Any]], file: IO[bytes]) -> int:
    encode_into = msgspec.json.Encoder().encode_into
    buffer = bytearray()
    count = 0
    for record in records:
        encode_into(record, buffer, -1)
        buffer += b"\n"
        count += 1
        if len(buffer) > 1 << 18:
            file.write(buffer)
            buffer.clear()
    file.write(buffer)
    return count


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    told = record["translation"]
    told = told if isinstance(told, list) else [told]
    out = {key: value for key, value in record.items() if key != "translation"}
    for name in _FLAT:
        values = []
        for one in told:
            value = one.get(name, "")
            if name == "targets":
                value = "|".join(target["id"] for target in value)
            values.append(str(value).lower() if isinstance(value, bool) else str(value))
        out[f"translation_{name}"] = ";".join(values)
    return out


def _write_csv(records: Iterable[dict[str, Any]], file: IO[bytes]) -> int:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer: Any = None
    count = 0
    for record in records:
        row = _flat(record)
        if writer is None:
            writer = csv.DictWriter(text, list(row), lineterminator="\n", extrasaction="ignore", restval="")
            writer.writeheader()
        writer.writerow(row)
        count += 1
    text.flush()
    text.detach()
    return count


def _write_parquet(records: Iterable[dict[str, Any]], file: IO[bytes]) -> int:
    import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
    from pyarrow import parquet  # type: ignore[import-untyped,attr-defined,unused-ignore]

    writer: Any = None
    batch: list[dict[str, Any]] = []
    count = 0

    def flush() -> None:
        nonlocal writer
        table = pa.Table.from_pylist(batch, schema=writer.schema if writer else None)
        if writer is None:
            writer = parquet.ParquetWriter(file, table.schema)
        writer.write_table(table)
        batch.clear()

    for record in records:
        batch.append(_flat(record))
        count += 1
        if len(batch) >= _BATCH:
            flush()
    if batch or writer is None:
        flush()
    writer.close()
    return count
