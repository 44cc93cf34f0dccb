"""Each rule finds what it is for, says so at the right place, and is silent otherwise."""

from __future__ import annotations

import copy
import json

import pytest

from harmlex.model.errors import UnknownName
from harmlex.report.rules import RULES, chosen, rules_document
from harmlex.report.synthetic import DEFECTS, spoil

GOOD = {
    "schema_version": "1.0.0",
    "vocabulary_release": "2026.11",
    "report_id": "7a1d2c3e-4b5f-4a6b-8c7d-9e0f1a2b3c4d",
    "organisation_id": "org-4f7k",
    "received": "2026-10",
    "channel": "reporting-channel:helpline-chat",
    "primary_harm": {"concept": "hlx:H0042", "assigned_by": "assignment:person"},
    "affected": [{"age_band": "age-band:25-34", "gender": "gender:woman-or-girl", "count": 1}],
}
COUNTS = {
    "schema_version": "1.0.0",
    "vocabulary_release": "2026.11",
    "organisation_id": "org-4f7k",
    "period_start": "2026-01",
    "period_end": "2026-10",
    "unit_of_count": "unit:reports",
    "several_codes": False,
    "counts": [{"concept": "hlx:H0042", "total": 0}, {"concept": "hlx:H0031", "total": 30}],
}


def changed(base: dict, **slots: object) -> dict:
    report = copy.deepcopy(base)
    for slot, value in slots.items():
        if value is ...:
            report.pop(slot)
        else:
            report[slot] = value
    return report


def harm(concept: str | None = None, **rest: object) -> dict:
    given = {"assigned_by": "assignment:person", **rest}
    return given if concept is None else {"concept": concept, **given}


def code(notation: str, **rest: str) -> dict:
    return {"scheme": "toy-form", "notation": notation, **rest}


def said(validator, report: dict) -> list[tuple[str, str]]:
    line = json.dumps(report).encode()
    findings = validator.slowly(line)
    if validator.accept(line):
        assert findings == []
    assert [(f.rule, f.pointer) for f in validator.object(report)] == [(f.rule, f.pointer) for f in findings]
    return [(f.rule, f.pointer) for f in findings]


def test_a_good_report_and_a_good_table_have_no_finding(validator):
    assert said(validator, GOOD) == []
    assert validator.accept(json.dumps(GOOD).encode())
    assert said(validator, COUNTS) == []


