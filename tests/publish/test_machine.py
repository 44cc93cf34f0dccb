"""The machine forms: nothing invented, nothing left out, and nothing that could mark a person or a post."""

from __future__ import annotations

import csv
import io
import json
import uuid
from pathlib import Path

import jsonschema
import jsonschema_rs
import msgspec
import pandas as pd
import polars as pl
import pytaxonomies
import pytest

from harmlex.crosswalk.derive import nearest
from harmlex.crosswalk.library import Bridges
from harmlex.model.artefact import Artefact
from harmlex.model.mappings import MappingRow
from harmlex.model.records import Deprecation, Scheme, SchemeConcept
from harmlex.publish.jskos import jskos_mappings
from harmlex.publish.machine.forms import FORMS, forms_of, machine_files
from harmlex.publish.machine.heading import USE, review_state
from harmlex.publish.machine.misp import machinetag, version_of
from harmlex.publish.machine.pairing import REVERSE, codes_by_state, live_concepts
from harmlex.publish.rights import publishable

DATA = Path(__file__).parents[1] / "data"
DOCUMENTS = {
    "machine/atproto/report-reasons.json": "atproto-ozone",
    "machine/matrix/harms.json": "matrix-msc4456",
    "machine/ncmec/incident-types.json": "ncmec-cybertipline",
}
TABLES = {
    "machine/dsa/keywords.csv": "dsa-transparency-db",
    "machine/ncmec/incident-types.csv": "ncmec-cybertipline",
}
REASONS = ("tools.ozone.report.defs#reason", "com.atproto.moderation.defs#reason")


@pytest.fixture(scope="module")
def files(real: Artefact) -> dict[str, str]:
    return {path: "".join(pieces) for path, pieces in machine_files(real)}


@pytest.fixture(scope="module")
def documents(files):
    return {path: json.loads(files[path]) for path in DOCUMENTS}


@pytest.fixture(scope="module")
def tables(files):
    return {path: list(csv.DictReader(io.StringIO(files[path]))) for path in TABLES}


@pytest.fixture(scope="module")
def taxonomy(files):
    return json.loads(files["machine/misp/harmlex/machinetag.json"])


def scheme_of(real: Artefact, id: str) -> Scheme:
    return next(scheme for scheme in real.schemes if scheme.id == id)


# -- a toy scheme that stands where a real one stands

CODES = (
    SchemeConcept(id="atproto-ozone:current", type="harm", notation="tools.ozone.report.defs#reasonNew",
                  prefLabel={"en": "Toy reason"}, gloss={"en": "A reason for tests."}),
    SchemeConcept(id="atproto-ozone:old", type="harm", notation="com.atproto.moderation.defs#reasonOld",
                  prefLabel={"en": "Older toy reason"}, replaced_by=("atproto-ozone:current",),
                  deprecation=Deprecation(date="2025-07-01", reason={"en": "It was replaced."})),
    SchemeConcept(id="atproto-ozone:other", type="harm", notation="tools.ozone.report.defs#reasonOther",
                  prefLabel={"en": "Toy reason elsewhere"}, scheme_version="another version"),
    SchemeConcept(id="atproto-ozone:appeal", type="action", notation="tools.ozone.report.defs#reasonAppeal",
                  prefLabel={"en": "Toy appeal"}),
    SchemeConcept(id="atproto-ozone:label", type="harm", notation="com.atproto.label.defs#toy",
                  prefLabel={"en": "Toy label"}),
)  # fmt: skip


def row(code: str, predicate: str, concept: str, **more: object) -> MappingRow:
    return MappingRow(
        subject_id=f"atproto-ozone:{code}",
        predicate_id=predicate,
        object_id=concept,
        author_id=("hlx:editors",),
        mapping_date="2026-11-22",
        confidence=0.9,
        subject_source_version="1",
        object_source_version="2026.11",
        **more,
    )


