"""The JSON Schema of reports under one release: the generated one, with the release's codes as enumerations."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import msgspec

from harmlex.report.countries import COUNTRIES
from harmlex.report.vocabulary import Vocabulary

if TYPE_CHECKING:
    from harmlex.load.artefact import Sections
    from harmlex.model.artefact import Artefact

__all__ = [
    "CLASSES",
    "class_of",
    "declared_slots",
    "generated_schema",
    "release_schema",
    "schema_document",
    "slot_lists",
]

CLASSES = (
    "HarmReport",
    "Classification",
    "SchemeCode",
    "AffectedGroup",
    "PerpetratorGroup",
    "ServiceUse",
    "ContentFacts",
    "ActionTaken",
    "AggregateReport",
    "CodeCount",
)


@cache
def generated_schema() -> dict[str, Any]:
    """Return the generated JSON Schema, only the classes of reports; not to be changed."""
    path = resources.files("harmlex") / "generated" / "harmlex.schema.json"
    whole: dict[str, Any] = msgspec.json.decode(path.read_bytes())
    return {name: whole["$defs"][name] for name in CLASSES}


@cache
def declared_slots() -> frozenset[str]:
    """Return every name that a field of a report may have."""
    return frozenset(name for definition in generated_schema().values() for name in definition["properties"])


@cache
def slot_lists() -> dict[tuple[str, str], str]:
    """Return the code list of each slot that holds codes, by class and slot."""
    found = {}
    for cls, definition in generated_schema().items():
        for slot, shape in definition["properties"].items():
            name = shape.get("items", shape).get("x-code-list")
            if name:
                found[cls, slot] = str(name)
    return found


def class_of(report: dict[str, Any]) -> str:
    """Return which class an object claims: published counts have ``counts`` and no ``primary_harm``."""
    return "AggregateReport" if "counts" in report and "primary_harm" not in report else "HarmReport"


def release_schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the JSON Schema that a release ships: self-contained, closed, codes as enumerations.

    Codes and concepts that are retired or too general stand in the enumerations too: a rule of its own says what to
    use instead.
    """
    closed = {
        "concept": sorted(vocabulary.concepts),
        "scheme": sorted(table for table in vocabulary.schemes),
        "country": sorted(COUNTRIES),
        "schema-version": [vocabulary.schema_version],
    }
    definitions = {}
    for name, definition in generated_schema().items():
        properties = {slot: _filled(shape, vocabulary, closed) for slot, shape in definition["properties"].items()}
        definitions[name] = {**definition, "properties": properties}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://w3id.org/harmlex/release/{vocabulary.release}/report.schema.json",
        "title": f"harmlex reports, release {vocabulary.release}",
        "description": "One report, or one table of published counts, with the codes of this release.",
        "type": "object",
        "if": {"required": ["counts"], "not": {"required": ["primary_harm"]}},
        "then": {"$ref": "#/$defs/AggregateReport"},
        "else": {"$ref": "#/$defs/HarmReport"},
        "$defs": definitions,
    }


def schema_document(artefact: Artefact | Sections) -> bytes:
    """Return the JSON Schema of a release as a file."""
    return msgspec.json.format(msgspec.json.encode(release_schema(Vocabulary(artefact))), indent=1) + b"\n"


def _filled(shape: dict[str, Any], vocabulary: Vocabulary, closed: dict[str, list[str]]) -> dict[str, Any]:
    if "items" in shape:
        return {**shape, "items": _filled(shape["items"], vocabulary, closed)}
    out = {key: value for key, value in shape.items() if not key.startswith("x-")}
    listed, limited = shape.get("x-code-list"), shape.get("x-closed-list")
    if listed:
        out["enum"] = list(vocabulary.lists.get(listed, ()))
        out.pop("pattern", None)
    elif limited in closed:
        out["enum"] = closed[limited]
        out.pop("pattern", None)
    return out
