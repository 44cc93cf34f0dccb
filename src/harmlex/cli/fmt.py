"""``harmlex fmt``: write registry files in their one canonical form."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from harmlex.check.words import plural
from harmlex.cli.check import below_root, starting_point
from harmlex.load.canonical import canonical, hindrances
from harmlex.load.mappings import FOLDER, SUFFIX
from harmlex.load.output import write_atomically
from harmlex.load.registry import LoadedRegistry, find_root, load_registry
from harmlex.model.findings import Finding
from harmlex.publish.sssom import format_mapping_file

__all__ = ["command"]


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_look", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The checkout.")
def command(paths: tuple[Path, ...], only_look: bool, root: Path | None) -> int:
    """Write registry files in their one canonical form.

    Keys in the order of the schema, sets of ids sorted, long texts folded at phrases, the label behind an opaque id.
    Values never change, and comments stay. Mapping files get SSSOM's canonical form. PATH limits the work to files or
    folders.
    """
    root = root.resolve() if root else find_root(starting_point(paths))
    below = [below_root(path, root) for path in paths]
    loaded = load_registry(root)
    labels = _opaque_labels(loaded)
    # Mapping files are read once more below, where it is seen whether they can be written.
    said = [finding for finding in loaded.findings if not finding.file.startswith(f"{FOLDER}/")]
    hindered = [finding for finding in hindrances(said) if _within(finding.file, below)]
    closed = {finding.file for finding in hindered}
    looked, changed = 0, []
    for document in loaded.documents:
        if document.file in closed or not _within(document.file, below):
            continue
        looked += 1
        path = root / document.file
        raw = path.read_bytes()
        text = canonical(raw, document, labels)
        if text != raw:
            changed.append(document.file)
            if not only_look:
                write_atomically(path, text)
    for path in sorted((root / FOLDER).rglob(f"*{SUFFIX}")):
        file = path.relative_to(root).as_posix()
        if not _within(file, below):
            continue
        try:
            raw = path.read_bytes()
        except OSError:
            hindered += [finding for finding in loaded.findings if finding.file == file]
            continue
        written, errors = format_mapping_file(raw, file)
        hindered += errors
        looked += written is not None
        if written is not None and written != raw:
            changed.append(file)
            if not only_look:
                write_atomically(path, written)
    _say(changed, looked, only_look, hindered)
    if hindered:
        return 2
    return 1 if only_look and changed else 0


def _opaque_labels(loaded: LoadedRegistry) -> dict[str, str]:
    """Return what is written behind opaque ids: a concept's preferred label, a decision's title."""
    labels = {}
    for kind, slot in (("concept", "prefLabel"), ("decision", "title")):
        for document in loaded.of(kind):
            id, texts = document.data.get("id"), document.data.get(slot)
            label = texts.get("en") if isinstance(texts, dict) else None
            if isinstance(id, str) and isinstance(label, str) and label.strip():
                labels[id] = " ".join(label.split())
    return labels


def _within(file: str, below: list[str]) -> bool:
    return not below or any(b in ("", ".") or file == b or file.startswith(f"{b}/") for b in below)


def _say(changed: list[str], looked: int, only_look: bool, hindered: list[Finding]) -> None:
    for f in hindered:
        sys.stderr.write(f"{f.file}:{f.line}:{f.column}: {f.code} {f.message} {f.hint}\n")
    if hindered:
        left = len({f.file for f in hindered})
        end = "as it is; mend it first" if left == 1 else "as they are; mend them first"
        sys.stderr.write(f"{plural(left, 'file')} left {end}.\n")
    for file in changed:
        sys.stdout.write(f"{file}\n")
    if only_look and changed:
        some = " ".join(changed) if len(changed) <= 5 else ""
        sys.stdout.write(
            f"{plural(len(changed), 'file')} not in canonical form; run: harmlex fmt {some}".rstrip() + "\n"
        )
    else:
        verb = "written" if changed else "to write"
        sys.stderr.write(f"{plural(len(changed), 'file')} {verb}, {plural(looked, 'file')} looked at.\n")