ROWS = (
    row("current", "skos:exactMatch", "hlx:H0101"),
    row("old", "skos:narrowMatch", "hlx:H0101"),
    row("other", "skos:closeMatch", "hlx:H0042"),
    row("label", "skos:exactMatch", "hlx:H0101"),
    row("appeal", "skos:exactMatch", "sssom:NoTermFound", comment="An appeal is no harm."),
)


def with_reasons(toy: Artefact, right: str = "labels", rows: tuple[MappingRow, ...] = ROWS) -> Artefact:
    form = next(scheme for scheme in toy.schemes if scheme.id == "toy-form")
    codes = tuple(one for code in CODES if (one := publishable(code, right)) is not None)
    made = msgspec.structs.replace(form, id="atproto-ozone", version="1", publishing_right=right, concepts=codes)
    return msgspec.structs.replace(toy, schemes=(made, *toy.schemes), mappings=(*toy.mappings, *rows))


def reasons(artefact: Artefact) -> dict[str, object]:
    return json.loads({p: "".join(t) for p, t in machine_files(artefact)}["machine/atproto/report-reasons.json"])


# -- MISP


def test_the_taxonomy_keeps_the_rules_of_misp(taxonomy):
    schema = json.loads((DATA / "misp-taxonomy.schema.json").read_text(encoding="utf-8"))
    jsonschema_rs.meta.validate(schema)
    assert [error.message for error in jsonschema_rs.validator_for(schema).iter_errors(taxonomy)] == []
    predicates = {one["value"] for one in taxonomy["predicates"]}
    assert {one["predicate"] for one in taxonomy["values"]} == predicates
    entries = taxonomy["values"][0]["entry"]
    assert len({entry["value"] for entry in entries}) == len(entries)
    identifiers = [one["uuid"] for one in (taxonomy, *taxonomy["predicates"], *entries)]
    assert len(set(identifiers)) == len(identifiers)
    for entry in entries:
        tag = f'harmlex:harm="{entry["value"]}"'
        assert entry["uuid"] == str(uuid.uuid5(uuid.NAMESPACE_DNS, tag))


def test_there_is_one_tag_for_each_concept_that_may_code_a_report(real, toy, taxonomy):
    expected = {c.id: c.label for c in live_concepts(real) if c.reportable}
    entries = taxonomy["values"][0]["entry"]
    assert {f"hlx:{entry['value']}": entry["expanded"] for entry in entries} == expected
    values = [entry["value"] for entry in json.loads(machinetag(toy))["values"][0]["entry"]]
    assert "H0042" in values
    assert "H0199" not in values, "deprecated"
    assert "H0001" not in values, "only groups"


def test_the_taxonomy_says_what_it_is_and_ranks_nothing(taxonomy, real):
    told = taxonomy["description"]
    for word in (USE, real.release.release, real.release.date, real.release.licence, "Status: proposed; not reviewed"):
        assert word in told
    assert "https://w3id.org/harmlex/" in taxonomy["refs"]
    for one in (*taxonomy["predicates"], *taxonomy["values"][0]["entry"]):
        assert not {"colour", "numerical_value"} & one.keys()


def test_a_registry_without_reportable_concepts_has_a_taxonomy_without_values(toy):
    groups = tuple(concept for concept in toy.concepts if not concept.reportable)
    taxonomy = json.loads(machinetag(msgspec.structs.replace(toy, concepts=groups)))
    schema = json.loads((DATA / "misp-taxonomy.schema.json").read_text(encoding="utf-8"))
    assert "values" not in taxonomy
    assert jsonschema_rs.validator_for(schema).is_valid(taxonomy)


def test_the_version_grows_with_every_release():
    names = ["2026.11", "2026.11.1", "2026.11.2", "2026.11.10", "2026.11.999", "2026.12", "2027.01", "2027.01.1"]
    numbers = [version_of(name) for name in names]
    assert numbers == sorted(set(numbers))
    assert version_of("9999.12.999") < 2**31


