"""The TypeScript types of every record, for people who read the JSON exports in a browser or on a server."""

from __future__ import annotations

from linkml_runtime.linkml_model.meta import SlotDefinition  # type: ignore[import-untyped]
from linkml_runtime.utils.schemaview import SchemaView  # type: ignore[import-untyped]

from harmlex.publish.generators.model import language_map, record_classes, slots_of

__all__ = ["typescript"]

_HEAD = """// The registry's records as TypeScript types.
// Generated from schema/ by `harmlex generate`; never edited by hand.

/** One text in each language, by BCP 47 language tag. */
export type LanguageMap = { [tag: string]: string };
/** Several texts in each language, by BCP 47 language tag. */
export type LanguageMapOfLists = { [tag: string]: string[] };
"""
_PLAIN = {"boolean": "boolean", "integer": "number"}


def typescript(schema: SchemaView) -> str:
    """Return the types: enumerations as unions of strings, as they stand in JSON, and one interface for each class.

    This is our own step: LinkML's writes enumerations as TypeScript enums, which a value read from JSON is not, and
    the long form of language maps.
    """
    parts = [_HEAD]
    for name, kind in schema.all_types().items():
        if kind.pattern:
            parts.append(f"{_comment(kind.description)}export type {name} = string;\n")
    for name, enum in schema.all_enums().items():
        values = "".join(f'\n  | "{value}"' for value in enum.permissible_values)
        meanings = "".join(f"\n - {value}: {said.description}" for value, said in enum.permissible_values.items())
        parts.append(f"{_comment(str(enum.description) + meanings)}export type {name} ={values};\n")
    for cls in record_classes(schema):
        lines = []
        for slot in slots_of(schema, cls):
            optional = "" if slot.required or slot.identifier else "?"
            lines.append(f"{_comment(slot.description, '  ')}  {slot.name}{optional}: {_type(schema, slot)};\n")
        parts.append(f"{_comment(schema.get_class(cls).description)}export interface {cls} {{\n{''.join(lines)}}}\n")
    return "\n".join(parts)


def _type(schema: SchemaView, slot: SlotDefinition) -> str:
    texts = language_map(slot)
    if texts:
        return "LanguageMap" if texts == "one" else "LanguageMapOfLists"
    name = str(slot.range)
    if name in schema.all_classes() and not (slot.inlined or slot.inlined_as_list):
        name = str(schema.induced_slot(schema.get_identifier_slot(name).name, name).range)
    if name in schema.all_types() and not schema.get_type(name).pattern:
        name = _PLAIN.get(name, "string")
    return f"{name}[]" if slot.multivalued else name


def _comment(text: str | None, indent: str = "") -> str:
    if not text:
        return ""
    lines = " ".join(str(text).split(" ")).replace("*/", "* /").split("\n")
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    return f"{indent}/**\n" + "".join(f"{indent} * {line}\n" for line in lines) + f"{indent} */\n"
