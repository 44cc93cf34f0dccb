"""The JSON Schema of every record: LinkML's, with language maps as people write them."""

from __future__ import annotations

import json
from typing import Any

from linkml.generators.jsonschemagen import JsonSchemaGenerator  # type: ignore[import-untyped]
from linkml_runtime.utils.schemaview import SchemaView  # type: ignore[import-untyped]

from harmlex.publish.generators.model import (
    SCHEMA,
    annotation,
    language_map,
    language_pattern,
    record_classes,
    reference_pattern,
    slots_of,
    text_pattern,
)

__all__ = ["json_schema"]

_MAPS = {"one": "LanguageMap", "many": "LanguageMapOfLists"}


def json_schema(schema: SchemaView, source: str = SCHEMA) -> str:
    """Return the JSON Schema; each class is found at ``#/$defs/<Class>``.

    LinkML's output is changed in four ways. A language map holds plain texts, or lists of them, and never the long
    form. Nothing may be ``null``: what is not said is absent. Lists and maps that must be there are not empty. A
    reference looks like the identifier that it refers to.
    """
    raw: dict[str, Any] = json.loads(JsonSchemaGenerator(source, not_closed=False).serialize())
    definitions: dict[str, Any] = raw["$defs"]
    kept = {str(name) for name in schema.all_enums()} | set(record_classes(schema))
    definitions = {name: definitions[name] for name in definitions if name in kept}
    for cls in record_classes(schema):
        properties = definitions[cls]["properties"]
        for slot in slots_of(schema, cls):
            name = str(slot.alias or slot.name)
            shape = _without_null(properties[name])
            texts = language_map(slot)
            if texts:
                shape = {"$ref": f"#/$defs/{_MAPS[texts]}", "description": shape.get("description", "")}
                if slot.maximum_cardinality:
                    shape["maxProperties"] = slot.maximum_cardinality
            else:
                if slot.required and slot.multivalued:
                    shape["minItems"] = 1
                for keyword in ("code_list", "closed_list"):
                    listed = annotation(slot, keyword)
                    if listed:
                        # For a release, whose schema of reports has the codes of these lists as enumerations.
                        (shape["items"] if slot.multivalued else shape)[f"x-{keyword.replace('_', '-')}"] = listed
                pattern = reference_pattern(schema, slot)
                if pattern:
                    (shape["items"] if slot.multivalued else shape)["pattern"] = pattern
            properties[name] = shape
    text = {"type": "string", "pattern": text_pattern(schema)}
    tags = {"pattern": language_pattern(schema)}
    definitions["LanguageMap"] = {
        "title": "LanguageMap",
        "description": "One text in each language, by BCP 47 language tag.",
        "type": "object",
        "propertyNames": tags,
        "additionalProperties": text,
        "minProperties": 1,
    }
    definitions["LanguageMapOfLists"] = {
        "title": "LanguageMapOfLists",
        "description": "Several texts in each language, by BCP 47 language tag.",
        "type": "object",
        "propertyNames": tags,
        "additionalProperties": {"type": "array", "items": text, "minItems": 1},
        "minProperties": 1,
    }
    out = {
        "$schema": raw["$schema"],
        "$id": raw["$id"],
        "title": "harmlex",
        "description": "Each class of the registry's records is found below $defs; the file as a whole checks nothing.",
        "version": raw["version"],
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(out, ensure_ascii=False, indent=2) + "\n"


def _without_null(shape: dict[str, Any]) -> dict[str, Any]:
    """Return a property without the alternative ``null``, which LinkML adds to whatever is optional."""
    shape = dict(shape)
    if isinstance(shape.get("type"), list):
        types = [t for t in shape["type"] if t != "null"]
        shape["type"] = types[0] if len(types) == 1 else types
    if "anyOf" in shape:
        others = [option for option in shape["anyOf"] if option != {"type": "null"}]
        if len(others) == 1:
            del shape["anyOf"]
            shape = {**others[0], **shape}
        else:
            shape["anyOf"] = others
    return shape