def test_the_reader_of_misp_takes_the_taxonomy_as_it_is(taxonomy):
    read = pytaxonomies.Taxonomy(taxonomy)
    assert read.to_dict() == taxonomy
    assert 'harmlex:harm="H0042"' in read.machinetags()


def test_the_taxonomy_is_valid_by_the_schema_that_misp_publishes(taxonomy):
    published = Path(pytaxonomies.__file__).parent / "data" / "misp-taxonomies" / "schema.json"
    schema = json.loads(published.read_bytes())
    validator = jsonschema.Draft4Validator(schema)
    assert list(validator.iter_errors(taxonomy)) == []
    assert list(validator.iter_errors({**taxonomy, "version": "one"}))


# -- never a mark on a person or a post


def test_every_file_says_what_it_is_for_and_what_never(files, documents, tables, taxonomy):
    assert "Never a label on a person, an account, a post or a file" in USE
    assert {document["use"] for document in documents.values()} == {USE}
    assert {line["use"] for lines in tables.values() for line in lines} == {USE}
    assert USE in taxonomy["description"]


def test_tags_are_for_events_alone(taxonomy):
    assert taxonomy["type"] == ["event"]


def test_no_form_has_a_value_that_is_put_on_accounts_or_posts(real, documents):
    document = documents["machine/atproto/report-reasons.json"]
    offered = {code["code"] for one in document["lists"] for code in one["codes"]}
    assert offered
    assert all(code.startswith(REASONS) for code in offered)
    assert set(document["codes_to_hub"]) == offered
    targets = {t["code"] for c in document["hub_to_codes"].values() for s in c["lists"].values() for t in s["targets"]}
    assert targets <= offered
    labels = {c.notation for c in scheme_of(real, "atproto-ozone").concepts if not c.notation.startswith(REASONS)}
    assert any(label.startswith("com.atproto.label") for label in labels)
    assert not labels & offered
    # The members of a label definition of the AT Protocol occur nowhere.
    assert not {"severity", "blurs", "locales", "adultOnly", "defaultSetting", "labelValues"} & set(keys_of(document))


def keys_of(value: object):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


def test_a_label_value_that_is_mapped_is_left_out_and_counted(toy):
    document = reasons(with_reasons(toy))
    assert "Toy label" not in json.dumps(document)
    assert [one["codes"] for one in document["left_out"]] == [1]


# -- JSON


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_keeps_its_schema_and_names_where_it_comes_from(real, files, documents, path):
    schema = json.loads(files["machine/crosswalk.schema.json"])
    jsonschema_rs.meta.validate(schema)
    document = documents[path]
    assert [error.message for error in jsonschema_rs.validator_for(schema).iter_errors(document)] == []
    scheme, release = scheme_of(real, DOCUMENTS[path]), real.release
    assert (document["release"], document["date"], document["licence"]) == (
        release.release, release.date, release.licence
    )  # fmt: skip
    assert document["registry"] == "https://w3id.org/harmlex/"
    assert document["hub"]["version"] == release.release
    assert (document["scheme"]["id"], document["scheme"]["version"]) == (scheme.id, scheme.version or scheme.issued)
    assert document["status"] == "proposed; not reviewed"


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_document_leaves_no_concept_and_no_code_out(real, documents, path):
    document, scheme = documents[path], scheme_of(real, DOCUMENTS[path])
    assert set(document["hub_to_codes"]) == {concept.id for concept in live_concepts(real)}
    codes = {code["id"]: code for one in document["lists"] for code in one["codes"]}
    held = {code.id for code in scheme.concepts}
    assert codes.keys() <= held
    assert len(codes) + sum(one["codes"] for one in document["left_out"]) == len(held)
    assert {one["id"] for one in document["codes_to_hub"].values()} == set(codes)
    current = {one["name"] for one in document["lists"] if one["send"]}
    for concept in document["hub_to_codes"].values():
        assert current <= concept["lists"].keys()
        for said in concept["lists"].values():
            assert said["unmapped"] == (not said["targets"])
            assert bool(said["gap"]) == said["unmapped"]
            assert said["reason"] or said["kind"] == "same"


