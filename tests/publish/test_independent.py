"""What others' tools say of the real registry: pyshacl, LinkML's validator, Skosify, the SKOS reference."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys

import pyshacl
import pytest
import skosify.check
from rdflib import RDF, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.plugins.sparql import prepareQuery

HLX = Namespace("https://w3id.org/harmlex/")
HS = Namespace("https://w3id.org/harmlex/schema/")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
NAMES = {"skos": SKOS, "rdf": RDF, "skosxl": SKOSXL}

# Condition of the SKOS reference: a query that finds what breaks it. Skosify looks at S13, S14 and S27 as well.
CONDITIONS = {
    "S9 a concept is no scheme": "SELECT ?a WHERE { ?a a skos:Concept, skos:ConceptScheme }",
    "S13 preferred and alternative labels differ": "SELECT ?a ?l WHERE { ?a skos:prefLabel ?l ; skos:altLabel ?l }",
    "S13 preferred and hidden labels differ": "SELECT ?a ?l WHERE { ?a skos:prefLabel ?l ; skos:hiddenLabel ?l }",
    "S13 alternative and hidden labels differ": "SELECT ?a ?l WHERE { ?a skos:altLabel ?l ; skos:hiddenLabel ?l }",
    "S14 one preferred label in a language": """
        SELECT ?a ?l ?m WHERE { ?a skos:prefLabel ?l, ?m . FILTER (STR(?l) < STR(?m) && LANG(?l) = LANG(?m)) }""",
    "S27 related is not broader": "SELECT ?a ?b WHERE { ?a skos:related|^skos:related ?b . ?a skos:broader+ ?b }",
    "no concept is above itself": "SELECT ?a WHERE { ?a skos:broader+ ?a }",
    "S37 a collection is no concept": "SELECT ?a WHERE { ?a a skos:Collection, skos:Concept }",
    "S46 an exact match is no broad match": """
        SELECT ?a ?b WHERE { ?a skos:exactMatch ?b . ?a skos:broadMatch|skos:narrowMatch|skos:relatedMatch ?b }""",
    "S25 narrower is the inverse of broader": """
        SELECT ?a ?b WHERE { { ?a skos:broader ?b . FILTER NOT EXISTS { ?b skos:narrower ?a } }
                             UNION { ?a skos:narrower ?b . FILTER NOT EXISTS { ?b skos:broader ?a } } }""",
    "S8 a top concept is in its scheme": """
        SELECT ?a ?s WHERE { ?a skos:topConceptOf ?s . FILTER NOT EXISTS { ?a skos:inScheme ?s } }""",
    "S4 in a scheme that is one": """
        SELECT ?a ?s WHERE { ?a skos:inScheme ?s . FILTER NOT EXISTS { ?s a skos:ConceptScheme } }""",
    "XL S48 a label has one literal form": """
        SELECT ?l WHERE { ?l a skosxl:Label . FILTER NOT EXISTS { ?l skosxl:literalForm ?f } }""",
    "XL S48 and no second one": """
        SELECT ?l WHERE { ?l skosxl:literalForm ?f, ?g . FILTER (STR(?f) < STR(?g) || LANG(?f) < LANG(?g)) }""",
    "XL S55 a label as a thing is a label as a literal": """
        SELECT ?a ?l WHERE { ?a skosxl:prefLabel/skosxl:literalForm ?l .
                             FILTER NOT EXISTS { ?a skos:prefLabel ?l } }""",
    "XL S56 for alternative labels": """
        SELECT ?a ?l WHERE { ?a skosxl:altLabel/skosxl:literalForm ?l . FILTER NOT EXISTS { ?a skos:altLabel ?l } }""",
    "XL S57 for hidden labels": """
        SELECT ?a ?l WHERE { ?a skosxl:hiddenLabel/skosxl:literalForm ?l .
                             FILTER NOT EXISTS { ?a skos:hiddenLabel ?l } }""",
}


@pytest.fixture(scope="module")
def shapes(root) -> Graph:
    return Graph().parse(root / "src" / "harmlex" / "generated" / "harmlex.shacl.ttl", format="turtle")


def violations(data: Graph, shapes: Graph) -> set[tuple[str, str, str]]:
    """Return node, shape and value of everything that pyshacl finds."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return {
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.sourceShape)).rpartition("/")[2],
            str(report.value(result, SH.value) or ""),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_real_registry_conforms_to_the_shapes(real_graph, shapes):
    assert violations(real_graph, shapes) == set()


