"""One good and one bad example of each class of reports, against the schema and the generated classes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from pydantic import ValidationError

from harmlex.generated import models
from harmlex.report.schema import CLASSES

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "tests" / "data" / "examples"
SCHEMA = json.loads((ROOT / "src/harmlex/generated/harmlex.schema.json").read_text(encoding="utf-8"))
FILES = [path for path in sorted(EXAMPLES.glob("*/*.yaml")) if path.name.partition("-")[0] in CLASSES]


def test_every_class_has_a_good_and_a_bad_example():
    for kind in ("valid", "invalid"):
        assert {path.name.partition("-")[0] for path in FILES if path.parent.name == kind} == set(CLASSES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_example_is_what_it_says(path):
    cls = path.name.partition("-")[0]
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    good = path.parent.name == "valid"
    assert jsonschema_rs.validator_for({**SCHEMA, "$ref": f"#/$defs/{cls}"}).is_valid(record) is good
    try:
        getattr(models, cls).model_validate(record)
    except ValidationError:
        assert not good
    else:
        assert good
