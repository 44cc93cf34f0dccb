"""What must hold for every report, well formed or not: the two passes agree, and no finding repeats a value."""

from __future__ import annotations

import copy
import json
import re
import string
import unicodedata
import warnings
from pathlib import Path

import jsonschema_rs
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harmlex.report import fast
from harmlex.report.agreement import Room, Table
from harmlex.report.case import Slots
from harmlex.report.minimisation import PATTERNS, looks_like
from harmlex.report.rules import RULES
from harmlex.report.schema import class_of, declared_slots, generated_schema, release_schema
from harmlex.report.synthetic import DEFECTS, Maker, spoil

TODAY = "2026-11-22"
MANY = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
STRUCTURE = {code for code, rule in RULES.items() if rule.group == "structure"} | {"HLX-R004", "HLX-R007"}
# Rules that speak for the enumerations of the release's JSON Schema.
ENUMERATIONS = {"HLX-R101", "HLX-R104", "HLX-R108", "HLX-R110", "HLX-R111"}

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**9),
    st.floats(allow_nan=False),
    st.text(max_size=12),
    st.sampled_from(
        ["hlx:H0042", "hlx:H0199", "age-band:10-12", "gender:unknown", "2026-10", "GB", "toy-form", "NCII"]
    ),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(value: object, path: tuple = ()) -> list[tuple]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += places(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            found += places(inner, (*path, place))
    return found


def put(report: dict, path: tuple, value: object) -> dict:
    report = copy.deepcopy(report)
    holder = report
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return report


@st.composite
def mutated(draw: st.DrawFn, vocabulary) -> dict:
    """Return a made-up report with some of its values replaced, removed, repeated or added to."""
    return draw(changed(Maker(vocabulary, draw(st.integers(0, 10_000))).report()))


@st.composite
def changed(draw: st.DrawFn, report: dict) -> dict:
    """Return an object with some of its values replaced, removed, repeated or added to."""
    report = copy.deepcopy(report)
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from(places(report)))
        what = draw(st.sampled_from(["replace", "remove", "add", "swap"]))
        if what == "replace":
            report = put(report, path, draw(values))
        elif what == "swap":
            other = draw(st.sampled_from(places(report)))
            inner = report
            for part in other:
                inner = inner[part]
            report = put(report, path, copy.deepcopy(inner))
        else:
            holder = report
            for part in path[:-1]:
                holder = holder[part]
            if what == "remove":
                del holder[path[-1]]
            elif isinstance(holder, dict):
                holder[draw(st.one_of(st.text(max_size=6), st.sampled_from(sorted(declared_slots()))))] = draw(values)
            else:
                holder.append(draw(values))
        if not report:
            break
    return report


@st.composite
def lines(draw: st.DrawFn, vocabulary) -> bytes:
    """Return a mutated report as JSON text, which is then tampered with as text."""
    report = draw(mutated(vocabulary))
    text = json.dumps(
        report, ensure_ascii=draw(st.booleans()), separators=draw(st.sampled_from([(",", ":"), (" , ", " : ")]))
    )
    raw = text.encode("utf-8", "surrogatepass")
    what = draw(st.sampled_from(["none", "none", "byte", "cut", "repeat", "escape", "number", "pad"]))
    if what == "byte" and raw:
        place = draw(st.integers(0, len(raw) - 1))
        raw = raw[:place] + bytes([draw(st.integers(0, 255))]) + raw[place + 1 :]
    elif what == "cut":
        raw = raw[: draw(st.integers(0, len(raw)))]
    elif what == "repeat" and report:
        key = draw(st.sampled_from(sorted(report)))
        member = f"{json.dumps(key)} : {json.dumps(report[key])}".encode()
        raw = raw[:1] + member + b"," + raw[1:]
    elif what == "escape":
        raw = raw.replace(b":", b"\\u003a", 1) if draw(st.booleans()) else raw.replace(b"age-band:", b"age-band\\u003a")
    elif what == "number":
        raw = raw.replace(
            b'"count":1', draw(st.sampled_from([b'"count":1.0', b'"count":1e0', b'"count":-0', b'"count":01']))
        )
    elif what == "pad":
        raw = b" \t" + raw + b"\r"
    return raw


