"""Every check finds its bad cases at the right place, and nothing in its good ones."""

from __future__ import annotations

import inspect
import re
import shutil
from pathlib import Path

import pytest

from harmlex.check.engine import check_registry
from harmlex.check.rules import all_rules, rule
from harmlex.load.registry import load_registry
from harmlex.model.errors import UnknownName

from .cases import BASE, CASES, TODAY, examples, read_case

RULES = all_rules()
# Cases come from files; `python -m tests.check.cases` writes those of the manual pages.
BAD = [(code, path) for code in RULES for path in sorted((CASES / code / "bad").glob("*"))]
GOOD = [(code, path) for code in RULES for path in sorted((CASES / code / "good").glob("*"))]


def name(value: object) -> str:
    return value.stem if isinstance(value, Path) else str(value)


def test_the_base_registry_is_clean(tmp_path):
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    report = check_registry(load_registry(tmp_path), today=TODAY)
    assert [(f.code, f.file, f.message) for f in report.findings] == []
    assert report.records > 20


@pytest.mark.parametrize(("code", "path"), BAD, ids=name)
def test_a_bad_case_is_found_at_the_right_place(code, path, tmp_path):
    case = read_case(path, RULES[code])
    findings = [f for f in case.check(tmp_path).findings if f.code == code]
    assert findings, f"nothing is found in {path}"
    assert case.expected, f"{path} does not say where"
    assert {(f.file, f.line) for f in findings} <= case.expected
    for finding in findings:
        assert finding.message.endswith((".", "?")), finding.message
        assert finding.hint
        assert finding.column >= 1


@pytest.mark.parametrize(("code", "path"), GOOD, ids=name)
def test_nothing_is_found_in_a_good_case(code, path, tmp_path):
    findings = [f for f in read_case(path, RULES[code]).check(tmp_path).findings if f.code == code]
    assert findings == []


@pytest.mark.parametrize("code", RULES)
def test_a_check_has_cases_and_a_manual_page(code):
    assert list((CASES / code / "bad").glob("*")), f"{code} has no bad case"
    assert list((CASES / code / "good").glob("*")), f"{code} has no good case"
    page = RULES[code].page
    for heading in ("Why:", "Bad:", "Good:", "Mend:", "Exemptions:"):
        assert f"\n{heading}" in page, f"the page of {code} has no {heading}"
    assert page.split("\n")[0].endswith(".")
    assert max(len(line) for line in page.split("\n")) <= 120


@pytest.mark.parametrize("code", RULES)
def test_the_examples_of_the_manual_page_are_cases(code):
    for kind, text in examples(RULES[code]).items():
        assert (CASES / code / kind / "manual.yaml").read_text(encoding="utf-8") == text


def test_codes_are_unique_well_formed_and_in_their_ranges():
    ranges = {
        "reading": range(1, 22),
        "structural": range(22, 30),
        "labels": range(101, 150),
        "hierarchy": range(201, 250),
        "facts": range(201, 250),
        "life": range(301, 350),
        "form": range(501, 530),
        "mappings": range(1, 100),
        "crosswalk": range(101, 150),
    }
    modules = [r.check.__module__ for r in RULES.values()]
    assert len(set(modules)) == len(RULES)
    for each in RULES.values():
        topic = each.check.__module__.split(".")[2]
        assert re.fullmatch(rf"HLX-{'M' if topic in ('mappings', 'crosswalk') else 'C'}\d{{3}}", each.code)
        assert int(each.code[5:]) in ranges[topic]
    found = [p for p in Path(inspect.getfile(rule)).parent.glob("*/*.py") if p.name != "__init__.py"]
    assert len(found) == len(RULES)


def test_a_check_is_found_by_its_code_in_any_spelling():
    assert rule("HLX-C101") is rule("c101")
    with pytest.raises(UnknownName) as caught:
        rule("HLX-C100")
    assert "HLX-C101" in caught.value.suggestions
