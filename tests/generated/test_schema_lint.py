"""LinkML's own linter has nothing to say of the schema."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def lint(folder: Path) -> tuple[int, list[str]]:
    # In a process of its own: LinkML's imports warn, and warnings are errors here.
    run = subprocess.run(
        [Path(sys.executable).parent / "linkml-lint", "-c", ROOT / ".linkmllint.yaml", "-f", "tsv", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, [line for line in run.stdout.split("\n")[1:] if line.strip()]


def test_the_schema_is_clean():
    assert lint(ROOT / "schema") == (0, [])


def test_the_linter_would_say_so(tmp_path):
    path = tmp_path / "vocabulary.yaml"
    shutil.copy(ROOT / "schema" / "vocabulary.yaml", path)
    text = path.read_text(encoding="utf-8")
    for old, new in (("legal-instrument:", "LegalInstrument:"), ("\n  Concept:\n", "\n  concept_thing:\n")):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    code, lines = lint(path)
    assert code != 0
    assert {"permissible_values_format", "standard_naming"} <= {line.split("\t")[2] for line in lines}
