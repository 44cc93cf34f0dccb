"""``harmlex mappings``: the mappings of a scheme as a spreadsheet, and back into their file."""

from __future__ import annotations

from pathlib import Path

import click

from harmlex.check.reviewing import NoMappings
from harmlex.check.view import View
from harmlex.check.words import near, plural
from harmlex.cli.output import say
from harmlex.load.mappings import FOLDER, SUFFIX
from harmlex.load.output import write_atomically
from harmlex.load.registry import find_root, load_registry
from harmlex.load.sheets import Sheet, SheetRefused, read_csv, read_xlsx
from harmlex.model.errors import UnknownName
from harmlex.model.findings import at_least
from harmlex.model.mappings import MappingRow, MappingSet
from harmlex.model.sentences import sentence
from harmlex.model.sssom import AGENT_PREFIXES
from harmlex.publish.identity import NAMESPACE, code_list_iri, scheme_iri
from harmlex.publish.sheets import COMPUTED, from_sheet, new_set, to_csv, to_sheet, to_xlsx
from harmlex.publish.sssom import PER_ROW, row_values, to_sssom

__all__ = ["command"]

_ROOT = click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The checkout.")


@click.group("mappings")
def command() -> None:
    """Take the mappings of a scheme to a spreadsheet and back.

    Mapping files are SSSOM in tab-separated text. Who prefers a spreadsheet exports a scheme, edits, and imports; what
    would be lost on the way is refused, with row and column.
    """


@command.command("export")
@click.argument("scheme")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), help="By default SCHEME.csv.")
@_ROOT
def _export(scheme: str, form: str, out: Path | None, root: Path | None) -> int:
    """Write the mappings of a scheme as a spreadsheet, with a line to fill in for each concept without one.

    No cell can be run as a formula. `--out -` writes CSV to standard output.
    """
    view, before = _read(root, scheme)
    rows = sorted(before.rows, key=lambda row: list(row_values(row).values()))
    mapped = {row.subject_id for row in rows}
    free = [(r.id, r.label) for r in view.of("scheme-concept") if r.within == scheme and r.id not in mapped]
    sheet = to_sheet(rows, [_says(view, row) for row in rows], free)
    out = out or Path(f"{scheme}.{form}")
    if str(out) == "-":
        if form == "xlsx":
            raise click.UsageError("A workbook cannot go to standard output; name a file with --out.")
        say(to_csv(sheet).removesuffix("\r\n").replace("\r\n", "\n"))
        return 0
    try:
        raw = to_xlsx(sheet) if form == "xlsx" else b"\xef\xbb\xbf" + to_csv(sheet).encode()
    except ModuleNotFoundError as missing:
        raise _not_installed(missing) from missing
    write_atomically(out, raw)
    more = f", {plural(len(free), 'concept')} to fill in" if free else ""
    click.echo(f"{out}: {plural(len(rows), 'row')}{more}.", err=True)
    return 0


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", "only_look", is_flag=True, help="Write nothing; say what would change.")
@click.option("--remove", is_flag=True, help="Let rows go that the spreadsheet no longer has.")
@_ROOT
def _import(file: Path, only_look: bool, remove: bool, root: Path | None) -> int:
    """Take a spreadsheet (.csv or .xlsx) back into the mapping file of its scheme.

    Every row is read as strictly as a mapping file. Rows that are gone from the spreadsheet are refused unless
    --remove says that they may go.
    """
    sheet = _sheet(file)
    scheme = _scheme_of(sheet, file)
    view, before = _read(root, scheme)
    prefixes, sources = _prefixes(view)
    after, empty = from_sheet(sheet, before, str(file), prefixes=prefixes, sources=sources)
    _refuse_stale_sentences(sheet, view, before, after, file)
    old, new = ({_key(row): row_values(row) for row in one.rows} for one in (before, after))
    gone = [key for key in old if key not in new]
    if gone and not remove:
        hint = "Put them back, or say --remove."
        raise SheetRefused([f"{file}: the row {' '.join(filter(None, key[:4]))} is gone. {hint}" for key in gone])
    changed = sorted(key for key in new if key in old and new[key] != old[key])
    added = sorted(key for key in new if key not in old)
    for word, keys in (("+", added), ("~", changed), ("-", gone)):
        for key in keys:
            say(f"{word} {' '.join(filter(None, key[:4]))}")
    written = not only_look and bool(added or changed or gone)
    if written:
        write_atomically(view.loaded.root / before.file, to_sssom(after, per_row=PER_ROW).encode())
    told = f"{len(added)} added, {len(changed)} changed, {len(gone)} removed"
    told += f", {plural(empty, 'line')} not filled in" if empty else ""
    told += "" if written else "; nothing written"
    click.echo(f"{before.file}: {told}." + (" Now run: harmlex check mappings" if written else ""), err=True)
    return 1 if only_look and (added or changed or gone) else 0


