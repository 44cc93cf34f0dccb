"""One valid and one invalid example for each class, judged by three judges who must agree."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from pydantic import ValidationError

from harmlex.generated import models

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = Path(__file__).resolve().parents[1] / "data" / "examples"
FILES = sorted(EXAMPLES.glob("*/*.yaml"))
SCHEMA = json.loads((ROOT / "src" / "harmlex" / "generated" / "harmlex.schema.json").read_text(encoding="utf-8"))
# Entries of enumerations are no records, language maps no classes of ours.
CLASSES = {name for name, shape in SCHEMA["$defs"].items() if shape["type"] == "object"} - {
    "LanguageMap",
    "LanguageMapOfLists",
}


def case(path: Path) -> tuple[str, bool]:
    """Return the class that an example is of, and whether it is a good one."""
    return path.stem.partition("-")[0], path.parent.name == "valid"


def record(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_every_class_has_a_valid_and_an_invalid_example():
    for folder in ("valid", "invalid"):
        assert {case(path)[0] for path in FILES if path.parent.name == folder} == CLASSES


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_json_schema_judges_rightly(path):
    cls, good = case(path)
    assert jsonschema_rs.validator_for({**SCHEMA, "$ref": f"#/$defs/{cls}"}).is_valid(record(path)) is good


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_pydantic_classes_judge_rightly(path):
    cls, good = case(path)
    try:
        getattr(models, cls).model_validate(record(path))
    except ValidationError:
        assert not good
    else:
        assert good


def test_the_linkml_validator_judges_rightly(tmp_path):
    cases = [[case(path)[0], path.name, record(path)] for path in FILES]
    (tmp_path / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    code = """
import json, sys, warnings
warnings.simplefilter("ignore")
from linkml.validator import Validator
from linkml.validator.plugins import JsonschemaValidationPlugin
validator = Validator(sys.argv[1], [JsonschemaValidationPlugin(closed=True)])
for cls, name, data in json.load(open(sys.argv[2], encoding="utf-8")):
    print(json.dumps([name, not list(validator.iter_results(data, cls))]))
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "schema" / "harmlex.yaml"), str(tmp_path / "cases.json")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    said = dict(json.loads(line) for line in run.stdout.splitlines())
    assert said == {path.name: case(path)[1] for path in FILES}
