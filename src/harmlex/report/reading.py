"""Files of reports as chunks of records, in constant memory: NDJSON, JSON, CSV and Parquet, plain or compressed."""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from harmlex.model.errors import RegistryError
from harmlex.report.parsing import MAX_RECORD
from harmlex.report.tables import Plan, nested_rows

__all__ = ["Chunk", "InputError", "Source", "open_source", "record_lines", "table_chunks"]

_BLOCK = 1 << 20
# What is packed best becomes 32,768 times as much: this is no more than 32 MiB at once.
_PACKED_BLOCK = 1 << 10
_ROWS = 2_000
_FORMATS = {".ndjson": "ndjson", ".jsonl": "ndjson", ".json": "json", ".csv": "csv", ".parquet": "parquet"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PACKED = {".gz": "gzip", ".zst": "zstd"}
_NO_END = "Look for a quotation mark that is not closed, or a line that does not end."
_EXTRA = "Install it with `pip install 'harmlex[tables]'`."


class InputError(RegistryError):
    """A file that cannot be read as what it is.

    Attributes:
        file: The file as it was named.
    """

    def __init__(self, file: str, problem: str, remedy: str = "") -> None:
        """Name the file, what is wrong with it and what to do."""
        self.file = file
        super().__init__(f"{'standard input' if file == '-' else file}: {problem} {remedy}".rstrip())


class Chunk(msgspec.Struct):
    """Some records in the order of the file.

    Attributes:
        lines: The records as JSON; blank ones are no records.
        first: Line of the first one, from 1; ``None`` where the format has no lines.
        numbers: The line of each one, where they do not simply follow each other.
        notes: What to say about the file as a whole: rule, message, hint.
    """

    lines: list[bytes]
    first: int | None = None
    numbers: list[int] | None = None
    notes: list[tuple[str, str, str]] = []


class Source:
    """One opened file.

    Attributes:
        file: The file as it was named.
        form: ``ndjson``, ``json``, ``csv`` or ``parquet``.
        packed: ``gzip``, ``zstd`` or empty.
        size: Its size in bytes, 0 where it is not known.
    """

    def __init__(self, file: str, raw: IO[bytes], form: str, packed: str, size: int) -> None:
        """Hold an opened file; use `open_source`."""
        self.file = file
        self.form = form
        self.packed = packed
        self.size = size
        self._raw = raw
        self._stream: IO[bytes] | None = None

    @property
    def splittable(self) -> bool:
        """Whether several processes can read it at once."""
        return self.form == "ndjson" and not self.packed and self.file != "-"

    def position(self) -> int:
        """How many bytes of the file were read."""
        try:
            return self._raw.tell()
        except (OSError, ValueError):
            return 0

    def chunks(self) -> Iterator[Chunk]:
        """Yield the records.

        Raises:
            InputError: The file is damaged, or is not what its name says.
        """
        try:
            if self.form == "parquet":
                yield from _parquet(self._whole_file(), self.file)
                return
            stream = _unpacked(self._raw, self.packed, self.file)
            if self.form == "ndjson":
                yield from record_lines(stream)
            elif self.form == "json":
                yield from _values(stream, self.file)
            else:
                yield from _csv(stream, self.file)
        except (EOFError, zlib.error) as error:
            problem = "the compressed file ends too early; it is not whole."
            if isinstance(error, zlib.error):
                problem = "the compressed file is damaged."
            raise InputError(self.file, problem, "Copy or download it again.") from error
        except gzip.BadGzipFile as error:
            raise InputError(self.file, "the file is not gzip, or is damaged.", "Copy or download it again.") from error
        except IsADirectoryError as error:
            raise InputError(self.file, "this is a directory.", "Name the files in it.") from error
        except OSError as error:
            raise InputError(self.file, f"it cannot be read: {error.strerror or 'input error'}.") from error

    def _whole_file(self) -> Any:
        if self.packed or self.file == "-":
            # The index of a Parquet file is at its end, so that it cannot be read as a stream.
            return io.BytesIO(_unpacked(self._raw, self.packed, self.file).read())
        return self._raw

    def close(self) -> None:
        """Close the file."""
        if self.file != "-":
            self._raw.close()


def open_source(file: str) -> Source:
    """Open a file of reports; ``-`` is standard input. The form is known by the name, else by the content.

    Raises:
        InputError: There is no such file, it is a directory, or it may not be read.
    """
    if file == "-":
        if sys.stdin is None:
            raise InputError(file, "it is closed.", "Name a file, or put something into the pipe.")
        raw: Any = sys.stdin.buffer
        size = 0
    else:
        path = Path(file)
        if path.is_dir():
            raise InputError(file, "this is a directory.", "Name the files in it, for example with a pattern.")
        try:
            raw = path.open("rb", buffering=1 << 20)
            size = os.fstat(raw.fileno()).st_size
        except FileNotFoundError as error:
            raise InputError(file, "there is no such file.") from error
        except OSError as error:
            raise InputError(file, f"it cannot be read: {error.strerror}.", "Check who may read it.") from error
    suffixes = [suffix.lower() for suffix in Path(file).suffixes]
    head = _peek(raw, file)
    if head[:2] in _UTF_16 or (b"\x00" in head[:2] and head[:2] != b"\x00\x00"):
        raise InputError(file, "the text is UTF-16.", "Save or export it as UTF-8.")
    if head[:4] == b"PK\x03\x04":
        raise InputError(file, "this is a workbook or a zip file.", "Export the table as CSV, or unpack the file.")
    packed = "gzip" if head[:2] == b"\x1f\x8b" else "zstd" if head[:4] == b"\x28\xb5\x2f\xfd" else ""
    named = _PACKED.get(suffixes[-1], "") if suffixes else ""
    if named and named != packed and head:
        raise InputError(file, f"its name says {named}, its content does not.", "Give it the name of what it is.")
    inner = suffixes[:-1] if named else suffixes
    form = _FORMATS.get(inner[-1], "") if inner else ""
    if not packed and (form in {"", "json"} or head[:4] == b"PAR1"):
        form = _by_content(head, form)
    return Source(file, raw, form or "ndjson", packed, size)


def _peek(raw: Any, file: str) -> bytes:
    try:
        return bytes(raw.peek(65_536))
    except (AttributeError, ValueError):
        return b""
    except OSError as error:
        raise InputError(file, f"it cannot be read: {error.strerror}.") from error


def _by_content(head: bytes, named: str) -> str:
    """Return the form of a file that begins so."""
    if head[:4] == b"PAR1":
        return "parquet"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] == b"[":
        return "json"
    if text[:1] == b"{":
        first, newline, rest = text.partition(b"\n")
        try:
            msgspec.json.decode(first)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            # Whatever the first line is, a file that is called JSON is one document; so is what goes on with something
            # else than another object.
            goes_on = first.rstrip() == b"{" or rest.lstrip()[:1] not in (b"{", b"")
            return "json" if named or (newline and goes_on) else "ndjson"
        return "ndjson" if newline or not named else "json"
    if not named and b"," in text.partition(b"\n")[0] and b"report_id" in text.partition(b"\n")[0]:
        return "csv"
    return named or "ndjson"


