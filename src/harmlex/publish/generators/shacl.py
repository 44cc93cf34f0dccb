"""The SHACL shapes: LinkML's, fitted to the RDF that harmlex exports."""

from __future__ import annotations

from linkml.generators.shaclgen import ShaclGenerator  # type: ignore[import-untyped]
from linkml_runtime.linkml_model.meta import SlotDefinition  # type: ignore[import-untyped]
from linkml_runtime.utils.schemaview import SchemaView  # type: ignore[import-untyped]
from rdflib import RDF, SH, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL
from rdflib.term import Node

from harmlex.publish.generators.model import SCHEMA, exactly_one, language_map, record_classes, slots_of
from harmlex.publish.identity import SCHEMA_NAMESPACE
from harmlex.publish.rights import WITHHELD_BY_CODES

__all__ = ["REPORTS", "UNPUBLISHED", "shacl"]

HS = Namespace(SCHEMA_NAMESPACE)
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
DCTERMS = Namespace("http://purl.org/dc/terms/")

# Classes of reports: they are coded with a release and never part of one.
REPORTS = frozenset(
    {
        "ActionTaken",
        "AffectedGroup",
        "AggregateReport",
        "Classification",
        "CodeCount",
        "ContentFacts",
        "HarmReport",
        "PerpetratorGroup",
        "SchemeCode",
        "ServiceUse",
    }
)
# Classes that only lay out files or keep house, and those of reports; no release holds them.
UNPUBLISHED = (
    frozenset(
        {"Exemption", "ExemptionFile", "FacetFile", "IdRange", "InitiativeFile", "OrganisationFile", "SourceFile"}
    )
    | REPORTS
)
# Slots that hold whole records: in a release those stand beside each other and say what they belong to.
_CONTAINERS = frozenset({"concepts", "entries", "sources", "id_ranges"})
# Type of a reference: class of what it refers to, where there is only one.
_TARGETS = {"ConceptId": "Concept", "SchemeConceptId": "SchemeConcept", "CodeId": "Code", "RecordId": None}
# What an export adds to a record; a closed shape has to know of it.
_ADDED = [
    RDF.type,
    SKOS.narrower,
    SKOS.inScheme,
    SKOS.topConceptOf,
    SKOS.hasTopConcept,
    SKOSXL.prefLabel,
    SKOSXL.altLabel,
    SKOSXL.hiddenLabel,
    DCTERMS.isPartOf,
    OWL.deprecated,
    SKOS.exactMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.closeMatch,
    SKOS.relatedMatch,
]


def shacl(schema: SchemaView, source: str = SCHEMA) -> str:
    """Return the shapes as Turtle, one node shape for each class of the release.

    LinkML's shapes are changed in six ways. A shape aims at our own class, because several share ``skos:Concept``.
    Its properties have names, so that a finding can be looked up and the file is the same each time. A language map
    is ``rdf:langString``, with one text in each language where the slot says so. A reference is an IRI whose record
    has the right class. Containers of records are gone, as are classes and duties that a release does not have. The
    rule that a criterion has codes or an interval is added; LinkML does not translate it.
    """
    raw = Graph().parse(
        data=ShaclGenerator(source, use_class_uri_names=False, emit_rules=False).serialize(), format="turtle"
    )
    out = Graph()
    for prefix, address in raw.namespaces():
        out.bind(prefix, address)
    out.bind("skosxl", SKOSXL)
    for cls in record_classes(schema):
        if cls in UNPUBLISHED:
            continue
        shape = HS[cls]
        out.add((shape, RDF.type, SH.NodeShape))
        out.add((shape, SH.targetClass, HS[cls]))
        for predicate in (SH.closed, _RDFS_COMMENT):
            for value in raw.objects(shape, predicate):
                out.add((shape, predicate, value))
        ignored = BNode()
        Collection(out, ignored, list(_ADDED))
        out.add((shape, SH.ignoredProperties, ignored))
        by_path = {raw.value(p, SH.path): p for p in raw.objects(shape, SH.property)}
        for slot in slots_of(schema, cls):
            if slot.identifier or slot.name in _CONTAINERS:
                continue
            path = URIRef(schema.get_uri(slot, expand=True))
            named = HS[f"{cls}-{slot.name}"]
            out.add((shape, SH.property, named))
            _property(schema, raw, by_path[path], out, named, cls, slot)
        _either_or(schema, out, shape, cls)
    return out.serialize(format="turtle")


_RDFS_COMMENT = URIRef("http://www.w3.org/2000/01/rdf-schema#comment")


def _property(
    schema: SchemaView, raw: Graph, old: Node, out: Graph, new: URIRef, cls: str, slot: SlotDefinition
) -> None:
    """Copy one property shape and fit it to the export."""
    texts = language_map(slot)
    kind = str(slot.range)
    dropped = {SH.property}
    added: list[tuple[URIRef, Node]] = [(RDF.type, SH.PropertyShape), (SH.name, Literal(str(slot.name)))]
    if texts:
        dropped |= {SH["class"], SH.node, SH.nodeKind}
        added.append((SH.datatype, RDF.langString))
        if texts == "one":
            added.append((SH.uniqueLang, Literal(True)))
    elif kind in _TARGETS or kind in schema.all_classes() or kind == "WebAddress":
        dropped |= {SH["class"], SH.node, SH.nodeKind, SH.datatype, SH.pattern}
        added.append((SH.nodeKind, SH.IRI))
        target = kind if kind in schema.all_classes() else _TARGETS.get(kind)
        if target:
            added.append((SH["class"], HS[target]))
    if cls == "SchemeConcept" and slot.name in WITHHELD_BY_CODES:
        dropped.add(SH.minCount)
    for predicate, value in raw.predicate_objects(old):
        if predicate in dropped:
            continue
        if isinstance(value, BNode):
            head = BNode()
            Collection(out, head, list(Collection(raw, value)))
            value = head
        out.add((new, predicate, value))
    for predicate, value in added:
        out.add((new, predicate, value))


def _either_or(schema: SchemaView, out: Graph, shape: URIRef, cls: str) -> None:
    """Add "exactly one of two" where the schema's rules say so."""
    for pair in exactly_one(schema, cls):
        options: list[Node] = []
        for name in pair:
            option = BNode()
            path = URIRef(schema.get_uri(schema.induced_slot(name, cls), expand=True))
            out.add((option, SH.path, path))
            out.add((option, SH.minCount, Literal(1)))
            options.append(option)
        head = BNode()
        Collection(out, head, options)
        out.add((shape, SH.xone, head))
