"""What there is to say about one place in a report; never with a value from the report in it."""

from __future__ import annotations

import msgspec

from harmlex.model.findings import Severity

__all__ = ["Problem", "ReportFinding"]


class Problem(msgspec.Struct, frozen=True, gc=False):
    """What a rule says about one place, before it is known which record it is.

    Attributes:
        pointer: JSON pointer to the place; undeclared fields are pointed at by the object that holds them.
        message: What is wrong, in words of the schema and the registry only.
        hint: What to do; a suggestion names codes and labels of the registry only.
        severity: The rule's own, unless it is graver or milder here.
    """

    pointer: str
    message: str
    hint: str
    severity: Severity | None = None


class ReportFinding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One finding on one report. No field holds anything that stood in the report.

    Attributes:
        record: Number of the record, from 1; 0 where the file as a whole is meant.
        line: Line in the file, from 1; ``None`` where the format has no lines.
        pointer: JSON pointer (RFC 6901) to the place; empty for the record as a whole.
        rule: Stable code, ``HLX-R101``; `harmlex rule HLX-R101` explains it.
        severity: ``error``, ``warning`` or ``info``.
        message: What is wrong.
        hint: What to do.
        schema_version: The version of the report model that was applied.
        vocabulary_version: The release of the vocabulary that was applied.
        file: The file as it was named, ``-`` for standard input, empty for objects in memory.
    """

    record: int
    line: int | None
    pointer: str
    rule: str
    severity: Severity
    message: str
    hint: str
    schema_version: str
    vocabulary_version: str
    file: str = ""

    def __str__(self) -> str:
        """Say it in one line."""
        place = f"record {self.record}" if self.line is None else f"line {self.line}"
        return f"{place} {self.pointer or '/'} {self.rule} {self.message} {self.hint}".rstrip()
