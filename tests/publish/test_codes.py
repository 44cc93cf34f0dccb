"""Codes as enumerations, and the release as catalogues know it."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
from pathlib import Path

import jsonschema_rs
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.plugins.parsers.jsonld import to_rdf

from harmlex.publish.exports.catalogue import PublishedFile, dcat, defined_term_set
from harmlex.publish.exports.codes import enumerations, json_schema_codes, python_codes, typescript_codes

DCAT = Namespace("http://www.w3.org/ns/dcat#")


@pytest.fixture(scope="module")
def module(real, tmp_path_factory):
    file = tmp_path_factory.mktemp("codes") / "harmlex_codes.py"
    file.write_text(python_codes(real), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("harmlex_codes", file)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_python_enumerations_have_every_code_as_a_string(real, module):
    for one in enumerations(real):
        enum = getattr(module, one.name)
        assert [member.value for member in enum] == [code for code, _ in one.codes]
        assert [member.label for member in enum] == [label for _, label in one.codes]
    assert module.HarmConcept.H0042 == "hlx:H0042"
    assert module.HarmConcept("hlx:H0042").label == "doxing"
    assert f"{module.AgeBand.CODE_13_15}" == "age-band:13-15"
    assert real.release.release == module.RELEASE


def test_the_json_schema_of_codes_is_valid_and_closed(real):
    schema = json.loads(json_schema_codes(real))
    jsonschema_rs.meta.validate(schema)
    validator = jsonschema_rs.validator_for({**schema, "$ref": "#/$defs/AgeBand"})
    assert validator.is_valid("age-band:13-15")
    assert not validator.is_valid("age-band:13")
    assert not validator.is_valid("hlx:H0042")


def test_a_deprecated_or_grouping_concept_codes_no_report(toy):
    lists = {one.name: [code for code, _ in one.codes] for one in enumerations(toy)}
    assert "hlx:H0199" in lists["HarmConcept"]
    assert "hlx:H0199" not in lists["ReportableConcept"]
    assert "hlx:H0001" not in lists["ReportableConcept"]
    assert "hlx:H0042" in lists["ReportableConcept"]


def test_typescript_lists_have_every_code_and_nothing_else(real, root, tmp_path):
    # Our own parser: arrays, types and label tables, and not a character besides. Where tsc is there, it decides too.
    text = re.sub(r"/\*\*.*?\*/|^//[^\n]*", "", typescript_codes(real), flags=re.S | re.M)
    string = r'"(?:[^"\\\n]|\\.)*"'
    block = (
        rf"export const (\w+) = \[\n((?:  {string},\n)*)\] as const;\n"
        rf"export type \1 = \(typeof \1\)\[number\];\n"
        rf"export const \1Label: Record<\1, string> = \{{\n((?:  {string}: {string},\n)*)\}};\n"
    )
    found = {name: json.loads(f"[{codes.strip().rstrip(',')}]") for name, codes, _ in re.findall(block, text)}
    assert found == {one.name: [code for code, _ in one.codes] for one in enumerations(real)}
    assert re.sub(block, "", text).strip() == ""
    if shutil.which("tsc"):
        (tmp_path / "codes.ts").write_text(typescript_codes(real), encoding="utf-8")
        shutil.copy(root / "src" / "harmlex" / "generated" / "harmlex.ts", tmp_path)
        subprocess.run(["tsc", "--noEmit", "--strict", "codes.ts", "harmlex.ts"], cwd=tmp_path, check=True)


def test_dcat_lists_each_file_with_size_and_checksum(toy):
    files = [PublishedFile("harmlex.ttl", 12, "ab" * 32), PublishedFile("csv/labels.csv", 3, "cd" * 32)]
    graph = to_rdf(json.loads(dcat(toy, files)), Graph())
    dataset = URIRef("https://w3id.org/harmlex/release/2026.11")
    assert len(list(graph.objects(dataset, DCAT.distribution))) == 2
    sizes = {str(s).rsplit("/", 1)[-1]: int(o) for s, o in graph.subject_objects(DCAT.byteSize)}
    assert sizes == {"harmlex.ttl": 12, "labels.csv": 3}
    kinds = {str(o).rsplit("media-types/", 1)[-1] for o in graph.objects(None, DCAT.mediaType)}
    assert kinds == {"text/turtle", "text/csv"}
    assert not [node for triple in graph for node in triple if node.n3().startswith("_:")]


def test_every_published_file_has_a_media_type_but_the_digests(real, tmp_path):
    from harmlex.publish.build import export
    from harmlex.publish.exports.catalogue import MEDIA_TYPES

    for file in export(real, tmp_path):
        assert file.path == "SHA256SUMS" or file.path.endswith(tuple(MEDIA_TYPES)), file.path
        assert (tmp_path / Path(file.path)).stat().st_size == file.size


def test_schema_org_terms_hold_no_word_to_avoid_and_no_hidden_label(real):
    document = json.loads("".join(defined_term_set(real)))
    terms = {term["termCode"]: term for term in document["hasDefinedTerm"]}
    checked = 0
    for concept in real.concepts:
        if concept.status in ("deprecated", "rejected"):
            assert concept.id not in terms
            continue
        term = terms[concept.id]
        said = {(label["@language"], label["@value"]) for label in [*term["name"], *term.get("alternateName", [])]}
        for note in concept.label_notes:
            if note.usage == "avoid":
                assert not said & set(note.form.items())
                checked += 1
    assert checked
    assert document["license"] == {"@id": real.release.licence_url}
