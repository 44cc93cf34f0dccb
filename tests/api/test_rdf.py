"""Records as RDF, taken out of the exports that a build makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.plugins.parsers.jsonld import to_rdf

from harmlex.api.rdf import JSON_LD, N_TRIPLES, TURTLE, PreparedRdf
from harmlex.model.artefact import Artefact
from harmlex.publish.exports.rdf import parts

BASE = "https://w3id.org/harmlex/"


@pytest.fixture(scope="module")
def exported(toy: Artefact, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The RDF exports of the toy registry."""
    folder = tmp_path_factory.mktemp("rdf")
    pieces = list(parts(toy))
    for syntax in ("nt", "jsonld"):
        (folder / f"harmlex.{syntax}").write_text("".join(piece[syntax] for piece in pieces), encoding="utf-8")
    return folder


def graph(raw: bytes | None, form: str) -> Graph:
    assert raw is not None
    if form == "json-ld":  # parsed without the shell around it, which warns of rdflib's own deprecation
        return to_rdf(json.loads(raw), Graph())
    return Graph().parse(data=raw.decode(), format=form)


@pytest.mark.parametrize(
    ("record", "members"),
    [
        ("H0042", []),
        ("H0031", []),
        ("scheme/toy-form/A.2", []),
        ("code/age-band", ["code/age-band/under-18", "code/age-band/13-15"]),
        ("source/toy-1", []),
        ("decision/D0001", []),
    ],
)
def test_every_format_says_the_same(exported: Path, record: str, members: list[str]) -> None:
    rdf = PreparedRdf(exported)
    inside = [BASE + one for one in members]
    triples = graph(rdf.record(BASE + record, inside, N_TRIPLES), "nt")
    assert len(triples) > 3
    assert isomorphic(triples, graph(rdf.record(BASE + record, inside, TURTLE), "turtle"))
    assert isomorphic(triples, graph(rdf.record(BASE + record, inside, JSON_LD), "json-ld"))


def test_all_records_together_are_the_whole_export(toy: Artefact, exported: Path) -> None:
    rdf = PreparedRdf(exported)
    whole = (exported / "harmlex.nt").read_bytes()
    taken = b"".join(
        rdf.record(BASE + one.id.removeprefix("hlx:"), [], N_TRIPLES) or b"" for one in toy.concepts
    )  # fmt: skip
    hub = [line for line in whole.splitlines() if line.startswith(f"<{BASE}H".encode())]
    assert sorted(taken.splitlines()) == sorted(hub)


def test_an_unknown_record_and_a_missing_export_are_none(exported: Path, tmp_path: Path) -> None:
    assert PreparedRdf(exported).record(f"{BASE}H9999", [], TURTLE) is None
    assert PreparedRdf(exported).record(f"{BASE}H9999", [], JSON_LD) is None
    assert PreparedRdf(tmp_path).formats == ()
    assert PreparedRdf(None).record(f"{BASE}H0042", [], TURTLE) is None


def test_an_empty_export_has_no_records(tmp_path: Path) -> None:
    (tmp_path / "harmlex.nt").touch()
    assert PreparedRdf(tmp_path).record(f"{BASE}H0042", [], TURTLE) is None