CHILD = [{"age_band": "age-band:10-12"}]
CASES = [
    ({"primary_harm": harm("hlx:H9999")}, [("HLX-R101", "/primary_harm/concept")]),
    ({"primary_harm": harm("hlx:H0199")}, [("HLX-R102", "/primary_harm/concept")]),
    ({"primary_harm": harm("hlx:H0001")}, [("HLX-R103", "/primary_harm/concept")]),
    ({"primary_harm": harm(original={"scheme": "nowhere", "notation": "A"})},
     [("HLX-R104", "/primary_harm/original/scheme")]),
    ({"primary_harm": harm(original=code("NCIJ"))}, [("HLX-R105", "/primary_harm/original/notation")]),
    ({"primary_harm": harm(original=code("NCII", version="v9"))}, [("HLX-R106", "/primary_harm/original/version")]),
    ({"primary_harm": harm(original=code("SPLIT", version="v1"))}, [("HLX-R107", "/primary_harm/original/notation")]),
    ({"primary_harm": harm(original=code("SPLIT", version="v1")), "received": "2025-05"}, []),
    ({"primary_harm": harm(original=code("SPLIT"))}, []),
    ({"primary_harm": harm(original=code("a, b"))}, []),
    ({"primary_harm": harm(original=code("bare"))}, []),
    ({"channel": "hotline"}, [("HLX-R108", "/channel")]),
    ({"primary_harm": harm(original=code("OLD"))}, [("HLX-R109", "/primary_harm/original/notation")]),
    ({"countries": ["GB", "UK"]}, [("HLX-R110", "/countries/1")]),
    ({"languages": ["en", "qaa-x-y"]}, [("HLX-R013", "/languages/1")]),
    ({"languages": ["nds-DE"]}, []),
    ({"schema_version": "2.0.0"}, [("HLX-R111", "/schema_version")]),
    ({"vocabulary_release": "2027.01"}, [("HLX-R112", "/vocabulary_release")]),
    ({"vocabulary_release": "2026.02"}, []),
    ({"primary_harm": harm(original=code("AGE"))}, [("HLX-R113", "/primary_harm/original/notation")]),
    ({"primary_harm": harm("hlx:H0101")}, [("HLX-R201", "/primary_harm/concept")]),
    ({"primary_harm": harm("hlx:H0101"), "affected": CHILD}, []),
    ({"primary_harm": harm("hlx:H0101"), "affected": [*CHILD, {"age_band": "age-band:25-34"}]}, []),
    ({"primary_harm": harm("hlx:H0101"), "affected": [{"age_band": "age-band:unknown"}]}, []),
    ({"primary_harm": harm("hlx:H0101"), "affected": ...}, []),
    ({"primary_harm": harm("hlx:H0031"), "affected": CHILD}, [("HLX-R202", "/primary_harm/concept")]),
    ({"primary_harm": harm("hlx:H0102"), "affected": CHILD,
      "content": {"forms": ["content-form:image"], "authenticity": ["authenticity:recorded"]}},
     [("HLX-R203", "/primary_harm/concept")]),
    ({"primary_harm": harm("hlx:H0101"), "affected": CHILD,
      "content": {"forms": ["content-form:image"], "authenticity": ["authenticity:drawn"]}},
     [("HLX-R204", "/primary_harm/concept")]),
    ({"primary_harm": harm("hlx:H0044"),
      "content": {"forms": ["content-form:text"], "authenticity": ["authenticity:recorded"]}},
     [("HLX-R205", "/primary_harm/concept")]),
    ({"primary_harm": harm("hlx:H0103"), "affected": CHILD, "content": {"forms": ["content-form:video"]}},
     [("HLX-R206", "/primary_harm/concept")]),
    ({"primary_harm": harm("hlx:H0103"), "affected": CHILD, "content": {"forms": ["content-form:live-audio"]}}, []),
    ({"primary_harm": harm("hlx:H0043"), "alleged_perpetrators": [{"relationship": "relationship:stranger"}]},
     [("HLX-R207", "/primary_harm/concept")]),
    ({"primary_harm": harm("hlx:H0104"), "affected": [{"age_band": "age-band:16-17"}]},
     [("HLX-R207", "/primary_harm/concept")]),
    ({"harms": [harm("hlx:H0032"), harm("hlx:H0030")]}, [("HLX-R208", "/harms/1/concept")]),
    ({"harms": [harm("hlx:H0042")]}, [("HLX-R209", "/harms/0/concept")]),
    ({"motive": ["motive:control", "motive:control"]}, [("HLX-R209", "/motive")]),
    ({"primary_harm": harm("hlx:H0031", original=code("CSAM"))},
     [("HLX-R201", "/primary_harm/original"), ("HLX-R210", "/primary_harm/original")]),
    ({"primary_harm": harm("hlx:H0042", original=code("bare"))}, [("HLX-R210", "/primary_harm/original")]),
    ({"primary_harm": harm("hlx:H0031"), "harms": [harm("hlx:H0032")]}, [("HLX-R211", "/harms/0/concept")]),
    ({"primary_harm": harm("hlx:H0101"), "harms": [harm("hlx:H0102")], "affected": CHILD},
     [("HLX-R211", "/harms/0/concept")]),
    ({"received": "2026-12"}, [("HLX-R212", "/received")]),
    ({"actions": [{"action": "action:under-review", "month": "2026-09"}]}, [("HLX-R213", "/actions/0/month")]),
    ({"affected": [{"age_band": "age-band:unknown", "age_known_by": "age-knowledge:stated"}]},
     [("HLX-R214", "/affected/0/age_known_by")]),
    ({"affected": [{"age_band": "age-band:18-24"}, {"age_band": "age-band:18-plus"}]},
     [("HLX-R215", "/affected/1/age_band")]),
    ({"affected": [{"age_band": "age-band:18-24"}, {"age_band": "age-band:18-plus", "gender": "gender:another"}]}, []),
    ({"alleged_perpetrators": [{"relationship": "relationship:self", "age_band": "age-band:13-15"}]},
     [("HLX-R216", "/alleged_perpetrators/0/age_band")]),
    ({"alleged_perpetrators": [{"relationship": "relationship:self", "age_band": "age-band:25-34"}]}, []),
    ({"impact": ["impact:unknown", "impact:fear"]}, [("HLX-R217", "/impact")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_a_rule_speaks_at_its_place_and_nowhere_else(validator, change, expected):
    assert said(validator, changed(GOOD, **change)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"period_end": "2025-01"}, [("HLX-R213", "/period_end")]),
        ({"period_end": "2027-01"}, [("HLX-R212", "/period_end")]),
        ({"counts": [{"concept": "hlx:H0042", "total": -1}]}, [("HLX-R014", "/counts/0/total")]),
        ({"counts": [{"concept": "hlx:H0042", "notation": "A", "total": 1}], "scheme": "toy-form"},
         [("HLX-R017", "/counts/0"), ("HLX-R105", "/counts/0/notation")]),
        ({"counts": [{"total": 1}]}, [("HLX-R017", "/counts/0")]),
        ({"counts": [{"notation": "NCII", "total": 1}]}, [("HLX-R104", "/counts/0")]),
        ({"counts": [{"notation": "NCII", "total": 1}], "scheme": "toy-form", "version": "v2"}, []),
        ({"counts": [{"concept": "hlx:H0042", "total": 1}] * 2}, [("HLX-R209", "/counts/1")]),
        ({"counts": []}, [("HLX-R015", "/counts")]),
        ({"unit_of_count": "unit:things"}, [("HLX-R108", "/unit_of_count")]),
    ],
)  # fmt: skip
def test_tables_of_counts_have_their_rules(validator, change, expected):
    assert said(validator, changed(COUNTS, **change)) == expected


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("doxing", "hlx:H0042 (doxing)"),
        ("Doxxing", "hlx:H0042 (doxing)"),
        ("doxig", "hlx:H0042 (doxing)"),
        ("H0042", "hlx:H0042 (doxing)"),
        ("42", "hlx:H0042 (doxing)"),
        ("CSAM", "It maps to hlx:H0101 (abuse material)"),
        ("toy-form:CSAM", "It maps to hlx:H0101 (abuse material)"),
        ("toy-form", "harmlex search"),
        ("zzzzzz", "harmlex search"),
    ],
)
def test_an_unknown_concept_is_answered_with_what_may_be_meant(validator, given, hint):
    (finding,) = validator.object(changed(GOOD, primary_harm=harm(given)))
    assert finding.rule == "HLX-R101"
    assert hint in finding.hint


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({"primary_harm": harm("hlx:H0199")}, "Use hlx:H0031 (sharing intimate images)."),
        ({"primary_harm": harm("hlx:H0198")}, "hlx:H0031 (sharing intimate images), hlx:H0032 (upskirting)"),
        ({"primary_harm": harm("hlx:H0002")}, "hlx:H0101 (abuse material)"),
        ({"primary_harm": harm(original=code("NCI"))}, "Did you mean NCII?"),
        ({"primary_harm": harm(original=code("SPLIT", version="v1"))}, "until 2025-06"),
        ({"channel": "police"}, "reporting-channel:police"),
        ({"detection": "user_report"}, "detection:user-report"),
        ({"chanel": "reporting-channel:police"}, "`channel`"),
    ],
)
def test_a_hint_names_the_remedy(validator, change, hint):
    findings = validator.object(changed(GOOD, **change))
    assert any(hint in finding.hint for finding in findings), findings