# ------------------------------------------------------------------------------------------------ compressed


class _Zstd(io.RawIOBase):
    """A zstd stream that says so when it ends too early."""

    def __init__(self, raw: IO[bytes], new: Callable[[], Any], file: str) -> None:
        self._raw = raw
        self._new = new
        self._frame = new()
        self._file = file
        self._begun = False
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._left:
            if self._frame.eof:
                block = self._frame.unused_data or self._raw.read(_PACKED_BLOCK)
                if not block:
                    return 0
                self._frame = self._new()
            else:
                block = self._raw.read(_PACKED_BLOCK)
                if not block:
                    raise EOFError
            try:
                self._left = self._frame.decompress(block)
            except Exception as error:
                raise InputError(self._file, "the compressed file is damaged.", "Copy or download it again.") from error
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def _unpacked(raw: IO[bytes], packed: str, file: str) -> IO[bytes]:
    if packed == "gzip":
        return io.BufferedReader(gzip.GzipFile(fileobj=raw, mode="rb"), _BLOCK)
    if packed == "zstd":
        try:
            import zstandard
        except ModuleNotFoundError as error:
            raise InputError(file, "reading zstd needs the package zstandard.", _EXTRA) from error
        new = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj
        return io.BufferedReader(_Zstd(raw, new, file), _BLOCK)
    return raw


# ------------------------------------------------------------------------------------------------ NDJSON


