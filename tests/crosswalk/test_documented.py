"""The worked comparison in the documentation: its commands, run on the files that are shipped, print what it shows."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from harmlex.cli import main
from harmlex.load.registry import load_registry
from harmlex.publish.compile import compile_artefact, encode_artefact
from harmlex.search.entries import build_entries

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples/comparison"


def documented() -> Iterator[tuple[str, str]]:
    """Yield each command of the page that compares shipped files, with what is printed below it."""
    page = (ROOT / "docs/crosswalks.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```text\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            if command.startswith("harmlex compare examples/"):
                yield command, printed


SHOWN = list(documented())


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry of this checkout, compiled."""
    path = tmp_path_factory.mktemp("real") / "harmlex.json"
    path.write_bytes(encode_artefact(compile_artefact(load_registry(ROOT), search_entries=build_entries)))
    return path


def test_every_shipped_file_of_counts_is_in_the_documentation_and_has_its_sources() -> None:
    commands = " ".join(command for command, _ in SHOWN)
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    files = sorted(EXAMPLES.glob("*.csv"))
    assert len(files) == 4
    for file in files:
        assert f"examples/comparison/{file.name}" in commands
        assert f"`{file.name}`" in readme
        with file.open(encoding="utf-8", newline="") as lines:
            assert all(row["source"] for row in csv.DictReader(lines))


@pytest.mark.parametrize(("command", "printed"), SHOWN, ids=range(len(SHOWN)))
def test_a_documented_comparison_prints_what_is_shown(
    command: str, printed: str, real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any
) -> None:
    monkeypatch.chdir(ROOT)
    words, picture = shlex.split(command)[1:], None
    if "--svg" in words:
        place = words.index("--svg") + 1
        picture, words[place] = words[place], str(tmp_path / "drawn.svg")
    with pytest.raises(SystemExit):
        main([*words, "--artefact", str(real)])
    out, err = capfdbinary.readouterr()
    assert (out + err).decode() == printed
    if picture is not None:
        assert (tmp_path / "drawn.svg").read_bytes() == (ROOT / picture).read_bytes()