@pytest.mark.parametrize("path", DOCUMENTS)
def test_what_is_said_of_a_code_is_what_the_registry_holds(real, documents, path):
    held = {code.id: code for code in scheme_of(real, DOCUMENTS[path]).concepts}
    for one in documents[path]["lists"]:
        for code in one["codes"]:
            record = held[code["id"]]
            assert code["code"] in (record.notation, record.prefLabel.get("en"), record.id)
            assert (code["valid_from"], code["valid_until"]) == (record.valid_from, record.valid_until)
            assert (record.deprecation is None) or one["state"] == "superseded"
            if any(note.usage == "avoid" and note.form == record.prefLabel for note in record.label_notes):
                assert code["label_usage"] == "avoid"
                assert code["say"]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_relations_are_those_that_follow_read_from_either_side(real, documents, path):
    bridges = Bridges(real, real.mappings)
    walk = bridges.derive("hub", DOCUMENTS[path])
    follows = {(link.subject_id, link.object_id): link.predicate_id for link in walk.links}
    rows = {identifier for one in jskos_mappings(real) for identifier in one["identifier"]}

    def check(concept: str, code: str, predicate: str, target: dict[str, object]) -> None:
        derived = follows[concept, code]
        assert predicate == derived or (predicate == "skos:closeMatch" and derived == "hlx:overlapMatch")
        assert target["because"]
        assert {name for name in target["rows"] if not name.endswith("~")} <= rows
        assert (target["confidence"] is None) == (not target["rows"])

    for id, concept in documents[path]["hub_to_codes"].items():
        for said in concept["lists"].values():
            for target in (*said["targets"], *said["also"]):
                check(id, target["id"], target["predicate_id"], target)
    for code in documents[path]["codes_to_hub"].values():
        for target in (*code["targets"], *code["also"]):
            predicate = target["predicate_id"]
            check(target["id"], code["id"], REVERSE.get(predicate, predicate), target)


@pytest.mark.parametrize("scheme", [*DOCUMENTS.values(), "dsa-transparency-db"])
def test_nearest_over_all_codes_is_what_the_engine_shows(real, scheme):
    bridges = Bridges(real, real.mappings)
    by_subject: dict[str, dict[str, str]] = {}
    walk = bridges.derive("hub", scheme)
    for link in walk.links:
        by_subject.setdefault(link.subject_id, {})[link.object_id] = link.predicate_id
    shown = {(x, y) for x, related in by_subject.items() for y in nearest(bridges.network(), related)}
    assert shown == {(link.subject_id, link.object_id) for link in walk.nearest}


def test_codes_that_may_not_be_sent_stand_in_lists_of_their_own(toy):
    document = reasons(with_reasons(toy))
    lists = {one["name"]: one for one in document["lists"]}
    assert {name: one["send"] for name, one in lists.items()} == {
        "reasonType": True,
        "reasonType/superseded": False,
        "reasonType/other-version": False,
    }
    assert lists["reasonType/superseded"]["codes"][0]["replaced_by"] == ["tools.ozone.report.defs#reasonNew"]
    csam = document["hub_to_codes"]["hlx:H0101"]["lists"]
    assert (csam["reasonType"]["kind"], csam["reasonType"]["targets"][0]["asserted"]) == ("same", True)
    assert csam["reasonType/superseded"]["kind"] == "up"
    # Doxing is known to another version only: today there is nothing to send, and that is said.
    doxing = document["hub_to_codes"]["hlx:H0042"]["lists"]
    assert (doxing["reasonType"]["kind"], doxing["reasonType"]["gap"]) == ("none", "other-list")
    assert doxing["reasonType/other-version"]["targets"][0]["predicate_id"] == "skos:closeMatch"
    appeal = document["codes_to_hub"]["tools.ozone.report.defs#reasonAppeal"]
    assert (appeal["gap"], appeal["comment"]) == ("not-incident", "An appeal is no harm.")


