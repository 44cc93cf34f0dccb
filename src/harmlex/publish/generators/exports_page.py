"""The page about the export files: what each one is, what the tables hold, what the database can be asked."""

from __future__ import annotations

from harmlex.publish.build import DESCRIPTIONS
from harmlex.publish.exports.sqlite import EXAMPLES
from harmlex.publish.exports.tables import TABLES

__all__ = ["exports_page"]

_HEAD = """\
<!-- Generated from src/harmlex/publish by `harmlex generate`; never edited by hand. -->

# The files of a release

`harmlex build` writes these files. They are made from the one compiled release alone, `harmlex-<release>.json`, in
which the publishing right of every scheme is already applied: with `none` a scheme is only described, with `codes` it
has identifiers, notations and structure, with `labels` also labels and our own gloss. Two builds of the same commit
are the same bytes. `SHA256SUMS` is checked by `sha256sum --check SHA256SUMS`.

A word to avoid is a hidden label with a note. Tables show it in `labels` only, with `avoid` in the column `usage`; the
RDF files have it as a hidden label and as a SKOS-XL label that carries advice, reason and source; the schema.org file,
which has no place for advice, leaves it out. Every concept carries its status, every statement about an organisation
its evidence. Nothing here implies that an organisation endorses this registry.

The files below `machine/` are for use in other systems; `docs/exports.md` explains them. Each is written only where the
release holds its scheme, and each table among them has its CSVW metadata beside it.

"""


def exports_page() -> str:
    """Return the page as Markdown."""
    lines = ["| File | What it is |", "|---|---|", "| `harmlex-<release>.json` | the same bytes as `harmlex.json` |"]
    lines += [f"| `{name}` | {_cell(text)} |" for name, text in DESCRIPTIONS.items()]
    lines += ["", "## Tables", "", "CSV, workbook and database have the same tables."]
    for table in TABLES:
        lines += ["", f"### {table.name}", "", table.meaning, "", "| Column | What it holds |", "|---|---|"]
        for column in table.columns:
            many = " Several are parted by spaces." if column.many else ""
            lines.append(f"| `{column.name}` | {_cell(column.meaning)}{many} |")
    lines += [
        "",
        "## Questions for the database",
        "",
        "Each stands in the table `examples` of `harmlex.sqlite` as well.",
    ]
    for question, query in EXAMPLES.items():
        lines += ["", f"{question}", "", "```sql", *_unindented(query), "```"]
    return _HEAD + "\n".join(lines) + "\n"


def _unindented(query: str) -> list[str]:
    return [line.strip() for line in query.strip().splitlines()]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
