"""What there is to say about one place in the registry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

__all__ = ["SEVERITIES", "Finding", "Severity", "at_least", "in_order"]

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to say about one place in the data; complete when it is made.

    Attributes:
        code: Stable name, ``HLX-C013``. Programs match on this, never on the message.
        severity: ``error`` breaks a promise to readers; ``warning`` asks a curator to look; ``info`` is for the report.
        file: Path from the repository root, with forward slashes.
        line: Line of the key or value, from 1.
        column: Column of the key or value, from 1.
        message: What is wrong, with the value in it (findings on reports never hold one).
        hint: What to do; empty only if there is nothing to do.
        subject: Identifier of the record concerned, empty where there is none; exemptions name it.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    subject: str = ""


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by file, place and code, each once."""
    return sorted(set(findings), key=lambda f: (f.file, f.line, f.column, f.code, f.message))


def at_least(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    """Return the findings that are as grave as ``severity`` or graver."""
    allowed = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return [f for f in findings if f.severity in allowed]
