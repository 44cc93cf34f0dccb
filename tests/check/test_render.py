"""Findings as text, JSON, GitHub annotations and SARIF."""

from __future__ import annotations

import json

import msgspec

from harmlex.check.engine import Report
from harmlex.check.render import to_github, to_json, to_sarif, to_text
from harmlex.check.rules import all_rules
from harmlex.model.findings import Finding

FINDINGS = (
    Finding(
        code="HLX-C101",
        severity="error",
        file="registry/concepts/H0042-a,b:c.yaml",
        line=3,
        column=5,
        message="100% of\nit: is, wrong.",
        hint="Mend it.",
        subject="hlx:H0042",
    ),
    Finding(code="HLX-C209", severity="info", file="registry/é x.yaml", line=1, column=1, message="Two parents."),
)
REPORT = Report(FINDINGS, 2, 1234, 5, 93)
CLEAN = Report((), 0, 1, 1, 93)


def test_text_names_the_place_first_and_ends_with_a_summary():
    assert to_text(REPORT) == (
        "registry/concepts/H0042-a,b:c.yaml:3:5: error HLX-C101 100% of\\nit: is, wrong.\n"
        "    Mend it.\n"
        "registry/é x.yaml:1:1: info HLX-C209 Two parents.\n"
        "\n"
        "1 error, 1 for information (1,234 records in 5 files, 93 checks). 2 findings exempted. "
        "`harmlex rule CODE` explains a check.\n"
    )


def test_a_clean_registry_says_how_much_was_looked_at():
    assert to_text(CLEAN) == "Clean: 1 record in 1 file, 93 checks.\n"


def test_colour_is_only_there_when_asked_for():
    assert "\x1b[" not in to_text(REPORT)
    assert "\x1b[31m" in to_text(REPORT, colour=True)


def test_json_is_a_plain_list_of_findings():
    assert json.loads(to_json(REPORT)) == msgspec.to_builtins(list(FINDINGS))
    assert json.loads(to_json(CLEAN)) == []


def test_github_annotations_are_escaped():
    first, second = to_github(REPORT).splitlines()
    place = "file=registry/concepts/H0042-a%2Cb%3Ac.yaml,line=3,col=5,title=HLX-C101"
    assert first == f"::error {place}::100%25 of%0Ait: is, wrong. Mend it."
    assert second == "::notice file=registry/é x.yaml,line=1,col=1,title=HLX-C209::Two parents."
    assert to_github(CLEAN) == ""


def test_sarif_has_what_the_standard_requires():
    log = json.loads(to_sarif(REPORT, all_rules().values(), "1.2.3"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("harmlex", "1.2.3")
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == list(all_rules())
    assert len(set(ids)) == len(ids)
    assert {rule["defaultConfiguration"]["level"] for rule in driver["rules"]} <= {"error", "warning", "note"}
    assert all(rule["shortDescription"]["text"] and rule["fullDescription"]["text"] for rule in driver["rules"])
    first, second = run["results"]
    assert (first["level"], second["level"]) == ("error", "note")
    assert driver["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "HLX-C101"
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "registry/%C3%A9%20x.yaml", "uriBaseId": "ROOT"}
    assert place["region"] == {"startLine": 1, "startColumn": 1}
    assert run["columnKind"] == "unicodeCodePoints"
    assert "ROOT" in run["originalUriBaseIds"]


def test_a_value_cannot_move_the_cursor_or_the_line():
    finding = msgspec.structs.replace(FINDINGS[0], message="a\x1b[2Jb\nc\u202ed e\xa0f é")
    text = to_text(Report((finding,), 0, 1, 1, 93))
    assert "HLX-C101 a\\x1b[2Jb\\nc\\u202ed e\xa0f é\n" in text