DOXING = HLX.H0042
FAULTS = {
    "a second preferred label in a language": (
        DOXING,
        SKOS.prefLabel,
        Literal("other", lang="en"),
        "Concept-prefLabel",
    ),
    "a label without a language": (DOXING, SKOS.altLabel, Literal("other"), "Concept-altLabel"),
    "a word that is not in the list": (DOXING, HS.population, Literal("everyone"), "Concept-population"),
    "a property that nobody declared": (DOXING, HS.colour, Literal("red"), "Concept"),
    "a broader concept that is a code": (DOXING, SKOS.broader, HLX["code/age-band/13-15"], "Concept-broader"),
    "a source that nobody described": (DOXING, URIRef("http://purl.org/dc/terms/source"), HLX["source/nobody-1"], None),
    "a text where an address is needed": (HLX["scheme/toy-form"], URIRef("http://schema.org/url"), Literal("x"), None),
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("fault", FAULTS)
def test_the_shapes_find_a_seeded_fault(toy, shapes, fault):
    from harmlex.publish.exports.rdf import n_triples

    data = Graph().parse(data="".join(n_triples(toy)), format="nt")
    before = violations(data, shapes)
    node, slot, value, shape = FAULTS[fault]
    data.add((node, slot, value))
    found = violations(data, shapes) - before
    assert str(node) in {place for place, _, _ in found}
    if shape:
        assert shape in {name for _, name, _ in found}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_shapes_miss_what_is_gone(toy, shapes):
    from harmlex.publish.exports.rdf import n_triples

    data = Graph().parse(data="".join(n_triples(toy)), format="nt")
    before = violations(data, shapes)
    data.remove((DOXING, HS.population, None))
    criterion = URIRef(f"{DOXING}#criterion-act")
    data.remove((criterion, HS.value, None))
    found = {(node, shape) for node, shape, _ in violations(data, shapes) - before}
    assert (str(DOXING), "Concept-population") in found
    if (criterion, None, None) in data:
        assert (str(criterion), "Criterion") in found


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_real_registry_keeps_a_condition_of_skos(real_graph, condition):
    assert list(real_graph.query(prepareQuery(CONDITIONS[condition], initNs=NAMES)))[:5] == []


def test_the_conditions_find_what_breaks_them():
    broken = Graph().parse(
        format="turtle",
        data="""
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
        @prefix : <http://example.org/> .
        :a a skos:Concept, skos:ConceptScheme, skos:Collection ; skos:prefLabel "a"@en, "b"@en ;
           skos:altLabel "a"@en, "c"@en ; skos:hiddenLabel "a"@en, "c"@en ; skos:broader :b ; skos:related :c ;
           skos:topConceptOf :s ; skos:exactMatch :x ; skos:broadMatch :x ;
           xl:prefLabel :l ; xl:altLabel :l ; xl:hiddenLabel :l .
        :b skos:broader :c, :a . :d skos:inScheme :t . :l a xl:Label ; xl:literalForm "p"@en, "q"@en . :m a xl:Label .
        """,
    )
    quiet = [name for name, query in CONDITIONS.items() if not list(broken.query(prepareQuery(query, initNs=NAMES)))]
    assert quiet == []


@pytest.mark.parametrize("look", ["hierarchy_cycles", "disjoint_relations", "preflabel_uniqueness", "label_overlap"])
def test_skosify_has_nothing_to_say(real_graph, look, caplog):
    with caplog.at_level(logging.INFO):
        check = getattr(skosify.check, look)
        if look == "preflabel_uniqueness":
            # It mends what it finds, so it gets a copy.
            copy = Graph()
            copy += real_graph
            check(copy, ["shortest"])
            assert set(copy) == set(real_graph)
        else:
            check(real_graph, fix=False)
    assert [record.getMessage() for record in caplog.records] == []


def test_skosify_does_find_faults(caplog):
    broken = Graph()
    a, b = URIRef("http://example.org/a"), URIRef("http://example.org/b")
    for triple in ((a, SKOS.broader, b), (b, SKOS.broader, a), (a, SKOS.related, b), (a, RDF.type, SKOS.Concept)):
        broken.add(triple)
    with caplog.at_level(logging.INFO):
        skosify.check.hierarchy_cycles(broken, fix=False)
        skosify.check.disjoint_relations(broken, fix=False)
    assert len(caplog.records) >= 2


def test_the_linkml_validator_takes_every_record(loaded, tmp_path, root):
    # In a process of its own: LinkML's imports take seconds and warn, and warnings are errors here.
    from harmlex.load.shape import CLASS_OF_KIND

    documents = [[CLASS_OF_KIND[document.kind], document.file, document.data] for document in loaded.documents]
    (tmp_path / "records.json").write_text(json.dumps(documents), encoding="utf-8")
    code = """
import json, sys, warnings
warnings.simplefilter("ignore")
from linkml.validator import Validator
from linkml.validator.plugins import JsonschemaValidationPlugin
validator = Validator(sys.argv[1], [JsonschemaValidationPlugin(closed=True)])
for cls, file, data in json.load(open(sys.argv[2], encoding="utf-8")):
    for result in validator.iter_results(data, cls):
        print(file, result.message)
faulty = {"id": "hlx:H0042", "colour": "red"}
assert list(validator.iter_results(faulty, "Concept")), "the validator takes anything"
print("done")
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(root / "schema" / "harmlex.yaml"), str(tmp_path / "records.json")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    assert run.stdout.splitlines() == ["done"], run.stdout[:2000] + run.stderr[-2000:]
