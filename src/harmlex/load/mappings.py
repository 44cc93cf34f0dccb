"""Mapping files: SSSOM TSV read strictly, so that every row that goes in comes out or has a finding."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import Any

from harmlex.load.mapping_header import Header, read_header
from harmlex.load.mapping_values import CONTROL, Wrong, checker
from harmlex.model.findings import Finding, Severity
from harmlex.model.mappings import MappingRow, MappingSet
from harmlex.model.sssom import NO_TERM, ROW_SLOTS, SET_SLOTS

__all__ = ["FOLDER", "SUFFIX", "cell_place", "header_place", "load_mappings", "parse_mapping_set"]

FOLDER = "mappings"
SUFFIX = ".sssom.tsv"

# What `harmlex fmt` mends; everything else that is found here is an error.
_WARNINGS = {"HLX-M002", "HLX-M011", "HLX-M027"}
_REQUIRED_COLUMNS = (
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "author_id",
    "confidence",
    "comment",
)
# For these a value of the set counts for every row.
_REQUIRED_ANYWHERE = (
    "subject_type",
    "subject_source",
    "subject_source_version",
    "object_type",
    "object_source",
    "object_source_version",
    "mapping_date",
)
_COMPUTED = {"mapping_cardinality", "mapping_source"}
# The fields of a row in their order, and what they are where a file does not say. `other` holds slots without a field.
_FIELDS: dict[str, Any] = {
    "subject_id": "",
    "predicate_id": "",
    "object_id": "",
    "subject_label": "",
    "predicate_modifier": "",
    "object_label": "",
    "mapping_justification": "",
    "author_id": (),
    "reviewer_id": (),
    "mapping_date": "",
    "confidence": 1.0,
    "curation_rule": (),
    "comment": "",
    "subject_source_version": "",
    "object_source_version": "",
    "file": "",
    "line": 0,
    "other": {},
}
_NO_SLOTS = {"file", "line", "other"}
_KEY = ("subject_id", "predicate_id", "predicate_modifier", "object_id", "subject_source_version",
        "object_source_version")  # fmt: skip
_NOT_ALLOWED_WITH_NOT = {"skos:closeMatch", "skos:relatedMatch"}
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|$)')
_HEADER_KEY = re.compile(r"# *([A-Za-z_]+):")

Rows = list[tuple[str, ...]]


def parse_mapping_set(raw: bytes, file: str) -> tuple[MappingSet | None, list[Finding]]:
    """Read one mapping file.

    Args:
        raw: The bytes of the file.
        file: Its path from the repository root, for the findings.

    Returns:
        The set, with the values of the set copied to the rows and taken from the metadata as SSSOM asks, and what is
        wrong. Rows with an error are left out and have a finding each, so without errors there are as many rows as
        lines. ``None`` if the metadata block or the line of column names cannot be understood.
    """
    # Nothing that is made here forms cycles, and walking a growing heap again and again costs more than reading.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _File(file).read(raw)
    finally:
        if collecting:
            gc.enable()


def load_mappings(root: Path) -> tuple[tuple[MappingSet, ...], list[Finding]]:
    """Read every mapping file right below ``root/mappings``, by name; what is in subfolders feeds no inference."""
    sets: list[MappingSet] = []
    findings: list[Finding] = []
    folder = root / FOLDER
    if not folder.is_dir():
        return (), []
    for path in sorted(folder.iterdir()):
        file = path.relative_to(root).as_posix()
        if not path.name.endswith(SUFFIX):
            stray = _stray(path, file)
            findings += [stray] if stray else []
            continue
        try:
            raw = path.read_bytes()
        except OSError as error:
            message = f"The file cannot be read: {(error.strerror or 'unknown error').lower()}."
            findings.append(_finding("HLX-M001", file, 1, 1, message, "Mend its permissions or its link target."))
            continue
        found, said = parse_mapping_set(raw, file)
        findings += said
        if found is not None:
            sets.append(found)
    return tuple(sets), findings


def cell_place(raw: bytes, line: int, slot: str) -> tuple[int, int]:
    """Return line and column of a cell; of the key of the set where the file has no such column.

    Args:
        raw: The bytes of a mapping file that was read.
        line: The line of the row, from 1.
        slot: The column's name.
    """
    lines, names = _lines_of(raw)
    if slot not in names or not 0 < line <= len(lines):
        place = header_place(raw, slot)
        return place if place != (1, 1) else (line, 1)
    return line, _column(lines[line - 1].rstrip("\r"), names.index(slot))


@lru_cache(maxsize=8)
def _lines_of(raw: bytes) -> tuple[list[str], list[str]]:
    """Return the lines of a file and the names of its columns; kept, as findings come file by file."""
    lines = raw.decode("utf-8", "replace").split("\n")
    return lines, next((text.rstrip("\r").split("\t") for text in lines if not text.startswith("#")), [])


def header_place(raw: bytes, slot: str) -> tuple[int, int]:
    """Return line and column of a key of the metadata block; of the first line if it is not there."""
    for number, line in enumerate(raw.decode("utf-8", "replace").split("\n"), start=1):
        if not line.startswith("#"):
            break
        found = _HEADER_KEY.match(line)
        if found is not None and found[1] == slot:
            return number, found.start(1) + 1
    return 1, 1


class _File:
    """One file on its way from bytes to rows."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def say(self, code: str, line: int, column: int, message: str, hint: str) -> None:
        self.findings.append(_finding(code, self.file, line, column, message, hint))

    def read(self, raw: bytes) -> tuple[MappingSet | None, list[Finding]]:
        text = self._text(raw)
        if text is None:
            return None, self.findings
        lines = text.split("\n")
        if lines[-1]:
            self.say("HLX-M027", len(lines), len(lines[-1]) + 1, "The last line has no end.", "Run `harmlex fmt`.")
        else:
            lines.pop()
        first = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
        header = read_header(lines[:first], self.say)
        while first < len(lines) and not lines[first].strip():
            self.say("HLX-M004", first + 1, 1, "The file has an empty line.", "Remove the line.")
            first += 1
        if first == len(lines):
            hint = "Write the names of the columns behind the metadata block."
            self.say("HLX-M010", max(first, 1), 1, "The file has no line of column names.", hint)
            return None, self.findings
        names = self._names(lines[first], first + 1, header)
        if header is None or names is None:
            return None, self.findings
        return _Body(self, header, names, lines, first + 1).read(), self.findings

    def _text(self, raw: bytes) -> str | None:
        """Return the text, with LF as the end of lines."""
        if raw.startswith(b"\xef\xbb\xbf"):
            self.say("HLX-M001", 1, 1, "The file begins with a byte order mark, which SSSOM forbids.",
                     "Save it as UTF-8 without one.")  # fmt: skip
            raw = raw[3:]
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
            byte = raw[error.start]
            self.say("HLX-M001", line, column, f"The byte 0x{byte:02X} is no UTF-8.", "Save the file as UTF-8.")
            return None
        if "\r\n" in text:
            self.say("HLX-M002", 1, 1, "Lines end in CRLF, ours in LF.", "Run `harmlex fmt`.")
            text = text.replace("\r\n", "\n")
        return text

    def _names(self, line: str, number: int, header: Header | None) -> list[str] | None:
        """Return the names of the columns; ``None`` if two are the same or none is known."""
        names = line.split("\t")
        newer = header is not None and "sssom_version" in header.values
        for index, name in enumerate(names):
            place = number, _column(line, index)
            if name in names[:index]:
                self.say("HLX-M010", *place, f"The column `{name}` stands twice.", "Keep one of the two.")
                return None
            slot = ROW_SLOTS.get(name)
            if slot is None:
                what = f"`{name}` is no slot of a mapping" if name.strip() else "A column has no name"
                place_of = " but of the set" if name in SET_SLOTS else ""
                hint = "Correct its spelling, or remove the column; readers of SSSOM drop what they do not know."
                self.say("HLX-M010", *place, f"{what}{place_of}.", hint)
            elif slot.newer and not newer:
                hint = 'Remove the column; or say `#sssom_version: "1.1"`, though curated files use SSSOM 1.0.'
                self.say("HLX-M024", *place, f"`{name}` is a slot of SSSOM 1.1.", hint)
            elif name in _COMPUTED:
                hint = "Remove the column; the build computes it."
                self.say("HLX-M025", *place, f"`{name}` is written by programs only.", hint)
        known = [name for name in names if name in ROW_SLOTS]
        if not known:
            return None
        for name in _REQUIRED_COLUMNS:
            if name not in names:
                self.say("HLX-M010", number, 1, f"There is no column `{name}`.", "Add it; every row of ours has it.")
        order = sorted(known, key=list(ROW_SLOTS).index)
        if known != order:
            wrong = next(name for name, right in zip(known, order, strict=True) if name != right)
            message = f"The column `{wrong}` is not in SSSOM's order."
            self.say("HLX-M011", number, _column(line, names.index(wrong)), message, "Run `harmlex fmt`.")
        return names


