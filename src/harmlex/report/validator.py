"""Reports in, findings out: the fast pass first, the collector for whatever that does not accept."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from harmlex.model.findings import SEVERITIES, Severity
from harmlex.report.fast import make_refused
from harmlex.report.findings import Problem, ReportFinding
from harmlex.report.rules import RULES
from harmlex.report.vocabulary import Vocabulary

if TYPE_CHECKING:
    from harmlex.load.artefact import Sections
    from harmlex.model.artefact import Artefact
    from harmlex.report.collector import Collector

__all__ = [
    "Validator",
    "grave",
]


class Validator:
    """Validates reports under one release.

    Args:
        artefact: The compiled registry.
        today: The day against which months are read; today where ``None``.
        codes: The rules that may speak, `harmlex.report.rules.chosen`; all where ``None``.
    """

    def __init__(
        self, artefact: Artefact | Sections, *, today: str | None = None, codes: frozenset[str] | None = None
    ) -> None:
        """Build the tables of the release."""
        self.vocabulary = Vocabulary(artefact)
        self.today = today or date.today().isoformat()
        self.codes = frozenset(RULES) if codes is None else codes
        self.refused = make_refused(self.vocabulary, self.today)
        self._severities: dict[str, Severity] = {code: rule.severity for code, rule in RULES.items()}

    def accept(self, raw: bytes) -> bool:
        """Whether the fast pass is certain that there is no finding on a record as JSON bytes."""
        return not self.refused((raw,))

    @cached_property
    def collector(self) -> Collector:
        """The slow pass, made when it is first needed."""
        from harmlex.report.collector import Collector

        return Collector(self.vocabulary, self.today)

    def line(self, raw: bytes, record: int = 1, line: int | None = None, file: str = "") -> list[ReportFinding]:
        """Return the findings on one record as JSON bytes."""
        return [] if self.accept(raw) else self.slowly(raw, record, line, file)

    def slowly(self, raw: bytes, record: int = 1, line: int | None = None, file: str = "") -> list[ReportFinding]:
        """Return the findings on one record without asking the fast pass."""
        return self.findings(self.collector.of_line(raw), record, line, file)

    def object(self, value: Any, record: int = 1, file: str = "") -> list[ReportFinding]:
        """Return the findings on one record in memory: a mapping, a pydantic model, or JSON as text or bytes."""
        if isinstance(value, str):
            return self.line(value.encode("utf-8", "surrogatepass"), record, None, file)
        if isinstance(value, bytes | bytearray | memoryview):
            return self.line(bytes(value), record, None, file)
        to_record = getattr(value, "to_record", None)
        plain = to_record() if callable(to_record) else value
        try:
            raw = msgspec.json.encode(plain)
        except (TypeError, ValueError, RecursionError, msgspec.MsgspecError):
            raw = None
        if raw is not None and self.accept(raw) and not _holds_floats_or_nulls(plain):
            return []
        return self.findings(self.collector.of_object(_as_json(plain)), record, None, file)

    def lines(self, lines: Iterable[bytes | str], file: str = "") -> Iterator[ReportFinding]:
        """Yield the findings on lines of NDJSON; blank lines are passed over, and numbered as lines only."""
        accept = self.accept
        record = 0
        for number, one in enumerate(lines, 1):
            raw = one.encode("utf-8", "surrogatepass") if isinstance(one, str) else one
            if not raw or raw.isspace():
                continue
            record += 1
            if not accept(raw):
                yield from self.slowly(raw, record, number, file)

    def findings(
        self, said: Iterable[tuple[str, Problem]], record: int, line: int | None, file: str
    ) -> list[ReportFinding]:
        """Return findings for what rules said, those that may speak."""
        return [
            ReportFinding(
                record=record,
                line=line,
                pointer=problem.pointer,
                rule=code,
                severity=problem.severity or self._severities[code],
                message=problem.message,
                hint=problem.hint,
                schema_version=self.vocabulary.schema_version,
                vocabulary_version=self.vocabulary.release,
                file=file,
            )
            for code, problem in said
            if code in self.codes
        ]


def grave(findings: Iterable[ReportFinding], least: Severity) -> bool:
    """Whether a finding is as grave as ``least`` or graver."""
    allowed = SEVERITIES[: SEVERITIES.index(least) + 1]
    return any(finding.severity in allowed for finding in findings)


def _holds_floats_or_nulls(value: Any) -> bool:
    """Whether an object that JSON would show otherwise must be looked at as it is."""
    if isinstance(value, Mapping):
        return any(not isinstance(key, str) or _holds_floats_or_nulls(inner) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return any(_holds_floats_or_nulls(inner) for inner in value)
    return not isinstance(value, str | int | bool) or isinstance(value, float)


def _as_json(value: Any, left: int = 64) -> Any:
    """Return a value as JSON would have it; what JSON does not have becomes something that no slot takes."""
    if left == 0:
        return value
    if isinstance(value, Mapping):
        return {str(key): _as_json(inner, left - 1) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_as_json(inner, left - 1) for inner in value]
    if value is None or isinstance(value, bool | str | int):
        return value if not isinstance(value, int) or abs(value) < 10**40 else float("1e40")
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    return None
