"""What must hold at the public doors of the validator for any bytes; each door raises `Broken` where it does not.

The first byte of an input chooses a door, the second how it is entered, the rest is what a user would bring.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

import harmlex
from harmlex.cli import main
from harmlex.model.errors import RegistryError
from harmlex.report.fixing import fixed
from harmlex.report.functions import validator
from harmlex.report.parsing import RecordError, parse
from harmlex.report.reading import InputError, open_source
from harmlex.report.running import Setting
from harmlex.report.schema import generated_schema
from harmlex.report.validator import Validator, grave

__all__ = ["FORMS", "NAMES", "Broken", "Doors"]

TODAY = "2026-11-22"
NAMES = ("r.ndjson", "r.json", "r.csv", "r.parquet", "r.ndjson.gz", "r.json.zst", "r.csv.gz", "r.parquet.zst",
         "r", "r.gz")  # fmt: skip
FORMS = ("jsonl", "text", "json", "github", "sarif", "junit")
_WORD = re.compile(r"[\w@+.-]{6,}")
_DIGITS = re.compile(r"[0-9]{6,}")


class Broken(AssertionError):
    """A promise that does not hold."""


def hold(true: object, promise: str, *shown: object) -> None:
    """Raise `Broken` unless something is true."""
    if not true:
        raise Broken(f"{promise}: {' | '.join(repr(one)[:600] for one in shown)}")


class Doors:
    """The doors of one release.

    Args:
        artefact: The release; the one that comes with the package where ``None``.
        folder: An empty folder, which becomes the working directory.
    """

    def __init__(self, artefact: str | None, folder: Path) -> None:
        """Load the release once for all doors."""
        os.chdir(folder)
        self.artefact = artefact
        self.validator = validator(artefact, TODAY)
        self.calls: Counter[str] = Counter()
        # Every run of the command would build its validator anew; the fuzzer has better things to do.
        made = cache(Setting.validator)
        Setting.validator = lambda setting: made(msgspec.structs.replace(setting, split=False, fix=False))  # type: ignore[method-assign]
        self.public = _public_text(self.validator)
        self._public_words: dict[str, bool] = {}
        self.doors: tuple[Callable[[int, bytes], None], ...] = (
            self.line, self.line, self.line, self.stream, self.file, self.file, self.file, self.table,
        )  # fmt: skip

    def __call__(self, data: bytes) -> None:
        """Enter one door."""
        if len(data) >= 2:
            door = self.doors[data[0] % len(self.doors)]
            self.calls[door.__name__] += 1
            door(data[1], data[2:])

    # -------------------------------------------------------------------------------------------- one record

    def line(self, _: int, raw: bytes) -> None:
        """One record: the passes agree with each other and with what Python reads, and nothing is repeated."""
        one = self.validator
        accepted = one.accept(raw)
        slow = one.slowly(raw)
        hold(not (accepted and slow), "the fast pass accepts only what the collector accepts", raw, slow)
        hold(one.line(raw) == ([] if accepted else slow), "one line has one answer", raw)
        self.silent("finding", raw, msgspec.json.encode(slow).decode())
        try:
            parsed = parse(raw)
        except RecordError as error:
            hold(slow and slow[0].rule == error.rule, "what cannot be read has the finding that says so", raw, slow)
            return
        # json.loads refuses nothing that we read.
        hold(json.loads(raw) == parsed.value, "a record is read as Python reads it", raw)
        if not parsed.repeated and not isinstance(parsed.value, str) and not _has_decimals(parsed.value):
            said = Counter(
                (f.rule, f.pointer) for f in harmlex.validate(parsed.value, artefact=self.artefact, today=TODAY)
            )
            hold(
                said == Counter((f.rule, f.pointer) for f in slow),
                "an object is judged as its text is",
                raw,
                said,
                slow,
            )
        mended, fixes = fixed(one.vocabulary, raw, 1)
        hold(bool(fixes) == (mended != raw), "a record is as it was unless something was mended", raw, mended)
        if fixes:
            hold(fixed(one.vocabulary, mended, 1) == (mended, []), "mending twice is mending once", raw, mended)

    def stream(self, _: int, raw: bytes) -> None:
        """Lines: each has the findings that it has alone, with its number."""
        lines = raw.split(b"\n")
        records = [(number, line) for number, line in enumerate(lines, 1) if line and not line.isspace()]
        found = list(harmlex.validate_stream(lines, artefact=self.artefact, today=TODAY))
        alone = [
            msgspec.structs.replace(finding, record=record, line=number)
            for record, (number, line) in enumerate(records, 1)
            for finding in self.validator.line(line)
        ]
        hold(found == alone, "a line in a stream has the findings that it has alone", raw, found, alone)

    # -------------------------------------------------------------------------------------------- files

    def file(self, how: int, raw: bytes) -> None:
        """A file through the command: exit codes, clean words, outputs whole or not there, no record lost."""
        name = NAMES[how % len(NAMES)]
        if raw[:1] == b"\x00":
            raw = _packed(name, raw[1:])
        stdin = how >= 200
        form = FORMS[how // len(NAMES) % len(FORMS)]
        for old in Path().iterdir():
            old.unlink()
        Path(name).write_bytes(raw)
        source = "-" if stdin else name
        shown = raw if name in ("r.ndjson", "r.json", "r.csv", "r") else b""
        split = ["--valid", "good.ndjson", "--invalid", "bad.ndjson"]
        code, out, err = self.run(raw if stdin else b"", "validate", source, "--format", form, *split)
        self.silent("answer", shown, out + err)
        if code == 2:
            hold("harmlex: " in err, "what cannot be read is named", name, raw, err)
            hold([one.name for one in Path().iterdir()] == [name], "outputs appear whole or not at all", name, raw)
        else:
            self.parted(name, raw, code, stdin)
        fixed_code, fixed_out, fixed_err = self.run(raw if stdin else b"", "validate", source, "--fix", "new.ndjson")
        hold(code == fixed_code, "mending does not change the verdict", name, raw, code, fixed_code)
        self.silent("answer", shown, fixed_out + fixed_err)
        sums, _, said = self.run(raw if stdin else b"", "summarise", source, "--format", "json")
        hold(sums == (2 if code == 2 else 0), "what can be validated can be counted", name, raw, code, sums, said)

    def run(self, stdin: bytes, *words: str) -> tuple[int, str, str]:
        """Run the command in this process; return its exit code and what it printed."""
        release = [] if self.artefact is None else ["--release", self.artefact]
        today = ["--today", TODAY] if words[0] == "validate" else []
        kept = sys.stdin, sys.stdout, sys.stderr
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin)), encoding="utf-8")
        sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        try:
            main([*words, *release, *today])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        finally:
            printed = []
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
                printed.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
            sys.stdin, sys.stdout, sys.stderr = kept
        hold(code in (0, 1, 2), "the exit code is 0, 1 or 2", words, code, printed)
        hold("Traceback" not in printed[0] + printed[1], "no traceback to a user", words, printed)
        return code, printed[0], printed[1]

    def parted(self, name: str, raw: bytes, code: int, stdin: bool) -> None:
        """Every record is in one of two outputs, once; what is called good is, and what is called bad is."""
        good = [line for line in Path("good.ndjson").read_bytes().split(b"\n") if line]
        bad = [line for line in Path("bad.ndjson").read_bytes().split(b"\n") if line]
        given = self.records("-" if stdin else name, raw)
        hold(
            Counter(map(_plain, good)) + Counter(map(_plain, bad)) == Counter(map(_plain, given)),
            "good and bad records together are all records, each once", name, raw, good, bad, given,
        )  # fmt: skip
        for line in good:
            hold(not grave(self.validator.line(line), "warning"), "what is called good is good", name, raw, line)
        for line in bad:
            # A line feed inside a record becomes a space, which may mend a text that held it.
            if b" " not in line:
                hold(grave(self.validator.line(line), "warning"), "what is called bad is bad", name, raw, line)
        hold(code == 1 or not bad, "bad records have an exit code", name, raw)
        if name == "r.ndjson" and not stdin and raw[:2] != b"\x1f\x8b" and raw[:4] != b"\x28\xb5\x2f\xfd":
            lines = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")
            mine = [line for line in lines if line and not line.isspace()]
            hold(Counter(map(_plain, mine)) == Counter(map(_plain, given)), "a line is a record", raw, given)
        if name == "r.json" and not stdin:
            try:
                value = json.loads(raw.decode("utf-8-sig"))
            except ValueError:
                return
            count = len(value) if isinstance(value, list) else 1
            hold(len(given) == count, "a document has as many records as its array has elements", raw, given)

    def records(self, file: str, raw: bytes) -> list[bytes]:
        """Return the records of a file as the library reads them, those apart that are too long to be copied."""
        kept = sys.stdin
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw)), encoding="utf-8")
        try:
            source = open_source(file)
            lines = [line for chunk in source.chunks() for line in chunk.lines]
            source.close()
        finally:
            sys.stdin = kept
        return [line for line in lines if line and not line.isspace() and len(line) <= 1_048_576]

    # -------------------------------------------------------------------------------------------- tables

    def table(self, _: int, raw: bytes) -> None:
        """Rows as an Arrow table: no other exception than ours, and no value repeated."""
        import pyarrow

        rows = []
        for line in raw.split(b"\n"):
            try:
                value = json.loads(line)
            except ValueError:
                continue
            if isinstance(value, dict):
                rows.append(value)
        try:
            table = pyarrow.Table.from_pylist(rows)
        except (pyarrow.ArrowException, UnicodeError, OverflowError):
            return
        try:
            found = harmlex.validate_table(table, artefact=self.artefact, today=TODAY)
        except (RegistryError, InputError):
            return
        self.silent("finding", raw, msgspec.json.encode(found).decode())
        hold(all(0 <= finding.record <= len(rows) for finding in found), "findings name rows that are there", raw)

    # -------------------------------------------------------------------------------------------- silence

    def silent(self, what: str, raw: bytes, said: str) -> None:
        """No word of the input that is not public anyway stands in what was said."""
        said = said.casefold()
        text = raw.decode("utf-8", "replace")
        words = set(_WORD.findall(text)) | set(_DIGITS.findall(text))
        for word in words:
            low = word.casefold()
            if low in said and not self.is_public(low):
                raise Broken(f"no {what} repeats a value: {word!r} in {said[:2000]!r}")

    def is_public(self, word: str) -> bool:
        """Whether a word stands in the registry, in the model or in our own messages."""
        if word not in self._public_words:
            self._public_words[word] = word in self.public
        return self._public_words[word]


def _has_decimals(value: object) -> bool:
    """Whether a number is none of the whole ones: in memory those have several forms that JSON does not tell apart."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, float):
            return True
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    return False


