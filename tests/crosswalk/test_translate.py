"""Every record comes out, nothing is passed off as exact, and the way back holds the start."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harmlex.crosswalk.build import Compiled, build_network
from harmlex.crosswalk.contradictions import settle
from harmlex.crosswalk.streams import UnreadableRecords, read_records, write_records
from harmlex.crosswalk.translate import POLICIES, Policy, Translator
from harmlex.model.errors import UnknownName

from .worlds import World, allowed_kinds, hub, part, row, scheme, worlds

SLOW = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def build(world: World) -> Compiled:
    args = world.concepts, world.schemes, world.codelists, world.facets, world.rows
    return settle(lambda without: build_network(*args, without=without))


@SLOW
@given(worlds(criteria=True, covers=True), st.sampled_from(POLICIES))
def test_what_is_said_to_be_certain_is_so_for_every_kind_of_record(world: World, policy: Policy) -> None:
    out = build(world)
    kept = World(world.concepts, world.schemes, out.rows, world.codelists, world.facets)
    kinds = allowed_kinds(kept)
    bit = {name: 1 << i for i, name in enumerate(world.names)}
    for code, told in Translator(out, "a", "b", policy).table.items():
        own = [k for k, _ in kinds if k & bit[code]]
        for target in told.targets:
            inside = [bool(k & bit[target.id]) for k in own]
            if told.kind in ("same", "up"):
                assert all(inside)
            if told.kind == "same":
                assert all(k & bit[code] for k, _ in kinds if k & bit[target.id])
        assert told.lossy == (told.kind in ("up", "split"))
        assert told.ambiguous == (told.kind == "split")
        assert told.unmapped == (told.kind == "none") == (not told.targets)
        assert bool(told.reason) == (told.kind != "same")


@SLOW
@given(worlds(criteria=True, covers=True))
def test_there_and_back_again_the_start_is_among_what_is_possible(world: World) -> None:
    out = build(world)
    there, back = Translator(out, "a", "b", "best"), Translator(out, "b", "a", "best")
    for code, told in there.table.items():
        for target in told.possible:
            assert code in back(target).possible
        if told.kind == "same":
            assert [code] == [t.id for t in back(told.targets[0].id).targets if t.id == code]


def toy() -> Compiled:
    concepts = (hub(1), hub(2, broader=("hlx:H0001",)), hub(3, broader=("hlx:H0001",)))
    schemes = (
        scheme("a", part("a:one", notation="1"), part("a:two"), part("a:three"), part("a:four"),
               part("a:field", type="field"), version="v1"),
        scheme("b", part("b:same"), part("b:wide"), part("b:small")),
    )  # fmt: skip
    rows = (
        row("a:one", "exactMatch", "hlx:H0002"), row("b:same", "exactMatch", "hlx:H0002"),
        row("a:two", "broadMatch", "hlx:H0003"), row("a:three", "broadMatch", "hlx:H0003"),
        row("b:wide", "exactMatch", "hlx:H0001"), row("b:small", "broadMatch", "a:three"),
        row("a:four", "exactMatch", "sssom:NoTermFound", mapping_date="2026-11-22"),
    )  # fmt: skip
    return build_network(concepts, schemes, (), (), rows)


def test_policies_differ_in_what_they_will_say():
    kinds = {
        policy: {code: one.kind for code, one in Translator(toy(), "a", "b", policy).table.items()}
        for policy in POLICIES
    }
    assert kinds["exact"] == {
        "a:one": "same", "a:two": "none", "a:three": "none", "a:four": "none", "a:field": "none"
    }  # fmt: skip
    assert kinds["safe"] == kinds["exact"] | {"a:two": "up", "a:three": "up"}
    assert kinds["best"] == kinds["safe"]
    back = {code: one.kind for code, one in Translator(toy(), "b", "a", "best").table.items()}
    assert back == {"b:same": "same", "b:wide": "split", "b:small": "up"}


def test_a_code_without_counterpart_says_why():
    table = Translator(toy(), "a", "b").table
    assert table["a:four"].gap == "no-term"
    assert "2026-11-22" in table["a:four"].reason
    assert table["a:field"].gap == "not-incident"


def test_records_keep_their_code_and_get_versions_and_an_unknown_code_is_told():
    translator = Translator(toy(), "a", "b")
    out = list(translator.records([{"code": "1", "n": 4}, {"code": "zzz"}, {"code": ["a:two", "three"]}, {}]))
    assert [o["translation"]["kind"] for o in out[:2]] == ["same", "unknown"]
    assert out[0]["n"] == 4
    assert out[0]["code"] == "1"
    assert out[0]["translation"]["from_version"] == "v1"
    assert [one["kind"] for one in out[2]["translation"]] == ["up", "up"]
    assert out[3]["translation"]["reason"] == "There is no code of a here."
    losses = {loss.code: loss for loss in translator.losses()}
    assert losses["a:two"].shares_with == ("a:three",)
    assert losses["zzz"].kind == "unknown"
    with pytest.raises(UnknownName) as caught:
        translator("twoo")
    assert caught.value.suggestions[0] == "a:two"


def test_each_classification_of_a_report_is_translated():
    report = {
        "primary_harm": {"concept": "hlx:H0001", "original": {"scheme": "a", "notation": "1"}},
        "harms": [{"original": {"scheme": "a", "notation": "two"}}, {"original": {"scheme": "b", "notation": "1"}}, 7],
    }
    (out,) = Translator(toy(), "a", "b").records([report])
    assert {name: value for name, value in out.items() if name != "translation"} == report
    assert [(one["of"], one["kind"]) for one in out["translation"]] == [
        ("primary_harm", "same"), ("harms/0", "up"), ("harms/1", "unknown"), ("harms/2", "unknown")
    ]  # fmt: skip
    (out,) = Translator(toy(), "hlx", "a").records([report])
    assert [one["code"] for one in out["translation"]] == ["hlx:H0001", "", "", ""]


def test_the_version_that_a_report_names_tells_two_meanings_of_one_notation():
    old = part("a:old", notation="9", scheme_version="v1")
    new = part("a:new", notation="9", scheme_version="v2")
    rows = row("a:old", "exactMatch", "hlx:H0001"), row("a:new", "exactMatch", "hlx:H0002")
    translator = Translator(build_network((hub(1), hub(2)), (scheme("a", old, new),), (), (), rows), "a", "hlx")

    def told(**version: str) -> list[str]:
        original = {"scheme": "a", "notation": "9", **version}
        (out,) = translator.records([{"primary_harm": {"original": original}}])
        return [target["id"] for target in out["translation"][0]["targets"]]

    assert (told(version="v1"), told(version="v2"), told()) == (["hlx:H0001"], ["hlx:H0002"], [])


def test_a_path_names_codes_inside_a_record():
    translator = Translator(toy(), "a", "b")
    record = {"case": {"codes": [{"id": "1"}, {"id": "two"}, {}]}}
    (out,) = translator.records([record], "case.codes.id")
    assert [one["kind"] for one in out["translation"]] == ["same", "up", "unknown"]
    (out,) = translator.records([{"case.code": "1"}], "case.code")
    assert out["translation"]["kind"] == "same"


def test_two_codes_that_become_one_lose_one_bit():
    translator = Translator(toy(), "a", "b")
    list(translator.records([{"code": "two"}, {"code": "three"}]))
    assert translator.bits_lost() == pytest.approx(1.0)


@pytest.mark.parametrize("form", ["ndjson", "csv", "parquet"])
def test_a_stream_comes_out_as_long_as_it_went_in(form):
    records = [{"id": str(i), "code": code} for i, code in enumerate(["1", "two", "nobody", "three"])]
    raw = io.BytesIO()
    assert write_records(Translator(toy(), "a", "b").records(records), raw, form) == 4
    raw.seek(0)
    back = list(read_records(raw, form, "x"))
    assert [r["code"] for r in back] == ["1", "two", "nobody", "three"]
    if form == "ndjson":
        assert back[1]["translation"]["kind"] == "up"
    else:
        assert [r["translation_kind"] for r in back] == ["same", "up", "unknown", "up"]
        assert back[1]["translation_targets"] == "b:wide"


@pytest.mark.parametrize(
    ("form", "raw", "place"),
    [("ndjson", b'{"a":1}\n[1]\n', "x:2"), ("ndjson", b"{", "x:1"), ("csv", b"a,b\n1,2,3\n", "x:2"),
     ("csv", b"a\n\xff\n", "x:"), ("parquet", b"no", "x:")],
)  # fmt: skip
def test_a_line_that_is_no_record_is_named_by_its_place(form, raw, place):
    with pytest.raises(UnreadableRecords) as caught:
        list(read_records(io.BytesIO(raw), form, "x"))
    assert str(caught.value).startswith(place)