def record_lines(stream: IO[bytes], first: int = 1, limit: int | None = None) -> Iterator[Chunk]:
    """Yield lines, a block at a time; a line that is too long is cut, which the rule on length notices.

    Args:
        stream: What to read.
        first: The number of its first line.
        limit: Read so many bytes; all there is where ``None``.
    """
    carry = b""
    skipping = False
    while True:
        block = stream.read(_BLOCK if limit is None else min(_BLOCK, limit))
        if not block:
            break
        if limit is not None:
            limit -= len(block)
        if first == 1 and not carry and not skipping:
            block = block.removeprefix(b"\xef\xbb\xbf")
        if skipping:
            end = block.find(b"\n")
            if end < 0:
                continue
            yield Chunk([carry], first)
            first += 1
            carry, skipping, block = b"", False, block[end + 1 :]
        data = carry + block
        end = data.rfind(b"\n")
        if end < 0:
            carry = data
            if len(carry) > MAX_RECORD:
                carry, skipping = carry[: MAX_RECORD + 1], True
            continue
        lines = data[:end].split(b"\n")
        carry = data[end + 1 :]
        yield Chunk(lines, first)
        first += len(lines)
    if carry:
        yield Chunk([carry], first)


# ------------------------------------------------------------------------------------------------ JSON documents

_SPECIAL = re.compile(rb'["{}\[\],]')
_IN_TEXT = re.compile(rb'["\\]')
_TOO_LONG = b" " * (MAX_RECORD + 1)
_UNCLOSED = ("HLX-R001", "The array has no end; the file is not whole.", "Copy or write it again.")


def _values(stream: IO[bytes], file: str) -> Iterator[Chunk]:
    """Yield the elements of one array, or the objects of a document one after another, without reading all of it."""
    splitter = _Splitter()
    found: list[bytes] = []
    empty = True
    while block := stream.read(_BLOCK):
        if empty:
            block = block.removeprefix(b"\xef\xbb\xbf")
        empty = empty and block.isspace()
        found += splitter.feed(block)
        if len(found) >= _ROWS:
            yield Chunk(found)
            found = []
    found += splitter.rest()
    notes = [_UNCLOSED] if splitter.unclosed else []
    if found or notes:
        yield Chunk(found, notes=notes)


class _Splitter:
    """Cuts a JSON text into the elements of its array, or into its top-level values.

    It only follows texts and brackets; whether an element is JSON is seen when it is read.
    """

    def __init__(self) -> None:
        self._held = bytearray()
        self._at = 0  # scanned so far
        self._start = 0  # where the present element begins
        self._depth = 0
        self._in_text = False
        self._long = False  # whether the present element was too long to keep
        self._array: bool | None = None
        self._closed = False
        self._count = 0

    def feed(self, block: bytes) -> list[bytes]:
        """Take the next bytes and return the elements that they complete."""
        out: list[bytes] = []
        held = self._held
        held += block
        if self._array is None:
            begin = re.search(rb"\S", held)
            if begin is None:
                held.clear()
                return out
            self._array = held[begin.start()] == ord("[")
            self._at = self._start = begin.start() + (1 if self._array else 0)
            self._depth = 1 if self._array else 0
        while self._step(out):
            pass
        del held[: self._start]
        self._at -= self._start
        self._start = 0
        if len(held) > MAX_RECORD:
            self._long = True
            del held[: self._at]
            self._at = 0
        return out

    def _step(self, out: list[bytes]) -> bool:
        """Go on to the next sign that matters; return whether there was one."""
        held = self._held
        found = (_IN_TEXT if self._in_text else _SPECIAL).search(held, self._at)
        if found is None:
            self._at = len(held)
            return False
        sign = found[0]
        self._at = found.end()
        if sign == b"\\":
            if self._at == len(held):
                # The escaped character comes with the next block.
                self._at -= 1
                return False
            self._at += 1
        elif sign == b'"':
            self._in_text = not self._in_text
        elif sign in b"{[":
            self._depth += 1
        elif sign == b",":
            if self._array and self._depth == 1 and not self._closed:
                self._cut(out, found.start(), found.end(), needed=True)
        elif self._depth > (1 if self._array else 0):
            self._depth -= 1
            if self._depth == 0:
                self._cut(out, found.end(), found.end(), needed=True)
        elif sign == b"]" and self._array and not self._closed:
            self._cut(out, found.start(), found.end(), needed=self._count > 0)
            self._closed = True
        return True

    def _cut(self, out: list[bytes], end: int, after: int, *, needed: bool) -> None:
        piece = _TOO_LONG if self._long else bytes(self._held[self._start : end]).strip()
        if piece or needed:
            # An empty element is not JSON and must be said; a blank record would be passed over.
            out.append(piece or b",")
            self._count += 1
        self._start = after
        self._long = False

    def rest(self) -> list[bytes]:
        """Return what is left when the text is over: nothing, or records that are not whole."""
        left = _TOO_LONG if self._long else bytes(self._held[self._start :]).strip()
        return [left] if left else []

    @property
    def unclosed(self) -> bool:
        """Whether there is an array whose end is missing."""
        return bool(self._array) and not self._closed


