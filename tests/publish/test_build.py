"""A whole build: the same bytes, all or nothing, and no folder lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from harmlex.load.artefact import load_artefact
from harmlex.publish import build as building
from harmlex.publish.build import DESCRIPTIONS, Built, OutputRefused, build, export
from harmlex.publish.compile import digest_of, encode_artefact
from harmlex.publish.machine.forms import FORMS

TODAY = "2026-11-22"
CONCEPT = """\
id: hlx:H0001
status: proposed
prefLabel:
  en: technology-facilitated gender-based violence
definition:
  en: >-
    Violence against a person because of gender that is committed or made worse through digital technology,
    whoever commits it and wherever it begins.
definition_sources:
  - toy-1
population: any
material: either
reportable: false
narrower_are:
  exhaustive: open
  disjoint: unknown
changes:
  - date: "2026-11-22"
    kind: created
    note:
      en: First version.
"""
NARROWER = """\
id: hlx:H0042
status: proposed
prefLabel:
  en: doxing
definition:
  en: >-
    Publishing private information about a person without consent,
    so that others can find, contact, expose or frighten that person.
definition_sources:
  - toy-1
use_when:
  en: Information that locates a person was published without consent.
broader:
  - hlx:H0001
population: any
four_c: conduct
material: either
reportable: true
changes:
  - date: "2026-11-22"
    kind: created
    note:
      en: First version.
"""
SOURCES = """\
sources:
  - id: toy-1
    title: A toy study
    published_by: Toy University
    sector: research
    issued: "2024"
    url: https://example.org/study
    seen: full-text
    languages:
      - en
"""
RELEASE = """\
release: "2026.11"
date: "2026-11-22"
title:
  en: A toy registry
description:
  en: A registry for tests.
licence: CC BY 4.0
licence_url: https://creativecommons.org/licenses/by/4.0/
id_ranges:
  - contributor: editors
    first: 1
    last: 9999