def test_the_state_of_a_code_follows_from_its_dates(toy):
    scheme = msgspec.structs.replace(toy.schemes[0], version="2")
    given = {
        "plain": SchemeConcept(id="s:plain", type="harm"),
        "begun": SchemeConcept(id="s:begun", type="harm", valid_from="2026-11-22"),
        "year": SchemeConcept(id="s:year", type="harm", valid_until="2026"),
        "ended": SchemeConcept(id="s:ended", type="harm", valid_until="2025-06-30"),
        "coming": SchemeConcept(id="s:coming", type="harm", valid_from="2027"),
        "followed": SchemeConcept(id="s:followed", type="harm", scheme_version="2"),
    }
    found = {
        code.id.removeprefix("s:"): one.state
        for one in codes_by_state(scheme, given.values(), field="code", meaning="codes", date="2026-11-22")
        for code in one.codes
    }
    assert found == {
        "plain": "current", "begun": "current", "year": "current", "followed": "current",
        "ended": "superseded", "coming": "future",
    }  # fmt: skip


def test_the_publishing_right_holds_in_every_form(toy):
    document = reasons(with_reasons(toy, "codes"))
    text = json.dumps(document)
    assert "tools.ozone.report.defs#reasonNew" in text
    assert "Toy reason" not in text
    assert "A reason for tests" not in text
    without = with_reasons(toy, "none", rows=())
    assert "machine/atproto/report-reasons.json" not in dict(machine_files(without))


def test_a_form_is_written_only_where_its_scheme_is_held(toy, real):
    assert {form.path for form in forms_of(toy)} == {form.path for form in FORMS if not form.scheme}
    assert {form.path for form in forms_of(real)} == {form.path for form in FORMS}


def test_review_is_told_as_it_is(toy):
    proposed = toy.concepts[:2]
    accepted = tuple(msgspec.structs.replace(concept, status="accepted") for concept in proposed)
    assert review_state(proposed, [False]) == "proposed; not reviewed"
    assert review_state(accepted, [True, True]) == "accepted; reviewed"
    assert review_state((*proposed, *accepted), [False]).startswith("partly")
    assert review_state(proposed, [True, False]).startswith("partly")
    reviewed = tuple(msgspec.structs.replace(one, reviewer_id=("orcid:0000-0000-0000-0001",)) for one in ROWS)
    document = reasons(with_reasons(toy, rows=reviewed))
    assert document["status"].startswith("partly")
    assert document["hub_to_codes"]["hlx:H0101"]["lists"]["reasonType"]["targets"][0]["reviewed"]


# -- incident types


def test_provisions_of_the_united_states_are_those_of_the_registry_with_their_sources(real, documents):
    document = documents["machine/ncmec/incident-types.json"]
    laws = {"us-18usc2256-and-dos", "us-take-it-down-act"}
    legal = {concept.id: set(concept.legal) for concept in real.concepts}
    found = 0
    for id, concept in document["hub_to_codes"].items():
        named = concept.get("us_provisions", [])
        assert {one["id"] for one in named} == {name for name in legal[id] if name.partition(":")[0] in laws}
        assert all(one["source"] and one["source_title"] and one["evidence"] for one in named)
        found += len(named)
    assert found > 20


def test_an_incident_type_is_sent_in_the_publishers_words_with_what_to_say_instead(documents):
    document = documents["machine/ncmec/incident-types.json"]
    kinds = {one["name"]: one for one in document["lists"]}
    assert set(kinds) == {"incidentType", "reportAnnotations", "fileAnnotations"}
    assert len(kinds["incidentType"]["codes"]) == 8
    travel = next(code for code in kinds["incidentType"]["codes"] if code["code"] == "Child Sex Tourism")
    assert travel["label_usage"] == "avoid"
    assert "travel and tourism" in travel["say"]
    # Sextortion is a tag and no incident type.
    assert "sextortion" in {code["code"] for code in kinds["reportAnnotations"]["codes"]}


