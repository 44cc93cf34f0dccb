"""``harmlex build``: compile the registry and write every export."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from harmlex.cli.output import say

__all__ = ["command"]


@click.command("build")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write; what an earlier build put there is replaced. By default `build` in the checkout.",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The checkout. By default the folder above that has registry/release.yaml.",
)
@click.option("--no-site", is_flag=True, help="Write the exports only.")
def command(out: Path | None, root: Path | None, no_site: bool) -> int:
    """Compile the registry and write every export.

    A registry with errors is not built: they are printed, and the last good output stays as it is.
    """
    from harmlex.load.registry import find_root

    try:
        from harmlex.publish.build import build
    except ModuleNotFoundError as missing:
        raise click.UsageError(
            f"{missing.name} is not installed; building needs the extra: pip install 'harmlex[build]'"
        ) from missing
    from harmlex.check.words import plural
    from harmlex.model.findings import at_least

    checkout = find_root(root or Path.cwd())
    made = build(
        checkout,
        out or checkout / "build",
        today=dt.datetime.now(dt.UTC).date().isoformat(),
        site=not no_site,
        progress=lambda step: click.echo(f"{step} …", err=True),
    )
    errors = at_least(made.findings, "error")
    if made.artefact is None:
        for finding in errors:
            place = f"{finding.file}:{finding.line}:{finding.column}"
            say(f"{place}: {finding.severity} {finding.code} {finding.message} {finding.hint}".rstrip())
        click.echo(f"Not built: {plural(len(errors), 'error')}. The last good output is unchanged.", err=True)
        return 1
    where = out or checkout / "build"
    click.echo(f"Built harmlex {made.artefact.release.release}, {made.artefact.digest}")
    click.echo(f"{len(made.files)} files{' and the site' if made.site else ''} in {where}")
    return 0
