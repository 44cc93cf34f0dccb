"""Compiling: publishing rights, hierarchy, digest, order."""

from __future__ import annotations

from types import SimpleNamespace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmlex.model.artefact import Artefact
from harmlex.model.mappings import MappingRow
from harmlex.publish.compile import CompileError, compile_artefact, digest_of, encode_artefact
from harmlex.publish.hierarchy import close
from harmlex.publish.rights import WITHHELD_BY_CODES
from harmlex.search.entries import build_entries

CHANGES = [{"date": "2026-11-22", "kind": "created", "note": {"en": "First version."}}]
SECRET = "THEIR-LABEL"
PUBLISHER = {
    "id": "toy:A1",
    "notation": "A1",
    "type": "harm",
    "source": "toy-1",
    "evidence": "verified",
    "prefLabel": {"en": SECRET},
    "altLabel": {"en": [SECRET]},
    "hiddenLabel": {"en": [SECRET]},
    "label_notes": [{"form": {"en": SECRET}, "usage": "care"}],
    "gloss": {"en": f"What {SECRET} covers."},
    "notes": {"en": [f"About {SECRET}."]},
    "where": f"section {SECRET}",
    "broader": ["toy:A"],
    "criteria": [{"facet": "act", "source": "toy-1", "values": ["act:share"], "note": {"en": SECRET}, "where": SECRET}],
    "deprecation": {"date": "2026-11-22", "reason": {"en": f"{SECRET} is gone."}},
}


class Fake:
    """A loaded registry of a few records."""

    def __init__(self, right: str = "full") -> None:
        concept = {
            "status": "proposed",
            "population": "any",
            "material": "either",
            "reportable": True,
            "changes": CHANGES,
        }
        scheme = {
            "id": "toy",
            "title": {"en": "A toy scheme"},
            "publisher": "toy-org",
            "status": "proposed",
            "url": "https://example.org/toy",
            "kind": "typology",
            "scope": "both",
            "access": "public",
            "licence": "unknown",
            "publishing_right": right,
            "languages": ["en"],
            "description": {"en": "A scheme for tests."},
            "coverage": "complete",
            "created": "2026-11-22",
            "modified": "2026-11-22",
            "sources": [source("toy-2"), source("toy-1")],
            "concepts": [PUBLISHER, {**PUBLISHER, "id": "toy:A", "notation": "A", "broader": []}],
        }
        release = {
            "release": "2026.11",
            "date": "2026-11-22",
            "title": {"en": "Toy"},
            "description": {"en": "Toy."},
            "licence": "CC BY 4.0",
            "licence_url": "https://creativecommons.org/licenses/by/4.0/",
            "id_ranges": [{"contributor": "editors", "first": 1, "last": 9}],
        }
        self.data = {
            "concept": [
                {**concept, "id": "hlx:H10000", "prefLabel": {"en": "last"}},
                {**concept, "id": "hlx:H0002", "prefLabel": {"fr": "deux", "en": "two"}, "legal": ["toy:A1"]},
            ],
            "scheme": [scheme],
            "codelist": [],
            "release": [release],
            "sources": [{"sources": [source("zeta"), source("alpha")]}],
        }

    mapping_sets = ()
    reviews = ()

    def of(self, kind: str) -> tuple[SimpleNamespace, ...]:
        return tuple(SimpleNamespace(file=f"{kind}.yaml", data=data) for data in self.data.get(kind, ()))


def source(name: str) -> dict:
    return {"id": name, "title": name, "published_by": "Somebody", "seen": "full-text"}


def compiled(right: str = "full", **kwargs: object) -> Artefact:
    return compile_artefact(Fake(right), search_entries=build_entries, **kwargs)


def test_full_and_labels_publish_all_that_a_record_holds():
    for right in ("full", "labels"):
        (scheme,) = compiled(right).schemes
        assert [concept.id for concept in scheme.concepts] == ["toy:A1", "toy:A"]
        assert scheme.concepts[0].prefLabel == {"en": SECRET}
        assert scheme.concepts[0].gloss["en"]


def test_codes_publish_identifiers_notations_and_structure_and_no_word_of_a_label():
    artefact = compiled("codes")
    (scheme,) = artefact.schemes
    assert [(c.id, c.notation, c.broader) for c in scheme.concepts] == [
        ("toy:A1", "A1", ("toy:A",)),
        ("toy:A", "A", ()),
    ]
    assert artefact.hierarchy.ancestors["toy:A1"] == ("toy:A",)
    assert SECRET.encode() not in encode_artefact(artefact)
    for concept in scheme.concepts:
        for slot in WITHHELD_BY_CODES:
            assert not getattr(concept, slot)


