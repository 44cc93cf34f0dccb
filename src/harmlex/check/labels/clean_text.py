"""Labels and texts are clean: no invisible characters, no markup, no stray spaces.

Why: a label with a double space, a soft hyphen or a direction override looks the same and matches nothing. Texts are
plain; pages add the markup. Codes in backquotes are fine. (qSKOS ucil, ROBOT label_formatting and label_whitespace.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: "doxing "}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing}

Mend: type the text again, without what the finding names. Text that reads from right to left needs no control marks.

Exemptions: where a publisher's own label has such a flaw and must be kept as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from harmlex.check.problem import Problem, Record
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C105"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code", "scheme", "codelist", "facet", "organisation", "initiative", "decision")


_CODES = re.compile(r"`[^`]*`")
_FLAWS = (
    (re.compile("[\u00ad\u200b\u2060\ufeff]"), "an invisible character"),
    (re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]"), "a mark that turns the writing direction"),
    (re.compile(r"</?[A-Za-z][^<>]*>|&[a-z]+;|&#\d+;"), "HTML"),
    (re.compile(r"\*\*|__|\[[^\]]+\]\(|^#+ "), "Markdown"),
    (re.compile(r"^\s|\s$"), "a space at its beginning or end"),
    (re.compile(r"[^\S\n]{2,}"), "a double space"),
    (re.compile("\ufffd"), "a character that was lost in conversion"),
)


def check(view: View) -> Iterator[Problem]:
    """Yield texts with invisible characters, markup or stray spaces."""
    for record in view.of(*BINDS):
        # Most records have no flaw: looking through all their texts at once costs far less than text by text.
        if not _suspect(_joined(view, record)):
            continue
        for path, slot, lang, text in view.texts(record):
            if slot.endswith("Label") and "\n" in text:
                yield Problem(record, path, f"`{slot}` in `{lang}` has a line break.", "Write the label on one line.")
            if not unicodedata.is_normalized("NFC", text):
                yield Problem(record, path, f"`{slot}` in `{lang}` is not in Unicode form NFC.", "Type it again.")
            if not text.strip():
                continue
            plain = _CODES.sub("x", text)
            for flaw, name in _FLAWS:
                if flaw.search(plain):
                    yield Problem(
                        record, path, f"`{slot}` in `{lang}` contains {name}.", "Write plain text without it."
                    )
                    break


def _joined(view: View, record: Record) -> str:
    """Return all texts of a record, each with a bar before and after it."""
    parts = [""]
    for _, _, texts, many in view.language_maps(record):
        if many:
            for some in texts.values():
                parts += some
        else:
            parts += texts.values()
    parts.append("")
    return "|".join(parts)


def _suspect(text: str) -> bool:
    """Say whether there may be a flaw in texts between bars."""
    return (
        not text.isprintable()
        or "  " in text
        or "| " in text
        or " |" in text
        or "<" in text
        or "&" in text
        or "#" in text
        or "**" in text
        or "__" in text
        or "](" in text
        or "\ufffd" in text
        or not unicodedata.is_normalized("NFC", text)
    )
