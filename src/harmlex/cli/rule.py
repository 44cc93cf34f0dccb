"""``harmlex rule``: explain a check by its code."""

from __future__ import annotations

import sys

import click

from harmlex.check.manual import page_of, pages

__all__ = ["command"]


@click.command("rule")
@click.argument("code", required=False)
def command(code: str | None) -> int:
    """Explain the check CODE, or list all checks if none is named."""
    if code is None:
        for page in pages().values():
            sys.stdout.write(f"{page.code}  {page.severity:<7}  {page.title}\n")
        return 0
    sys.stdout.write(str(page_of(code)))
    return 0
