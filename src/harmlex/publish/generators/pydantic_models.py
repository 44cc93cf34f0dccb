"""The pydantic classes: LinkML's, with the constraints of the schema's types and language maps as plain dicts."""

from __future__ import annotations

import re

from linkml.generators.pydanticgen import MetadataMode, PydanticGenerator  # type: ignore[import-untyped]
from linkml_runtime.linkml_model.meta import SlotDefinition  # type: ignore[import-untyped]
from linkml_runtime.utils.schemaview import SchemaView  # type: ignore[import-untyped]

from harmlex.publish.generators.model import (
    LANGUAGE_CLASSES,
    SCHEMA,
    at_least_one,
    exactly_one,
    language_map,
    record_classes,
    slots_of,
)

__all__ = ["pydantic_models"]

_HEAD = '''"""The registry's records as pydantic classes, for people who build records in code.

Generated from schema/ by `harmlex generate`; never edited by hand. `to_record()` gives back plain data.
"""

'''
_PLAIN = {"boolean": "StrictBool", "integer": "StrictInt"}
_BASE = '''
    @model_validator(mode="before")
    @classmethod
    def _nothing_is_null(cls, data: Any) -> Any:
        """What is not said is absent."""
        if isinstance(data, dict):
            nulls = sorted(str(name) for name, value in data.items() if value is None)
            if nulls:
                raise ValueError(f"leave out what is not said, instead of null: {', '.join(nulls)}")
        return data

    @model_validator(mode="after")
    def _one_of_two(self) -> "ConfiguredBaseModel":
        """Hold the schema's rules that exactly one of two slots is there."""
        for first, second in _EXACTLY_ONE.get(type(self).__name__, ()):
            if (getattr(self, first) is None) == (getattr(self, second) is None):
                raise ValueError(f"exactly one of {first} and {second} must be there")
        needed = _AT_LEAST_ONE.get(type(self).__name__, ())
        if needed and all(getattr(self, name) is None for name in needed):
            raise ValueError(f"at least one of {' and '.join(needed)} must be there")
        return self

    def to_record(self) -> dict[str, Any]:
        """Return the record as plain data, without what is not said."""
        return self.model_dump(mode="json", exclude_none=True)
'''


def pydantic_models(schema: SchemaView, source: str = SCHEMA) -> str:
    """Return the module of pydantic classes.

    LinkML's classes are changed in five ways: types keep their patterns, which its generator leaves out; language
    maps are dicts of texts; ``null`` is refused; lists that must be there are not empty; and the rule "exactly one of
    two slots" holds.
    """
    generator = PydanticGenerator(source, metadata_mode=MetadataMode.NONE)
    module = generator.render()
    for cls in record_classes(schema):
        for slot in slots_of(schema, cls):
            attribute = module.classes[cls].attributes[str(slot.name)]
            exact = _range(schema, slot)
            if exact:
                attribute.range = exact if slot.required or slot.identifier else f"Optional[{exact}]"
            if slot.multivalued and slot.required and not language_map(slot):
                attribute.minimum_cardinality = 1
    for cls in LANGUAGE_CLASSES:
        del module.classes[cls]
    module.base_model.fields = [_BASE.strip()]
    aliases = [
        f'{name} = Annotated[str, StringConstraints(pattern=r"""{kind.pattern}""")]'
        for name, kind in schema.all_types().items()
        if kind.pattern
    ]
    aliases += [
        "LanguageMap = Annotated[dict[LanguageTag, Text], Field(min_length=1)]",
        "LanguageMapOfLists = Annotated[dict[LanguageTag, Annotated[list[Text], Field(min_length=1)]],"
        " Field(min_length=1)]",
    ]
    rules = {cls: pairs for cls in record_classes(schema) if (pairs := exactly_one(schema, cls))}
    needs = {cls: names for cls in record_classes(schema) if (names := at_least_one(schema, cls))}
    module.injected_classes = [
        "\n".join(aliases),
        f"_EXACTLY_ONE: dict[str, tuple[tuple[str, str], ...]] = {rules!r}",
        f"_AT_LEAST_ONE: dict[str, tuple[str, ...]] = {needs!r}",
    ]
    text = generator.serialize(rendered_module=module)
    text = text.replace("    Any,\n", "    Annotated,\n    Any,\n", 1)
    text = text.replace(
        "    SerializerFunctionWrapHandler,\n",
        "    SerializerFunctionWrapHandler,\n    StrictBool,\n    StrictInt,\n    StringConstraints,\n",
        1,
    ).replace("    model_serializer\n", "    model_serializer,\n    model_validator\n", 1)
    text = re.sub(r"\n{4,}", "\n\n\n", text)
    return _HEAD + text.strip() + "\n"


def _range(schema: SchemaView, slot: SlotDefinition) -> str | None:
    """Return the exact Python type of a slot where LinkML's is looser, else ``None``."""
    texts = language_map(slot)
    if texts:
        return "LanguageMap" if texts == "one" else "LanguageMapOfLists"
    name = str(slot.range)
    if name in schema.all_classes():
        if slot.inlined or slot.inlined_as_list:
            return None
        name = str(schema.induced_slot(schema.get_identifier_slot(name).name, name).range)
    elif name in _PLAIN:
        name = _PLAIN[name]
    elif name not in schema.all_types() or not schema.get_type(name).pattern:
        return None
    return f"list[{name}]" if slot.multivalued else name
