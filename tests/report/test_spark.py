"""On Spark in local mode: the same findings and the same translations as on one machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

import harmlex
from harmlex.report.synthetic import spoil

pytest.importorskip("pyspark")

# In a process of its own: pyspark's imports warn, and warnings are errors here.
SCRIPT = """
import json, sys
from pyspark.sql import SparkSession
from harmlex import spark as on_spark
folder, artefact = sys.argv[1:]
spark = (SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
         .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
         .config("spark.sql.shuffle.partitions", "2").getOrCreate())
spark.sparkContext.setLogLevel("ERROR")
given = {"artefact": artefact, "today": "2026-11-22"}
table = spark.read.parquet(folder + "/reports.parquet")
text = spark.read.text(folder + "/reports.ndjson").coalesce(1)
codes = spark.createDataFrame([(1, "toy-form:CSAM"), (2, "toy-form:NCII"), (3, "toy-form:OLD")], ["n", "code"])
out = {
    "table": [row.asDict() for row in on_spark.validate(table.repartition(3), **given).collect()],
    "text": [row.asDict() for row in on_spark.validate(text, column="value", **given).collect()],
    "codes": [row.asDict() for row in
              on_spark.translate(codes, source="toy-form", to="hub", artefact=artefact).collect()],
}
spark.stop()
print(json.dumps(out))
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java runtime; make setup installs one")
def test_spark_has_the_findings_and_translations_of_one_machine(artefact_file, validator, maker, tmp_path):
    import pyarrow
    import pyarrow.parquet

    lines = [json.dumps(maker.report()).encode() for _ in range(40)]
    for place, defect in enumerate(["child-affected", "future", "too-general", "e-mail-as-id", "loner"]):
        lines[place * 7] = spoil(maker, maker.report(), defect)
    reports = [json.loads(line) for line in lines]
    # Arrow takes the columns from the first row.
    names = {name: None for report in reports for name in report}
    pyarrow.parquet.write_table(
        pyarrow.Table.from_pylist([names | report for report in reports]), tmp_path / "reports.parquet"
    )
    text = [*lines, *(spoil(maker, maker.report(), defect) for defect in ("key-twice", "not-json", "decimal"))]
    (tmp_path / "reports.ndjson").write_bytes(b"\n".join(text))
    (tmp_path / "script.py").write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, str(tmp_path / "script.py"), str(tmp_path), str(artefact_file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable, "PYTHONWARNINGS": "ignore", "SPARK_LOCAL_IP": "127.0.0.1"},
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])

    ours = [f for number, line in enumerate(text, 1) for f in validator.line(line, number)]
    assert [(f["record"], f["pointer"], f["rule"], f["message"], f["hint"]) for f in told["text"]] == [
        (f.record, f.pointer, f.rule, f.message, f.hint) for f in ours
    ]
    shown = {report["report_id"] for report in reports}
    wanted = sorted((report["report_id"], f.pointer, f.rule) for report in reports for f in validator.object(report))
    assert sorted((f["key"], f["pointer"], f["rule"]) for f in told["table"]) == wanted
    assert {f["key"] for f in told["table"]} <= shown

    codes = [{"code": row["code"]} for row in told["codes"]]
    plain = harmlex.translate(codes, "toy-form", "hub", release=artefact_file)
    assert [(row["translation_kind"], row["translation_targets"]) for row in told["codes"]] == [
        (one["translation"]["kind"], [target["id"] for target in one["translation"]["targets"]]) for one in plain
    ]
    assert [row["n"] for row in told["codes"]] == [1, 2, 3]