Key = tuple[str, ...]


def _key(row: MappingRow) -> Key:
    return (
        row.subject_id,
        row.predicate_modifier,
        row.predicate_id,
        row.object_id,
        row.subject_source_version,
        row.object_source_version,
    )


def _read(root: Path | None, scheme: str) -> tuple[View, MappingSet]:
    """Return the registry and the mapping set of a scheme, an empty one if it has none."""
    loaded = load_registry(root.resolve() if root else find_root(Path.cwd()))
    view = View(loaded, "")
    record = view.get("scheme", scheme)
    if record is None:
        raise UnknownName("scheme", scheme, tuple(near(scheme, list(view.ids("scheme")))))
    file = f"{FOLDER}/{scheme}{SUFFIX}"
    errors = [finding for finding in at_least(loaded.findings, "error") if finding.file == file]
    if errors:
        raise NoMappings(scheme)
    for one in loaded.mapping_sets:
        if one.file == file:
            return view, one
    release = next((record.id for record in view.of("release")), "")
    return view, new_set(record.data, release)


def _says(view: View, row: MappingRow) -> str:
    subject, object = view.concept_like(row.subject_id), view.concept_like(row.object_id)
    return sentence(row, subject.label if subject else row.subject_id, object.label if object else row.object_id)


def _prefixes(view: View) -> tuple[dict[str, str], dict[str, str]]:
    """Return what every prefix stands for, and the source that rows name for each scheme."""
    prefixes = {"hlx": NAMESPACE, **AGENT_PREFIXES}
    prefixes |= {id: f"{scheme_iri(id)}/" for id in view.ids("scheme")}
    prefixes |= {id: f"{code_list_iri(id)}/" for id in view.ids("codelist")}
    return prefixes, {id: f"hlx:scheme/{id}" for id in view.ids("scheme")}


def _sheet(file: Path) -> Sheet:
    raw = file.read_bytes()
    if file.suffix.casefold() == ".xlsx":
        try:
            return read_xlsx(raw, str(file))
        except ModuleNotFoundError as missing:
            raise _not_installed(missing) from missing
    if file.suffix.casefold() in (".csv", ".tsv", ".txt"):
        return read_csv(raw, str(file))
    raise click.UsageError(f"{file} is neither .csv nor .xlsx.")


def _scheme_of(sheet: Sheet, file: Path) -> str:
    """Return the scheme whose concepts a spreadsheet maps."""
    if not sheet or "subject_id" not in sheet[0]:
        raise SheetRefused([f"{file}, row 1: there is no column `subject_id`; export a scheme and edit that."])
    place = sheet[0].index("subject_id")
    schemes: dict[str, int] = {}
    for number, row in enumerate(sheet[1:], start=2):
        if any(row):
            subject = row[place] if place < len(row) else ""
            schemes.setdefault(subject.partition(":")[0], number)
    if len(schemes) != 1 or "" in schemes:
        problems = [f"{file}, row {number}, column subject_id: `{name}`" for name, number in schemes.items()]
        raise SheetRefused(
            [*problems, f"{file}: a spreadsheet maps the concepts of one scheme, and each row names one."]
        )
    return next(iter(schemes))


def _refuse_stale_sentences(sheet: Sheet, view: View, before: MappingSet, after: MappingSet, file: Path) -> None:
    """Refuse text in the column that is never read: it would be lost."""
    if COMPUTED not in sheet[0]:
        return
    place = sheet[0].index(COMPUTED)
    known = {_says(view, row) for row in (*before.rows, *after.rows)} | {""}
    problems = [
        f"{file}, row {number}, column {COMPUTED}: this column is not read; say it in `comment`."
        for number, row in enumerate(sheet[1:], start=2)
        if place < len(row) and row[place] not in known
    ]
    if problems:
        raise SheetRefused(problems)


def _not_installed(missing: ModuleNotFoundError) -> click.UsageError:
    name = "harmlex[build]" if missing.name == "xlsxwriter" else "openpyxl"
    return click.UsageError(f"{missing.name} is not installed; workbooks need it: pip install '{name}'. CSV does not.")