def test_none_publishes_the_scheme_and_nowhere_names_a_concept_of_it():
    artefact = compiled("none")
    (scheme,) = artefact.schemes
    assert scheme.title == {"en": "A toy scheme"}
    assert scheme.concepts == ()
    assert b"toy:A" not in encode_artefact(artefact)
    assert SECRET.encode() not in encode_artefact(artefact)


def test_mapping_rows_obey_the_right_of_their_scheme():
    ends = {"subject_id": "toy:A1", "predicate_id": "skos:exactMatch", "object_id": "hlx:H0002", "object_label": "two"}
    row = MappingRow(**ends, subject_label=SECRET, comment=f"They say {SECRET}.")
    assert compiled("full", mappings=[row]).mappings == (row,)
    (kept,) = compiled("codes", mappings=[row]).mappings
    assert kept == MappingRow(**ends)
    assert compiled("none", mappings=[row]).mappings == ()


def test_no_export_of_a_scheme_with_codes_only_has_a_word_of_its_labels(tmp_path):
    from harmlex.publish.build import export

    export(compiled("codes"), tmp_path)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes(), file


def test_records_stand_by_identifier_and_sources_of_all_files_together():
    artefact = compiled()
    assert [concept.id for concept in artefact.concepts] == ["hlx:H0002", "hlx:H10000"]
    assert [one.id for one in artefact.sources] == ["alpha", "toy-1", "toy-2", "zeta"]


def test_the_digest_is_that_of_the_canonical_json_without_it():
    artefact = compiled()
    raw = encode_artefact(artefact)
    assert artefact.digest == digest_of(raw)
    assert msgspec.json.decode(raw, type=Artefact) == artefact
    assert encode_artefact(msgspec.json.decode(raw, type=Artefact)) == raw
    changed = raw.replace(b"deux", b"DEUX")
    assert digest_of(changed) != artefact.digest


def test_an_artefact_just_compiled_and_one_read_back_are_the_same_to_the_order_of_languages(real):
    for artefact in (compiled(), real):
        back = msgspec.json.decode(encode_artefact(artefact), type=Artefact)
        assert back == artefact
        assert repr(back) == repr(artefact)


def test_a_record_of_another_form_names_its_file():
    fake = Fake()
    fake.data["concept"][0] = {**fake.data["concept"][0], "colour": "red"}
    with pytest.raises(CompileError, match=r"concept\.yaml: .*colour") as caught:
        compile_artefact(fake, search_entries=build_entries)
    assert caught.value.file == "concept.yaml"


def slow_ancestors(broader: dict[str, list[str]], name: str) -> set[str]:
    above: set[str] = set()
    waiting = list(broader[name])
    while waiting:
        one = waiting.pop()
        if one in broader and one not in above:
            above.add(one)
            waiting += broader[one]
    return above


@st.composite
def acyclic(draw) -> dict[str, list[str]]:
    size = draw(st.integers(0, 12))
    order = draw(st.permutations(range(size)))
    return {
        f"n{order[i]}": [f"n{order[j]}" for j in draw(st.sets(st.integers(0, i - 1)) if i else st.just(set()))]
        for i in range(size)
    }


@given(acyclic())
def test_the_closure_is_what_walking_up_from_each_record_finds(broader):
    made = close(broader)
    assert {name: set(above) for name, above in made.ancestors.items()} == {
        name: found for name in broader if (found := slow_ancestors(broader, name))
    }
    direct = {(below, above) for above, names in made.narrower.items() for below in names}
    assert direct == {(name, above) for name, names in broader.items() for above in names}


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefgh"), max_size=4)))
def test_the_closure_ends_and_keeps_to_known_records_even_in_a_cycle(broader):
    made = close(broader)
    for name, above in made.ancestors.items():
        assert name not in above
        assert set(above) <= slow_ancestors(broader, name)
        assert set(above) >= {one for one in broader[name] if one in broader and one != name}


def test_a_deep_hierarchy_needs_no_recursion():
    broader = {f"n{i}": [f"n{i - 1}"] if i else [] for i in reversed(range(3000))}
    assert len(close(broader).ancestors["n2999"]) == 2999
