"""``harmlex rule``: explain a check by its code."""

from __future__ import annotations

import sys

import click

from harmlex.check.rules import all_rules, rule
from harmlex.model.errors import UnknownName
from harmlex.report.rules import RULES

__all__ = ["command"]


@click.command("rule")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain the check CODE, or list all checks if none is named."""
    if code is None:
        for each in all_rules().values():
            sys.stdout.write(f"{each.code}  {each.severity:<7}  {each.title}\n")
        for one in RULES.values():
            sys.stdout.write(f"{one.code}  {one.severity:<7}  {one.title}\n")
        return 0
    wanted = code.strip().upper().removeprefix("HLX-")
    if wanted.startswith("R"):
        if f"HLX-{wanted}" not in RULES:
            raise UnknownName("rule", code, tuple(one for one in RULES if one.startswith(f"HLX-{wanted[:2]}"))[:3])
        on_reports = RULES[f"HLX-{wanted}"]
        sys.stdout.write(f"{on_reports.code}  {on_reports.severity}, binds reports\n\n{on_reports.page}\n")
        return 0
    found = rule(code)
    binds = ", ".join(found.binds)
    sys.stdout.write(f"{found.code}  {found.severity}, binds {binds}\n\n{found.page}\n")
    return 0
