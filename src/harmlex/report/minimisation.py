"""Rules on what a report must not hold: anything that looks like data about a person, anywhere in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from harmlex.report.case import LARGE, Case
from harmlex.report.findings import Problem
from harmlex.report.registering import ReportRule, rule
from harmlex.report.schema import declared_slots, generated_schema

__all__ = [
    "PATTERNS",
    "RULES",
    "address",
    "coordinates",
    "digits",
    "e_mail",
    "handle",
    "hash_value",
    "internet_address",
    "looks_like",
    "suspicions",
]

RULES: dict[str, ReportRule] = {}
_minimisation = partial(rule, RULES, "minimisation")
_HINT = "Delete it from the report and from wherever reports are kept."

# Rule: what gives it away. Written so that a JavaScript engine reads them too; tried on NFKC text.
PATTERNS: dict[str, str] = {
    "HLX-R301": r"[^\s@]+@[^\s@]+\.[A-Za-z]{2,}",
    "HLX-R303": r"[A-Za-z][A-Za-z0-9+.-]*://|(?:^|[^A-Za-z0-9])www\.|"
    r"(?:^|[^A-Za-z0-9.-])(?:[A-Za-z0-9-]+\.)+(?:com|net|org|info|io|onion|app|co|me|ru|uk|de|fr|br|in|xyz|site)"
    r"(?:$|[/:?#\s])",
    "HLX-R304": r"(?:^|[\s(,;:])@[A-Za-z0-9_.-]{2,}",
    "HLX-R305": r"(?:^|[^0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?:$|[^0-9.])|"
    r"(?:^|[^0-9A-Fa-f:])(?:[0-9A-Fa-f]{1,4}:){2,7}(?::?[0-9A-Fa-f]{1,4}){1,6}(?:$|[^0-9A-Fa-f:])",
    "HLX-R306": r"-?[0-9]{1,3}\.[0-9]{3,}[°NSEW]?\s*[,;/ ]\s*-?[0-9]{1,3}\.[0-9]{3,}|[0-9]{1,3}\s*°\s*[0-9]{1,2}",
    "HLX-R307": r"(?:^|[^0-9A-Za-z])[0-9A-Fa-f]{32,}(?:$|[^0-9A-Za-z])|(?:^|[^0-9A-Za-z+/])[A-Za-z0-9+/]{43,}={0,2}$",
    "HLX-R302": r"[0-9]{7,}|\+?[0-9][0-9 ().-]{7,}[0-9]",
}
_COMPILED = {code: re.compile(pattern) for code, pattern in PATTERNS.items()}
# A day where a month belongs is said by another rule.
_DAY = re.compile(r"(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?:[T ][0-9:.]{4,15}(?:Z|[+-][0-9:]{4,5})?)?\Z")
_DIGITS = re.compile(r"[0-9]")
# What each pattern needs one of; most texts have nothing of it.
_TELLING = re.compile(r"[0-9@:.]|\S{32}")
# Slots whose grammar leaves no room for anything else; a text that fits is exempt.
_EXEMPT = ("report_id", "organisation_id", "received", "month", "period_start", "period_end", "vocabulary_release",
           "schema_version")  # fmt: skip


def looks_like(text: str) -> str | None:
    """Return the rule that a text breaks, or ``None``.

    >>> looks_like("someone@example.org"), looks_like("age-band:13-15")
    ('HLX-R301', None)
    """
    folded = text[:10_000] if text.isascii() else unicodedata.normalize("NFKC", text[:10_000])
    if not _TELLING.search(folded):
        return None
    for code, pattern in _COMPILED.items():
        found = pattern.search(folded)
        if found and (code != "HLX-R302" or (len(_DIGITS.findall(found[0])) >= 7 and not _DAY.match(folded))):
            return code
    return None


def _grammars() -> dict[str, re.Pattern[str]]:
    found = {}
    for definition in generated_schema().values():
        for slot, shape in definition["properties"].items():
            if slot in _EXEMPT and "pattern" in shape:
                found[slot] = re.compile(shape["pattern"].replace("$", r"\Z"))
    return found


_GRAMMARS = _grammars()


def suspicions(case: Case) -> dict[str, list[str]]:
    """Return where what was found, by rule; each text and number that is not certainly in order is looked at once."""
    found: dict[str, list[str]] = {}

    def say(code: str | None, pointer: str) -> None:
        if code is not None and pointer not in found.setdefault(code, []):
            found[code].append(pointer)

    known = case.vocabulary.known_strings
    for slot, texts in case.by_slot.items():
        grammar = _GRAMMARS.get(slot)
        for _, pointer, text in texts:
            if text not in known and (grammar is None or not grammar.match(text)):
                say(looks_like(text), pointer)
    for pointer, key, value in case.others:
        if key is not None:
            say(looks_like(key), pointer)
        if isinstance(value, int) and -LARGE < value < LARGE:
            continue
        counted = pointer.endswith(("/count", "/total"))
        for where, inner in _values(value, pointer, hidden=key is not None):
            if isinstance(inner, str):
                say(looks_like(inner) if inner not in known else None, where)
            elif not counted and abs(inner) >= LARGE:
                say("HLX-R302", where)
    return found


def _values(value: Any, pointer: str, *, hidden: bool) -> Iterator[tuple[str, Any]]:
    """Yield texts and numbers, keys too, with a pointer that names declared slots only."""
    waiting = [(value, pointer, hidden)]
    while waiting:
        value, pointer, hidden = waiting.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                shown = key in declared_slots() and not hidden
                yield pointer, str(key)
                waiting.append((inner, f"{pointer}/{key}" if shown else pointer, not shown))
        elif isinstance(value, list):
            waiting += [(one, pointer if hidden else f"{pointer}/{place}", hidden) for place, one in enumerate(value)]
        elif isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
            yield pointer, value


def _said(case: Case, code: str, what: str) -> Iterator[Problem]:
    if code in case.suspicions:
        for pointer in sorted(case.suspicions[code]):
            yield Problem(pointer, f"This looks like {what}.", _HINT)


@_minimisation("HLX-R301")
def e_mail(case: Case) -> Iterable[Problem]:
    """A report holds no e-mail address.

    Why: an address leads to a person, who may be a survivor or a suspect. Neither agreed to be in a data set.

    Bad: an address in an undeclared field, or as an organisation's identifier.

    Good: ``org-4f7k``.

    Mend: delete it, also where reports were copied to. Contact data belongs into the case system alone.
    """
    return _said(case, "HLX-R301", "an e-mail address")


@_minimisation("HLX-R302")
def digits(case: Case) -> Iterable[Problem]:
    """A report holds no telephone or other long number.

    Why: numbers of seven and more digits are telephones, accounts and case files.

    Bad: a telephone number as report identifier.

    Good: a random UUID as report identifier.

    Mend: delete it. Keep case numbers outside, beside the random identifier of the report.
    """
    return _said(case, "HLX-R302", "a telephone, account or case number")


@_minimisation("HLX-R303")
def address(case: Case) -> Iterable[Problem]:
    """A report holds no web address.

    Why: an address leads to the material or to the person.

    Bad: the link to a post in an undeclared field.

    Good: ``{"service": {"kind": "service-kind:social-network", "surface": "service-surface:public-post"}}``.

    Mend: delete it, and say with codes on what kind of service it happened.
    """
    return _said(case, "HLX-R303", "a web address")


@_minimisation("HLX-R304")
def handle(case: Case) -> Iterable[Problem]:
    """A report holds no account name.

    Why: a handle is a name.

    Bad: a name that begins with @ in an undeclared field.

    Good: ``{"relationship": "relationship:online-contact"}``.

    Mend: delete it, and say with codes what the person is to the affected one.
    """
    return _said(case, "HLX-R304", "an account name")


@_minimisation("HLX-R305")
def internet_address(case: Case) -> Iterable[Problem]:
    """A report holds no internet protocol address.

    Why: it leads to a household.

    Bad: the address that a service logged.

    Good: ``{"countries": ["GB"]}``.

    Mend: delete it, and give the country.
    """
    return _said(case, "HLX-R305", "an internet protocol address")


@_minimisation("HLX-R306")
def coordinates(case: Case) -> Iterable[Problem]:
    """A report holds no coordinates.

    Why: they lead to a door.

    Bad: latitude and longitude in an undeclared field.

    Good: ``{"countries": ["GB"]}``.

    Mend: delete them, and give the country.
    """
    return _said(case, "HLX-R306", "coordinates")


@_minimisation("HLX-R307")
def hash_value(case: Case) -> Iterable[Problem]:
    """A report holds no hash value.

    Why: a hash leads to one file; who has lists of hashes knows what it shows. Formats are enough for statistics.

    Bad: the digest of an image in an undeclared field.

    Good: ``{"content": {"forms": ["content-form:image"], "hash_formats": ["hash-format:pdq"]}}``.

    Mend: delete it, and name the format. Hashes are exchanged through the systems made for them.
    """
    return _said(case, "HLX-R307", "a hash value")
