"""The real registry, compiled once, and ways to look at an export as a stranger would."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from harmlex.load.registry import LoadedRegistry, load_registry
from harmlex.model.artefact import Artefact
from harmlex.publish.compile import compile_artefact
from harmlex.publish.exports.rdf import n_triples
from harmlex.search.entries import build_entries

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def loaded(root: Path) -> LoadedRegistry:
    """The real registry, loaded."""
    return load_registry(root)


@pytest.fixture(scope="session")
def real(loaded: LoadedRegistry) -> Artefact:
    """The real registry, compiled."""
    return compile_artefact(loaded, search_entries=build_entries)


@pytest.fixture(scope="session")
def real_graph(real: Artefact) -> Graph:
    """The real registry as RDF, read back from its N-Triples."""
    return Graph().parse(data="".join(n_triples(real)), format="nt")