class _Body:
    """The rows of one file, judged column by column: what stands in many rows is judged once."""

    def __init__(self, file: _File, header: Header, names: list[str], lines: list[str], start: int) -> None:
        self.file = file
        self.header = header
        self.names = names
        self.lines = lines
        self.start = start
        self.numbers: list[int] = []
        self.bad: set[int] = set()
        self.quoted = False
        self.spaced = True

    def read(self) -> MappingSet:
        rows = self._cells()
        if not rows and not self.file.findings:
            self.file.say("HLX-M014", self.start, 1, "The file has no rows.", "Add rows, or remove the file.")
            return MappingSet(file=self.file.file, metadata=self.header.values, rows=())
        columns: dict[str, Sequence[str]] = dict(zip(self.names, zip(*rows, strict=True), strict=True)) if rows else {}
        columns = {name: column for name, column in columns.items() if name in ROW_SLOTS}
        values, given = self._propagated(columns)
        self._judge_texts(rows)
        items = {name: self._judge(name, column) for name, column in columns.items() if ROW_SLOTS[name].many}
        for name, column in columns.items():
            if not ROW_SLOTS[name].many:
                self._judge(name, column)
        self._judge_required(columns, given)
        self._judge_together(columns)
        self._judge_keys(columns)
        self._judge_order(rows)
        self._judge_prefixes(columns, given)
        return MappingSet(file=self.file.file, metadata=values, rows=self._rows(columns, items, given, len(rows)))

    # -- cells

    def _cells(self) -> Rows:
        wanted = len(self.names)
        rows: Rows = []
        numbers = self.numbers
        for number, line in enumerate(self.lines[self.start :], start=self.start + 1):
            if '"' not in line:
                cells = tuple(line.split("\t"))
                if len(cells) == wanted and (wanted > 1 or line):
                    rows.append(cells)
                    numbers.append(number)
                    continue
            if not line.strip():
                self.file.say("HLX-M004", number, 1, "The file has an empty line.", "Remove the line.")
                continue
            if line.startswith("#"):
                hint = "Remove the line; what is to be said about a row belongs into its comment."
                self.file.say("HLX-M003", number, 1, "A comment stands among the rows, which SSSOM forbids.", hint)
                continue
            quoted = self._unquoted(line, number)
            if quoted is None:
                continue
            if len(quoted) != wanted:
                more = "tab too many" if len(quoted) > wanted else "cell is missing"
                message = f"The row has {len(quoted)} cells, the file {wanted} columns: a {more}."
                hint = "Separate cells by one tab each; empty cells keep theirs."
                self.file.say("HLX-M012", number, 1, message, hint)
                continue
            rows.append(quoted)
            numbers.append(number)
        return rows

    def _unquoted(self, line: str, number: int) -> tuple[str, ...] | None:
        """Return the cells of a line that has quotation marks somewhere."""
        self.quoted = True
        cells: list[str] = []
        at = 0
        while at <= len(line):
            end = line.find("\t", at)
            end = len(line) if end < 0 else end
            if line.startswith('"', at):
                found = _QUOTED.match(line, at)
                if found is None:
                    hint = 'Close the quotation mark on the same line; write a quotation mark inside as `""`.'
                    self.file.say("HLX-M013", number, at + 1, "A quoted cell is not closed as it should be.", hint)
                    return None
                end = found.end()
                cells.append(found[1].replace('""', '"'))
                if '"' not in cells[-1] and "\t" not in cells[-1]:
                    self._form(number, at + 1, "The cell is quoted and need not be.")
            else:
                cells.append(line[at:end])
                if '"' in cells[-1]:
                    hint = 'Quote the cell and double the quotation marks: `"say ""no"""`. `harmlex fmt` does it.'
                    self._form(number, at + 1, "A cell with a quotation mark is not quoted.", hint)
            at = end + 1
        return tuple(cells)

    def _form(self, number: int, column: int, message: str, hint: str = "Run `harmlex fmt`.") -> None:
        self.file.say("HLX-M027", number, column, message, hint)

    def _judge_texts(self, rows: Rows) -> None:
        """Look for what cannot be seen; most files have none, so each is searched whole first."""
        body = "\n".join([*self.lines[self.start :], ""])
        # A quick look first: what can be printed holds no control character.
        plain = body.replace("\n", "").replace("\t", "").isprintable() or not CONTROL.search(body)
        if not plain or (self.quoted and any("\t" in cell for row in rows for cell in row)):
            for index, row in enumerate(rows):
                for place, cell in enumerate(row):
                    found = CONTROL.search(cell) or ("\t" in cell and re.search("\t", cell))
                    if found:
                        message = f"A cell holds the unseen character U+{ord(found[0]):04X}."
                        self._blame(index, place, Wrong("HLX-M013", message, "Remove it; a cell is one line of text."))
        self.spaced = any(edge in body for edge in (" \t", "\t ", " \n", "\n ")) or body.startswith(" ")
        # Quotation marks may enclose spaces that no tab stands beside.
        self.spaced = self.spaced or self.quoted
        if self.spaced:
            for index, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell != cell.strip(" "):
                        line = self.numbers[index]
                        column = _column(self.lines[line - 1], place)
                        self._form(line, column, "A cell begins or ends with a space.")

    # -- values

    def _judge(self, name: str, column: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Judge every value of a column once; return the items of each where the slot holds a list."""
        slot = ROW_SLOTS[name]
        check = checker(slot, self.header.prefixes)
        if check is None and not slot.many:
            return {}
        wrong: dict[str, list[Wrong]] = {}
        items: dict[str, tuple[str, ...]] = {"": ()}
        # `harmlex fmt` takes away spaces round a value, so what it means is judged without them.
        for value in set(column) - {""}:
            bare = value.strip(" ")
            parts = tuple(part.strip(" ") for part in bare.split("|")) if slot.many else (bare,)
            said = [found for part in parts if check is not None and (found := check(part))]
            if slot.many and slot.holds == "id" and len(set(parts)) < len(parts):
                said.append(Wrong("HLX-M028", f"A value stands twice in `{value}`.", "Keep one of the two."))
            if said:
                wrong[value] = said
            items[value] = parts
        if wrong:
            place = self.names.index(name)
            for index, value in enumerate(column):
                for one in wrong.get(value, ()):
                    self._blame(index, place, one)
        return items

    def _judge_required(self, columns: Mapping[str, Sequence[str]], given: Mapping[str, object]) -> None:
        for name in _REQUIRED_COLUMNS:
            hint = "Write a value in every row."
            hint += f" Where there is no match: `{NO_TERM}`." * (name == "object_id")
            for index, _ in self._where(columns.get(name, ()), ""):
                self._blame(index, self.names.index(name), Wrong("HLX-M014", f"`{name}` is empty.", hint))
        for name in _REQUIRED_ANYWHERE:
            if name in given:
                continue
            if name not in columns:
                if name not in self.header.values:
                    message = f"Neither the metadata block nor a column gives `{name}`."
                    self.file.say("HLX-M006", 1, 1, message, f"Add `#{name}:` with its value.")
                continue
            for index, _ in self._where(columns[name], ""):
                hint = f"Write it in every row, or once as `#{name}:`; SSSOM does not let a file do both."
                self._blame(index, self.names.index(name), Wrong("HLX-M014", f"`{name}` is empty.", hint))

    def _judge_together(self, columns: Mapping[str, Sequence[str]]) -> None:
        """Judge what depends on two cells of a row."""
        negated = {index for index, _ in self._where(columns.get("predicate_modifier", ()), "Not")}
        predicates, objects = columns.get("predicate_id", ()), columns.get("object_id", ())
        if negated and predicates and objects:
            place = self.names.index("predicate_modifier")
            for index in sorted(negated):
                if predicates[index] in _NOT_ALLOWED_WITH_NOT:
                    message = f"`Not` with `{predicates[index]}` says nothing that can be reasoned with."
                    hint = "Deny a stronger relation, usually `skos:exactMatch`."
                    self._blame(index, place, Wrong("HLX-M017", message, hint))
                elif objects[index] == NO_TERM:
                    message = f"SSSOM leaves open what `Not` with `{NO_TERM}` means."
                    self._blame(index, place, Wrong("HLX-M017", message, "Leave predicate_modifier empty."))
        if NO_TERM in set(objects) and "object_label" in columns:
            place = self.names.index("object_label")
            for index, _ in self._where(objects, NO_TERM):
                if columns["object_label"][index]:
                    message = f"`{NO_TERM}` has the label `{columns['object_label'][index]}`."
                    self._blame(index, place, Wrong("HLX-M022", message, "Leave object_label empty."))
        if "review_date" in columns:
            place = self.names.index("review_date")
            reviewers = columns.get("reviewer_id", ("",) * len(columns["review_date"]))
            for index, day in enumerate(columns["review_date"]):
                if day and not reviewers[index]:
                    message = "The row has a review_date and no reviewer."
                    self._blame(index, place, Wrong("HLX-M026", message, "Name the reviewer, or remove the day."))
        if "reviewer_id" in columns and "author_id" in columns:
            place = self.names.index("reviewer_id")
            pairs = list(zip(columns["author_id"], columns["reviewer_id"], strict=True))
            same = {pair for pair in set(pairs) if set(pair[0].split("|")) & (set(pair[1].split("|")) - {""})}
            for index, pair in enumerate(pairs if same else ()):
                if pair in same:
                    message = f"`{pair[1]}` reviewed a row of their own."
                    self._blame(index, place, Wrong("HLX-M026", message, "Leave reviewer_id empty."))

    def _judge_keys(self, columns: Mapping[str, Sequence[str]]) -> None:
        """Find rows that say the same twice."""
        keys = [columns[name] for name in _KEY if name in columns]
        self._judge_twice(list(zip(*keys, strict=True)), "The same is said in line {line}.")
        if "record_id" in columns:
            named = [(value,) if value else None for value in columns["record_id"]]
            self._judge_twice(named, "The record_id stands in line {line}, too.")

    def _judge_twice(self, keys: Sequence[tuple[str, ...] | None], message: str) -> None:
        if len(set(keys)) == len(keys):
            return
        first: dict[tuple[str, ...], int] = {}
        for index, key in enumerate(keys):
            if key is None:
                continue
            if key in first:
                told = message.format(line=self.numbers[first[key]])
                self._blame(index, 0, Wrong("HLX-M023", told, "Keep the better of the two rows."))
            else:
                first[key] = index

    def _judge_order(self, rows: Rows) -> None:
        """Say once where the order of the rows is not ours; that of columns has its own finding."""
        order = sorted(range(len(self.names)), key=lambda i: list(ROW_SLOTS).index(self.names[i])
                       if self.names[i] in ROW_SLOTS else len(ROW_SLOTS))  # fmt: skip
        keys = rows if order == list(range(len(order))) else [tuple(row[i] for i in order) for row in rows]
        for index in range(1, len(keys)):
            if keys[index] < keys[index - 1]:
                self._form(self.numbers[index], 1, "The rows are not sorted from here on.")
                return

    def _judge_prefixes(self, columns: Mapping[str, Sequence[str]], given: Mapping[str, object]) -> None:
        """Say which declared prefixes nothing uses."""
        used: set[str] = set()
        for name, column in columns.items():
            if ROW_SLOTS[name].holds == "id":
                used |= {part.partition(":")[0].strip(" ") for value in set(column) for part in value.split("|")}
        for name, value in {**self.header.values, **given}.items():
            if name in SET_SLOTS and SET_SLOTS[name].holds == "id":
                used |= {part.partition(":")[0] for part in (value if isinstance(value, tuple) else (str(value),))}
        unused = sorted(set(self.header.prefixes) - used)
        if unused:
            line, column_ = self.header.places.get("curie_map", (1, 1))
            listed = ", ".join(f"`{prefix}`" for prefix in unused)
            self._form(line, column_, f"Nothing uses the prefix {listed}.")

    # -- rows

    def _propagated(self, columns: Mapping[str, Sequence[str]]) -> tuple[dict[str, object], dict[str, object]]:
        """Return what stays with the set, and what goes to every row, because no row has a value of its own."""
        stay: dict[str, object] = {}
        given: dict[str, object] = {}
        for name, value in self.header.values.items():
            own = name in columns and any(columns[name])
            (given if SET_SLOTS[name].propagates and not own else stay)[name] = value
        return stay, given

    def _rows(
        self,
        columns: Mapping[str, Sequence[str]],
        items: Mapping[str, Mapping[str, tuple[str, ...]]],
        given: Mapping[str, object],
        count: int,
    ) -> tuple[MappingRow, ...]:
        if not {"subject_id", "predicate_id", "object_id"} <= columns.keys():
            return ()
        slots = _FIELDS.keys() - _NO_SLOTS
        shared = {name: _text_of(value) for name, value in given.items() if name not in slots}
        fields: dict[str, Iterable[Any]] = {"line": self.numbers, "file": repeat(self.file.file)}
        other: list[tuple[str, Sequence[str]]] = []
        for name, column in columns.items():
            if name in given:
                continue
            if name not in slots:
                other.append((name, column))
            elif name == "confidence":
                numbers = {value: _number(value) for value in set(column)}
                fields[name] = [numbers[value] for value in column]
            elif name in items:
                fields[name] = [items[name][value] for value in column]
            else:
                fields[name] = [value.strip(" ") for value in column] if self.spaced else column
        for name, value in given.items():
            if name in slots:
                fields[name] = repeat(value)
        fields["other"] = self._extras(shared, other, count)
        made = _made(fields)
        if self.bad:
            return tuple(row for index, row in enumerate(made) if index not in self.bad)
        return tuple(made)

    @staticmethod
    def _extras(
        shared: dict[str, str], other: Sequence[tuple[str, Sequence[str]]], count: int
    ) -> Iterable[dict[str, str]]:
        if not other:
            return repeat(shared, count)
        return [
            shared | {name: column[index].strip(" ") for name, column in other if column[index]}
            for index in range(count)
        ]

    # -- findings

    def _where(self, column: Sequence[str], wanted: str) -> list[tuple[int, str]]:
        if wanted not in set(column):
            return []
        return [(index, value) for index, value in enumerate(column) if value == wanted]

    def _blame(self, index: int, place: int, wrong: Wrong) -> None:
        """Say what is wrong with a cell, and leave out its row."""
        line = self.numbers[index]
        text = self.lines[line - 1]
        self.file.say(wrong.code, line, _column(text, place), wrong.message, wrong.hint)
        self.bad.add(index)


def _made(fields: Mapping[str, Iterable[Any]]) -> Iterator[MappingRow]:
    """Yield rows from the values of their fields, given column by column."""
    columns = [fields.get(name, repeat(default)) for name, default in _FIELDS.items()]
    for (
        subject_id, predicate_id, object_id, subject_label, predicate_modifier, object_label, mapping_justification,
        author_id, reviewer_id, mapping_date, confidence, curation_rule, comment, subject_source_version,
        object_source_version, file, line, other,
    ) in zip(*columns, strict=False):  # fmt: skip
        yield MappingRow(
            subject_id=subject_id,
            predicate_id=predicate_id,
            object_id=object_id,
            subject_label=subject_label,
            predicate_modifier=predicate_modifier,
            object_label=object_label,
            mapping_justification=mapping_justification,
            author_id=author_id,
            reviewer_id=reviewer_id,
            mapping_date=mapping_date,
            confidence=confidence,
            curation_rule=curation_rule,
            comment=comment,
            subject_source_version=subject_source_version,
            object_source_version=object_source_version,
            file=file,
            line=line,
            other=other,
        )


def _text_of(value: object) -> str:
    return "|".join(str(one) for one in value) if isinstance(value, tuple) else str(value)


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0  # the row has a finding and is left out


def _column(line: str, place: int) -> int:
    """Return where a cell begins, from 1; quoted cells may hold tabs."""
    at = 0
    for _ in range(place):
        quoted = _QUOTED.match(line, at)
        end = quoted.end() if quoted else line.find("\t", at)
        if end < 0:
            return at + 1
        at = end + 1
    return at + 1


def _stray(path: Path, file: str) -> Finding | None:
    """Say that a file is none of ours: not a review file, a folder of undecided rows, or a note."""
    name = path.name
    if name.startswith(".") or name.endswith(("~", ".review.tsv")) or name in ("README.md", "unsure", "candidates"):
        return None
    hint = f"Name it <scheme>{SUFFIX}, or move it to mappings/unsure or mappings/candidates."
    return _finding("HLX-M029", file, 1, 1, "Nothing reads this file: its name is not one of ours.", hint)


def _finding(code: str, file: str, line: int, column: int, message: str, hint: str) -> Finding:
    severity: Severity = "warning" if code in _WARNINGS else "error"
    return Finding(code=code, severity=severity, file=file, line=line, column=column, message=message, hint=hint)