def test_harm_to_adults_alone_is_proved_apart_from_incident_types(real, documents):
    document = documents["machine/ncmec/incident-types.json"]
    adult = [concept.id for concept in live_concepts(real) if concept.population == "adult"]
    told = [document["hub_to_codes"][id]["lists"]["incidentType"] for id in adult]
    assert {said["gap"] for said in told} == {"apart"}


# -- tables


@pytest.mark.parametrize("path", TABLES)
def test_a_table_reads_the_same_everywhere_and_names_where_it_comes_from(real, files, tables, path):
    lines, scheme = tables[path], scheme_of(real, TABLES[path])
    frame = pd.read_csv(io.StringIO(files[path]), dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == lines
    other = pl.read_csv(io.StringIO(files[path]), infer_schema=False).fill_null("")
    assert other.to_dicts() == lines
    keys = [line["key"] for line in lines]
    assert len(set(keys)) == len(keys)
    for line in lines:
        assert (line["release"], line["release_date"]) == (real.release.release, real.release.date)
        assert (line["scheme"], line["scheme_version"]) == (scheme.id, scheme.version or scheme.issued)
        assert (line["licence"], line["registry"]) == (real.release.licence, "https://w3id.org/harmlex/")
        assert line["status"] == "proposed; not reviewed"
    metadata = json.loads(files[f"{path}-metadata.json"])
    assert metadata["url"] == path.rpartition("/")[2]
    assert [column["name"] for column in metadata["tableSchema"]["columns"]] == list(lines[0])


@pytest.mark.parametrize("path", TABLES)
def test_a_table_leaves_no_concept_and_no_code_out(real, tables, path):
    lines = tables[path]
    assert {line["hub_id"] for line in lines} - {""} == {concept.id for concept in live_concepts(real)}
    for line in lines:
        pair = bool(line["hub_id"] and line["code_id"])
        assert pair == bool(line["predicate_id"])
        assert pair != bool(line["gap"])
        assert line["gap"] == "" or line["reason"]


def test_every_keyword_and_category_stands_in_the_table_with_its_dates(real, tables):
    lines = tables["machine/dsa/keywords.csv"]
    held = {
        code.id: code
        for code in scheme_of(real, "dsa-transparency-db").concepts
        if code.notation.startswith(("KEYWORD_", "STATEMENT_CATEGORY_"))
    }
    assert {line["code_id"] for line in lines} - {""} == held.keys()
    assert {held[id].scheme_version for id in held} >= {"v1", "v2"}
    for line in lines:
        if not line["code_id"]:
            continue
        code = held[line["code_id"]]
        assert (line["keyword"] or line["category"]) == code.notation
        assert (line["valid_from"], line["valid_until"]) == (code.valid_from or "", code.valid_until or "")
        assert line["code_version"] == (code.scheme_version or "")
        gone = bool(code.deprecation or code.valid_until)
        assert line["code_state"] == ("superseded" if gone else "current")
        if line["keyword"] and code.broader:
            assert f"dsa-transparency-db:{line['category']}" in code.broader


def test_an_older_meaning_of_a_constant_never_hides_the_present_one(tables):
    lines = tables["machine/dsa/keywords.csv"]
    shared = [line for line in lines if line["hub_id"] == "hlx:H0031" and line["best"] == "true"]
    found = {(line["keyword"], line["code_state"]) for line in shared}
    assert ("KEYWORD_NON_CONSENSUAL_IMAGE_SHARING", "current") in found
    assert ("KEYWORD_NON_CONSENSUAL_IMAGE_SHARING", "superseded") in found


def test_the_direction_says_which_translation_is_true(tables):
    told = {line["predicate_id"]: line["direction"] for lines in tables.values() for line in lines}
    assert told.pop("") == ""
    known = {
        "skos:exactMatch": "both", "skos:broadMatch": "hub-to-code", "skos:narrowMatch": "code-to-hub",
        "skos:closeMatch": "neither", "hlx:overlapMatch": "neither",
    }  # fmt: skip
    assert told == {predicate: known[predicate] for predicate in told}