@MANY
@given(data=st.data())
def test_the_fast_pass_never_accepts_what_the_slow_pass_refuses(data, validator, vocabulary):
    line = data.draw(lines(vocabulary))
    if validator.accept(line):
        assert validator.slowly(line) == []


@pytest.mark.parametrize("defect", DEFECTS)
def test_the_fast_pass_accepts_no_defect(defect, validator, maker):
    for _ in range(30):
        line = spoil(maker, maker.report(), defect)
        assert line is not None
        assert not validator.accept(line)


@MANY
@given(data=st.data())
def test_a_key_given_twice_is_found_wherever_it_stands_and_however_it_is_written(data, validator, vocabulary):
    report = Maker(vocabulary, data.draw(st.integers(0, 10_000))).report()
    path = data.draw(st.sampled_from([p for p in places(report) if isinstance(p[-1], str)]))
    inner = report
    for part in path:
        inner = inner[part]
    # A marker that is found again in the text, then made into the same key a second time.
    marked = put(report, (*path[:-1], "\x00again"), inner)
    key = data.draw(st.sampled_from([json.dumps(path[-1]), f'"\\u{ord(path[-1][0]):04x}{path[-1][1:]}"']))
    space = data.draw(st.sampled_from(["", " ", "\t"]))
    text = json.dumps(marked, separators=(",", ":")).replace('"\\u0000again":', f"{key}{space}:")
    assert not validator.accept(text.encode())
    assert "HLX-R005" in {finding.rule for finding in validator.slowly(text.encode())}


