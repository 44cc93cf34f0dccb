"""`harmlex generate`: write what is generated from the schema, or say what is stale."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command("generate")
@click.option("--check", is_flag=True, help="Write nothing; name the stale files and exit 1 if there are any.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The checkout. By default the folder above that has schema/harmlex.yaml.",
)
def command(check: bool, root: Path | None) -> int:
    """Generate code, schemas and reference pages from schema/."""
    root = root or _checkout(Path.cwd())
    if not (root / "schema" / "harmlex.yaml").is_file():
        raise click.UsageError(f"{root} has no schema/harmlex.yaml; run this inside a checkout or give --root.")
    try:
        from harmlex.publish.generators import generate, stale

        files = generate(root)
    except ModuleNotFoundError as missing:
        raise click.UsageError(
            f"{missing.name} is not installed; generating needs the extra: pip install 'harmlex[build]'"
        ) from missing
    wrong = stale(root, files)
    if check:
        for path in wrong:
            click.echo(f"{path} is stale")
        if wrong:
            click.echo("Run `harmlex generate` and commit what it writes.", err=True)
        return 1 if wrong else 0
    for path in wrong:
        place = root / path
        if path in files:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(files[path].encode())
            click.echo(f"wrote {path}")
        else:
            place.unlink()
            click.echo(f"removed {path}")
    if not wrong:
        click.echo("Everything generated is up to date.", err=True)
    return 0


def _checkout(start: Path) -> Path:
    """Return the nearest folder at or above ``start`` that has a schema, else ``start`` itself."""
    for folder in (start, *start.parents):
        if (folder / "schema" / "harmlex.yaml").is_file():
            return folder
    return start
