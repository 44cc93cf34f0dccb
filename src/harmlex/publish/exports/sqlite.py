"""The release as one SQLite file with a full-text index over labels."""

from __future__ import annotations

import sqlite3

from harmlex.model.artefact import Artefact
from harmlex.publish.exports.tables import TABLES, Column, Table

__all__ = ["EXAMPLES", "database"]

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "decimal": "REAL"}
# What it answers: the query. They stand in the file as well, in the table `examples`, and tests run them.
EXAMPLES: dict[str, str] = {
    "Which concepts does a word find, whichever label has it?": """
        SELECT DISTINCT concepts.id, concepts.pref_label, label_search.label, label_search.usage
        FROM label_search JOIN concepts ON concepts.id = label_search.record
        WHERE label_search MATCH 'doxxing' ORDER BY rank""",
    "Which words beginning with these letters are known, in any language?": """
        SELECT record, lang, label, kind, usage FROM label_search WHERE label_search MATCH 'cyber*' ORDER BY record""",
    "Which words are to be avoided, why, and what is to be said instead?": """
        SELECT lang, label, reason, say, instead FROM labels WHERE usage = 'avoid' ORDER BY lang, label""",
    "What lies below a concept?": """
        SELECT concepts.id, concepts.pref_label FROM hierarchy JOIN concepts ON concepts.id = hierarchy.narrower
        WHERE hierarchy.broader = 'hlx:H0002' ORDER BY concepts.id""",
    "How many labels are there in each language?": """
        SELECT lang, count(*) AS labels FROM labels WHERE kind = 'pref' GROUP BY lang ORDER BY labels DESC, lang""",
    "Which codes does an organisation's scheme have, and what do they mean?": """
        SELECT notation, label, gloss FROM "scheme-concepts" WHERE scheme = 'iwf' ORDER BY id""",
}


def database(artefact: Artefact) -> bytes:
    """Return the release as an SQLite file, the same bytes each time on one version of SQLite.

    It has the tables of the CSV export, the release, example queries, and ``label_search``, an FTS5 index over the
    labels as written and over their search keys.
    """
    base = sqlite3.connect(":memory:")
    try:
        base.executescript("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA application_id = 0x686c7831;")
        with base:
            for table in TABLES:
                base.execute(_create(table))
                places = ", ".join("?" * len(table.columns))
                base.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', table.rows(artefact))
            for table in TABLES:
                _index(base, table)
            _release(base, artefact)
            _search(base, artefact)
            base.execute("CREATE TABLE examples (question TEXT PRIMARY KEY, query TEXT) WITHOUT ROWID")
            base.executemany(
                "INSERT INTO examples VALUES (?, ?)",
                ((question, " ".join(query.split())) for question, query in EXAMPLES.items()),
            )
        base.execute("VACUUM")
        return base.serialize()
    finally:
        base.close()


def _create(table: Table) -> str:
    columns = ", ".join(_column(column) for column in table.columns)
    key = ", ".join(f'"{name}"' for name in table.key)
    return f'CREATE TABLE "{table.name}" ({columns}, PRIMARY KEY ({key})) WITHOUT ROWID'


def _column(column: Column) -> str:
    return f'"{column.name}" {_TYPES.get(column.datatype, "TEXT")}'


def _index(base: sqlite3.Connection, table: Table) -> None:
    for column in table.columns:
        if column.name in {"scheme", "list", "broader", "label"} and column.name != table.key[0]:
            base.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')


def _release(base: sqlite3.Connection, artefact: Artefact) -> None:
    release = artefact.release
    base.execute("CREATE TABLE release (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    base.executemany(
        "INSERT INTO release VALUES (?, ?)",
        (
            ("release", release.release),
            ("date", release.date),
            ("licence", release.licence),
            ("licence_url", release.licence_url),
            ("digest", artefact.digest),
            ("schema_version", artefact.schema_version),
            ("note", "Concepts are proposed until a recorded decision accepts them; nothing implies endorsement."),
        ),
    )


def _search(base: sqlite3.Connection, artefact: Artefact) -> None:
    base.execute(
        "CREATE VIRTUAL TABLE label_search USING fts5("
        "label, search_key, record UNINDEXED, lang UNINDEXED, kind UNINDEXED, usage UNINDEXED, "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )
    keys = {(entry.concept, entry.lang, entry.label): entry.key for entry in artefact.search}
    rows = base.execute("SELECT label, record, lang, kind, usage FROM labels ORDER BY record, lang, label, kind")
    base.executemany(
        "INSERT INTO label_search VALUES (?, ?, ?, ?, ?, ?)",
        [
            (label, keys.get((record, lang, label), ""), record, lang, kind, usage)
            for label, record, lang, kind, usage in rows
        ],
    )
    base.execute("INSERT INTO label_search (label_search) VALUES ('optimize')")
