"""``harmlex review``: walk through the mappings of a scheme, row by row, and record what was decided."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from harmlex.check.problem import Record
from harmlex.check.reviewing import Standing, decided, standings
from harmlex.check.view import View
from harmlex.check.words import plural
from harmlex.cli.output import bold, say, say_json
from harmlex.load.mappings import FOLDER
from harmlex.load.output import write_atomically
from harmlex.load.registry import LoadedRegistry, find_root, load_registry
from harmlex.load.reviews import REVIEW_SUFFIX
from harmlex.model.findings import at_least
from harmlex.model.reviews import STATES, Review, State
from harmlex.model.sentences import sentence
from harmlex.model.sssom import NO_TERM
from harmlex.publish.review_file import to_review_file

__all__ = ["command"]

_REVIEWER = re.compile(r"orcid:[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]|hlx:[A-Za-z0-9._-]+")
_QUESTION = "accept, reject, skip, quit"
_WIDTH = 100


def _reviewer(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _REVIEWER.fullmatch(value):
        raise click.BadParameter("Name yourself by your ORCID: orcid:0000-0002-1825-0097.")
    return value


@click.command("review")
@click.argument("scheme")
@click.option("--list", "only_list", is_flag=True, help="Print the rows and their state; ask nothing, record nothing.")
@click.option("--reviewer", callback=_reviewer, help="Who reviews, as an ORCID: orcid:0000-0002-1825-0097.")
@click.option("--state", type=click.Choice(STATES), help="Only rows in this state; by default those that are open.")
@click.option("--pin", is_flag=True, help="Record what both ends of rows not yet looked at are now; decides nothing.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How --list is printed.")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The checkout.")
def command(
    scheme: str, only_list: bool, reviewer: str | None, state: str | None, pin: bool, form: str, root: Path | None
) -> int:
    """Walk through the mappings of a scheme, row by row, and record what was decided.

    Each row is shown with both definitions and a sentence to test: “Every ⟨subject⟩ is a ⟨object⟩”. Rows that nobody
    decided on come, and rows of which an end has changed since. Nothing is accepted without a reviewer who is not an
    author of the row; every answer is written at once.

    \b
    harmlex review iwf --list
    harmlex review iwf --reviewer orcid:0000-0002-1825-0097
    """
    root = root.resolve() if root else find_root(Path.cwd())
    loaded = load_registry(root)
    if _unreadable(loaded, scheme):
        return 2
    rows = standings(View(loaded, ""), scheme)
    if only_list:
        wanted = [row for row in rows if state is None or row.state == state]
        _list(wanted, form)
        return 0
    kept = {r.key: r for file in loaded.reviews if file.scheme == scheme for r in file.reviews}
    path = root / FOLDER / f"{scheme}{REVIEW_SUFFIX}"
    if pin:
        return _pin(rows, kept, path)
    if reviewer is None:
        raise click.UsageError("Name who reviews with --reviewer, or print the rows with --list.")
    wanted = [row for row in rows if (row.open if state is None else row.state == state)]
    return _walk(wanted, kept, path, reviewer)


def _unreadable(loaded: LoadedRegistry, scheme: str) -> bool:
    """Say what keeps the files of a scheme from being read whole; a review of half a file would mislead."""
    files = {f"{FOLDER}/{scheme}.sssom.tsv", f"{FOLDER}/{scheme}{REVIEW_SUFFIX}"}
    errors = [finding for finding in at_least(loaded.findings, "error") if finding.file in files]
    for f in errors:
        click.echo(f"{f.file}:{f.line}:{f.column}: {f.code} {f.message} {f.hint}", err=True)
    if errors:
        click.echo("Nothing was read or recorded; mend this first.", err=True)
    return bool(errors)


def _pin(rows: list[Standing], kept: dict[tuple[str, str, str], Review], path: Path) -> int:
    new = [row for row in rows if row.review is None]
    for row in new:
        kept[row.key] = decided(row, "proposed", day=_today())
    if new:
        write_atomically(path, to_review_file(kept.values()).encode())
    before = len(rows) - len(new)
    click.echo(f"{plural(len(new), 'row')} pinned as they are now; {before} were pinned or decided.", err=True)
    return 0


def _walk(rows: list[Standing], kept: dict[tuple[str, str, str], Review], path: Path, reviewer: str) -> int:
    own = [row for row in rows if reviewer in row.row.author_id]
    if own and len(own) == len(rows):
        raise click.UsageError(f"{reviewer} is an author of every open row, and nobody reviews rows of their own.")
    if own:
        click.echo(f"Left out: {plural(len(own), 'row')} by {reviewer}.", err=True)
    others = [row for row in rows if reviewer not in row.row.author_id]
    counts: Counter[str] = Counter()
    for number, row in enumerate(others, start=1):
        say("\n".join(_sheet(row, f"{number} of {len(others)}")))
        answer = _asked()
        if answer == "quit":
            break
        counts[answer] += 1
        if answer == "skip":
            continue
        note = click.prompt("Why? One sentence", type=str) if answer == "reject" else ""
        state: State = "accepted" if answer == "accept" else "rejected"
        kept[row.key] = decided(row, state, reviewer=reviewer, day=_today(), note=note)
        write_atomically(path, to_review_file(kept.values()).encode())
    told = ", ".join(f"{counts[name]} {word}" for name, word in _SAID.items() if counts[name]) or "nothing decided"
    click.echo(f"{told}; {len(others) - sum(counts.values())} not shown.", err=True)
    return 0


_SAID = {"accept": "accepted", "reject": "rejected", "skip": "skipped"}


def _today() -> str:
    return dt.datetime.now(dt.UTC).date().isoformat()


def _asked() -> str:
    """Ask until the answer is one of the words or its first letter."""
    words = {word[0]: word for word in _QUESTION.split(", ")} | {word: word for word in _QUESTION.split(", ")}
    while True:
        answer = click.prompt(f"[{_QUESTION}]", type=str, show_default=False).strip().casefold()
        if answer in words:
            return words[answer]
        click.echo(f"Type one of {_QUESTION}, or its first letter.")


def _list(rows: list[Standing], form: str) -> None:
    if form == "json":
        say_json([_value(row) for row in rows])
        return
    for row in rows:
        stale = f" stale ({', '.join(row.changed)})" if row.changed else ""
        say(f"{row.row.line}: {bold(row.state)}{stale} {row.row.subject_id} {_says(row)} {row.row.confidence:g}")
    counts = Counter(row.state for row in rows)
    told = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state]) or "no rows"
    click.echo(f"{told}; {sum(bool(row.changed) for row in rows)} stale.", err=True)


def _value(row: Standing) -> dict[str, object]:
    return {
        "subject_id": row.row.subject_id,
        "predicate_id": row.row.predicate_id,
        "predicate_modifier": row.row.predicate_modifier,
        "object_id": row.row.object_id,
        "says": _says(row),
        "confidence": row.row.confidence,
        "comment": row.row.comment,
        "state": row.state,
        "changed": list(row.changed),
        "reviewer_id": row.review.reviewer_id if row.review else "",
        "review_date": row.review.review_date if row.review else "",
        "mapping": row.key[0],
        "file": row.row.file,
        "line": row.row.line,
    }


def _says(row: Standing) -> str:
    subject = row.subject.label if row.subject else row.row.subject_id
    return sentence(row.row, subject, row.object.label if row.object else row.row.object_id)


def _sheet(row: Standing, counter: str) -> Iterator[str]:
    """Yield the lines that show a row."""
    mapping = row.row
    state = f"{row.state}" + (f"; changed since {row.review.review_date}: {', '.join(row.changed)}"
                              if row.changed and row.review else "")  # fmt: skip
    yield ""
    yield bold(f"{mapping.subject_id} – {mapping.object_id}") + f"  ({counter}; {state})"
    yield from _end("theirs", row.subject, mapping.subject_id, mapping.subject_source_version)
    if mapping.object_id != NO_TERM:
        yield from _end("ours", row.object, mapping.object_id, mapping.object_source_version)
    yield from _lines("test", _says(row))
    yield from _lines("why", mapping.comment)
    rules = (
        f"; {', '.join(rule.removeprefix('hlx:') for rule in mapping.curation_rule)}" if mapping.curation_rule else ""
    )
    yield from _lines("sure", f"{mapping.confidence:g}{rules}; {', '.join(mapping.author_id)}, {mapping.mapping_date}")
    if row.review is not None and row.review.note:
        yield from _lines("note", row.review.note)


def _end(head: str, record: Record | None, id: str, version: str) -> Iterator[str]:
    if record is None:
        yield from _lines(head, f"{id} is not in the registry")
        return
    data = record.data
    evidence = f", {data['evidence']}" if data.get("evidence") else ""
    yield from _lines(head, f"{record.label} ({id}, {version}{evidence})")
    text = data.get("definition") or data.get("gloss") or {}
    said = text.get("en") or next(iter(text.values()), "") if isinstance(text, dict) else ""
    yield from _lines("", said or "(no definition)")
    facts = [f"{slot} {data[slot]}" for slot in ("population", "material") if data.get(slot)]
    facts += [f"below {', '.join(data['broader'])}"] if data.get("broader") else []
    facts += [_criterion(one) for one in data.get("criteria", ())]
    if facts:
        yield from _lines("", "; ".join(facts))


def _criterion(criterion: dict[str, object]) -> str:
    interval = criterion.get("interval")
    values = criterion.get("values")
    if isinstance(interval, dict):
        return f"{criterion.get('facet')} {interval.get('min', 0)} to under {interval.get('max', '…')}"
    return f"{criterion.get('facet')} {', '.join(map(str, values)) if isinstance(values, list) else ''}"


def _lines(head: str, text: str) -> Iterator[str]:
    wrapped = textwrap.wrap(text, _WIDTH - 9) or [""]
    for number, line in enumerate(wrapped):
        yield f"  {head if number == 0 else '':<7}{line}"
