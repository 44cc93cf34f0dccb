"""The commands, the functions and the forms, over a toy registry with two schemes, criteria and a code list."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import openpyxl
import pytest

import harmlex
from harmlex.cli import main
from harmlex.crosswalk.functions import UnusableCounts
from harmlex.crosswalk.library import Bridges, NoIncidents
from harmlex.load.mappings import parse_mapping_set
from harmlex.model.artefact import FORMAT, Artefact, Hierarchy
from harmlex.model.errors import UnknownName
from harmlex.model.findings import at_least
from harmlex.model.records import Criterion, Release

from .worlds import CODELISTS, FACETS, hub, part, row, scheme

AGE = Criterion(facet="meeting", values=("meeting:met",), source="toy-1", where="article 3", evidence="reported")
CHECKED = ("hlx:extension-checked",)


@pytest.fixture(scope="module")
def artefact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry in which a grade is proved inside a bucket, two things are apart, and a label is alike."""
    concepts = (
        hub(1, prefLabel={"en": "harm to children"}, population="child"),
        hub(2, broader=("hlx:H0001",), population="child", prefLabel={"en": "online grooming", "fr": "pédopiégeage"}),
        hub(3, population="adult", prefLabel={"en": "stalking of adults"}),
    )
    schemes = (
        scheme("grades", part("grades:A", notation="1"), part("grades:B"), part("grades:age", type="age"), version="2"),
        scheme("net", part("net:safety"), part("net:lure", prefLabel={"fr": "Pédopiégeage"}), part("net:stalk")),
    )
    rows = (
        row("grades:A", "exactMatch", "hlx:H0002", confidence=0.9, curation_rule=CHECKED),
        row("grades:B", "broadMatch", "hlx:H0003", confidence=0.8, curation_rule=CHECKED),
        row("net:safety", "exactMatch", "hlx:H0001", confidence=0.9, curation_rule=CHECKED),
        row("net:stalk", "closeMatch", "hlx:H0003", confidence=0.9),
    )
    found = Artefact(
        format=FORMAT, digest="", schema_version="1",
        release=Release(release="2026.11", date="2026-11-22", title={"en": "T"}, description={"en": "T"},
                        licence="CC BY 4.0", licence_url="https://creativecommons.org/licenses/by/4.0/"),
        concepts=concepts, schemes=schemes, codelists=CODELISTS, facets=FACETS, sources=(), organisations=(),
        initiatives=(), decisions=(), mappings=rows, hierarchy=Hierarchy(narrower={}, ancestors={}), search=(),
    )  # fmt: skip
    path = tmp_path_factory.mktemp("doors") / "harmlex.json"
    path.write_bytes(msgspec.json.encode(found))
    return path


