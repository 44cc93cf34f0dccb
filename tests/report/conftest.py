"""A small release with one of everything that a rule on reports asks about, on the registry's own code lists."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from harmlex.load.registry import load_registry
from harmlex.model.artefact import FORMAT, Artefact
from harmlex.model.mappings import MappingRow
from harmlex.model.records import (
    Change,
    CodeList,
    Concept,
    Criterion,
    Deprecation,
    Interval,
    NarrowerStatement,
    Release,
    Scheme,
    SchemeConcept,
)
from harmlex.publish.hierarchy import close
from harmlex.report.synthetic import Maker
from harmlex.report.validator import Validator
from harmlex.report.vocabulary import Vocabulary
from harmlex.search.entries import build_entries

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-22"


def concept(number: int, label: str, **rest: object) -> Concept:
    given: dict[str, object] = {
        "id": f"hlx:H{number:04}",
        "status": "proposed",
        "prefLabel": {"en": label},
        "population": "any",
        "material": "either",
        "reportable": True,
        "changes": (Change(date=TODAY, kind="created", note={"en": "First version."}),),
    }
    return msgspec.convert(given | rest, Concept)


DISJOINT = NarrowerStatement(exhaustive="open", disjoint="disjoint")
PARTNER = Criterion(
    facet="relationship", values=("relationship:current-partner", "relationship:former-partner"), source="x-1"
)
CONCEPTS = (
    concept(1, "violence", reportable=False),
    concept(2, "child exploitation", reportable=False, population="child"),
    concept(30, "image-based abuse", broader=["hlx:H0001"], narrower_are=DISJOINT),
    concept(31, "sharing intimate images", broader=["hlx:H0030"], population="adult", altLabel={"en": ["NCII"]}),
    concept(32, "upskirting", broader=["hlx:H0030"]),
    concept(42, "doxing", broader=["hlx:H0001"], altLabel={"en": ["doxxing"]}),
    concept(43, "partner stalking", broader=["hlx:H0001"], criteria=[PARTNER]),
    concept(44, "insult in writing", broader=["hlx:H0001"], material="none"),
    concept(101, "abuse material", broader=["hlx:H0002"], population="child", material="real"),
    concept(102, "generated abuse material", broader=["hlx:H0002"], population="child", material="synthetic"),
    concept(103, "live-streamed abuse", broader=["hlx:H0002"], population="child", live=True),
    concept(
        104,
        "abuse of younger children",
        broader=["hlx:H0002"],
        population="child",
        criteria=[Criterion(facet="youngest-affected-age", interval=Interval(max=13), source="x-1")],
    ),
    concept(
        199,
        "outrageous picture swapping",
        status="deprecated",
        replaced_by=["hlx:H0031"],
        deprecation=Deprecation(date="2026-10-01", reason={"en": "The word belittles."}),
    ),
    concept(
        198,
        "divided",
        status="deprecated",
        replaced_by=["hlx:H0031", "hlx:H0032"],
        deprecation=Deprecation(date="2026-10-01", reason={"en": "Two things."}),
    ),
)


def _entry(local: str, notation: str, **rest: object) -> SchemeConcept:
    given = {"id": f"toy-form:{local}", "type": "harm", "notation": notation, "prefLabel": {"en": notation}}
    return msgspec.convert(given | rest, SchemeConcept)


SCHEME = Scheme(
    id="toy-form", title={"en": "A toy form"}, publisher="toy", status="proposed", url="https://example.org/form",
    kind="reporting-form", scope="both", access="public", licence="unknown", publishing_right="full",
    languages=("en",), description={"en": "For tests."}, coverage="complete", created=TODAY, modified=TODAY,
    version="v2",
    concepts=(
        _entry("CSAM", "CSAM", population="child"),
        _entry("NCII", "NCII"),
        _entry("OLD", "OLD", deprecation=Deprecation(date="2026-01-01", reason={"en": "Gone."})),
        _entry("SPLIT-1", "SPLIT", scheme_version="v1", valid_until="2025-06-30"),
        _entry("SPLIT-2", "SPLIT", scheme_version="v2", valid_from="2025-07-01"),
        _entry("AGE", "AGE", type="age"),
        _entry("comma", "a, b"),
        msgspec.convert({"id": "toy-form:bare", "type": "harm", "prefLabel": {"en": "No notation"}}, SchemeConcept),
    ),
)  # fmt: skip
MAPPINGS = (
    MappingRow(subject_id="toy-form:CSAM", predicate_id="skos:exactMatch", object_id="hlx:H0101"),
    MappingRow(subject_id="toy-form:NCII", predicate_id="skos:broadMatch", object_id="hlx:H0031"),
    MappingRow(subject_id="toy-form:bare", predicate_id="owl:disjointWith", object_id="hlx:H0042"),
)


def make_artefact() -> Artefact:
    loaded = load_registry(ROOT)
    codelists = tuple(
        msgspec.convert({k: v for k, v in document.data.items() if k != "sources"}, CodeList)
        for document in loaded.of("codelist")
    )
    broader = {record.id: record.broader for record in (*CONCEPTS, *SCHEME.concepts)}
    broader |= {code.id: code.broader for codelist in codelists for code in codelist.entries}
    return Artefact(
        format=FORMAT,
        digest="sha256:0",
        schema_version="1.0.0",
        release=Release(
            release="2026.11", date=TODAY, title={"en": "Toy"}, description={"en": "For tests."}, licence="CC BY 4.0",
            licence_url="https://creativecommons.org/licenses/by/4.0/",
        ),
        concepts=CONCEPTS,
        schemes=(SCHEME,),
        codelists=codelists,
        facets=(),
        sources=(),
        organisations=(),
        initiatives=(),
        decisions=(),
        mappings=MAPPINGS,
        hierarchy=close(broader),
        search=build_entries(CONCEPTS),
    )  # fmt: skip


@pytest.fixture(scope="session")
def artefact() -> Artefact:
    return make_artefact()


@pytest.fixture(scope="session")
def artefact_file(artefact: Artefact, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("release") / "harmlex-2026.11.json"
    path.write_bytes(msgspec.json.encode(artefact))
    return path


@pytest.fixture(scope="session")
def vocabulary(artefact: Artefact) -> Vocabulary:
    return Vocabulary(artefact)


@pytest.fixture(scope="session")
def validator(artefact: Artefact) -> Validator:
    return Validator(artefact, today=TODAY)


@pytest.fixture
def maker(vocabulary: Vocabulary) -> Maker:
    return Maker(vocabulary, today=TODAY)
