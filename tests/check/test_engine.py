"""The engine: places, exemptions, limits, and no record that it stumbles over."""

from __future__ import annotations

import copy
import shutil
import sys
from pathlib import Path

import pytest

from harmlex.check import engine
from harmlex.check.engine import check_registry
from harmlex.load.documents import Document, parse_document
from harmlex.load.registry import LoadedRegistry, load_registry
from harmlex.load.releases import newest_release
from harmlex.model.errors import ArtefactUnreadable

from .cases import BASE, TODAY

CONCEPT = "registry/concepts/H0042-doxing.yaml"
EXEMPTION = """\
exemptions:
  - check: HLX-C217
    subject: hlx:H0042
    reason: {en: Its narrower concepts are being written.}
    granted_by: The editors
    expires: "2026-12-31"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path


def change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def check(root: Path, today: str = TODAY):
    return check_registry(load_registry(root), today=today, previous=newest_release(root))


def test_a_finding_has_place_message_hint_and_subject(root):
    change(root, CONCEPT, "population: any", "population: all")
    (finding,) = check(root).findings
    assert (finding.code, finding.severity, finding.file) == ("HLX-C024", "error", CONCEPT)
    assert (finding.line, finding.column) == (10, 1)
    assert finding.message == "`all` is no value of `population`."
    assert finding.hint == "Write `child`, `adult` or `any`."


def test_a_misspelt_key_is_answered_with_the_right_one(root):
    change(root, CONCEPT, "altLabel:", "altLable:")
    findings = [f for f in check(root).findings if f.code == "HLX-C023"]
    assert [(f.line, f.hint) for f in findings] == [(4, "Did you mean `altLabel`?")]


def test_a_mistake_is_said_once(root):
    change(root, CONCEPT, "reportable: true", "reportable: yes")
    change(root, CONCEPT, "status: proposed", "status:")
    assert [(f.code, f.line) for f in check(root).findings] == [("HLX-C016", 2), ("HLX-C017", 12)]


def test_one_broken_record_of_a_file_does_not_hide_what_is_wrong_with_the_others(root):
    scheme = "registry/schemes/demo.yaml"
    change(root, scheme, "prefLabel: {en: kind A}", "prefLabel: kind A")
    change(root, scheme, 'notation: "C"', 'notation: "B"')
    found = {(f.code, f.subject) for f in check(root).findings}
    assert found == {("HLX-C025", "demo:A"), ("HLX-C115", "demo:C")}


def test_a_broken_record_still_exists_for_those_that_name_it(root):
    change(
        root,
        "registry/concepts/H0057-disclosure.yaml",
        "prefLabel: {en: disclosure of what was private}",
        "prefLabel: x",
    )
    assert {f.code for f in check(root).findings} == {"HLX-C025"}


def test_an_exemption_answers_a_finding_until_its_day(root):
    change(root, CONCEPT, "reportable: true", "reportable: false")
    assert [f.code for f in check(root).findings] == ["HLX-C217"]
    (root / "registry" / "exemptions.yaml").write_text(EXEMPTION, encoding="utf-8")
    report = check(root)
    assert (report.findings, report.exempted) == ((), 1)
    assert check(root, "2026-12-31").findings == ()
    late = check(root, "2027-01-01")
    assert [f.code for f in late.findings] == ["HLX-C217", "HLX-C318"]
    assert late.exempted == 0


def test_an_exemption_that_nothing_needs_is_a_finding(root):
    (root / "registry" / "exemptions.yaml").write_text(EXEMPTION, encoding="utf-8")
    assert [(f.code, f.severity) for f in check(root).findings] == [("HLX-C319", "warning")]


def test_paths_limit_what_is_reported_and_not_what_is_read(root):
    change(root, CONCEPT, "broader: [hlx:H0057]", "broader: [hlx:H7777]")
    change(root, "registry/schemes/demo.yaml", "publisher: demo-org", "publisher: nobody")
    report = check(root)
    assert {f.code for f in report.findings} == {"HLX-C215", "HLX-C220"}
    assert {f.code for f in report.below(["registry/concepts"]).findings} == {"HLX-C215"}
    assert {f.code for f in report.below([CONCEPT, "registry/schemes"]).findings} == {"HLX-C215", "HLX-C220"}
    assert report.below(["registry/concepts/H0042"]).findings == ()
    assert report.below([]) is report
    assert report.below(["."]) is report


def test_findings_come_in_the_order_of_files_and_places(root):
    for name in ("H0051-outing", "H0042-doxing"):
        change(root, f"registry/concepts/{name}.yaml", "definition_sources: [book-1]", "definition_sources: [book-9]")
        change(root, f"registry/concepts/{name}.yaml", "population: any", "population: all")
    places = [(f.file, f.line, f.column) for f in check(root).findings]
    assert places == sorted(places)
    assert len(places) == 4


def test_a_file_that_cannot_be_read_is_a_finding_among_the_others(root):
    (root / CONCEPT).write_bytes(b"id: [\n")
    report = check(root)
    assert "HLX-C006" in {f.code for f in report.findings}
    assert report.files == len(load_registry(root).documents)


def test_the_newest_release_is_chosen_by_its_name(root):
    (root / "releases").mkdir()
    for name, label in (("2026.9", "x"), ("2026.09", "a"), ("2026.10", "b"), ("2026.10.2", "c"), ("2026.10.10", "d")):
        text = f'{{"concepts": [{{"id": "hlx:H0001", "status": "{label}"}}]}}'
        (root / "releases" / f"harmlex-{name}.json").write_text(text)
    newest = newest_release(root)
    assert newest is not None
    assert newest.file == "releases/harmlex-2026.10.10.json"
    assert newest.concepts["hlx:H0001"].status == "d"


def test_a_release_that_cannot_be_read_is_said_with_its_remedy(root):
    (root / "releases").mkdir()
    (root / "releases" / "harmlex-2026.10.json").write_text("{")
    with pytest.raises(ArtefactUnreadable, match="Restore it from git"):
        newest_release(root)


JUNK = ["x", "", 7, True, [], {}, ["x"], [["x"]], {"en": "x"}, {"en": ["x"]}, [{}], {"en": {}}, "9999-99-99", [7]]
RICH = b"""\
id: hlx:H0600
status: deprecated
prefLabel: {en: rich, fr: riche}
altLabel: {en: [RCH]}
hiddenLabel: {en: [bad word]}
label_notes:
  - {form: {en: bad word}, usage: avoid, instead: [hlx:H0042], say: {en: x}, reason: {en: why}, source: book-1,
     evidence: verified, native_review: reviewed}
