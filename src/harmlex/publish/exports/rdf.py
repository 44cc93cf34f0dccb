"""The RDF exports: JSON-LD nodes parsed by rdflib, chunk by chunk, and written in four syntaxes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from rdflib import RDF, Graph
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.plugins.serializers.rdfxml import XMLSerializer
from rdflib.plugins.serializers.turtle import TurtleSerializer

from harmlex.model.artefact import Artefact
from harmlex.publish.exports.linked import Linker, context_of
from harmlex.publish.identity import BASES

__all__ = ["CHUNK", "SYNTAXES", "graphs", "json_ld", "n_triples", "parts", "rdf_xml", "turtle", "turtle_of"]

# Nodes in one graph. Serialisers sort within a chunk, so a chunk is also what has to fit in memory.
CHUNK = 250
SYNTAXES = ("ttl", "nt", "rdf", "jsonld")


class _Chunk(Graph):
    """A graph that takes its prefixes only from us and is walked in one order."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        super().__init__(bind_namespaces="none")
        for prefix, address in prefixes.items():
            Graph.bind(self, prefix, address, override=True, replace=True)

    def bind(self, *args: Any, **kwargs: Any) -> None:
        """Ignore what the parser would like to bind."""

    def subjects(self, *args: Any, **kwargs: Any) -> Any:
        """Return each subject once, sorted."""
        found: set[Any] = set(super().subjects(*args, **kwargs))
        return iter(sorted(found))

    def predicate_objects(self, *args: Any, **kwargs: Any) -> Any:
        """Return the properties and values of a subject, sorted."""
        found: list[Any] = list(super().predicate_objects(*args, **kwargs))
        return iter(sorted(found))


def graphs(nodes: Iterable[dict[str, Any]], context: dict[str, Any]) -> Iterator[Graph]:
    """Yield JSON-LD nodes as graphs of a limited size."""
    prefixes = _prefixes(context)
    waiting = iter(nodes)
    while some := list(islice(waiting, CHUNK)):
        yield to_rdf(some, _Chunk(prefixes), context_data=context)


def parts(artefact: Artefact) -> Iterator[dict[str, str]]:
    """Yield the pieces of all four files, by syntax; each graph is made once.

    Joined in order, the pieces of one syntax are one document: prefixes, schemes, then the records.
    """
    context = context_of(artefact)
    prefixes = _prefixes(context)
    first = _document(context)
    yield {"ttl": _header(prefixes), "nt": "", "rdf": _xml_header(prefixes), "jsonld": first[0]}
    waiting = Linker(artefact).nodes()
    comma = ""
    while some := list(islice(waiting, CHUNK)):
        graph = to_rdf(some, _Chunk(prefixes), context_data=context)
        lines = ",\n".join(json.dumps(node, ensure_ascii=False, sort_keys=True) for node in some)
        yield {"ttl": _turtle(graph), "nt": _lines(graph), "rdf": _xml(graph), "jsonld": comma + lines}
        comma = ",\n"
    yield {"ttl": "", "nt": "", "rdf": "</rdf:RDF>\n", "jsonld": first[1]}


def turtle(artefact: Artefact) -> Iterator[str]:
    """Yield the release as Turtle, prefixes first, then one chunk of records after the other."""
    context = context_of(artefact)
    yield _header(_prefixes(context))
    for graph in graphs(Linker(artefact).nodes(), context):
        yield _turtle(graph)


def n_triples(artefact: Artefact) -> Iterator[str]:
    """Yield the release as N-Triples, the lines of each chunk sorted."""
    for graph in graphs(Linker(artefact).nodes(), context_of(artefact)):
        yield _lines(graph)


def rdf_xml(artefact: Artefact) -> Iterator[str]:
    """Yield the release as RDF/XML."""
    context = context_of(artefact)
    yield _xml_header(_prefixes(context))
    for graph in graphs(Linker(artefact).nodes(), context):
        yield _xml(graph)
    yield "</rdf:RDF>\n"


def json_ld(artefact: Artefact) -> Iterator[str]:
    """Yield the release as one JSON-LD document, a node on each line."""
    begin, end = _document(context_of(artefact))
    yield begin
    comma = ""
    for node in Linker(artefact).nodes():
        yield comma + json.dumps(node, ensure_ascii=False, sort_keys=True)
        comma = ",\n"
    yield end


def turtle_of(nodes: Iterable[dict[str, Any]], context: dict[str, Any]) -> str:
    """Return some nodes as one Turtle document with the prefixes that they use."""
    graph = to_rdf(list(nodes), _Chunk(_prefixes(context)), context_data=context)
    body = _turtle(graph)
    used = {prefix: address for prefix, address in _prefixes(context).items() if f"{prefix}:" in body}
    return _header(used) + body


def _prefixes(context: dict[str, Any]) -> dict[str, str]:
    found = {name: value for name, value in context.items() if isinstance(value, str) and value.endswith(("/", "#"))}
    found.pop("@vocab", None)
    ours = {f"hlx-{address.rstrip('/').rpartition('/')[2]}": address for address in BASES.values()}
    return dict(sorted({**found, **ours, "rdf": str(RDF)}.items()))


def _header(prefixes: dict[str, str]) -> str:
    return "".join(f"@prefix {prefix}: <{address}> .\n" for prefix, address in prefixes.items()) + "\n"


def _turtle(graph: Graph) -> str:
    """Return a graph as Turtle without the prefix lines, which stand once at the head of the document."""
    out = BytesIO()
    TurtleSerializer(graph).serialize(out, encoding="utf-8")
    text = out.getvalue().decode()
    # The serialiser writes its prefixes as one block of lines, ended by the first empty one.
    if text.startswith("@prefix"):
        text = text.split("\n\n", 1)[1]
    return text.strip("\n") + "\n\n"


def _lines(graph: Graph) -> str:
    return "".join(f"{line}\n" for line in sorted(graph.serialize(format="nt").splitlines()) if line)


def _xml_header(prefixes: dict[str, str]) -> str:
    names = "".join(f'\n  xmlns:{prefix}="{address}"' for prefix, address in prefixes.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}\n>\n'


def _xml(graph: Graph) -> str:
    """Return a graph as the inside of an RDF/XML document."""
    out = BytesIO()
    XMLSerializer(graph).serialize(out, encoding="utf-8")
    text = out.getvalue().decode()
    inside = text[text.index("<rdf:RDF") :]
    inside = inside[inside.index(">") + 1 :]
    return inside[: inside.rindex("</rdf:RDF>")].strip("\n") + "\n"


def _document(context: dict[str, Any]) -> tuple[str, str]:
    """Return what stands before and after the nodes of a JSON-LD document."""
    return f'{{"@context": {json.dumps(context, ensure_ascii=False)},\n"@graph": [\n', "\n]}\n"
