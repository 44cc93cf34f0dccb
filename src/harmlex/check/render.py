"""Findings as text for people, and as JSON, GitHub annotations or SARIF for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote as percent

import click
import msgspec

from harmlex.check.engine import Report
from harmlex.check.rules import Rule
from harmlex.check.words import plural
from harmlex.model.findings import SEVERITIES, Finding

__all__ = ["to_github", "to_json", "to_sarif", "to_text"]

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
_SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_GITHUB_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def to_text(report: Report, *, colour: bool = False) -> str:
    """Return findings line by line, each with its hint below, and a summary."""
    lines = []
    paint: Callable[..., str] = click.style if colour else lambda text, **_: text
    for f in report.findings:
        place = f"{f.file}:{f.line}:{f.column}"
        severity = paint(f.severity, fg=_COLOURS[f.severity], bold=True)
        lines.append(f"{place}: {severity} {paint(f.code, bold=True)} {_printable(f.message)}")
        if f.hint:
            lines.append(f"    {_printable(f.hint)}")
    return "\n".join([*lines, *([""] if lines else []), _summary(report)]) + "\n"


def _printable(text: str) -> str:
    """Return a text that stays on its line and sends nothing to the terminal; values of files stand in messages."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or (c.isspace() and c not in "\n\r\t\v\f") else _escape(c) for c in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()


def _summary(report: Report) -> str:
    looked = f"{plural(report.records, 'record')} in {plural(report.files, 'file')}, {plural(report.checks, 'check')}"
    exempted = f" {plural(report.exempted, 'finding')} exempted." if report.exempted else ""
    if not report.findings:
        return f"Clean: {looked}.{exempted}"
    counts = Counter(f.severity for f in report.findings)
    said = ", ".join(
        plural(counts[severity], severity) if severity != "info" else f"{counts[severity]:,} for information"
        for severity in SEVERITIES
        if counts[severity]
    )
    return f"{said} ({looked}).{exempted} `harmlex rule CODE` explains a check."


def to_json(report: Report) -> str:
    """Return a plain JSON list of findings."""
    return msgspec.json.format(msgspec.json.encode(list(report.findings)), indent=2).decode() + "\n"


def to_github(report: Report) -> str:
    """Return workflow commands that GitHub shows as annotations."""
    lines = []
    for f in report.findings:
        place = f"file={_property(f.file)},line={f.line},col={f.column},title={_property(f.code)}"
        lines.append(f"::{_GITHUB_LEVELS[f.severity]} {place}::{_data(f'{f.message} {f.hint}'.strip())}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_sarif(report: Report, rules: Iterable[Rule], version: str) -> str:
    """Return a SARIF 2.1.0 log with every check described."""
    known = list(rules)
    index = {rule.code: number for number, rule in enumerate(known)}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "harmlex",
                        "version": version,
                        "informationUri": "https://w3id.org/harmlex/",
                        "rules": [_sarif_rule(rule) for rule in known],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"ROOT": {"description": {"text": "The root of the checkout."}}},
                "results": [_sarif_result(finding, index) for finding in report.findings],
            }
        ],
    }
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": rule.page},
        "helpUri": f"https://w3id.org/harmlex/rule/{rule.code}",
        "defaultConfiguration": {"level": _SARIF_LEVELS[rule.severity]},
    }


def _sarif_result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.hint}".strip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": percent(finding.file), "uriBaseId": "ROOT"},
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                },
                "logicalLocations": [{"fullyQualifiedName": finding.subject}] if finding.subject else [],
            }
        ],
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    return result