definition: {en: a b c}
definition_sources: [book-1]
broader: [hlx:H0001, hlx:H0042]
related: [hlx:H0051]
narrower_are: {exhaustive: open, disjoint: disjoint}
distinguish_from: [{concept: hlx:H0042, because: {en: none}}]
population: any
four_c: content
material: real
live: true
reportable: false
criteria:
  - {facet: youngest-affected-age, interval: {min: 1, max: 3}, source: book-1, evidence: verified}
  - {facet: act, values: [act:publish], source: book-1}
replaced_by: [hlx:H0042]
deprecation: {date: "2026-01-01", reason: {en: x}}
changes: [{date: "2026-01-01", kind: created, note: {en: x}}, {date: "2026-01-02", kind: deprecated, note: {en: x}}]
"""


class Placeless(LoadedRegistry):
    """A registry whose values are not those of its files."""

    def places(self, file, pointers):
        return dict.fromkeys(pointers, (1, 1))


def pointers(value, path=()):
    yield path
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from pointers(item, (*path, key))


def test_no_value_wherever_it_stands_makes_a_check_fail():
    documents = list(load_registry(BASE).documents)
    for raw, file, kind in (
        (RICH, "registry/concepts/H0600-rich.yaml", "concept"),
        (EXEMPTION.encode(), "registry/exemptions.yaml", "exemptions"),
    ):
        document, findings = parse_document(raw, file, kind)
        assert (document is not None, findings) == (True, [])
        documents.append(document)
    number = 0
    for at, document in enumerate(documents):
        for pointer in pointers(document.data):
            if not pointer:
                continue
            number += 1
            # Each place gets two kinds of junk in turn, or is deleted; together all kinds meet all slots.
            for junk in (JUNK[number % len(JUNK)], JUNK[(number * 5 + 3) % len(JUNK)], None):
                data = copy.deepcopy(document.data)
                target = data
                for step in pointer[:-1]:
                    target = target[step]
                if junk is None:
                    del target[pointer[-1]]
                else:
                    target[pointer[-1]] = copy.deepcopy(junk)
                changed = [*documents[:at], Document(document.file, document.kind, data), *documents[at + 1 :]]
                report = check_registry(Placeless(BASE, tuple(changed), ()), today=TODAY)
                assert all(f.message and f.file for f in report.findings)
    assert number > 300


@pytest.mark.skipif(sys.platform != "linux", reason="helpers run on Linux only")
def test_two_processes_find_what_one_finds(root, monkeypatch):
    monkeypatch.setattr(engine, "_WORTH_HELP", range(1, 1_000))
    change(root, CONCEPT, "population: any", "population: adult")
    change(root, "mappings/demo.sssom.tsv", "hlx:H0042", "hlx:H9999")
    loaded = load_registry(root)
    one = check_registry(loaded, today=TODAY)
    assert check_registry(loaded, today=TODAY, processes=2) == one
    assert {finding.code[:5] for finding in one.findings} >= {"HLX-M"}
    monkeypatch.setattr(engine, "_plain", lambda item: 1 / 0)
    assert check_registry(loaded, today=TODAY, processes=2) == one
