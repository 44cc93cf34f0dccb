"""What sssom-py says of our mapping files: every file is valid, and as many rows come out as went in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from harmlex.load.mappings import parse_mapping_set

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "data" / "sssom"
FILES = sorted((ROOT / "mappings").glob("*.sssom.tsv"))

# In a process of its own: sssom-py brings pandas and warnings of its own making.
JUDGE = """
import logging, sys, warnings
warnings.simplefilter("ignore")
said = []
class Keep(logging.Handler):
    def emit(self, record):
        said.append(record.getMessage())
logging.getLogger().addHandler(Keep(level=logging.WARNING))
from sssom.parsers import parse_sssom_table
from sssom.validators import validate
for name in sys.argv[1:]:
    del said[:]
    try:
        found = parse_sssom_table(name)
        report = validate(found)
        errors = sum(len(one.results) for one in report.values())
        rows = len(found.df)
    except Exception as error:
        errors, rows = f"{type(error).__name__}: {error}", -1
    told = [line for line in said if "not well" in line.lower() or "invalid" in line.lower() or "skip" in line.lower()]
    print("RESULT", name, rows, errors, *told, sep="\\t")
"""


def judged(files: list[Path]) -> dict[Path, list[str]]:
    pytest.importorskip("sssom")
    command = [sys.executable, "-c", JUDGE, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)
    lines = [line.split("\t")[1:] for line in done.stdout.splitlines() if line.startswith("RESULT\t")]
    assert len(lines) == len(files), done.stderr[-2000:]
    return {Path(name): rest for name, *rest in lines}


@pytest.mark.slow
def test_every_mapping_file_is_valid_for_sssom_py_and_loses_no_row():
    for path, (rows, errors, *told) in judged(FILES).items():
        found, _ = parse_mapping_set(path.read_bytes(), path.name)
        assert (int(rows), errors, told) == (len(found.rows), "0", []), path.name


def test_good_examples_are_valid_for_sssom_py_and_lose_no_row():
    for path, (rows, errors, *told) in judged(sorted((EXAMPLES / "good").glob("*.tsv"))).items():
        found, _ = parse_mapping_set(path.read_bytes(), path.name)
        assert (int(rows), errors, told) == (len(found.rows), "0", []), path.name


@pytest.mark.slow
def test_the_command_accepts_a_good_file():
    pytest.importorskip("sssom")
    path = EXAMPLES / "good" / "whole.sssom.tsv"
    command = [str(Path(sys.executable).with_name("sssom")), "validate", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "not well-formed" not in done.stdout + done.stderr


def test_the_judge_is_not_blind():
    (rows, errors, *_) = judged([EXAMPLES / "bad" / "undeclared-prefix.sssom.tsv"]).popitem()[1]
    assert errors != "0", rows
    (rows, errors, *_) = judged([EXAMPLES / "bad" / "confidence-comma.sssom.tsv"]).popitem()[1]
    assert (rows, errors) != ("4", "0")
