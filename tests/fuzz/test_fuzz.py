"""The doors hold for a bounded time of fuzzing from a seed, and the fuzzer would say so if they did not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SECONDS = 20


def _fuzz(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE / "run.py"), "--keep", str(tmp_path), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.slow
def test_no_input_breaks_a_promise_at_the_public_doors(tmp_path):
    done = _fuzz(tmp_path, "--seconds", str(SECONDS))
    assert done.returncode == 0, done.stderr[-4_000:]
    assert "Done " in done.stderr


def test_a_machine_without_coverage_fuzzes_too(tmp_path):
    done = _fuzz(tmp_path, "--seconds", "3", "--unguided")
    assert done.returncode == 0, done.stderr[-4_000:]
    assert "Done " in done.stderr


FAULTS = {
    "the fast pass accepts only what the collector accepts": "doors.validator.accept = lambda raw: True",
    "no finding repeats a value": (
        "doors.validator.slowly = lambda raw, *rest: doors.validator.findings("
        "[('HLX-R001', Problem('', 'Zq17Zq17Zq17 is no JSON.', ''))], 1, None, '')"
    ),
    "good and bad records together are all records, each once": (
        "running._joined = lambda lines: b''.join(line + b'\\n' for line in list(lines)[1:])"
    ),
    "a line in a stream has the findings that it has alone": (
        "doors.validator.lines = lambda lines: iter(())"
    ),
}  # fmt: skip


@pytest.mark.parametrize("promise", FAULTS)
def test_a_planted_fault_is_found(promise, tmp_path):
    code = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
from pathlib import Path
from random import Random
from doors import Broken, Doors
from mutations import Mutator
from harmlex.report import running
from harmlex.report.findings import Problem
from harmlex.report.synthetic import Maker
doors = Doors(None, Path({str(tmp_path)!r}))
mutator, random = Mutator(Maker(doors.validator.vocabulary)), Random(7)
data = b"\\0\\0{{}}"
{FAULTS[promise]}
try:
    for _ in range(2_000):
        data = mutator.mutated(data, 6_000, random)
        doors(b"\\0\\0[" + b'"Zq17Zq17Zq17"]' if {promise.startswith("no finding")} else data)
except Broken as broken:
    print(broken)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert promise in done.stdout, (done.stdout[-500:], done.stderr[-2_000:])
