"""The generated model: fresh, the same each time, and faithful to the schema."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest
from rdflib import SH, Graph
from rdflib.plugins.parsers.jsonld import to_rdf

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ROOT / "src" / "harmlex" / "generated"
DOXING = {
    "id": "hlx:H0042",
    "status": "proposed",
    "prefLabel": {"en": "doxing"},
    "population": "any",
    "material": "either",
    "reportable": True,
    "changes": [{"date": "2026-11-22", "kind": "created", "note": {"en": "First version."}}],
}
CRITERION = {"facet": "act", "source": "unfpa-tfgbv-1"}


@pytest.fixture(scope="module")
def schema() -> dict:
    return json.loads((GENERATED / "harmlex.schema.json").read_text(encoding="utf-8"))


def accepts(schema: dict, cls: str, record: dict) -> bool:
    return bool(jsonschema_rs.validator_for({**schema, "$ref": f"#/$defs/{cls}"}).is_valid(record))


def accepted_by_pydantic(cls: str, record: dict) -> bool:
    from pydantic import ValidationError

    from harmlex.generated import models

    try:
        getattr(models, cls).model_validate(record)
    except ValidationError:
        return False
    return True


def test_nothing_generated_is_stale():
    # In a process of its own: LinkML's imports warn, and warnings are errors here.
    run = subprocess.run(
        [sys.executable, "-m", "harmlex", "generate", "--check", "--root", str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT / "src"), "PATH": ""},
    )
    assert (run.returncode, run.stdout) == (0, ""), run.stdout + run.stderr


def test_a_stale_missing_or_surplus_file_is_named(tmp_path):
    from harmlex.publish.generators import stale

    pages = tmp_path / "docs" / "reference"
    pages.mkdir(parents=True)
    (pages / "index.md").write_text("old\n")
    (pages / "Gone.md").write_text("no longer generated\n")
    (pages / "Same.md").write_text("same\n")
    files = {
        "docs/reference/index.md": "new\n",
        "docs/reference/Same.md": "same\n",
        "src/harmlex/generated/models.py": "x\n",
    }
    assert stale(tmp_path, files) == [
        "docs/reference/Gone.md",
        "docs/reference/index.md",
        "src/harmlex/generated/models.py",
    ]


def test_generated_files_end_with_a_newline_and_hold_no_path_of_a_machine():
    files = [*GENERATED.iterdir(), *(ROOT / "docs" / "reference").iterdir()]
    for file in files:
        if file.is_file() and file.suffix != ".pyc":
            text = file.read_text(encoding="utf-8")
            assert text.endswith("\n"), file
            assert str(ROOT) not in text, file


def test_the_json_schema_is_itself_valid(schema):
    jsonschema_rs.meta.validate(schema)


@pytest.mark.parametrize(
    ("change", "good"),
    [
        ({}, True),
        ({"altLabel": {"en": ["doxxing"], "zh-Hant": ["起底"]}}, True),
        ({"prefLabel": {"en": {"text": "doxing"}}}, False),
        ({"prefLabel": {"en": ["doxing"]}}, False),
        ({"prefLabel": {"en": {"lang": "en", "text": "doxing"}}}, False),
        ({"prefLabel": {}}, False),
        ({"prefLabel": {"English": "doxing"}}, False),
        ({"prefLabel": {"en": " doxing"}}, False),
        ({"altLabel": {"en": "doxxing"}}, False),
        ({"altLabel": {"en": []}}, False),
        ({"live": None}, False),
        ({"reportable": "yes"}, False),
        ({"status": "agreed"}, False),
        ({"id": "hlx:42"}, False),
        ({"broader": ["privacy"]}, False),
        ({"definition_sources": ["Not A Slug"]}, False),
        ({"changes": []}, False),
        ({"colour": "red"}, False),
        ({"criteria": [{**CRITERION, "values": ["act:publish"]}]}, True),
        ({"criteria": [{**CRITERION, "interval": {"max": 18}}]}, True),
        ({"criteria": [CRITERION]}, False),
        ({"criteria": [{**CRITERION, "values": ["act:publish"], "interval": {"max": 18}}]}, False),
        ({"criteria": [{**CRITERION, "interval": {"min": -1}}]}, False),
        ({"label_notes": [{"form": {"en": "dox", "fr": "dox"}}]}, False),
    ],
)
def test_the_json_schema_and_the_pydantic_classes_agree(schema, change, good):
    record = {**DOXING, **change}
    assert accepts(schema, "Concept", record) is good
    assert accepted_by_pydantic("Concept", record) is good


def test_a_pydantic_record_gives_back_what_was_put_in():
    from harmlex.generated.models import Concept

    assert Concept.model_validate(DOXING).to_record() == DOXING


def test_a_raw_record_is_json_ld_with_language_tags_and_addresses():
    context = json.loads((GENERATED / "harmlex.context.jsonld").read_text(encoding="utf-8"))["@context"]
    record = {
        **DOXING,
        "altLabel": {"en": ["doxxing", "doxx"]},
        "broader": ["hlx:H0057"],
        "definition_sources": ["unfpa-tfgbv-1"],
    }
    graph = to_rdf(record, Graph(), context_data=context)
    lines = set(graph.serialize(format="nt").splitlines())
    subject = "<https://w3id.org/harmlex/H0042>"
    skos = "http://www.w3.org/2004/02/skos/core#"
    for line in (
        f'{subject} <{skos}prefLabel> "doxing"@en .',
        f'{subject} <{skos}altLabel> "doxx"@en .',
        f"{subject} <{skos}broader> <https://w3id.org/harmlex/H0057> .",
        f"{subject} <http://purl.org/dc/terms/source> <https://w3id.org/harmlex/source/unfpa-tfgbv-1> .",
    ):
        assert line in lines


def test_shapes_know_language_maps_and_have_no_nameless_property():
    shapes = Graph().parse(GENERATED / "harmlex.shacl.ttl", format="turtle")
    texts = list(shapes.query("SELECT ?p WHERE { ?p sh:datatype rdf:langString }", initNs={"sh": SH}))
    assert len(texts) > 30
    for (shape,) in texts:
        assert (shape, SH["class"], None) not in shapes
    assert not [p for p in shapes.objects(None, SH.property) if p.n3().startswith("_:")]
    aimed = list(shapes.objects(None, SH.targetClass))
    assert len(aimed) == len(set(aimed))


def test_no_class_uses_one_property_for_two_slots():
    shapes = Graph().parse(GENERATED / "harmlex.shacl.ttl", format="turtle")
    for shape in set(shapes.subjects(SH.property)):
        paths = [shapes.value(p, SH.path) for p in shapes.objects(shape, SH.property)]
        assert len(paths) == len(set(paths)), shape


def test_the_typescript_file_is_a_list_of_closed_declarations():
    # No compiler here: a small parser of our own holds that every declaration is closed and every type is declared.
    import re

    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", (GENERATED / "harmlex.ts").read_text(encoding="utf-8"), flags=re.S)
    declared = set(re.findall(r"export (?:type|interface) (\w+)", text))
    body = re.sub(r'"[^"]*"', "", text)
    assert body.count("{") == body.count("}")
    used = set(re.findall(r":\s*(\w+)(?:\[\])?;", body))
    assert used <= declared | {"string", "number", "boolean"}
    rest = re.sub(r"export interface \w+ \{\n(?:  \w+\??: \w+(?:\[\])?;\n|\s*\n)*\}", "", text)
    rest = re.sub(r"export type \w+ =\s*[^;]+;( \};)?", "", rest)
    assert rest.strip() == ""
