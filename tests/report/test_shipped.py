"""What is shipped for a start: the example file, the page for users, the hook and the action, new and summarise."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from harmlex.load.registry import load_registry
from harmlex.publish.compile import compile_artefact, encode_artefact
from harmlex.report.rules import RULES
from harmlex.report.summarising import suppressed
from harmlex.report.tables import flat_names
from harmlex.search.entries import build_entries

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Path:
    """The registry of this checkout, compiled."""
    path = tmp_path_factory.mktemp("real") / "harmlex.json"
    path.write_bytes(encode_artefact(compile_artefact(load_registry(ROOT), search_entries=build_entries)))
    return path


def harmlex(*args: str | Path, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "harmlex", *map(str, args)], input=data, capture_output=True, check=False, cwd=ROOT
    )


def test_the_example_file_shows_findings_of_every_group_with_a_remedy_each(real):
    done = harmlex("validate", "examples/reports.ndjson", "--release", real, "--format", "jsonl")
    assert done.returncode == 1
    findings = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(f["line"], f["pointer"], f["rule"]) for f in findings] == [
        (3, "/primary_harm/concept", "HLX-R101"),
        (4, "/primary_harm/concept", "HLX-R103"),
        (5, "/primary_harm/concept", "HLX-R201"),
        (6, "/affected/0/age_band", "HLX-R108"),
        (7, "/countries/0", "HLX-R110"),
        (7, "/received", "HLX-R013"),
        (8, "", "HLX-R011"),
        (8, "", "HLX-R301"),
        (9, "/actions/0/month", "HLX-R213"),
        (9, "/affected/0/count", "HLX-R014"),
        (11, "", "HLX-R005"),
    ]
    assert all(f["hint"] for f in findings)
    assert {RULES[f["rule"]].group for f in findings} == {RULES[code].group for code in RULES}


def test_who_has_no_checkout_gets_the_example_file_from_the_command(real):
    printed = harmlex("new", "examples")
    assert (printed.returncode, printed.stdout) == (0, (ROOT / "examples" / "reports.ndjson").read_bytes())
    assert harmlex("new", "examples", "--example", "doxing").returncode == 2


def test_the_example_file_is_clean_when_each_finding_is_followed(real):
    lines = [json.loads(line) for line in (ROOT / "examples" / "reports.ndjson").read_bytes().splitlines()]
    lines[2]["primary_harm"]["concept"] = "hlx:H0042"  # Did you mean …?
    lines[3]["primary_harm"]["concept"] = "hlx:H0060"  # Use a narrower one: …
    lines[4]["affected"][0]["age_band"] = "age-band:10-12"  # Correct /affected …
    lines[5]["affected"][0]["age_band"] = "age-band:13-17"  # Use one of …
    lines[6]["received"] = lines[6]["received"][:7]  # Write `YYYY-MM` …
    lines[6]["countries"] = ["GB"]  # The United Kingdom is GB.
    del lines[7][list(lines[7])[11]]  # number 12 of this object's fields. Delete it …
    lines[8]["actions"][0]["month"] = lines[8]["received"]  # Correct one of the two months.
    lines[8]["affected"][0]["count"] = 1  # The number is below 1.
    # Reading line 11 as Python does has deleted the value that is not meant.
    mended = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    done = harmlex("validate", "-", "--release", real, data=mended)
    assert (done.returncode, done.stdout.decode()) == (0, "11 reports, nothing to report.\n")


def test_a_skeleton_is_valid_for_every_concept(real):
    from harmlex.load.artefact import load_sections
    from harmlex.report.example import example_report
    from harmlex.report.validator import Validator

    validator = Validator(load_sections(real), today="2026-11-22")
    for concept in validator.vocabulary.usable_concepts:
        report = example_report(validator.vocabulary, concept, "2026-11-22")
        assert validator.object(report) == [], concept


def test_new_report_prints_a_report_that_validates(real):
    for example in ([], ["--example", "doxing"], ["--example", "hlx:H0101"]):
        made = harmlex("new", "report", *example, "--artefact", real)
        assert made.returncode == 0, made.stderr
        assert harmlex("validate", "-", "--release", real, data=made.stdout).returncode == 0
    assert harmlex("new", "report", "--example", "no such harm", "--artefact", real).returncode == 2
    general = harmlex("new", "report", "--example", "hlx:H0001", "--artefact", real)
    assert general.returncode == 2
    assert b"Did you mean hlx:H" in general.stderr


def test_summarise_shows_no_small_cell(artefact_file, maker, tmp_path):
    reports = [maker.report() for _ in range(120)]
    for place, report in enumerate(reports):
        report["received"] = "2026-10" if place < 100 else "2026-09" if place < 115 else "2026-08"
        report.pop("actions")
        report["primary_harm"].pop("original", None)
    path = tmp_path / "a.ndjson"
    path.write_text("\n".join(json.dumps(report) for report in reports) + '\n{"bad": 1}\n')
    done = harmlex("summarise", path, "--release", artefact_file, "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["reports"], told["with_errors"]) == (120, 1)
    # 2026-08 has 5; as the total is shown, 2026-09 would give it away and is hidden too.
    assert told["month"] == [
        {"key": "2026-10", "count": 100},
        {"key": "2026-08", "count": None},
        {"key": "2026-09", "count": None},
    ]
    for table in ("harm", "month", "country"):
        assert all(cell["count"] is None or cell["count"] >= 10 for cell in told[table])
    text = harmlex("summarise", path, "--release", artefact_file).stdout.decode()
    assert "120 reports without errors." in text
    assert "–  2026-09" in text
    few = harmlex("summarise", "-", "--release", artefact_file, data=json.dumps(reports[0]).encode())
    assert few.stdout.startswith(b"fewer than 10 reports")


def test_suppression_never_leaves_one_hidden_cell_in_a_table_with_a_total():
    assert suppressed(Counter(a=10), 10, exclusive=True) == [("a", 10)]
    assert suppressed(Counter(a=9), 10, exclusive=True) == [("a", None)]
    assert suppressed(Counter(a=50, b=40, c=9, d=9), 10, exclusive=True) == [
        ("a", 50), ("b", 40), ("c", None), ("d", None)]  # fmt: skip
    assert suppressed(Counter(a=50, c=9), 10, exclusive=False) == [("a", 50), ("c", None)]


def test_the_page_for_users_names_every_flat_name_and_every_option():
    page = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    for name in flat_names():
        if not name.startswith("harms."):
            assert f"`{name}`" in page, name
    from harmlex.cli.validate import command

    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--") and not getattr(parameter, "hidden", False):
                assert option in page, option


def test_the_hook_and_the_action_call_what_there_is():
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert hooks["harmlex-validate"]["entry"] == "harmlex validate"
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    steps = action["runs"]["steps"]
    assert set(action["inputs"]) == {"files", "fail-on", "release"}
    # No input stands in a command itself, where it could be read as one.
    assert all("inputs." not in step.get("run", "") for step in steps)
    assert "harmlex validate" in steps[-1]["run"]
