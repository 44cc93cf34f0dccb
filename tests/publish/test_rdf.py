"""RDF: one graph in four syntaxes, no blank nodes, and the record again when it is read back."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import resources
from typing import Any

import msgspec
import pytest
from rdflib import OWL, RDF, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.plugins.parsers.jsonld import to_rdf

from harmlex.model.artefact import Artefact
from harmlex.model.errors import RegistryError
from harmlex.publish.exports.linked import Linker, context_of
from harmlex.publish.exports.rdf import json_ld, n_triples, parts, rdf_xml, turtle, turtle_of

HLX = Namespace("https://w3id.org/harmlex/")
HS = Namespace("https://w3id.org/harmlex/schema/")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
SCHEMA = json.loads((resources.files("harmlex") / "generated" / "harmlex.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def graph(toy: Artefact) -> Graph:
    return Graph().parse(data="".join(n_triples(toy)), format="nt")


def test_all_four_syntaxes_say_the_same(toy, graph):
    assert set(Graph().parse(data="".join(turtle(toy)), format="turtle")) == set(graph)
    assert set(Graph().parse(data="".join(rdf_xml(toy)), format="xml")) == set(graph)
    document = json.loads("".join(json_ld(toy)))
    assert set(to_rdf(document, Graph())) == set(graph)


def test_pieces_written_side_by_side_are_the_documents(toy):
    joined = {"ttl": "", "nt": "", "rdf": "", "jsonld": ""}
    for piece in parts(toy):
        for syntax, text in piece.items():
            joined[syntax] += text
    assert joined == {
        "ttl": "".join(turtle(toy)),
        "nt": "".join(n_triples(toy)),
        "rdf": "".join(rdf_xml(toy)),
        "jsonld": "".join(json_ld(toy)),
    }


def test_small_chunks_say_the_same_as_large_ones(toy, graph, monkeypatch):
    monkeypatch.setattr("harmlex.publish.exports.rdf.CHUNK", 3)
    text = "".join(turtle(toy))
    assert set(Graph().parse(data=text, format="turtle")) == set(graph)
    assert text.count("@prefix hlx:") == 1
    assert set(Graph().parse(data="".join(rdf_xml(toy)), format="xml")) == set(graph)


def test_no_node_is_blank(graph, real_graph):
    for triples in (graph, real_graph):
        assert not [node for triple in triples for node in triple if isinstance(node, BNode)]


def test_the_order_of_lines_does_not_depend_on_the_hash_seed(toy, toy_file):
    code = (
        "import sys, hashlib; from pathlib import Path; from harmlex.load.artefact import load_artefact\n"
        "from harmlex.publish.exports.rdf import parts\n"
        "digest = hashlib.sha256()\n"
        "for piece in parts(load_artefact(Path(sys.argv[1]))):\n"
        "    for text in piece.values(): digest.update(text.encode())\n"
        "print(digest.hexdigest())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code, str(toy_file)],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


def test_labels_are_language_tagged_and_words_to_avoid_are_hidden_with_a_note(graph):
    csam = HLX.H0101
    assert (csam, SKOS.hiddenLabel, Literal("child pornography", lang="en")) in graph
    assert (csam, SKOS.prefLabel, Literal("child pornography", lang="en")) not in graph
    (note,) = graph.subjects(SKOSXL.literalForm, Literal("child pornography", lang="en"))
    assert (csam, SKOSXL.hiddenLabel, note) in graph
    assert (note, HS.usage, Literal("avoid")) in graph
    assert (note, RDF.type, SKOSXL.Label) in graph


def test_inverses_membership_and_deprecation_are_said(graph):
    assert (HLX.H0001, SKOS.narrower, HLX.H0004) in graph
    assert (HLX.H0004, SKOS.broader, HLX.H0001) in graph
    assert (URIRef(HLX), SKOS.hasTopConcept, HLX.H0001) in graph
    assert (HLX.H0001, SKOS.topConceptOf, URIRef(HLX)) in graph
    assert (HLX["scheme/toy-form/A.2"], SKOS.inScheme, HLX["scheme/toy-form"]) in graph
    assert (HLX["code/age-band/13-15"], SKOS.inScheme, HLX["code/age-band"]) in graph
    assert (HLX.H0199, OWL.deprecated, Literal(True)) in graph
    for narrower, broader in graph.subject_objects(SKOS.broader):
        assert (broader, SKOS.narrower, narrower) in graph


def test_the_release_carries_licence_version_and_date(graph):
    dataset = HLX["release/2026.11"]
    about = {str(p).rsplit("/", 1)[-1]: str(o) for p, o in graph.predicate_objects(dataset)}
    assert about["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert about["version"] == "2026.11"
    assert about["date"] == "2026-11-22"


def test_a_scheme_named_like_a_slot_is_refused(toy):
    named = msgspec.structs.replace(toy.schemes[0], id="population", concepts=())
    with pytest.raises(RegistryError, match="'population' has the name of a slot"):
        context_of(msgspec.structs.replace(toy, schemes=(named,)))


def test_one_record_as_turtle_has_only_the_prefixes_that_it_uses(toy):
    context = context_of(toy)
    node = Linker(toy).concept("Concept", toy.concepts[0], str(HLX))
    text = turtle_of([node], context)
    assert "@prefix skos:" in text
    assert "@prefix toy-law:" not in text
    assert len(Graph().parse(data=text, format="turtle")) == len(to_rdf([node], Graph(), context_data=context))


# -- and back


class Reader:
    """Reads records out of a graph, by the context and the JSON Schema alone."""

    def __init__(self, graph: Graph, context: dict[str, Any]) -> None:
        self.graph = graph
        self.context = context
        self.prefixes = sorted(
            (
                (address, name)
                for name, address in context.items()
                if isinstance(address, str) and address.startswith(str(HLX)) and not name.startswith("@")
            ),
            key=lambda pair: -len(pair[0]),
        )

    def record(self, node: URIRef, cls: str, identifier: str | None = None) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for slot, shape in SCHEMA["$defs"][cls]["properties"].items():
            if slot == "id":
                found[slot] = identifier
                continue
            term = self.context[slot]
            prefix, _, local = term["@id"].partition(":")
            values = list(self.graph.objects(node, URIRef(self.context[prefix] + local)))
            if values:
                found[slot] = self.value(values, term, shape)
        return found

    def value(self, values: list[Any], term: dict[str, Any], shape: dict[str, Any]) -> Any:
        reference = shape.get("$ref", "").rpartition("/")[2]
        if reference == "LanguageMap":
            return {value.language: str(value) for value in values}
        if reference == "LanguageMapOfLists":
            return {tag: sorted(str(v) for v in values if v.language == tag) for tag in {v.language for v in values}}
        inner = shape.get("items", {}).get("$ref", "").rpartition("/")[2] or reference
        if inner and SCHEMA["$defs"][inner]["type"] == "object":
            made = [self.record(value, inner) for value in values]
        elif term.get("@type") == "@id":
            made = [self.short(str(value), term) for value in values]
        else:
            made = [value.toPython() if isinstance(value.toPython(), bool | int) else str(value) for value in values]
        if shape.get("type") != "array":
            (one,) = made
            return one
        return made

    def short(self, address: str, term: dict[str, Any]) -> str:
        base = term.get("@context", {}).get("@base")
        if base and address.startswith(base) and "/" not in address.removeprefix(base):
            return address.removeprefix(base)
        for start, name in self.prefixes:
            if address.startswith(start):
                return f"{name}:{address.removeprefix(start)}"
        return address


def ordered(value: Any) -> Any:
    """Sort lists, whose order RDF does not keep."""
    if isinstance(value, dict):
        return {key: ordered(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted((ordered(inner) for inner in value), key=lambda inner: json.dumps(inner, sort_keys=True))
    return value


def as_data(record: msgspec.Struct) -> Any:
    return ordered(msgspec.json.decode(msgspec.json.encode(record)))


def test_every_record_comes_back_from_rdf_as_it_was(real, real_graph):
    reader = Reader(real_graph, context_of(real))
    for concept in real.concepts:
        back = reader.record(HLX[concept.id.partition(":")[2]], "Concept", concept.id)
        assert ordered(back) == as_data(concept)
    for scheme in real.schemes:
        for member in scheme.concepts:
            node = HLX[f"scheme/{scheme.id}/{member.id.partition(':')[2]}"]
            assert ordered(reader.record(node, "SchemeConcept", member.id)) == as_data(member)
    for codelist in real.codelists:
        for code in codelist.entries:
            node = HLX[f"code/{codelist.id}/{code.id.partition(':')[2]}"]
            assert ordered(reader.record(node, "Code", code.id)) == as_data(code)
    for source in real.sources:
        back = reader.record(HLX[f"source/{source.id}"], "Source", source.id)
        assert ordered(back | {"title": source.title}) == as_data(source)