"""


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    (root / "registry" / "concepts").mkdir(parents=True)
    name = "H0001-technology-facilitated-gender-based-violence.yaml"
    (root / "registry" / "concepts" / name).write_text(CONCEPT, encoding="utf-8")
    (root / "registry" / "concepts" / "H0042-doxing.yaml").write_text(NARROWER, encoding="utf-8")
    (root / "registry" / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (root / "registry" / "release.yaml").write_text(RELEASE, encoding="utf-8")
    (root / "src" / "harmlex").mkdir(parents=True)
    return root


def built(checkout: Path, out: Path, today: str = TODAY) -> Built:
    """Build what is known to be good."""
    made = build(checkout, out, today=today, site=False)
    assert made.artefact is not None, made.findings
    return made


def break_it(checkout: Path) -> None:
    (checkout / "registry" / "concepts" / "H0002-broken.yaml").write_text("id: hlx:H0002\n\tstatus: x\n")


def test_a_build_writes_every_file_that_it_describes(checkout, tmp_path):
    built(checkout, tmp_path / "out")
    written = set(tree(tmp_path / "out"))
    # The toy registry holds none of the schemes that a machine form may be about.
    described = set(DESCRIPTIONS) - {form.path for form in FORMS if form.scheme}
    assert described <= written
    assert written - described == {"harmlex-2026.11.json"} | {
        f"{name}-metadata.json" for name in described if name.startswith("csv/") and name.endswith(".csv")
    }
    assert (tmp_path / "out" / "harmlex.json").read_bytes() == (tmp_path / "out" / "harmlex-2026.11.json").read_bytes()


def test_the_artefact_is_put_where_the_package_looks_for_it(checkout, tmp_path):
    built(checkout, tmp_path / "out")
    bundled = checkout / "src" / "harmlex" / "data" / "harmlex.json"
    assert bundled.read_bytes() == (tmp_path / "out" / "harmlex.json").read_bytes()
    assert load_artefact(bundled).digest == digest_of(bundled.read_bytes())
    assert [p.name for p in bundled.parent.iterdir()] == ["harmlex.json"]


def test_two_builds_of_one_commit_are_the_same_bytes(checkout, tmp_path):
    built(checkout, tmp_path / "one")
    built(checkout, tmp_path / "two", today="2027-01-01")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_the_real_registry_exports_the_same_bytes_under_another_hash_seed(real, tmp_path):
    file = tmp_path / "harmlex.json"
    file.write_bytes(encode_artefact(real))
    code = (
        "import sys; from pathlib import Path; from harmlex.load.artefact import load_artefact\n"
        "from harmlex.publish.build import export\n"
        "export(load_artefact(Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    for seed in ("3", "4"):
        out = tmp_path / seed
        out.mkdir()
        environment = {"PYTHONHASHSEED": seed, "TZ": "UTC" if seed == "3" else "Asia/Tokyo"}
        subprocess.run([sys.executable, "-c", code, str(file), str(out)], env=environment, check=True)
    assert tree(tmp_path / "3") == tree(tmp_path / "4")


@pytest.mark.slow
def test_two_builds_of_the_real_checkout_with_its_site_are_the_same_bytes(root, tmp_path):
    copy = tmp_path / "checkout"
    for name in ("registry", "site", "docs", "mappings"):
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name)
    for name in ("mkdocs.yml", "pyproject.toml", "CHANGELOG.md"):
        if (root / name).is_file():
            shutil.copy(root / name, copy)
    trees = []
    for seed in ("5", "6"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "UTC" if seed == "5" else "Asia/Tokyo"}
        out = tmp_path / seed
        run = subprocess.run(
            [sys.executable, "-m", "harmlex", "build", "--root", str(copy), "--out", str(out)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout + run.stderr
        trees.append(tree(out))
    one, two = trees
    assert any(name.startswith("site/") for name in one)
    assert [name for name in sorted(one.keys() | two.keys()) if one.get(name) != two.get(name)] == []


def test_the_digest_file_lists_every_file_but_itself(toy, tmp_path):
    export(toy, tmp_path)
    check = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False
    )
    assert check.returncode == 0, check.stderr
    listed = {line.split("  ")[1] for line in (tmp_path / "SHA256SUMS").read_text().splitlines()}
    assert listed == set(tree(tmp_path)) - {"SHA256SUMS"}


def test_a_registry_with_errors_is_not_built_and_the_last_good_output_stays(checkout, tmp_path):
    out = tmp_path / "out"
    built(checkout, out)
    before = tree(out)
    break_it(checkout)
    made = build(checkout, out, today=TODAY, site=False)
    assert made.artefact is None
    assert any(finding.severity == "error" for finding in made.findings)
    assert tree(out) == before
    assert not list(tmp_path.glob(".out-*"))


def test_a_build_that_breaks_half_way_leaves_the_last_good_output(checkout, tmp_path, monkeypatch):
    out = tmp_path / "out"
    built(checkout, out)
    before, bundled = tree(out), tree(checkout / "src")

    def fail(*args: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "database", fail)
    with pytest.raises(OSError, match="No space left"):
        build(checkout, out, today=TODAY, site=False)
    assert tree(out) == before
    assert tree(checkout / "src") == bundled
    assert not list(tmp_path.glob(".out-*"))


def test_a_new_build_replaces_the_old_one_whole(checkout, tmp_path):
    out = tmp_path / "out"
    built(checkout, out)
    (out / "left-over.txt").write_text("from an older version")
    built(checkout, out)
    assert not (out / "left-over.txt").exists()
    assert out.stat().st_mode & 0o777 == 0o777 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_folder_that_no_build_made_is_never_replaced(checkout, tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputRefused, match="no build wrote"):
        build(checkout, precious, today=TODAY, site=False)
    assert tree(precious) == {"thesis.txt": b"years of work"}


def harmlex(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "harmlex", *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_the_command_builds_and_says_where(checkout):
    run = harmlex("build", "--no-site", cwd=checkout)
    assert run.returncode == 0, run.stdout + run.stderr
    digest = json.loads((checkout / "build" / "harmlex.json").read_bytes())["digest"]
    assert digest in run.stdout


def test_the_command_prints_errors_and_exits_with_1(checkout):
    break_it(checkout)
    run = harmlex("build", "--no-site", cwd=checkout)
    assert run.returncode == 1
    assert "registry/concepts/H0002-broken.yaml:2:" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr
    assert not (checkout / "build").exists()


def test_the_command_says_misuse_in_one_line_and_exits_with_2(checkout, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (checkout / "notes").mkdir()
    (checkout / "notes" / "mine.txt").write_text("mine")
    for arguments, cwd in ((["build"], outside), (["build", "--out", "notes"], checkout)):
        run = harmlex(*arguments, cwd=cwd)
        assert run.returncode == 2
        assert "Traceback" not in run.stderr
        assert run.stderr.strip()


def test_a_missing_extra_is_named_with_the_command_that_installs_it(checkout, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "rdflib.py").write_text("raise ModuleNotFoundError('No module named rdflib', name='rdflib')")
    run = subprocess.run(
        [sys.executable, "-m", "harmlex", "build", "--no-site"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(blocked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "pip install 'harmlex[build]'" in run.stderr
    shutil.rmtree(blocked)
