"""The shape of a record: which slots a class has, in which order, and what each one holds.

The table is derived from ``schema/vocabulary.yaml`` by :func:`derive` and committed as ``shape.json``, so that nothing
at run time reads LinkML. `harmlex generate` writes it.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from typing import Any, Literal

import msgspec

__all__ = ["CLASS_OF_KIND", "Holds", "Shape", "Slot", "derive", "shape_of", "shapes"]

Holds = Literal["text", "boolean", "integer", "texts", "object", "objects", "language_map", "language_map_of_lists"]

CLASS_OF_KIND = {
    "concept": "Concept",
    "scheme": "Scheme",
    "codelist": "CodeList",
    "decision": "Decision",
    "sources": "SourceFile",
    "organisations": "OrganisationFile",
    "initiatives": "InitiativeFile",
    "facets": "FacetFile",
    "exemptions": "ExemptionFile",
    "release": "Release",
}

# Ranges that hold an identifier; a list of them is a set, which the formatter sorts.
_IDENTIFIERS = {"ConceptId", "SchemeConceptId", "CodeId", "SlugId", "DecisionId", "uriorcurie"}
_PROSE = {"string", "Text"}


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one slot of a class holds.

    Attributes:
        holds: The form of the value.
        range: The class of the objects, or the type or enumeration of the text.
        required: Whether a record must have it.
        identifiers: Whether it names other records; a list of names is a set.
        prose: Whether it is free text rather than a code, a name or a line.
    """

    holds: Holds
    range: str
    required: bool = False
    identifiers: bool = False
    prose: bool = False


class Shape(msgspec.Struct, frozen=True):
    """The slots of one class, in the order in which they are written."""

    slots: dict[str, Slot]


@cache
def shapes() -> dict[str, Shape]:
    """Return the shape of every class, by name."""
    # Not importlib.resources: importing that takes ten milliseconds.
    raw = pkgutil.get_data("harmlex.load", "shape.json")
    return msgspec.json.decode(raw or b"", type=dict[str, Shape])


def shape_of(kind: str) -> Shape:
    """Return the shape of the files of one kind (``concept``, ``scheme`` …)."""
    return shapes()[CLASS_OF_KIND[kind]]


def derive(schema: dict[str, Any]) -> dict[str, Shape]:
    """Return the shape of every class of a LinkML schema, given as plain values; nothing is inherited or imported."""
    classes, slots = schema["classes"], schema["slots"]
    default = schema["default_range"]

    def slot(name: str, usage: dict[str, Any]) -> Slot:
        facts = {"range": default, **slots[name], **usage}
        target, many = facts["range"], bool(facts.get("multivalued"))
        language_map = (facts.get("annotations") or {}).get("language_map", "none")
        holds: Holds
        if language_map == "one":
            holds = "language_map"
        elif language_map == "many":
            holds = "language_map_of_lists"
        elif target in classes and (facts.get("inlined") or facts.get("inlined_as_list")):
            holds = "objects" if many else "object"
        elif target in ("boolean", "integer"):
            holds = "boolean" if target == "boolean" else "integer"
        else:
            holds = "texts" if many else "text"
        named = target in _IDENTIFIERS or (target in classes and holds in ("text", "texts"))
        return Slot(
            holds=holds,
            range=target,
            required=bool(facts.get("required") or facts.get("identifier")),
            identifiers=named,
            prose=target in _PROSE or language_map in ("one", "many"),
        )

    return {
        name: Shape({s: slot(s, (facts.get("slot_usage") or {}).get(s) or {}) for s in facts["slots"]})
        for name, facts in classes.items()
    }