@pytest.mark.parametrize("defect", DEFECTS)
def test_every_kind_of_defect_is_found_in_many_reports(validator, maker, defect):
    wanted = DEFECTS[defect][0]
    for _ in range(20):
        line = spoil(maker, maker.report(), defect)
        assert line is not None, "the release of these tests has a code for every defect"
        assert wanted in {finding.rule for finding in validator.line(line)}, line


def test_made_up_reports_are_accepted_at_once_and_have_no_finding(validator, maker):
    for _ in range(300):
        line = json.dumps(maker.report()).encode()
        assert validator.slowly(line) == []
        # A notation with a comma is left to the slow pass.
        assert validator.accept(line) or b'"a, b"' in line


def test_every_rule_has_a_page_with_a_bad_and_a_good_case_and_a_remedy():
    assert len(RULES) >= 49
    for one in RULES.values():
        assert one.title, one.code
        for word in ("Why:", "Bad", "Good", "Mend:"):
            assert word in one.page, (one.code, word)


def test_every_rule_can_be_broken(validator, maker):
    broken = {rule for rule, _ in DEFECTS.values()}
    broken |= {rule for _, expected in CASES for rule, _ in expected}
    assert set(RULES) - broken == {"HLX-R003"}
    assert [f.rule for f in validator.line(b" " * 1_048_577)] == ["HLX-R003"]


