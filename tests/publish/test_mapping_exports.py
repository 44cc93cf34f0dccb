"""Mappings leave the registry as SSSOM, as SKOS triples and as JSKOS, and say the same in each."""

from __future__ import annotations

import hashlib

import pytest
from msgspec.structs import replace

from harmlex.load.mappings import parse_mapping_set
from harmlex.load.reviews import review_key
from harmlex.model.artefact import Artefact
from harmlex.model.findings import at_least
from harmlex.model.mappings import MappingRow, MappingSet
from harmlex.model.reviews import Review, ReviewFile
from harmlex.publish.exports.linked import Linker
from harmlex.publish.jskos import concordances, jskos_mappings
from harmlex.publish.mapped import reviewed_rows
from harmlex.publish.skos_mappings import skos_mappings
from harmlex.publish.sssom import sssom_of

PREFIXES = {"hlx": "https://w3id.org/harmlex/", "toy-form": "https://w3id.org/harmlex/scheme/toy-form/"}


def _row(subject: str, predicate: str, object: str, **more: object) -> MappingRow:
    facts = {
        "author_id": ("hlx:editors",),
        "mapping_date": "2026-11-22",
        "confidence": 0.9,
        "comment": "What decides is the age of the person shown.",
        "subject_source_version": "1.2",
        "object_source_version": "2026.11",
    }
    return MappingRow(subject_id=subject, predicate_id=predicate, object_id=object, **facts | more)


@pytest.fixture
def mapped(toy: Artefact) -> Artefact:
    rows = (
        _row("toy-form:A", "skos:narrowMatch", "hlx:H0101", reviewer_id=("orcid:0000-0001-0000-0000",)),
        _row("toy-form:A", "skos:exactMatch", "hlx:H0031", predicate_modifier="Not"),
        _row("toy-form:A.2", "skos:exactMatch", "sssom:NoTermFound"),
        _row("toy-form:A1", "skos:broadMatch", "hlx:H0101"),
        _row("toy-form:A1", "skos:closeMatch", "hlx:H0031", curation_rule=("hlx:label-only",), confidence=0.5),
        _row("toy-law:art-8", "skos:relatedMatch", "toy-form:A"),
    )
    return replace(toy, mappings=rows)


def test_sssom_holds_every_row_and_our_own_reader_takes_it(mapped: Artefact) -> None:
    found, findings = parse_mapping_set(sssom_of(mapped).encode(), "mappings.sssom.tsv")
    assert at_least(findings, "error") == []
    key = [(row.subject_id, row.predicate_id, row.predicate_modifier, row.object_id) for row in found.rows]
    assert key == sorted(key)
    assert len(found.rows) == len(mapped.mappings)
    assert {row.other["subject_source"] for row in found.rows} == {"hlx:scheme/toy-form", "hlx:scheme/toy-law"}
    assert {row.other["object_source"] for row in found.rows} == {"hlx:hub", "hlx:scheme/toy-form"}
    assert found.metadata["mapping_set_source"] == (
        "https://w3id.org/harmlex/mappings/toy-form",
        "https://w3id.org/harmlex/mappings/toy-law",
    )


def test_a_release_without_mappings_has_an_sssom_set_without_rows(toy: Artefact) -> None:
    text = sssom_of(replace(toy, mappings=()))
    assert text.splitlines()[-1] == "subject_id\tpredicate_id\tobject_id\tmapping_justification"


def test_skos_says_each_relation_both_ways_and_nothing_else(mapped: Artefact) -> None:
    base = "https://w3id.org/harmlex/"
    assert skos_mappings(mapped) == {
        "toy-form:A": {
            "skos:narrowMatch": [{"@id": f"{base}H0101"}],
            "skos:relatedMatch": [{"@id": f"{base}scheme/toy-law/art-8"}],
        },
        "toy-form:A1": {"skos:broadMatch": [{"@id": f"{base}H0101"}]},
        "hlx:H0101": {
            "skos:broadMatch": [{"@id": f"{base}scheme/toy-form/A"}],
            "skos:narrowMatch": [{"@id": f"{base}scheme/toy-form/A1"}],
        },
        "toy-law:art-8": {"skos:relatedMatch": [{"@id": f"{base}scheme/toy-form/A"}]},
    }


def test_the_node_of_a_concept_has_its_mappings(mapped: Artefact) -> None:
    nodes = {node["@id"]: node for node in Linker(mapped).nodes()}
    assert "skos:narrowMatch" in nodes["https://w3id.org/harmlex/H0101"]


def test_jskos_holds_what_jskos_has_a_word_for(mapped: Artefact) -> None:
    found = list(jskos_mappings(mapped))
    assert len(found) == 5
    nothing = next(one for one in found if not one["to"]["memberSet"])
    assert nothing["toScheme"]["notation"] == ["hlx"]
    first = found[0]
    assert first["identifier"] == [f"mapping:{_digest(first)}"]
    assert first["contributor"] == [{"uri": "https://orcid.org/0000-0001-0000-0000"}]
    assert {one["uri"]: one["extent"] for one in concordances(mapped)} == {
        "https://w3id.org/harmlex/mappings/toy-form/to/hub": "4",
        "https://w3id.org/harmlex/mappings/toy-law/to/toy-form": "1",
    }
    assert {part["uri"] for one in found for part in one["partOf"]} == {one["uri"] for one in concordances(mapped)}


def _digest(mapping: dict) -> str:
    ends = [mapping[side]["memberSet"][0]["uri"] for side in ("from", "to")]
    return hashlib.sha256(f"{ends[0]} {mapping['type'][0]} {ends[1]}".encode()).hexdigest()


def test_rejected_rows_are_left_out_and_accepted_ones_name_their_reviewer() -> None:
    rows = (
        _row("toy-form:A", "skos:narrowMatch", "hlx:H0101"),
        _row("toy-form:A1", "skos:broadMatch", "hlx:H0101"),
        _row("toy-form:A1", "skos:closeMatch", "hlx:H0031"),
    )

    def review(row: MappingRow, state: str) -> Review:
        mapping, subject, object = review_key(row, PREFIXES)
        return Review(
            mapping=mapping,
            subject_source_version=subject,
            object_source_version=object,
            subject_id=row.subject_id,
            predicate_id=row.predicate_id,
            object_id=row.object_id,
            state=state,
            reviewer_id="orcid:0000-0001-0000-0000",
            review_date="2026-11-22",
        )

    class Loaded:
        mapping_sets = (MappingSet(file="mappings/toy-form.sssom.tsv", metadata={"curie_map": PREFIXES}, rows=rows),)
        reviews = (
            ReviewFile(
                "mappings/toy-form.review.tsv", "toy-form", (review(rows[0], "accepted"), review(rows[1], "rejected"))
            ),
        )

    kept = list(reviewed_rows(Loaded()))
    assert [row.predicate_id for row in kept] == ["skos:narrowMatch", "skos:closeMatch"]
    assert [row.reviewer_id for row in kept] == [("orcid:0000-0001-0000-0000",), ()]