class Run:
    def __init__(self, artefact: Path, capfdbinary: Any) -> None:
        self.artefact, self.captured = artefact, capfdbinary

    def __call__(self, *words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([*words, "--artefact", str(self.artefact)])
        out, err = self.captured.readouterr()
        return int(str(stopped.value.code)), out.decode(), err.decode()


@pytest.fixture
def run(artefact: Path, capfdbinary: Any) -> Run:
    return Run(artefact, capfdbinary)


# -- crosswalk


def test_a_crosswalk_is_shown_with_its_gaps(run: Run) -> None:
    code, out, _ = run("crosswalk", "grades", "net")
    assert code == 0
    assert "grades:A “grades:A”\n  <  inside net:safety “net:safety”  [0.81, 0.80 to 0.90]" in out
    assert "net:lure “Pédopiégeage” is not mapped yet." in out
    assert "net:safety" not in out.partition("Nothing related, in net")[2]


def test_json_is_a_list_of_rows_with_proofs(run: Run) -> None:
    code, out, _ = run("crosswalk", "grades", "net", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert isinstance(rows, list)
    first = next(r for r in rows if r["subject_id"] == "grades:A" and r["predicate_id"])
    assert (first["predicate_id"], first["object_id"], first["confidence"]) == ("skos:broadMatch", "net:safety", 0.81)
    assert len(first["proof"]) == 3
    assert {r["gap"] for r in rows if not r["predicate_id"]} == {"not-there", "not-mapped"}


def test_csv_and_workbook_hold_the_same_rows(run: Run, tmp_path: Path) -> None:
    _, out, _ = run("crosswalk", "grades", "net", "--format", "csv")
    table = list(csv.reader(io.StringIO(out)))
    book = tmp_path / "x.xlsx"
    run("crosswalk", "grades", "net", "--format", "xlsx", "-o", str(book))
    sheet = openpyxl.load_workbook(book)["crosswalk"]
    cells = [["" if c is None else str(c) for c in line] for line in sheet.iter_rows(values_only=True)]
    assert cells == table


def test_derived_sssom_is_read_back_by_the_strict_reader_row_by_row(run: Run) -> None:
    _, out, _ = run("crosswalk", "grades", "net", "--format", "sssom", "--all")
    body = [line for line in out.splitlines() if not line.startswith("#")]
    assert body[0].split("\t")[:3] == ["subject_id", "subject_label", "predicate_id"]
    assert "semapv:MappingChaining" in body[1]
    assert body[1].split("\t")[-1].startswith("derived_from=mapping:")
    read, findings = parse_mapping_set(out.encode(), "mappings/grades.sssom.tsv")
    assert read is not None
    unreadable = [f for f in at_least(findings, "error") if f.code in {"HLX-M001", "HLX-M002", "HLX-M003"}]
    assert unreadable == []


def test_the_proofs_stand_beside_a_derived_sssom_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "derived.sssom.tsv"
    _, _, err = run("crosswalk", "grades", "net", "--format", "sssom", "--all", "-o", str(path))
    beside = tmp_path / "derived.proof.jsonl"
    assert beside.name in err
    proofs = [json.loads(line) for line in beside.read_text().splitlines()]
    table = [line for line in path.read_text().splitlines() if not line.startswith("#")][1:]
    told = {tuple(cells[n] for n in (0, 2, 4)): cells[-1] for cells in (line.split("\t") for line in table)}
    ends = ("subject_id", "predicate_id", "object_id")
    assert {tuple(one[name] for name in ends) for one in proofs} == set(told)
    for one in proofs:
        assert told[tuple(one[name] for name in ends)] == "derived_from=" + "|".join(one["derived_from"])
        assert {step["id"] for step in one["steps"] if step["kind"] == "mapping"} == set(one["derived_from"])


@pytest.mark.slow
def test_derived_sssom_passes_the_reference_tool_with_every_row(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "derived.sssom.tsv"
    run("crosswalk", "grades", "net", "--format", "sssom", "--all", "-o", str(path))
    tool = Path(sys.executable).with_name("sssom")
    done = subprocess.run([tool, "validate", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "not well-formed" not in done.stdout + done.stderr
    code = "import sys, sssom.parsers as p; print('ROWS', len(p.parse_sssom_table(sys.argv[1]).df))"
    read = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    rows = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    assert f"ROWS {len(rows) - 1}" in read.stdout


def test_jskos_names_both_ends_and_the_proof(run: Run) -> None:
    _, out, _ = run("crosswalk", "grades", "net", "--format", "jskos")
    first = json.loads(out)[0]
    assert first["from"]["memberSet"][0]["uri"] == "https://w3id.org/harmlex/scheme/grades/A"
    assert first["type"] == ["http://www.w3.org/2004/02/skos/core#broadMatch"]
    assert first["note"]["en"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("crosswalk", "grade", "net"), "There is no scheme 'grade'. Did you mean grades?"),
        (("explain", "grades:AA", "net:safety"), "There is no concept 'grades:AA'. Did you mean grades:A"),
        (("explain", "grades:age", "net:safety"), "grades:age stands for no set of incidents"),
        (("explain", "nett:x", "net:safety"), "There is no scheme 'nett'. Did you mean net?"),
        (("suggest", "nett"), "There is no scheme 'nett'. Did you mean net?"),
        (("coverage", "--gaps", "--format", "svg"), "Gaps are a list"),
    ],
)
def test_an_unknown_name_ends_with_2_and_what_comes_near(run: Run, words: tuple[str, ...], said: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert said in err


# -- explain


def test_an_explanation_is_the_answer_and_its_reasons(run: Run) -> None:
    code, out, _ = run("explain", "grades:1", "net:safety")
    assert code == 0
    assert out.startswith("Every record of grades:A “grades:A” is one of net:safety “net:safety”.")
    assert (
        "1. grades:A “grades:A” covers the same records as hlx:H0002 “online grooming” (mappings/grades.sssom.tsv, "
        "confidence 0.9)." in " ".join(out.split())
    )
    assert "Counts may rest on it." in out


def test_apartness_is_explained_by_population(run: Run) -> None:
    _, out, _ = run("explain", "grades:A", "grades:B", "--format", "json")
    told = json.loads(out)
    assert told["predicate_id"] == "owl:disjointWith"
    assert any("under 18" in sentence for sentence in told["because"])


def test_that_nothing_follows_is_said_with_the_reason(run: Run) -> None:
    _, out, _ = run("explain", "net:lure", "net:safety")
    assert "Nothing follows" in out
    assert "is not related to the hub" in out


# -- translate


def test_a_file_is_translated_and_the_loss_reported(run: Run, tmp_path: Path) -> None:
    source, loss = tmp_path / "r.csv", tmp_path / "loss.csv"
    source.write_text("id,code\n1,grades:A\n2,B\n")
    code, out, err = run("translate", str(source), "--from", "grades", "--to", "net", "--report", str(loss))
    assert code == 0
    table = list(csv.DictReader(io.StringIO(out)))
    assert [(r["translation_kind"], r["translation_targets"]) for r in table] == [("up", "net:safety"), ("none", "")]
    assert "2 records from grades to net: 1 none, 1 up" in err
    assert loss.read_text().startswith("code,records,kind,targets,shares_target_with,reason\ngrades:A,1,up,net:safety")


def test_an_unknown_code_in_a_record_is_a_finding_and_the_record_comes_out(run: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "r.ndjson", tmp_path / "out.ndjson"
    source.write_text('{"code":"grades:Z"}\n')
    code, _, err = run("translate", str(source), "--from", "grades", "--to", "net", "-o", str(target))
    assert code == 1
    assert "grades has no code 'grades:Z'. Did you mean grades:A" in err
    assert json.loads(target.read_text())["translation"]["kind"] == "unknown"


def test_a_broken_file_leaves_no_output(run: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "r.ndjson", tmp_path / "out.ndjson"
    source.write_text('{"code":"grades:A"}\nnot json\n')
    code, _, err = run("translate", str(source), "--from", "grades", "--to", "net", "-o", str(target))
    assert code == 2
    assert "r.ndjson:2: This line is no JSON object." in err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["r.ndjson"]


# -- compare

COUNTS = "organisation,scheme,unit,period,code,count\nHotline,grades,items,2024,A,30\nHotline,grades,items,2024,B,12\n"


def test_counts_are_bounded_graded_and_drawn(run: Run, tmp_path: Path) -> None:
    one, two, picture = tmp_path / "one.csv", tmp_path / "two.csv", tmp_path / "i.svg"
    one.write_text(COUNTS)
    two.write_text("organisation,scheme,unit,period,code,count\nNet,net,items,2024,safety,50\n")
    target = "hlx:H0002"
    code, out, _ = run("compare", str(one), str(two), "--target", target, "--svg", str(picture))
    assert code == 0
    assert "Hotline, 2024 (items): 30 to 30 of 42  [grade A, closed form]" in out
    assert "Net, 2024 (items): 0 to 50 of 50  [grade X, closed form]" in out
    assert "all together: 30 to 80" in out
    assert "To narrow it by 50: do those counted as net:safety fall under it?" in out
    drawn = ElementTree.fromstring(picture.read_text())
    assert drawn.attrib["role"] == "img"
    _, out, _ = run("compare", str(one), "--target", target, "--format", "csv")
    assert out.splitlines()[1].startswith('hlx:H0002,"Hotline, 2024 (items)",items,30,30,42,A,closed form')
    _, out, _ = run("compare", str(one), "--target", target, "--format", "json")
    assert json.loads(out)[0]["intervals"][0]["low"] == 30


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (COUNTS.replace("30", "-3"), "HLX-M208"),
        (COUNTS.replace("30", "3.5"), "HLX-M207"),
        (COUNTS + "Hotline,grades,items,2024,*,40\n", "HLX-M212"),
        (COUNTS + "Hotline,grades,reports,2024,A,3\n", "HLX-M210"),
    ],
)
def test_counts_that_cannot_be_used_are_named_and_nothing_is_printed(
    run: Run, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "c.csv"
    path.write_text(text)
    code, out, err = run("compare", str(path), "--target", "hlx:H0002")
    assert (code, out) == (1, "")
    assert f"c.csv:{2 if said in ('HLX-M208', 'HLX-M207') else ''}" in err
    assert said in err


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("hlx:H0002 & meeting:mett", "There is no value of a facet 'meeting:mett'. Did you mean meeting:met"),
        ("hlx:H0002 & ", "There is no concept ''."),
        ("!grades:AA", "There is no concept 'grades:AA'. Did you mean grades:A"),
    ],
)
def test_a_target_of_several_parts_names_the_part_that_is_not_there(
    run: Run, tmp_path: Path, target: str, said: str
) -> None:
    path = tmp_path / "c.csv"
    path.write_text(COUNTS)
    code, out, err = run("compare", str(path), "--target", target)
    assert (code, out) == (2, "")
    assert said in err


def test_several_parts_are_asked_for_at_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(COUNTS)
    _, out, _ = run("compare", str(path), "--target", "hlx:H0001 & !hlx:H0003", "--target", "meeting:met")
    assert (
        "hlx:H0001 “harm to children” and not hlx:H0003 “stalking of adults”\n  Hotline, 2024 (items): 30 to 30" in out
    )
    assert "0 to 42 of 42  [grade X" in out
    assert "Not comparable: nothing limits the number, since grades:A and grades:B may or may not fall under it." in out


def test_a_report_of_counts_in_json_is_read_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    report = {"organisation_id": "h", "period_start": "2024-01", "period_end": "2024-12", "scheme": "grades",
              "unit_of_count": "unit:items", "several_codes": False,
              "counts": [{"notation": "1", "total": 7}]}  # fmt: skip
    path.write_text(json.dumps(report))
    code, out, _ = run("compare", str(path), "--target", "hlx:H0001")
    assert code == 0
    assert "h, 2024-01 to 2024-12 (items): 7 to 7 of 7" in out


# -- coverage and suggestions


def test_coverage_is_a_table_a_matrix_and_a_picture(run: Run) -> None:
    _, out, _ = run("coverage", "--format", "csv")
    table = list(csv.reader(io.StringIO(out)))
    assert table[0] == ["concept_id", "label", "grades", "net"]
    assert table[1:] == [
        ["hlx:H0001", "harm to children", "parts", "exact"],
        ["hlx:H0002", "online grooming", "exact", "inside"],
        ["hlx:H0003", "stalking of adults", "parts", "overlap"],
    ]
    _, out, _ = run("coverage")
    assert [line.split()[:5] for line in out.splitlines()[1:3]] == [
        ["grades", "1", "2", "0", "0"], ["net", "1", "0", "1", "1"]
    ]  # fmt: skip
    _, out, _ = run("coverage", "--format", "svg")
    assert ElementTree.fromstring(out).tag.endswith("svg")
    _, out, _ = run("coverage", "--gaps", "--format", "csv")
    assert out.splitlines() == ["concept_id,schemes", "hlx:H0002,grades", "hlx:H0003,grades"]


def test_pairs_of_schemes_are_told_with_the_concepts_that_are_related(run: Run) -> None:
    code, out, _ = run("coverage", "--pairs", "--format", "csv")
    rows = {(r["first"], r["second"]): r for r in csv.DictReader(io.StringIO(out))}
    assert code == 0
    _, walk, _ = run("crosswalk", "grades", "net", "--all", "--format", "json")
    links = [r for r in json.loads(walk) if r["predicate_id"]]
    pair = rows["grades", "net"]
    assert (int(pair["related"]), int(pair["subjects"])) == (len(links), len({r["subject_id"] for r in links}))
    _, out, _ = run("coverage", "--pairs")
    assert re.search(rf"grades +{pair['subjects']} of +{pair['concepts']} +net ", out)
    assert run("coverage", "--pairs", "--gaps")[0] == 2


def test_suggestions_work_in_any_language_and_leave_out_what_is_judged(run: Run) -> None:
    code, out, _ = run("suggest", "net", "--format", "json")
    assert code == 0
    assert [(s["subject_id"], s["object_id"], s["lang"], s["score"]) for s in json.loads(out)] == [
        ("net:lure", "hlx:H0002", "fr", 100.0)
    ]
    _, out, _ = run("suggest", "grades")
    assert out == "Nothing to suggest for grades: no labels are alike.\n"


# -- functions


def test_functions_answer_as_the_commands_do(artefact: Path) -> None:
    bridges = Bridges.load(artefact)
    frame = harmlex.derive("grades", "net", frame=True, release=bridges)
    assert list(frame[frame.predicate_id == "skos:broadMatch"].object_id) == ["net:safety"]
    assert harmlex.explain("grades:A", "hlx:H0001", release=bridges).predicate_id == "skos:broadMatch"
    assert [g.reason for g in harmlex.gaps("grades", "net", release=bridges)] == ["not-there"]
    assert harmlex.coverage(frame=True, release=bridges).loc["hlx:H0001", "net"] == "exact"
    assert harmlex.suggest("net", release=bridges)[0].object_id == "hlx:H0002"
    import pandas as pd

    told = harmlex.translate(pd.DataFrame({"code": ["A", "B"]}), "grades", "net", release=bridges)
    assert list(told.translation_kind) == ["up", "none"]
    counts = pd.read_csv(io.StringIO(COUNTS))
    assert harmlex.bounds(counts, "hlx:H0002", release=bridges).high == 30
    with pytest.raises(UnusableCounts):
        harmlex.bounds(counts.assign(count=-1), "hlx:H0002", release=bridges)
    with pytest.raises(UnknownName):
        bridges.concept("hlx:H9999")
    with pytest.raises(NoIncidents):
        bridges.concept("grades:age")
