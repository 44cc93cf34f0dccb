"""What a value in a mapping file has to look like, slot by slot; pure functions from text to what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from harmlex.model.sssom import (
    BUILT_IN_PREFIXES,
    CURATION_RULES,
    DERIVED_JUSTIFICATIONS,
    JUSTIFICATIONS,
    NO_TERM,
    PREDICATES,
    Slot,
)

__all__ = ["CONTROL", "Wrong", "checker", "date_wrong", "id_wrong", "uri_wrong"]

_CURIE = re.compile(r"([A-Za-z_][A-Za-z0-9._-]*):([^\s<>\"{}|\\^`]+)")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONFIDENCE = re.compile(r"0(\.[0-9]{1,3})?|1(\.0{1,3})?")
_RULE = re.compile(r"(hlx:covers-subject)-[1-9][0-9]*")
# C0 and C1 controls, line and paragraph separators, and the signs that turn the direction of text unseen.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


class Wrong(NamedTuple):
    """What is wrong with a value.

    Attributes:
        code: The finding's code.
        message: What is wrong, with the value in it.
        hint: What to do.
    """

    code: str
    message: str
    hint: str


Check = Callable[[str], Wrong | None]


def checker(slot: Slot, prefixes: Mapping[str, str]) -> Check | None:
    """Return the check of single values of a slot in a row, or ``None`` where any text will do.

    Args:
        slot: The slot; for one that holds a list the check is of its items.
        prefixes: The prefixes that the file declares.
    """
    special: dict[str, Check] = {
        "predicate_id": lambda value: _predicate_wrong(value, prefixes),
        "object_id": lambda value: None if value == NO_TERM else _end_wrong(value, prefixes),
        "subject_id": lambda value: _end_wrong(value, prefixes),
        "mapping_justification": _justification_wrong,
        "confidence": _confidence_wrong,
        "curation_rule": _rule_wrong,
        "predicate_modifier": _modifier_wrong,
    }
    if slot.name in special:
        return special[slot.name]
    match slot.holds:
        case "id":
            return lambda value: id_wrong(value, prefixes)
        case "uri":
            return uri_wrong
        case "date":
            return date_wrong
        case "entity_type":
            return lambda value: _type_wrong(slot.name, value)
        case "number":
            return lambda value: _number_wrong(slot.name, value)
        case _:
            return None


def id_wrong(value: str, prefixes: Mapping[str, str]) -> Wrong | None:
    """Say what is wrong with an identifier: it has to be a CURIE with a declared prefix."""
    found = _CURIE.fullmatch(value)
    if found is None or found[2].startswith("//"):
        if _URI.fullmatch(value) or "://" in value:
            short = _shortened(value, prefixes)
            hint = f"Write `{short}`." if short else "Write a CURIE and declare its prefix in curie_map."
            return Wrong("HLX-M015", f"`{value}` is an IRI; SSSOM files hold CURIEs.", hint)
        return Wrong("HLX-M015", f"`{value}` is no CURIE.", "Write prefix, colon and local name, as in `hlx:H0042`.")
    if found[1] not in prefixes and found[1] not in BUILT_IN_PREFIXES:
        hint = f"Declare `{found[1]}` in curie_map, or correct the prefix."
        return Wrong("HLX-M009", f"The prefix `{found[1]}` of `{value}` is not declared.", hint)
    return None


def uri_wrong(value: str) -> Wrong | None:
    """Say what is wrong with an address."""
    if _URI.fullmatch(value):
        return None
    return Wrong("HLX-M007", f"`{value}` is no absolute IRI.", "Write it with its scheme, as in `https://…`.")


def date_wrong(value: str) -> Wrong | None:
    """Say what is wrong with a day."""
    if _DAY.fullmatch(value):
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            return Wrong("HLX-M019", f"There is no day `{value}`.", "Correct the day.")
        return None
    return Wrong("HLX-M019", f"`{value}` is no day as SSSOM writes it.", "Write year, month and day: `2026-11-22`.")


def _shortened(value: str, prefixes: Mapping[str, str]) -> str:
    """Return the CURIE of an IRI where a declared prefix fits, the longest first."""
    known = {**prefixes, **BUILT_IN_PREFIXES}
    for prefix, base in sorted(known.items(), key=lambda item: -len(item[1])):
        if value.startswith(base) and _CURIE.fullmatch(f"{prefix}:{value[len(base) :]}"):
            return f"{prefix}:{value[len(base) :]}"
    return ""


def _end_wrong(value: str, prefixes: Mapping[str, str]) -> Wrong | None:
    if value.startswith("sssom:"):
        hint = f"Write a concept; where there is none, `{NO_TERM}` stands as object_id only."
        return Wrong("HLX-M022", f"`{value}` cannot stand here.", hint)
    return id_wrong(value, prefixes)


def _predicate_wrong(value: str, prefixes: Mapping[str, str]) -> Wrong | None:
    if value in PREDICATES:
        return None
    if value == NO_TERM:
        hint = "Put it in object_id; the predicate says what was searched for, usually `skos:exactMatch`."
        return Wrong("HLX-M022", f"`{NO_TERM}` stands for a missing object and is no predicate.", hint)
    if ":" not in value:
        near = next((name for name in PREDICATES if name.endswith(f":{value}")), "skos:exactMatch")
        return Wrong("HLX-M016", f"The predicate `{value}` has no prefix.", f"Write `{near}`.")
    wrong = id_wrong(value, prefixes)
    if wrong is not None:
        return wrong
    hint = f"Use one of {', '.join(f'`{name}`' for name in PREDICATES)}; `hlx:overlapMatch` is for derived rows only."
    return Wrong("HLX-M016", f"`{value}` is no predicate of curated rows.", hint)


def _modifier_wrong(value: str) -> Wrong | None:
    if value == "Not":
        return None
    return Wrong("HLX-M017", f"`{value}` is no predicate_modifier.", "Write `Not`, or leave the cell empty.")


def _justification_wrong(value: str) -> Wrong | None:
    if value in JUSTIFICATIONS:
        return None
    if value in DERIVED_JUSTIFICATIONS:
        hint = "Remove the row: derived rows are made by the build and are never inputs."
        return Wrong("HLX-M018", f"`{value}` marks a row that a program derived.", hint)
    hint = f"Use one of {', '.join(f'`{name}`' for name in JUSTIFICATIONS)}."
    return Wrong("HLX-M018", f"`{value}` is no justification that SSSOM allows.", hint)


def _confidence_wrong(value: str) -> Wrong | None:
    if _CONFIDENCE.fullmatch(value):
        return None
    hint = "Write a number from 0 to 1 with a point and at most three decimals, as in `0.9`."
    return Wrong("HLX-M020", f"`{value}` is no confidence.", hint)


def _number_wrong(slot: str, value: str) -> Wrong | None:
    low = -1 if slot == "reviewer_agreement" else 0
    try:
        if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) and low <= float(value) <= 1:
            return None
    except ValueError:  # pragma: no cover  (the grammar leaves only numbers)
        pass
    return Wrong("HLX-M028", f"`{value}` is no {slot}.", f"Write a number from {low} to 1 with a point.")


def _rule_wrong(value: str) -> Wrong | None:
    if value in CURATION_RULES or _RULE.fullmatch(value):
        return None
    hint = f"Use one of {', '.join(f'`{name}`' for name in CURATION_RULES)}."
    return Wrong("HLX-M021", f"`{value}` is no curation rule of ours.", hint)


def _type_wrong(slot: str, value: str) -> Wrong | None:
    if value == "skos concept":
        return None
    return Wrong("HLX-M028", f"`{value}` is not what {slot} may be here.", "Write `skos concept`.")
