"""Findings on reports as text for people, and as JSON, GitHub annotations, SARIF or JUnit for machines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import quoteattr

import msgspec

from harmlex.report.findings import ReportFinding
from harmlex.report.fixing import Fix
from harmlex.report.rules import RULES
from harmlex.report.running import Totals

__all__ = ["FORMATS", "Writer", "summary", "writer"]

_PAGES = "https://w3id.org/harmlex/rule/"
_SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_GITHUB_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
Write = Callable[[str], None]
Paint = Callable[..., str]


def _plain(text: str, **_: Any) -> str:
    return text


class Writer:
    """Writes findings as they come; the base writes nothing.

    Args:
        write: Takes text to print.
        most: How many findings to print; all where ``None``.
        paint: Colours text, where somebody looks.
    """

    def __init__(self, write: Write, most: int | None, paint: Paint = _plain) -> None:
        """Begin with nothing printed."""
        self.write = write
        self.most = most
        self.paint = paint
        self.printed = 0
        self.withheld = 0

    def begin(self) -> None:
        """Write what comes before all findings."""

    def take(self, finding: ReportFinding) -> None:
        """Write one finding, unless enough were written."""
        if self.most is not None and self.printed >= self.most:
            self.withheld += 1
            return
        self.one(finding)
        self.printed += 1

    def one(self, finding: ReportFinding) -> None:
        """Write one finding."""

    def mended(self, fix: Fix, file: str) -> None:
        """Write what was rewritten."""

    def end(self, totals: Totals) -> None:
        """Write what comes after all findings."""


class _Text(Writer):
    def one(self, finding: ReportFinding) -> None:
        place = f"{finding.file}:{finding.line}" if finding.line else f"{finding.file}#{finding.record}"
        severity = self.paint(finding.severity, fg=_COLOURS[finding.severity], bold=True)
        rule = self.paint(finding.rule, bold=True)
        self.write(f"{place} {finding.pointer or '/'}: {severity} {rule} {finding.message}")
        if finding.hint:
            self.write(f"    {finding.hint}")

    def mended(self, fix: Fix, file: str) -> None:
        self.write(f"{file}#{fix.record} {fix.pointer}: rewrote {fix.old} to {fix.new}")

    def end(self, totals: Totals) -> None:
        if self.withheld:
            self.write(f"… and {self.withheld:,} more findings; --max-findings 0 shows all.")
        if self.printed:
            self.write("")
        for line in summary(totals, rules=self.withheld > 0):
            self.write(line)


def summary(totals: Totals, *, rules: bool = True) -> list[str]:
    """Return the sums as lines: records, findings by severity, and by rule."""
    lines = []
    if rules and totals.rules:
        width = len(f"{max(totals.rules.values()):,}")
        for code, count in sorted(totals.rules.items(), key=lambda item: (-item[1], item[0])):
            lines.append(f"{count:>{width},}  {code}  {RULES[code].title}")
        lines.append("")
    said = ", ".join(
        f"{count:,} {name}{'s' if count != 1 and name != 'info' else ''}"
        for name in ("error", "warning", "info")
        if (count := totals.severities[name])
    )
    reports = f"{totals.records:,} report{'' if totals.records == 1 else 's'}"
    stopped = "Stopped after " if totals.interrupted else ""
    if said:
        first = min(totals.rules)
        lines.append(f"{stopped}{reports}, {totals.bad:,} to correct: {said}. `harmlex rule {first}` explains a rule.")
    elif totals.records or not totals.problems:
        lines.append(f"{stopped}{reports}, nothing to report.")
    return lines


class _Lines(Writer):
    def one(self, finding: ReportFinding) -> None:
        self.write(msgspec.json.encode(finding).decode())


class _Json(Writer):
    def begin(self) -> None:
        self.write('{"findings":[')

    def one(self, finding: ReportFinding) -> None:
        self.write(("," if self.printed else "") + msgspec.json.encode(finding).decode())

    def end(self, totals: Totals) -> None:
        sums = {
            "records": totals.records,
            "bad": totals.bad,
            "fixes": totals.fixes,
            "withheld": self.withheld,
            "interrupted": totals.interrupted,
            "rules": dict(sorted(totals.rules.items())),
        }
        self.write(f'],"summary":{msgspec.json.encode(sums).decode()}}}')


class _GitHub(Writer):
    def one(self, finding: ReportFinding) -> None:
        level = _GITHUB_LEVELS[finding.severity]
        line = f",line={finding.line}" if finding.line else ""
        text = f"{finding.pointer or '/'}: {finding.message} {finding.hint}".rstrip()
        where = finding.file.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
        self.write(f"::{level} file={where}{line},title={finding.rule}::{text.replace('%', '%25')}")


class _Sarif(Writer):
    def __init__(self, write: Write, most: int | None, paint: Paint = _plain) -> None:
        # GitHub keeps 5,000 results of a run.
        super().__init__(write, most if most is not None else 5_000, paint)
        self._results: list[dict[str, Any]] = []

    def one(self, finding: ReportFinding) -> None:
        physical: dict[str, Any] = {"artifactLocation": {"uri": finding.file}}
        if finding.line:
            physical["region"] = {"startLine": finding.line}
        self._results.append(
            {
                "ruleId": finding.rule,
                "level": _SARIF_LEVELS[finding.severity],
                "message": {"text": f"{finding.message} {finding.hint}".rstrip()},
                "locations": [
                    {
                        "physicalLocation": physical,
                        "logicalLocations": [{"fullyQualifiedName": f"/{finding.record}{finding.pointer}"}],
                    }
                ],
            }
        )

    def end(self, totals: Totals) -> None:
        used = sorted({result["ruleId"] for result in self._results})
        rules = [
            {"id": code, "shortDescription": {"text": RULES[code].title}, "helpUri": f"{_PAGES}{code}",
             "help": {"text": RULES[code].page}} for code in used
        ]  # fmt: skip
        driver = {"name": "harmlex", "informationUri": "https://w3id.org/harmlex/", "rules": rules}
        log = {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": self._results}],
        }
        self.write(msgspec.json.format(msgspec.json.encode(log), indent=1).decode())


class _JUnit(Writer):
    def __init__(self, write: Write, most: int | None, paint: Paint = _plain) -> None:
        super().__init__(write, most if most is not None else 5_000, paint)
        self._cases: list[str] = []

    def one(self, finding: ReportFinding) -> None:
        name = f"record {finding.record}{finding.pointer}"
        said = f"{finding.rule} {finding.message} {finding.hint}".rstrip()
        where = quoteattr(finding.file + (f":{finding.line}" if finding.line else ""))
        self._cases.append(
            f"    <testcase classname={where} name={quoteattr(name)}>"
            f"<failure type={quoteattr(finding.rule)} message={quoteattr(said)}/></testcase>"
        )

    def end(self, totals: Totals) -> None:
        good = totals.records - totals.bad
        tests = len(self._cases) + 1
        self.write('<?xml version="1.0" encoding="UTF-8"?>')
        self.write(f'<testsuites tests="{tests}" failures="{len(self._cases)}">')
        self.write(f'  <testsuite name="harmlex validate" tests="{tests}" failures="{len(self._cases)}">')
        self.write(f'    <testcase classname="harmlex" name="{totals.records} reports, {good} without findings"/>')
        for case in self._cases:
            self.write(case)
        self.write("  </testsuite>")
        self.write("</testsuites>")


FORMATS: dict[str, type[Writer]] = {
    "text": _Text,
    "json": _Json,
    "jsonl": _Lines,
    "github": _GitHub,
    "sarif": _Sarif,
    "junit": _JUnit,
}


def writer(form: str, write: Write, most: int | None, paint: Paint = _plain) -> Writer:
    """Return the writer of a format."""
    return FORMATS[form](write, most, paint)
