"""Validation from Python: objects, models, streams and tables give the findings that files give."""

from __future__ import annotations

import json
import subprocess
import sys
import traceback

import pytest

import harmlex
from harmlex.model.errors import RegistryError
from harmlex.report.synthetic import Maker, spoil

TODAY = "2026-11-22"


@pytest.fixture
def reports(maker: Maker) -> list[dict]:
    found = [maker.report() for _ in range(20)]
    found[7] = json.loads(spoil(maker, maker.report(), "child-affected"))
    return found


@pytest.fixture
def given(artefact_file) -> dict:
    return {"artefact": artefact_file, "today": TODAY}


def test_an_object_a_text_and_bytes_have_the_same_findings(reports, given):
    for report in (reports[0], reports[7]):
        text = json.dumps(report)
        findings = harmlex.validate(report, **given)
        assert findings == harmlex.validate(text, **given) == harmlex.validate(text.encode(), **given)
    assert [finding.rule for finding in findings] == ["HLX-R202"]
    assert findings[0].vocabulary_version == "2026.11"
    assert findings[0].schema_version == "1.0.0"


def test_a_pydantic_model_is_a_report(reports, given):
    from harmlex.generated.models import HarmReport

    assert harmlex.validate(HarmReport.model_validate(reports[0]), **given) == []
    assert [f.rule for f in harmlex.validate(HarmReport.model_validate(reports[7]), **given)] == ["HLX-R202"]


@pytest.mark.parametrize(
    "odd",
    [None, 7, "", "x", b"", [], object(), {1: 2}, {"a": object()}, {"count": float("nan")}, {"a": {"b"}}, b"\xff"],
)
def test_whatever_is_no_report_has_findings_and_never_raises(odd, given):
    assert harmlex.validate(odd, **given)


def test_what_contains_itself_is_too_deep(given):
    loop: dict = {}
    loop["content"] = loop
    assert [finding.rule for finding in harmlex.validate(loop, **given)] == ["HLX-R004"]


def test_a_stream_is_numbered_as_a_file_is(reports, given):
    lines = [json.dumps(report) + "\n" for report in reports]
    lines.insert(3, "\n")
    (finding,) = harmlex.validate_stream(lines, **given)
    assert (finding.record, finding.line, finding.rule) == (8, 9, "HLX-R202")


def test_tables_of_every_library_have_the_same_findings(reports, given):
    import pandas
    import polars
    import pyarrow

    arrow = pyarrow.Table.from_pylist([dict.fromkeys(k for r in reports for k in r) | r for r in reports])
    tables = [arrow, arrow.to_reader(), pandas.DataFrame(reports), polars.from_arrow(arrow)]
    for table in tables:
        (finding,) = harmlex.validate_table(table, **given)
        assert (finding.record, finding.line, finding.pointer) == (8, None, "/primary_harm/concept"), type(table)
    lazy = polars.from_arrow(arrow).lazy()
    assert len(harmlex.validate_table(lazy, **given)) == 1
    with pytest.raises(RegistryError):
        harmlex.validate_table(17, **given)


def test_a_flat_table_is_read_by_its_names(given):
    import pandas

    table = pandas.DataFrame(
        {
            "schema_version": ["1.0.0", "1.0.0"],
            "vocabulary_release": ["2026.11", "2026.11"],
            "report_id": ["7a1d2c3e-4b5f-4a6b-8c7d-9e0f1a2b3c4d"] * 2,
            "organisation_id": ["org-4f7k"] * 2,
            "received": ["2026-10"] * 2,
            "channel": ["reporting-channel:police"] * 2,
            "primary_harm.concept": ["hlx:H0042"] * 2,
            "primary_harm.assigned_by": ["assignment:person"] * 2,
            "affected.1.age_band": ["age-band:25-34", "teenager"],
            "motive": ["motive:control|motive:revenge", None],
            "remarks": ["x", "y"],
        }
    )
    findings = harmlex.validate_table(table, **given)
    assert [(f.record, f.pointer, f.rule) for f in findings] == [
        (0, "", "HLX-R011"),
        (2, "/affected/0/age_band", "HLX-R108"),
    ]


def test_importing_harmlex_loads_nothing_heavy():
    heavy = "('pyarrow', 'pandas', 'pydantic', 'linkml', 'yaml', 'jsonschema_rs')"
    code = f"import sys, harmlex; harmlex.validate; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_table_that_arrow_cannot_hold_is_said_without_its_values(given):
    import pandas
    import pyarrow

    deep = {"channel": "x"}
    for _ in range(80):
        deep = {"channel": deep}
    tables = [
        pandas.DataFrame({"channel": ["Zq17Zq17", 17, {"a": 1}]}),
        pandas.DataFrame({"channel": ["Zq17Zq17\ud800"]}),
        pyarrow.Table.from_pylist([deep]),
    ]
    for table in tables:
        with pytest.raises(RegistryError, match="Arrow cannot hold this table") as refused:
            harmlex.validate_table(table, **given)
        assert "Zq17" not in "".join(traceback.format_exception(refused.value))
