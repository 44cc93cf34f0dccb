"""How long a command takes and how much memory it needs at most."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

__all__ = ["BIN", "ROOT", "Run", "run", "table"]

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


class Run(NamedTuple):
    """One run: seconds by the clock, peak memory in MB, exit code, what it printed, seconds of processors."""

    seconds: float
    megabytes: float
    code: int
    output: str
    worked: float


def run(*command: str | Path, cwd: Path = ROOT) -> Run:
    """Run a command to its end and measure it; its own process is measured, not ours."""
    started = time.perf_counter()
    with subprocess.Popen(
        [str(part) for part in command], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        output = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts kilobytes.
    return Run(seconds, usage.ru_maxrss / 1024, process.returncode, output, usage.ru_utime + usage.ru_stime)


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return rows as a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
