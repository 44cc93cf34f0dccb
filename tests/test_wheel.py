"""The wheel in an environment that has nothing but what the wheel declares, and no repository around."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


def _declared(name: str, seen: set[str]) -> set[str]:
    """Return a distribution and all that it requires without extras."""
    if name in seen:
        return seen
    seen.add(name)
    for text in metadata.requires(name) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            _declared(requirement.name.lower().replace("_", "-"), seen)
    return seen


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an environment with the wheel and links to the packages it declares; return its folder."""
    home = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--no-index",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            home,
            ROOT,
        ],
        check=True,
        capture_output=True,
    )
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home / "env"], check=True)
    packages = next((home / "env").glob("lib/python*/site-packages"))
    site = Path(sysconfig.get_path("purelib"))
    for name in _declared("harmlex", set()) - {"harmlex"}:
        tops = {Path(str(file)).parts[0] for file in metadata.files(name) or () if not str(file).startswith("..")}
        for top in tops - {"__pycache__"}:
            if (site / top).exists() and not (packages / top).exists():
                (packages / top).symlink_to(site / top)
    wheel = next(home.glob("harmlex-*.whl"))
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--target", packages, wheel],
        check=True,
        capture_output=True,
    )
    return home


def _run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [home / "env" / "bin" / "python", "-I", "-m", "harmlex", *arguments],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_answers_without_a_repository(clean: Path) -> None:
    shown = _run(clean, "show", "doxing")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("doxing")
    assert "hlx:H0042" in shown.stdout
    assert _run(clean, "search", "doxxing").stdout.startswith("hlx:H0042")


def test_the_examples_come_with_the_wheel(clean: Path) -> None:
    printed = _run(clean, "new", "examples")
    assert (printed.returncode, printed.stderr) == (0, "")
    assert printed.stdout == (ROOT / "examples" / "reports.ndjson").read_text(encoding="utf-8")
    (clean / "mine.ndjson").write_text(printed.stdout, encoding="utf-8")
    found = _run(clean, "validate", "mine.ndjson")
    assert found.returncode == 1
    assert found.stdout.splitlines()[-1].startswith("11 reports, 8 to correct: 11 errors.")


def test_a_rule_is_explained_without_a_repository(clean: Path) -> None:
    explained = _run(clean, "rule", "HLX-C101")
    assert explained.returncode == 0
    assert "HLX-C101" in explained.stdout


@pytest.mark.parametrize("command", [["check"], ["fmt"], ["build"], ["serve"], ["generate"]])
def test_what_needs_more_says_so_in_one_line(clean: Path, command: list[str]) -> None:
    refused = _run(clean, *command)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert refused.stderr.strip()
