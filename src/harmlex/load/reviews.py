"""Review files: one line for each row that somebody looked at, kept beside the mapping file and apart from it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from harmlex.load.mapping_values import CONTROL
from harmlex.load.mappings import FOLDER
from harmlex.model.findings import Finding
from harmlex.model.mappings import MappingRow
from harmlex.model.reviews import STATES, Review, ReviewFile, State
from harmlex.model.sameness import sameness_identifier
from harmlex.model.sssom import expand

__all__ = ["COLUMNS", "REVIEW_SUFFIX", "digest_of_end", "load_reviews", "parse_review_file", "review_key"]

REVIEW_SUFFIX = ".review.tsv"
COLUMNS = (
    "subject_id",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "state",
    "reviewer_id",
    "review_date",
    "note",
    "subject_source_version",
    "object_source_version",
    "subject_digest",
    "object_digest",
    "mapping",
)
# What an end means, and what a reviewer reads of it. A new source or a new translation does not change that.
_MEANING = (
    "prefLabel",
    "altLabel",
    "notation",
    "definition",
    "gloss",
    "use_when",
    "do_not_use_when",
    "broader",
    "criteria",
    "criteria_define",
    "population",
    "material",
    "interval",
)
_MAPPING = re.compile(r"mapping:[0-9a-f]{64}~?")
_DIGEST = re.compile(r"([0-9a-f]{16})?")
_REVIEWER = re.compile(r"orcid:[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]|hlx:[A-Za-z0-9._-]+")


def review_key(row: MappingRow, prefixes: Mapping[str, str]) -> tuple[str, str, str]:
    """Return what finds a row again: its mapping sameness identifier and both versions.

    Args:
        row: The row.
        prefixes: The prefixes of its file.
    """
    known = dict(prefixes)
    ends = [expand(row.subject_id, known)], [expand(row.object_id, known)]
    negated = row.predicate_modifier == "Not"
    identifier = sameness_identifier(ends[0], expand(row.predicate_id, known), ends[1], negated=negated)
    return identifier, row.subject_source_version, row.object_source_version


def digest_of_end(data: Mapping[str, Any]) -> str:
    """Return a digest of what a concept or code means: labels, definition, place in the hierarchy, criteria.

    Args:
        data: The record as it is written; labels count in English and in the first language only.
    """
    kept = {name: data[name] for name in _MEANING if data.get(name)}
    for name in ("prefLabel", "altLabel"):
        labels = kept.get(name)
        if isinstance(labels, Mapping):
            kept[name] = labels.get("en", next(iter(labels.values()), ""))
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def load_reviews(root: Path) -> tuple[tuple[ReviewFile, ...], list[Finding]]:
    """Read every review file right below ``root/mappings``."""
    folder = root / FOLDER
    files: list[ReviewFile] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob(f"*{REVIEW_SUFFIX}")) if folder.is_dir() else ():
        file = path.relative_to(root).as_posix()
        try:
            raw = path.read_bytes()
        except OSError as error:
            message = f"The file cannot be read: {(error.strerror or 'unknown error').lower()}."
            findings.append(_finding(file, 1, 1, message, "Mend its permissions or its link target."))
            continue
        reviews, said = parse_review_file(raw, file)
        files.append(ReviewFile(file, path.name.removesuffix(REVIEW_SUFFIX), reviews))
        findings += said
    return tuple(files), findings


def parse_review_file(raw: bytes, file: str) -> tuple[tuple[Review, ...], list[Finding]]:
    """Read one review file: tab-separated, one line of names, no quoting; every bad line has a finding.

    Args:
        raw: The bytes of the file.
        file: Its path from the repository root, for the findings.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return (), [_finding(file, 1, 1, "The file is no UTF-8.", "Save it as UTF-8.")]
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    if tuple(lines[0].split("\t")) != COLUMNS:
        hint = f"Let `harmlex review` write the file; its columns are {', '.join(COLUMNS)}."
        return (), [_finding(file, 1, 1, "The first line does not name the columns of a review file.", hint)]
    reviews: list[Review] = []
    findings: list[Finding] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            message = f"The line has {len(cells)} cells, not {len(COLUMNS)}."
            findings.append(_finding(file, number, 1, message, "Let `harmlex review` write the file."))
            continue
        values = dict(zip(COLUMNS, cells, strict=True))
        wrong = list(_wrong(values))
        for slot, message, hint in wrong:
            column = 1 + sum(len(cell) + 1 for cell in cells[: COLUMNS.index(slot)])
            findings.append(_finding(file, number, column, message, hint))
        if wrong:
            continue
        state = cast(State, values.pop("state"))
        review = Review(**values, state=state, line=number)
        if review.key in seen:
            message = f"The row has an entry in line {seen[review.key]} already."
            findings.append(_finding(file, number, 1, message, "Keep the later of the two."))
            continue
        seen[review.key] = number
        reviews.append(review)
    return tuple(reviews), findings


def _wrong(values: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    """Yield slot, message and remedy for what is wrong with a line."""
    if CONTROL.search("".join(values.values())):
        yield "note", "The line holds unseen characters.", "Remove them."
    if not _MAPPING.fullmatch(values["mapping"]):
        yield "mapping", f"`{values['mapping']}` is no mapping identifier.", "Let `harmlex review` write it."
    if values["state"] not in STATES:
        yield "state", f"`{values['state']}` is no state.", f"Write one of {', '.join(STATES)}."
    for slot in ("subject_digest", "object_digest"):
        if not _DIGEST.fullmatch(values[slot]):
            yield slot, f"`{values[slot]}` is no digest of ours.", "Let `harmlex review` write it."
    decided = values["state"] in ("accepted", "rejected")
    if decided and not _REVIEWER.fullmatch(values["reviewer_id"]):
        yield (
            "reviewer_id",
            f"A row is {values['state']} and no reviewer is named.",
            "Name who decided, as `orcid:0000-0000-0000-0000`.",
        )
    if values["state"] == "proposed" and values["reviewer_id"]:
        yield "reviewer_id", "A row that nobody decided on has a reviewer.", "Leave reviewer_id empty."
    if decided or values["review_date"]:
        try:
            if len(values["review_date"]) != 10:
                raise ValueError
            dt.date.fromisoformat(values["review_date"])
        except ValueError:
            yield "review_date", f"`{values['review_date']}` is no day.", "Write year, month and day: `2026-11-22`."


def _finding(file: str, line: int, column: int, message: str, hint: str) -> Finding:
    return Finding(code="HLX-M081", severity="error", file=file, line=line, column=column, message=message, hint=hint)
