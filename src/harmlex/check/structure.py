"""What the JSON Schema says about a file, put into our own words."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import jsonschema_rs
import msgspec

from harmlex.check.words import near, quote
from harmlex.load.documents import Document, Pointer
from harmlex.load.shape import CLASS_OF_KIND, Slot, shapes

__all__ = ["Violation", "violations"]

MISSING, UNKNOWN, VALUE, KIND, PATTERN, OTHER = (
    "HLX-C022",
    "HLX-C023",
    "HLX-C024",
    "HLX-C025",
    "HLX-C026",
    "HLX-C027",
)

_KINDS = {
    "text": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "texts": "a list of texts",
    "object": "a mapping of keys",
    "objects": "a list of mappings",
    "language_map": "a text for each language, `{en: …}`",
    "language_map_of_lists": "a list of texts for each language, `{en: [ … ]}`",
}
_RANGES = {
    "ConceptId": "the id of a harm concept, such as hlx:H0042",
    "SchemeConceptId": "the id of a scheme's concept, such as iwf:A",
    "CodeId": "a code, such as age-band:13-15",
    "SlugId": "an id of lower-case letters, digits and hyphens",
    "DecisionId": "the id of a decision, such as D0001",
    "uriorcurie": "the id of a concept, such as hlx:H0042",
    "Day": 'a day, such as "2026-11-22"',
    "PartialDate": 'a year, a month or a day, such as "2026-11"',
    "LanguageTag": "a language tag, such as en or pt-BR",
    "WebAddress": "an http or https address without spaces",
    "Line": "one line of text without leading or trailing space",
    "Text": "a text without leading or trailing space",
    "string": "a text without leading or trailing space",
}


class Violation(NamedTuple):
    """One rule of the schema that a file breaks; ``breaks_types`` if its values are not what checks may rely on."""

    code: str
    pointer: Pointer
    message: str
    hint: str
    breaks_types: bool


@cache
def _schema() -> dict[str, Any]:
    raw = pkgutil.get_data("harmlex.generated", "harmlex.schema.json")
    schema: dict[str, Any] = msgspec.json.decode(raw or b"")
    return schema


@cache
def _validator(name: str) -> Any:
    schema = _schema()
    needed: dict[str, Any] = {}
    ahead = [name]
    while ahead:
        here = ahead.pop()
        if here not in needed:
            needed[here] = schema["$defs"][here]
            ahead += _references(needed[here])
    # A validator of one kind of file need not be told of all others; making it takes milliseconds.
    return jsonschema_rs.validator_for({**schema, "$defs": needed, "$ref": f"#/$defs/{name}"})


def _references(value: Any) -> Iterator[str]:
    """Yield the definitions that a part of the schema refers to."""
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str):
            yield reference.rpartition("/")[2]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def violations(document: Document) -> Iterator[Violation]:
    """Yield what in a document is not as the schema has it."""
    validator = _validator(CLASS_OF_KIND[document.kind])
    if not validator.is_valid(document.data):
        for error in validator.iter_errors(document.data):
            yield from _translate(document, error)


def _slot_at(kind: str, pointer: Pointer) -> Slot | None:
    """Return the slot whose value, item or text stands at a pointer."""
    name, slot = CLASS_OF_KIND[kind], None
    for step in pointer:
        if isinstance(step, str) and name:
            slot = shapes()[name].slots.get(step)
            if slot is None:
                return None
            name = slot.range if slot.holds in ("object", "objects") else ""
    return slot


def _class_at(kind: str, pointer: Pointer) -> str:
    slot = _slot_at(kind, pointer)
    return CLASS_OF_KIND[kind] if slot is None else slot.range


def _show(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"`{text if len(text) <= 60 else text[:57] + '…'}`"


def _translate(document: Document, error: Any) -> Iterator[Violation]:
    pointer: Pointer = tuple(error.instance_path)
    what = error.kind.name
    slot = _slot_at(document.kind, pointer)
    key = next((str(step) for step in reversed(pointer) if isinstance(step, str)), "the record")
    in_language_map = "LanguageMap" in str(error.schema_path)
    if what == "required":
        name = error.kind.property
        hint = "`harmlex rule HLX-C022` says what each record needs."
        if "allOf" in error.schema_path:
            message, hint = "The criterion has neither `values` nor `interval`.", "Write the codes, or the interval."
        else:
            message = f"The key `{name}` is missing."
            found = shapes()[_class_at(document.kind, pointer)].slots.get(name)
            hint = f"Add `{name}`, {_wanted(found)}." if found else hint
        yield Violation(MISSING, (*pointer, name), message, hint, True)
    elif what == "additionalProperties":
        known = list(shapes()[_class_at(document.kind, pointer)].slots)
        for name in error.kind.unexpected:
            close = near(name, known)
            hint = f"Did you mean {quote(close)}?" if close else f"The keys here are {', '.join(known)}."
            yield Violation(UNKNOWN, (*pointer, name), f"The key `{name}` is not known here.", hint, False)
    elif what == "enum":
        options = [str(option) for option in error.kind.options]
        close = near(str(error.instance), options, 1)
        hint = f"Write {quote(options)}." + (f" Did you mean `{close[0]}`?" if close else "")
        yield Violation(VALUE, pointer, f"{_show(error.instance)} is no value of `{key}`.", hint, False)
    elif what == "type":
        message = f"{_show(error.instance)} stands at `{key}` where {_type_words(error)} is needed."
        hint = f"Write `{key}` as {_KINDS[slot.holds]}." if slot else "See `docs/authoring.md`."
        yield Violation(KIND, pointer, message, hint, True)
    elif what == "pattern" and not in_language_map:
        wanted = _RANGES.get(slot.range, "") if slot else ""
        if slot and slot.identifiers and slot.range not in _RANGES:
            wanted = f"the id of {_article(slot.range)}, lower-case letters, digits and hyphens"
        hint = f"Write {wanted or f'a value that fits {error.kind.pattern}'}."
        yield Violation(PATTERN, pointer, f"{_show(error.instance)} cannot stand at `{key}`.", hint, False)
    elif what == "not":
        message = "The criterion has both `values` and `interval`."
        yield Violation(
            OTHER, pointer, message, "Keep the one that the facet takes; write two criteria for two facets.", False
        )
    elif what in ("minProperties", "pattern", "propertyNames") and in_language_map:
        return  # The checks of labels and texts say these with more to say.
    elif what == "minItems":
        yield Violation(OTHER, pointer, f"The list `{key}` is empty.", "Write an item, or delete the key.", False)
    elif what == "maxProperties":
        message = f"`{key}` has texts in {len(error.instance)} languages and takes one."
        yield Violation(OTHER, pointer, message, "Write one note for each label.", False)
    elif what in ("minimum", "maximum"):
        side = "less than" if what == "minimum" else "more than"
        message = f"{_show(error.instance)} at `{key}` is {side} {error.kind.limit}."
        yield Violation(OTHER, pointer, message, "Write a number within the bounds.", False)
    else:
        yield Violation(
            OTHER, pointer, f"{_show(error.instance)} at `{key}`: {error.message}.", "See the schema.", True
        )


def _type_words(error: Any) -> str:
    names = {"string": "a text", "boolean": "true or false", "integer": "a whole number", "array": "a list",
             "object": "a mapping of keys"}  # fmt: skip
    return " or ".join(names.get(name, name) for name in sorted(error.kind.types))


def _article(name: str) -> str:
    text = {"CodeList": "code list"}.get(name, name.lower())
    return f"an {text}" if text[0] in "aeiou" else f"a {text}"


def _wanted(slot: Slot | None) -> str:
    if slot is None:
        return "a value"
    if slot.holds in ("text", "texts"):
        words = _RANGES.get(slot.range, "")
        if not words and slot.identifiers:
            words = f"the id of {_article(slot.range)}"
        if words:
            return f"a list, each item {words}" if slot.holds == "texts" else words
        return f"one of the values of {slot.range}"
    return _KINDS[slot.holds]
