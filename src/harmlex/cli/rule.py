"""``harmlex rule``: explain a check by its code."""

from __future__ import annotations

import sys

import click

from harmlex.check.rules import all_rules, rule

__all__ = ["command"]


@click.command("rule")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain the check CODE, or list all checks if none is named."""
    if code is None:
        for each in all_rules().values():
            sys.stdout.write(f"{each.code}  {each.severity:<7}  {each.title}\n")
        return 0
    found = rule(code)
    binds = ", ".join(found.binds)
    sys.stdout.write(f"{found.code}  {found.severity}, binds {binds}\n\n{found.page}\n")
    return 0