def _plain(line: bytes) -> bytes:
    """Return a record without regard to how much space stands where there is some."""
    return b" ".join(line.split())


def _packed(name: str, raw: bytes) -> bytes:
    """Return what a user would have who packed this."""
    import pyarrow
    import pyarrow.parquet
    import zstandard

    if ".parquet" in name:
        rows = []
        for line in raw.split(b"\n"):
            try:
                value = json.loads(line)
            except ValueError:
                continue
            rows += [value] if isinstance(value, dict) else []
        out = io.BytesIO()
        try:
            pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out)
        except (pyarrow.ArrowException, UnicodeError, OverflowError):
            return raw
        raw = out.getvalue()
    if name.endswith(".gz"):
        return gzip.compress(raw, 1, mtime=0)
    if name.endswith(".zst"):
        return zstandard.compress(raw, 1)
    return raw


def _public_text(one: Validator) -> str:
    """Return everything that a finding may quote: the registry, the model, and the texts of the code."""
    vocabulary = one.vocabulary
    pieces = [json.dumps(generated_schema())]
    pieces += [vocabulary.describe(name) for name in vocabulary.concepts]
    pieces += [code for codes in vocabulary.lists.values() for code in codes]
    pieces += [label for name in vocabulary.lists for label in map(vocabulary.describe, vocabulary.usable_codes(name))]
    pieces += [
        f"{name} {' '.join(table.versions)} {' '.join(table.notations)}" for name, table in vocabulary.schemes.items()
    ]
    package = Path(harmlex.__file__).parent
    pieces += [
        path.read_text(encoding="utf-8")
        for folder in ("report", "cli", "model")
        for path in (package / folder).glob("*.py")
    ]
    return "\n".join([*pieces, *NAMES, vocabulary.release, "0.1.0"]).casefold()