def test_rules_are_chosen_by_code_or_by_its_beginning():
    assert chosen(("r2",)) == {code for code in RULES if code.startswith("HLX-R2")}
    assert chosen((), ("R3",)) == {code for code in RULES if not code.startswith("HLX-R3")}
    with pytest.raises(UnknownName):
        chosen(("R999",))
    with pytest.raises(UnknownName):
        chosen(("C101",))


def test_the_rule_file_says_what_other_implementations_need(artefact, vocabulary):
    document = json.loads(rules_document(artefact))
    assert [one["code"] for one in document["rules"]] == list(RULES)
    assert document["retired"] == {"hlx:H0198": ["hlx:H0031", "hlx:H0032"], "hlx:H0199": ["hlx:H0031"]}
    live = document["concepts"]["hlx:H0103"]
    assert live["facts"] == ["child"]
    demand = next(one for one in live["demands"] if one["rule"] == "HLX-R206")
    assert set(demand["allowed"]) == {"content-form:live-video", "content-form:live-audio", "content-form:unknown"}
    assert document["concepts"]["hlx:H0001"]["usable"] is False
    assert rules_document(artefact) == rules_document(artefact)


@pytest.mark.parametrize("text", [r'{"channel":"\ud800"}', r'{"\uDFFF":1}', r'{"countries":["\udc00\ud800"]}'])
def test_half_a_character_is_no_text(validator, text):
    assert not validator.accept(text.encode())
    assert [(f.rule, f.pointer) for f in validator.slowly(text.encode())] == [("HLX-R002", "")]
    assert [(f.rule, f.pointer) for f in validator.object(json.loads(text))] == [("HLX-R002", "")]


def test_both_halves_of_a_character_are_one(validator):
    found = validator.slowly(rb'{"channel":"\ud83d\ude00"}')
    assert ("HLX-R108", "/channel") in [(f.rule, f.pointer) for f in found]


@pytest.mark.parametrize(("levels", "refused"), [(31, False), (32, False), (33, True), (34, True), (900, True)])
def test_a_text_and_an_object_may_be_nested_equally_deep(validator, levels, refused):
    # The record itself is the first level.
    text = '{"countries":' + "[" * (levels - 1) + "]" * (levels - 1) + "}"
    for findings in (validator.slowly(text.encode()), validator.object(json.loads(text))):
        assert ([finding.rule for finding in findings] == ["HLX-R004"]) == refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"channel":1,"harms":[{"concept":1,"c\\u006fncept":2}]}', "The key `concept` stands twice in this object."),
        ('{"harms":[{"Zq17Zq17":1,"Zq17Zq17":2}]}', "A key stands twice in this object."),
    ],
)
def test_a_key_that_stands_twice_is_named_if_the_model_has_it(validator, text, message):
    findings = validator.slowly(text.encode())
    assert ("/harms/0", message) in [(f.pointer, f.message) for f in findings if f.rule == "HLX-R005"]
    assert not any("Zq17" in f.message + f.pointer for f in findings)
