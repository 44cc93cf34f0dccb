"""``harmlex check``: say what is wrong in the registry."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from harmlex.check.engine import check_registry
from harmlex.check.render import to_github, to_json, to_sarif, to_text
from harmlex.check.rules import all_rules
from harmlex.cli.output import leave_quickly
from harmlex.load.registry import find_root, load_registry
from harmlex.load.releases import newest_release
from harmlex.load.shares import processors
from harmlex.model.findings import Severity, at_least

__all__ = ["below_root", "command", "starting_point"]


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    if value is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day; write it as 2026-11-22.") from None


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The mildest severity that makes the exit code 1.",
)
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The checkout to check.")
@click.option("--today", callback=_day, help="The day to check against, YYYY-MM-DD; default is today.")
@click.option("--info", is_flag=True, help="Show what is only for information too (text and github).")
def command(paths: tuple[Path, ...], form: str, fail_on: Severity, root: Path | None, today: str, info: bool) -> int:
    """Say what is wrong in the registry, with file and line.

    PATH limits what is reported to files or folders; the whole registry is read all the same, because records refer to
    each other. `harmlex rule CODE` explains a check.
    """
    root = root.resolve() if root else find_root(starting_point(paths))
    below = [below_root(path, root) for path in paths]
    least: Severity = "info" if info or form in ("json", "sarif") else "warning"
    cores = processors()
    loaded = load_registry(root, processes=cores)
    previous = newest_release(root)
    report = check_registry(loaded, today=today, previous=previous, least=least, processes=cores).below(below)
    leave_quickly(loaded, report)
    failing = at_least(report.findings, fail_on)
    if form == "json":
        text = to_json(report)
    elif form == "sarif":
        from importlib.metadata import version  # ten milliseconds that the other forms do not need

        text = to_sarif(report, all_rules().values(), version("harmlex"))
    elif form == "github":
        text = to_github(report)
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        text = to_text(report, colour=colour)
    sys.stdout.write(text)
    return 1 if failing else 0


def starting_point(paths: tuple[Path, ...]) -> Path:
    """Return where to look for the root: at the first path, so that a checkout may be named from anywhere."""
    if not paths:
        return Path.cwd()
    return paths[0] if paths[0].is_dir() else paths[0].absolute().parent


def below_root(path: Path, root: Path) -> str:
    """Return a path as it stands below the root, with forward slashes."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  a link in the registry keeps its own name
    for candidate in (absolute, path.resolve()):
        if candidate.is_relative_to(root):
            return candidate.relative_to(root).as_posix()
    raise click.BadParameter(f"{path} lies outside the checkout {root}.", param_hint="PATH")