@pytest.fixture(scope="module")
def without_room(vocabulary):
    """The fast pass with tables that keep nothing, as when they are full from the start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "Room", lambda left: Room(0))
        return fast.make_refused(vocabulary, TODAY)


@st.composite
def tampered(draw: st.DrawFn, vocabulary) -> bytes:
    """Return a report without findings, changed as text in one of the ways that a quick look may miss."""
    report = Maker(vocabulary, draw(st.integers(0, 200))).report()
    what = draw(st.sampled_from(["repeat entry", "repeat key", "escape", "space", "number", "identifier", "none"]))
    if what == "repeat entry":
        path = draw(st.sampled_from([path for path in places(report) if isinstance(path[-1], int)]))
        holder = report
        for part in path[:-1]:
            holder = holder[part]
        holder.insert(draw(st.integers(0, len(holder))), copy.deepcopy(holder[path[-1]]))
    if what == "identifier":
        old = report["report_id"]
        wrong = [old[:-1], old + "0", old.upper(), old.replace("-", "0"), old + "\n" + old, old[:8] + "\n" + old[9:]]
        wrong += ["", old.replace("-", "", 1) + "-", "é" + old[1:], old[:-1] + "\x00", "".join(reversed(old))]
        report["report_id"] = draw(st.sampled_from(wrong))
    text = json.dumps(report, separators=(",", ":"))
    signs = [place for place, sign in enumerate(text) if sign in "{}[],:"]
    if what == "repeat key":
        begin = draw(st.sampled_from([place for place, sign in enumerate(text) if sign == "{"]))
        key = text[begin + 1 : text.index(":", begin)]
        value = draw(st.sampled_from(["1", "[]", "{}", '"a,b"']))
        text = f"{text[: begin + 1]}{key}:{value},{text[begin + 1 :]}"
    elif what == "escape":
        place = draw(st.sampled_from([place for place, sign in enumerate(text) if sign.isalpha()]))
        text = f"{text[:place]}\\u{ord(text[place]):04x}{text[place + 1 :]}"
    elif what == "space":
        place = draw(st.sampled_from(signs))
        text = text[:place] + draw(st.sampled_from([" ", "\t\t", "\r"])) + text[place:]
    elif what == "number":
        number = draw(st.sampled_from(["-0", "1.0", "1e0", "01", "+1", "0", "100001", "1" * 30, "true", '"1"', "NaN"]))
        text = text.replace('"count":1', f'"count":{number}', draw(st.sampled_from([1, -1])))
    return text.encode()


@MANY
@given(data=st.data())
def test_lines_together_with_full_tables_and_with_none_get_the_same_answer(data, validator, vocabulary, without_room):
    batch = data.draw(st.lists(st.one_of(tampered(vocabulary), lines(vocabulary)), max_size=5))
    # The clean reports come first, so that every part of the changed ones was seen before.
    clean = [json.dumps(Maker(vocabulary, seed).report()).encode() for seed in data.draw(st.lists(st.integers(0, 200)))]
    batch = [*clean, *batch, *batch]
    refused = set(validator.refused(batch))
    assert refused == set(without_room(batch)) == {n for n, line in enumerate(batch) if not validator.accept(line)}
    for place, line in enumerate(batch):
        assert place in refused or validator.slowly(line) == []


def test_tables_never_hold_more_than_they_have_room_for_and_nothing_that_is_false():
    table = Table(lambda number: number + 1, Room(3))
    assert [table.kept.get(n) or table.make(n) for n in (-1, 1, 2, 1, 3, -1, 4, 5, 4)] == [0, 2, 3, 2, 4, 0, 5, 6, 5]
    assert table.kept == {1: 2, 2: 3, 3: 4}


GOOD_ID = st.uuids().map(str)
BAD_ID = st.text("0123456789abcdefA-\n", max_size=80)


@MANY
@given(ids=st.lists(st.one_of(GOOD_ID, BAD_ID, st.text(max_size=40), st.lists(GOOD_ID, max_size=3).map("\n".join))))
def test_identifiers_looked_at_together_are_judged_as_one_by_one(ids):
    pattern = re.compile(generated_schema()["HarmReport"]["properties"]["report_id"]["pattern"].replace("$", r"\Z"))
    assert fast.all_uuids(ids) == all(pattern.match(one) for one in ids if one)


def test_no_rule_on_one_text_minds_what_the_slow_pass_leaves_out(vocabulary):
    left_out = {
        (cls, slot, text)
        for cls, slots in Slots(vocabulary, TODAY).of_class.items()
        for slot, (_, texts) in slots.items()
        for text in texts
    }
    assert len(left_out) > 500
    nothing_known = {text for _, _, text in left_out if looks_like(text)} - vocabulary.known_strings
    assert all(re.fullmatch(r"\d{4}-\d\d|\d{4}\.\d\d|\d\.\d\.\d", text) for text in nothing_known)
    definitions = release_schema(vocabulary)["$defs"]
    for cls, slot, text in left_out:
        shape = definitions[cls]["properties"][slot]
        assert jsonschema_rs.validator_for(shape.get("items", shape)).is_valid(text)
        assert text not in vocabulary.retired


@MANY
@given(text=st.one_of(st.text(max_size=50), *(st.from_regex(pattern) for pattern in PATTERNS.values())))
def test_what_looks_like_personal_data_is_never_passed_over_for_lack_of_a_sign(text):
    folded = unicodedata.normalize("NFKC", text)
    broken = [code for code, pattern in PATTERNS.items() if re.search(pattern, folded)]
    found = looks_like(text)
    assert found in broken if found else not set(broken) - {"HLX-R302"}


@MANY
@given(data=st.data())
def test_the_collector_agrees_with_the_json_schema_of_the_release(data, validator, vocabulary):
    report = data.draw(mutated(vocabulary))
    schema = jsonschema_rs.validator_for(release_schema(vocabulary))
    rules = {finding.rule for finding in validator.object(report)}
    refused = bool(rules & (STRUCTURE - {"HLX-R016"} | ENUMERATIONS))
    if schema.is_valid(report):
        # What looks like personal data takes the place of a finding on form, at the same place.
        assert not rules & (STRUCTURE - {"HLX-R016"}) or not report
    else:
        assert refused or any(rule.startswith("HLX-R3") for rule in rules)


def plain(maker: Maker, validator, count: int) -> list[dict]:
    """Return reports, good and with defects, that JSON can hold."""
    found = []
    for defect in [None, *DEFECTS] * count:
        line = json.dumps(maker.report()).encode() if defect is None else spoil(maker, maker.report(), defect)
        try:
            report = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        if isinstance(report, dict):
            found.append(report)
    return found


@pytest.fixture(scope="module")
def linkml():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from linkml.validator import Validator as LinkML
        from linkml.validator.plugins import JsonschemaValidationPlugin

        schema = Path(__file__).resolve().parents[2] / "schema" / "harmlex.yaml"
        one = LinkML(str(schema), validation_plugins=[JsonschemaValidationPlugin(closed=True)])

        def refused(report: dict) -> set[str]:
            """Return the places that linkml.validator refuses."""
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                results = one.validate(report, class_of(report)).results
            return {result.message.rpartition(" in /")[2] for result in results}

        yield refused


# What linkml.validator takes for well formed: a list that must have entries and has none, and 1.0 for a whole number;
# further null, which stands for what is not said.
ONLY_OURS = {"HLX-R015", "HLX-R016"}
# What it refuses as a pattern and we refuse in better words: a code that the release does not have, personal data, and
# half a character.
INSTEAD = ENUMERATIONS | {code for code in RULES if code.startswith("HLX-R3")} | {"HLX-R002"}


def at(value: object, pointer: str) -> object:
    """Return what stands at a place."""
    for part in pointer.split("/")[1:]:
        value = value[int(part) if isinstance(value, list) else part]
    return value


def agree_with_linkml(report: dict, validator, linkml) -> None:
    findings = validator.object(report)
    theirs = linkml(report)
    rules = {finding.rule for finding in findings}
    without_nulls = {one.rule for one in findings if one.rule != "HLX-R012" or at(report, one.pointer) is not None}
    if without_nulls & STRUCTURE - ONLY_OURS:
        assert theirs, (report, rules)
    if theirs:
        assert rules & (STRUCTURE - ONLY_OURS | INSTEAD), (report, theirs)
    # They name the same places, or one that holds or lies inside the other.
    ours = [finding.pointer.strip("/") for finding in findings if finding.rule in STRUCTURE | INSTEAD]
    for place in theirs:
        assert any(f"{one}/".startswith(f"{place}/") or f"{place}/".startswith(f"{one}/") or not one or not place
                   for one in ours), (place, ours, report)  # fmt: skip


def test_the_collector_agrees_with_linkml_on_every_defect(validator, maker, linkml):
    for report in plain(maker, validator, 2):
        agree_with_linkml(report, validator, linkml)


@MANY
@given(data=st.data())
def test_the_collector_agrees_with_linkml_on_any_report(data, validator, vocabulary, linkml):
    report = data.draw(mutated(vocabulary))
    # An empty object is no report of either kind; both refuse it, each for a kind of its own.
    agree_with_linkml(report or {"channel": "reporting-channel:police"}, validator, linkml)


@MANY
@given(data=st.data())
def test_the_collector_agrees_with_linkml_on_any_table_of_counts(data, validator, vocabulary, linkml):
    counts = {
        "schema_version": "1.0.0",
        "vocabulary_release": "2026.11",
        "organisation_id": "org-4f7k",
        "period_start": "2026-01",
        "period_end": "2026-10",
        "unit_of_count": "unit:reports",
        "several_codes": False,
        "scheme": "toy-form",
        "version": "v2",
        "counts": [{"concept": "hlx:H0042", "total": 0}, {"notation": "NCII", "total": 30}],
    }
    agree_with_linkml(data.draw(changed(counts)), validator, linkml)


TOKEN = st.text(string.ascii_letters + string.digits, min_size=12, max_size=16).map(lambda text: f"Zq{text}")


@MANY
@given(data=st.data())
def test_no_finding_repeats_what_stood_in_the_report(data, validator, vocabulary):
    token = data.draw(TOKEN)
    report = Maker(vocabulary, data.draw(st.integers(0, 10_000))).report()
    shapes = [token, f"{token}@example.org", f"https://{token}.com/{token}", f"@{token}", f"hlx:{token}",
              f"age-band:{token}", f"toy-form:{token}", {token: token}, [token], {"concept": token}]  # fmt: skip
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(places(report)))
        if data.draw(st.booleans()):
            report = put(report, path, data.draw(st.sampled_from(shapes)))
        else:
            report = put(report, (token,), data.draw(st.sampled_from(shapes)))
    findings = validator.slowly(json.dumps(report).encode())
    assert findings
    for finding in findings:
        assert token.casefold() not in msgspec.json.encode(finding).decode().casefold()


@MANY
@given(raw=st.binary(max_size=200))
def test_no_bytes_make_the_validator_fail(raw, validator):
    assert isinstance(validator.line(raw), list)


@MANY
@given(value=values)
def test_no_value_makes_the_validator_fail(value, validator):
    assert validator.object(value)
