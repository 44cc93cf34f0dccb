"""The table of slots follows the schema."""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml

from harmlex.load.shape import CLASS_OF_KIND, derive, shape_of, shapes

SCHEMA = Path(__file__).parents[2] / "schema" / "vocabulary.yaml"


def test_the_committed_table_is_current():
    # When this fails: harmlex generate
    derived = derive(yaml.safe_load(SCHEMA.read_text(encoding="utf-8")))
    assert derived == shapes()
    assert [list(shape.slots) for shape in derived.values()] == [list(shape.slots) for shape in shapes().values()]


def test_every_kind_of_file_has_a_class():
    assert {kind: next(iter(shape_of(kind).slots)) for kind in CLASS_OF_KIND}["concept"] == "id"


def test_slots_say_what_they_hold():
    slots = shape_of("concept").slots
    assert slots["reportable"].holds == "boolean"
    assert slots["prefLabel"].holds == "language_map"
    assert slots["altLabel"].holds == "language_map_of_lists"
    assert slots["criteria"].holds == "objects"
    assert slots["narrower_are"].holds == "object"
    assert slots["broader"].identifiers
    assert slots["definition_sources"].identifiers
    assert not slots["label_notes"].identifiers
    assert shapes()["Interval"].slots["min"].holds == "integer"
    assert not shape_of("scheme").slots["languages"].identifiers
    assert msgspec.to_builtins(slots["id"])["required"]
