"""The schema as the generators read it: one view, and what its annotations mean."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from linkml_runtime.linkml_model.meta import SlotDefinition  # type: ignore[import-untyped]
from linkml_runtime.utils.schemaview import SchemaView  # type: ignore[import-untyped]

__all__ = [
    "LANGUAGE_CLASSES",
    "SCHEMA",
    "annotation",
    "at_least_one",
    "exactly_one",
    "language_map",
    "language_pattern",
    "record_classes",
    "reference_pattern",
    "slots_of",
    "text_pattern",
    "type_pattern",
    "view",
]

SCHEMA = "schema/harmlex.yaml"
# Entries of language maps: LinkML needs them as classes, no record holds them as objects.
LANGUAGE_CLASSES = frozenset({"LangText", "LangTexts"})

logging.getLogger("linkml").setLevel(logging.ERROR)
logging.getLogger("linkml_runtime").setLevel(logging.ERROR)


def view(root: Path) -> SchemaView:
    """Read the schema of the checkout at ``root``."""
    return SchemaView(str(root / SCHEMA))


def record_classes(schema: SchemaView) -> list[str]:
    """Return the names of the classes that records belong to, in schema order."""
    return [str(name) for name in schema.all_classes() if name not in LANGUAGE_CLASSES]


def slots_of(schema: SchemaView, cls: str) -> list[SlotDefinition]:
    """Return the slots of a class with its own refinements, in schema order."""
    return [schema.induced_slot(name, cls) for name in schema.class_slots(cls)]


def language_map(slot: SlotDefinition) -> str | None:
    """Return ``one`` or ``many`` for a language map, by texts in each language, else ``None``."""
    value = annotation(slot, "language_map")
    return None if value == "none" else value


def annotation(slot: SlotDefinition, name: str) -> str | None:
    """Return what a slot's annotation of a name says, or ``None`` where there is none."""
    annotations: Any = slot.annotations
    try:
        return str(annotations[name].value)
    except (KeyError, TypeError):
        return None


def type_pattern(schema: SchemaView, name: str) -> str:
    """Return the regular expression of one of the schema's types."""
    return str(schema.get_type(name).pattern)


def reference_pattern(schema: SchemaView, slot: SlotDefinition) -> str | None:
    """Return the pattern of the identifiers that a slot refers to, or ``None`` where it holds something else."""
    if slot.range not in schema.all_classes() or slot.inlined or slot.inlined_as_list:
        return None
    identifier = schema.get_identifier_slot(slot.range)
    return type_pattern(schema, schema.induced_slot(identifier.name, slot.range).range) if identifier else None


def language_pattern(schema: SchemaView) -> str:
    """Return the regular expression of a language tag."""
    return type_pattern(schema, "LanguageTag")


def text_pattern(schema: SchemaView) -> str:
    """Return the regular expression of a text."""
    return type_pattern(schema, "Text")


def exactly_one(schema: SchemaView, cls: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of slots of which a class's rules say that each excludes and replaces the other."""
    excluded: set[tuple[str, str]] = set()
    needed: set[tuple[str, str]] = set()
    for rule in schema.get_class(cls).rules:
        before = next(iter(rule.preconditions.slot_conditions.values()))
        after = next(iter(rule.postconditions.slot_conditions.values()))
        pair = (str(before.name), str(after.name))
        said = (str(before.value_presence), str(after.value_presence))
        if said == ("PRESENT", "ABSENT"):
            excluded.add(pair)
        elif said == ("ABSENT", "PRESENT"):
            needed.add(pair)
        else:
            raise ValueError(f"{cls}: a rule that the generators cannot translate: {said}")
    if excluded != needed:
        raise ValueError(f"{cls}: rules that the generators cannot translate: {sorted(excluded ^ needed)}")
    return tuple(sorted(needed))


def at_least_one(schema: SchemaView, cls: str) -> tuple[str, ...]:
    """Return the slots of which a class's ``any_of`` says that at least one must be there; empty where it says none."""
    return tuple(str(name) for option in schema.get_class(cls).any_of for name in option.slot_conditions)
