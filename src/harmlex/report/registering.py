"""How a rule on reports is written: a function under a code, with its manual page as docstring."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable

import msgspec

from harmlex.model.findings import Severity
from harmlex.report.case import Case
from harmlex.report.findings import Problem

__all__ = ["Check", "ReportRule", "rule"]

Check = Callable[[Case], Iterable[Problem]]


class ReportRule(msgspec.Struct, frozen=True):
    """One rule on reports.

    Attributes:
        code: Stable name, ``HLX-R101``.
        severity: How grave its findings are, unless a finding says otherwise.
        group: ``reading``, ``structure``, ``vocabulary``, ``coherence`` or ``minimisation``.
        title: What it asks for, in one sentence.
        page: The manual page.
        check: The function that finds the problems.
    """

    code: str
    severity: Severity
    group: str
    title: str
    page: str
    check: Check


def rule(table: dict[str, ReportRule], group: str, code: str, severity: Severity = "error") -> Callable[[Check], Check]:
    """Return a decorator that puts a rule into a table."""

    def put(check: Check) -> Check:
        if code in table:
            raise ValueError(f"{code} is taken")
        page = inspect.cleandoc(check.__doc__ or "")
        title = page.partition("\n")[0].rstrip(".")
        table[code] = ReportRule(code, severity, group, title, page, check)
        return check

    return put