# ------------------------------------------------------------------------------------------------ tables


def _csv(stream: IO[bytes], file: str) -> Iterator[Chunk]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", errors="strict")
    csv.field_size_limit(MAX_RECORD)
    reader = csv.reader(_table_lines(text, file), strict=True)
    try:
        header = next(reader, None)
        if header is None:
            return
        plan = Plan(header)
        if not plan.known:
            problem = "no column of the first line is a field of a report."
            if len(header) == 1 and re.search("[;\t|]", header[0]):
                raise InputError(file, problem, "Export it with commas between the columns.")
            raise InputError(file, problem, "Columns are named report_id, primary_harm.concept and so on.")
        notes = [_column_note(number, repeated=False) for number in plan.unknown]
        notes += [_column_note(number, repeated=True) for number in plan.repeated]
        lines: list[bytes] = []
        numbers: list[int] = []
        before = reader.line_num
        for cells in reader:
            if cells:
                surplus = len(cells) > len(header)
                report = plan.report(cells)
                if surplus:
                    # A cell without a column is an undeclared field; its text is not carried on.
                    report["\x00"] = True
                lines.append(msgspec.json.encode(report))
                numbers.append(before + 1)
            before = reader.line_num
            if len(lines) >= _ROWS:
                yield Chunk(lines, numbers=numbers, notes=notes)
                lines, numbers, notes = [], [], []
        yield Chunk(lines, numbers=numbers, notes=notes)
    except UnicodeDecodeError as error:
        raise InputError(file, "the bytes are not UTF-8.", "Save or export the table as UTF-8.") from error
    except csv.Error as error:
        problem = f"line {reader.line_num} is not CSV as RFC 4180 has it."
        raise InputError(file, problem, _NO_END) from error
    finally:
        text.detach()


def _table_lines(text: IO[str], file: str) -> Iterator[str]:
    """Yield lines, and stop before one that is too long is in memory."""
    number = 0
    while line := text.readline(MAX_RECORD + 1):
        number += 1
        if len(line) > MAX_RECORD:
            raise InputError(file, f"line {number} is longer than {MAX_RECORD:,} characters.", _NO_END)
        yield line


def _column_note(number: int, *, repeated: bool) -> tuple[str, str, str]:
    if repeated:
        return "HLX-R005", f"Column {number} has a name that stands already.", "Delete one of the two columns."
    hint = "Delete it, or name it after a field, such as primary_harm.concept or affected.1.age_band."
    return "HLX-R011", f"Column {number} is no field of a report.", hint


def _parquet(file: Any, name: str) -> Iterator[Chunk]:
    try:
        import pyarrow  # type: ignore[import-untyped]
        import pyarrow.parquet  # type: ignore[import-untyped]
    except ModuleNotFoundError as error:
        raise InputError(name, "reading Parquet needs the package pyarrow.", _EXTRA) from error
    try:
        table = pyarrow.parquet.ParquetFile(file)
        yield from table_chunks(table.iter_batches(batch_size=_ROWS), list(table.schema_arrow.names))
    except (pyarrow.ArrowException, OSError) as error:
        raise InputError(name, "it is not a Parquet file that can be read.", "Copy or write it again.") from error


def table_chunks(batches: Any, names: list[str]) -> Iterator[Chunk]:
    """Yield the rows of Arrow record batches as reports, from nested columns or from flat ones."""
    flat = any("." in name for name in names)
    plan = Plan(names)
    notes = [_column_note(number, repeated=True) for number in plan.repeated]
    if flat:
        notes += [_column_note(number, repeated=False) for number in plan.unknown]
    for batch in batches:
        if flat:
            columns = [column.to_pylist() for column in batch.columns]
            reports: Any = (plan.report(cells) for cells in zip(*columns, strict=True))
        else:
            reports = nested_rows(batch.to_pylist())
        yield Chunk([_encoded(report) for report in reports], notes=notes)
        notes = []
    if notes:
        yield Chunk([], notes=notes)


def _encoded(report: dict[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(report)
    except (TypeError, ValueError, UnicodeEncodeError, msgspec.MsgspecError):
        # A column of a kind that JSON does not have: the record cannot be read as a report.
        return b"\x00"
