"""A whole build: check, compile, export, and put the new output in the place of the old in one step."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from harmlex.check.engine import check_registry
from harmlex.load.output import write_atomically
from harmlex.load.registry import load_registry
from harmlex.load.releases import newest_release
from harmlex.model.artefact import Artefact
from harmlex.model.errors import RegistryError
from harmlex.model.findings import Finding, at_least
from harmlex.publish.compile import compile_artefact, encode_artefact
from harmlex.publish.exports.catalogue import PublishedFile, dcat, defined_term_set
from harmlex.publish.exports.codes import json_schema_codes, python_codes, typescript_codes
from harmlex.publish.exports.csvw import csv_table, csvw_group, csvw_metadata
from harmlex.publish.exports.linked import context_of
from harmlex.publish.exports.rdf import SYNTAXES, parts
from harmlex.publish.exports.records import ndjson
from harmlex.publish.exports.sqlite import database
from harmlex.publish.exports.tables import TABLES
from harmlex.publish.exports.xlsx import workbook
from harmlex.publish.jskos import concordances, jskos_mappings
from harmlex.publish.machine.forms import FORMS, forms_of, machine_files
from harmlex.publish.sssom import sssom_of
from harmlex.publish.static_records import record_files
from harmlex.report.rules import rules_document
from harmlex.report.schema import schema_document
from harmlex.search.entries import build_entries

__all__ = ["DESCRIPTIONS", "Built", "OutputRefused", "build", "export"]

# What each file is, for the page that offers them; those of one release have its name in theirs. A machine form is
# written only where the release holds its scheme.
DESCRIPTIONS = {
    "harmlex.json": "the whole release, as programs of harmlex read it",
    "harmlex.ttl": "SKOS as Turtle",
    "harmlex.jsonld": "SKOS as JSON-LD",
    "harmlex.rdf": "SKOS as RDF/XML",
    "harmlex.nt": "SKOS as N-Triples",
    "concepts.ndjson": "the harm concepts, one record on each line",
    "scheme-concepts.ndjson": "the concepts of all schemes, one record on each line",
    "harmlex.xlsx": "all tables as a workbook for spreadsheets",
    "harmlex.sqlite": "all tables as a database with full-text search",
    "csv/csv-metadata.json": "CSVW metadata of all tables together",
    **{f"csv/{table.name}.csv": f"CSV: {table.meaning}" for table in TABLES},
    "codes/harmlex-codes.schema.json": "all codes as JSON Schema enumerations",
    "codes/harmlex-codes.ts": "all codes as TypeScript types",
    "codes/harmlex_codes.py": "all codes as Python enumerations",
    "report.schema.json": "the JSON Schema of reports, with the codes of the release",
    "rules.json": "the rules on reports and the tables they read, for other implementations",
    "dcat.jsonld": "the release as a DCAT data set",
    "mappings.sssom.tsv": "all mappings with their reasons, as one SSSOM set",
    "jskos/concordances.ndjson": "JSKOS concordances, one for each pair of schemes",
    "jskos/mappings.ndjson": "all mappings as JSKOS, one on each line",
    **{form.path: form.meaning for form in FORMS},
    "defined-term-set.jsonld": "the harm concepts as a schema.org DefinedTermSet",
    "context.jsonld": "the JSON-LD context of the release",
    "SHA256SUMS": "the SHA-256 of every file",
}
# What tells an output folder from any other that somebody may name by mistake.
_MARKS = ("SHA256SUMS", "harmlex.json")


class OutputRefused(RegistryError):
    """A folder that a build will not replace, because no build made it.

    Attributes:
        path: The folder.
    """

    def __init__(self, path: Path) -> None:
        """Name the folder."""
        self.path = path
        super().__init__(f"{path} has files that no build wrote; name an empty or a new folder with --out.")


class Built(msgspec.Struct, frozen=True):
    """What a build did.

    Attributes:
        findings: What loading and checking found.
        artefact: The compiled registry; ``None`` if errors kept it from being compiled, and nothing was written.
        files: The files written, by path from the output folder, the site's left out.
        site: Whether the site was built.
    """

    findings: tuple[Finding, ...]
    artefact: Artefact | None = None
    files: tuple[PublishedFile, ...] = ()
    site: bool = False


def build(
    root: Path, out: Path, *, today: str, site: bool = True, progress: Callable[[str], None] = lambda step: None
) -> Built:
    """Build a release from a checkout.

    Everything is written to a folder beside ``out``, which takes the place of ``out`` when it is whole. Whatever goes
    wrong before, the last good output stays. In a checkout the artefact is also put where the package looks for it.

    Args:
        root: The checkout.
        out: The output folder.
        today: The day by which exemptions expire, ``YYYY-MM-DD``; nothing that is written depends on it.
        site: Whether to build the site as well, where mkdocs is installed and the checkout has a site.
        progress: Told of each step.

    Raises:
        OutputRefused: ``out`` holds something else.
        RegistryError: The registry cannot be compiled.
    """
    out = out.absolute()
    if out.exists() and not _replaceable(out):
        raise OutputRefused(out)
    progress("loading and checking the registry")
    loaded = load_registry(root)
    findings = check_registry(loaded, today=today, previous=newest_release(root)).findings
    if at_least(findings, "error"):
        return Built(findings)
    progress("compiling")
    artefact = compile_artefact(loaded, search_entries=build_entries)
    with _beside(out) as new:
        files = export(artefact, new, progress)
        with_site = site and _can_build_site(root)
        if with_site:
            progress("building the site")
            _site(artefact, root, new)
        elif site:
            progress("leaving out the site: mkdocs is not installed, or this checkout has no site")
        _swap(new, out)
    package = root / "src" / "harmlex"
    if package.is_dir():
        data = package / "data"
        data.mkdir(parents=True, exist_ok=True)
        write_atomically(data / "harmlex.json", encode_artefact(artefact))
    return Built(findings, artefact, files, with_site)


def export(
    artefact: Artefact, out: Path, progress: Callable[[str], None] = lambda step: None
) -> tuple[PublishedFile, ...]:
    """Write every export of an artefact into a folder; two runs write the same bytes.

    Returns:
        The files, in the order in which they were written; the last is the list of their digests.
    """
    written: list[PublishedFile] = []

    def write(path: str, pieces: Iterable[str | bytes]) -> None:
        written.append(_write(out, path, pieces))

    progress("writing JSON and tables")
    raw = encode_artefact(artefact)
    write(f"harmlex-{artefact.release.release}.json", [raw])
    write("harmlex.json", [raw])
    write("context.jsonld", [msgspec.json.format(msgspec.json.encode({"@context": context_of(artefact)})), b"\n"])
    write("concepts.ndjson", ndjson(artefact.concepts))
    write("scheme-concepts.ndjson", ndjson(concept for scheme in artefact.schemes for concept in scheme.concepts))
    for table in TABLES:
        write(f"csv/{table.name}.csv", csv_table(artefact, table))
        write(f"csv/{table.name}.csv-metadata.json", [csvw_metadata(artefact, table)])
    write("csv/csv-metadata.json", [csvw_group(artefact)])
    write("harmlex.xlsx", [workbook(artefact)])
    write("harmlex.sqlite", [database(artefact)])
    write("codes/harmlex-codes.schema.json", [json_schema_codes(artefact)])
    write("codes/harmlex-codes.ts", [typescript_codes(artefact)])
    write("codes/harmlex_codes.py", [python_codes(artefact)])
    write("report.schema.json", [schema_document(artefact)])
    write("rules.json", [rules_document(artefact)])
    write("defined-term-set.jsonld", defined_term_set(artefact))
    write("mappings.sssom.tsv", [sssom_of(artefact)])
    write("jskos/concordances.ndjson", ndjson(concordances(artefact)))
    write("jskos/mappings.ndjson", ndjson(jskos_mappings(artefact)))
    progress("writing machine forms")
    for path, pieces in machine_files(artefact):
        write(path, pieces)
    progress("writing RDF")
    written += _write_rdf(artefact, out)
    write("dcat.jsonld", [dcat(artefact, written)])
    sums = "".join(f"{file.sha256}  {file.path}\n" for file in sorted(written, key=lambda file: file.path))
    write("SHA256SUMS", [sums])
    return tuple(written)


def _write_rdf(artefact: Artefact, out: Path) -> list[PublishedFile]:
    """Write the four RDF files side by side, so that each chunk is made once."""
    names = {syntax: out / f"harmlex.{syntax}" for syntax in SYNTAXES}
    handles = {syntax: path.open("wb") for syntax, path in names.items()}
    digests = {syntax: hashlib.sha256() for syntax in SYNTAXES}
    sizes = dict.fromkeys(SYNTAXES, 0)
    try:
        for pieces in parts(artefact):
            for syntax, text in pieces.items():
                raw = text.encode()
                handles[syntax].write(raw)
                digests[syntax].update(raw)
                sizes[syntax] += len(raw)
    finally:
        for handle in handles.values():
            handle.close()
    return [PublishedFile(names[s].name, sizes[s], digests[s].hexdigest()) for s in SYNTAXES]


def _write(out: Path, path: str, pieces: Iterable[str | bytes]) -> PublishedFile:
    place = out / path
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with place.open("wb") as file:
        for piece in pieces:
            raw = piece.encode() if isinstance(piece, str) else piece
            file.write(raw)
            digest.update(raw)
            size += len(raw)
    return PublishedFile(path, size, digest.hexdigest())


def _can_build_site(root: Path) -> bool:
    return importlib.util.find_spec("mkdocs") is not None and (root / "mkdocs.yml").is_file()


def _site(artefact: Artefact, root: Path, out: Path) -> None:
    # The site's module imports the frame, which takes a while; who builds without a site does not wait for it.
    from harmlex.publish.site import render_site

    exports = [path for path in out.iterdir() if path.name != "site"]
    with tempfile.TemporaryDirectory(prefix="harmlex-site-") as staging:
        render_site(artefact, root, out / "site", Path(staging), list(_offered(artefact)))
    for name, text in record_files(artefact):
        _write(out / "site", name, [text])
    # The download page offers the exports themselves; a second name costs no space.
    data = out / "site" / "data"
    data.mkdir()
    for path in exports:
        if path.is_dir():
            shutil.copytree(path, data / path.name, copy_function=os.link)
        else:
            os.link(path, data / path.name)


def _offered(artefact: Artefact) -> Iterator[tuple[str, str]]:
    yield f"harmlex-{artefact.release.release}.json", DESCRIPTIONS["harmlex.json"]
    left_out = {"harmlex.json", *(form.path for form in FORMS)} - {form.path for form in forms_of(artefact)}
    yield from ((name, text) for name, text in DESCRIPTIONS.items() if name not in left_out)


def _replaceable(out: Path) -> bool:
    """Say whether a folder is empty or an earlier build."""
    if not out.is_dir():
        return False
    return all((out / mark).is_file() for mark in _MARKS) or not any(out.iterdir())


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """Give a new folder beside ``out``, which is gone afterwards unless it was moved away."""
    out.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{out.name}-new-", dir=out.parent))
    # Temporary folders are private; what takes the place of the output is to be read like any other folder.
    mask = os.umask(0)
    os.umask(mask)
    new.chmod(0o777 & ~mask)
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, out: Path) -> None:
    """Put ``new`` in the place of ``out``; if that fails, ``out`` is what it was."""
    if not out.exists():
        new.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
    try:
        out.rename(old / out.name)
        try:
            new.rename(out)
        except OSError:
            (old / out.name).rename(out)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
