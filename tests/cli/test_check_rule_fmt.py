"""``check``, ``rule`` and ``fmt`` as a curator types them."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from harmlex.cli import main

BASE = Path(__file__).parents[1] / "check" / "base"
DOXING = "registry/concepts/H0042-doxing.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(list(words))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return int(stopped.value.code or 0), out, err

    return run


def spoil(root: Path, old: str = "population: any", new: str = "population: all") -> None:
    path = root / DOXING
    path.write_text(path.read_text().replace(old, new))


def test_a_clean_registry_exits_with_0_and_says_how_much_was_looked_at(root, run):
    code, out, err = run("check", "--today", "2026-11-22")
    assert (code, err) == (0, "")
    assert out.startswith("Clean: ")
    assert "checks" in out


def test_findings_exit_with_1_and_name_the_place(root, run):
    spoil(root)
    code, out, _ = run("check")
    assert code == 1
    assert out.splitlines()[0].startswith(f"{DOXING}:10:1: error HLX-C024 ")


def test_the_root_is_found_from_a_folder_below_or_a_path_or_named(root, run, monkeypatch, tmp_path_factory):
    spoil(root)
    monkeypatch.chdir(root / "registry" / "schemes")
    assert run("check")[0] == 1
    assert run("check", ".")[0] == 0
    assert run("check", "../concepts")[0] == 1
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run("check", str(root / DOXING))[0] == 1
    assert run("check", "--root", str(root))[0] == 1
    code, out, err = run("check")
    assert (code, out) == (2, "")
    assert "--root" in err


def test_paths_limit_what_is_reported(root, run):
    spoil(root)
    assert run("check", "registry/schemes")[0] == 0
    assert run("check", DOXING, "registry/schemes")[0] == 1
    code, _, err = run("check", "registry/nothing")
    assert code == 2
    assert "registry/nothing" in err
    code, _, err = run("check", "--root", str(root), str(BASE))
    assert code == 2
    assert "outside" in err


def test_warnings_fail_only_when_asked(root, run):
    spoil(root, "reportable: true", "reportable: false")
    assert run("check")[0] == 0
    assert run("check", "--fail-on", "warning")[0] == 1


def test_information_is_shown_when_asked_for(root, run):
    spoil(root, "broader: [hlx:H0057]", "broader: [hlx:H0057, hlx:H0080]")
    assert "HLX-C209" not in run("check")[1]
    assert "HLX-C209" in run("check", "--info")[1]


def test_json_is_a_list_of_findings(root, run):
    assert all(each["severity"] == "info" for each in json.loads(run("check", "--format", "json")[1]))
    spoil(root)
    code, out, _ = run("check", "--format", "json")
    (finding,) = [each for each in json.loads(out) if each["severity"] != "info"]
    assert code == 1
    assert finding["code"] == "HLX-C024"
    assert finding["severity"] == "error"
    assert {"file", "line", "column", "message"} <= set(finding)


def test_sarif_and_github_are_for_machines(root, run):
    spoil(root)
    results = json.loads(run("check", "--format", "sarif")[1])["runs"][0]["results"]
    assert [each["ruleId"] for each in results if each["level"] == "error"] == ["HLX-C024"]
    assert run("check", "--format", "github")[1].startswith(f"::error file={DOXING},line=10,col=1,title=HLX-C024::")


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_a_terminal_that_lacks_a_script_gets_escapes_and_no_error(root, form):
    spoil(root, "population: any", "population: всё")
    ran = subprocess.run(
        [sys.executable, "-m", "harmlex", "check", "--format", form],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "HLX-C024" in ran.stdout


def test_the_day_is_an_argument(root, run):
    assert run("check", "--today", "2025-01-01")[0] == 1
    code, _, err = run("check", "--today", "tomorrow")
    assert code == 2
    assert "2026-11-22" in err


def test_rule_prints_the_manual_page_of_any_check(run):
    code, out, _ = run("rule", "HLX-C013")
    assert code == 0
    assert out.startswith("HLX-C013  error, binds file\n\nA key stands once.\n")
    assert "Mend:" in out
    assert run("rule", "c013")[1] == out


def test_rule_lists_all_checks(run):
    code, out, _ = run("rule")
    assert code == 0
    assert len(out.splitlines()) > 80
    assert all(line.startswith("HLX-") for line in out.splitlines())


def test_an_unknown_rule_exits_with_2_and_near_codes(run):
    code, out, err = run("rule", "HLX-C199")
    assert (code, out) == (2, "")
    assert "HLX-C2" in err or "HLX-C1" in err


def test_fmt_writes_the_canonical_form_once(root, run):
    code, out, err = run("fmt")
    assert code == 0
    assert DOXING in out.splitlines()
    assert "written" in err
    assert "  - hlx:H0057  # disclosure of what was private\n" in (root / DOXING).read_text()
    code, out, err = run("fmt")
    assert (code, out) == (0, "")
    assert run("check")[0] == 0
    assert run("fmt", "--check")[0] == 0


def test_fmt_check_names_the_files_and_the_command_and_writes_nothing(root, run):
    before = (root / DOXING).read_bytes()
    code, out, _ = run("fmt", "--check", DOXING)
    assert code == 1
    assert out.splitlines() == [DOXING, f"1 file not in canonical form; run: harmlex fmt {DOXING}"]
    assert (root / DOXING).read_bytes() == before


def test_fmt_leaves_what_it_cannot_read_and_formats_the_others(root, run):
    (root / DOXING).write_text("id: hlx:H0042\nid: hlx:H0043\n")
    code, out, err = run("fmt")
    assert code == 2
    assert "HLX-C013" in err
    assert (root / DOXING).read_text() == "id: hlx:H0042\nid: hlx:H0043\n"
    assert "registry/schemes/demo.yaml" in out.splitlines()


def test_fmt_keeps_permissions_and_leaves_nothing_behind(root, run):
    (root / DOXING).chmod(0o640)
    run("fmt", DOXING)
    assert stat.S_IMODE((root / DOXING).stat().st_mode) == 0o640
    assert [p.name for p in (root / DOXING).parent.iterdir() if p.name.startswith(".")] == []


def test_fmt_that_fails_while_writing_leaves_the_file_whole(root, run, monkeypatch):
    before = (root / DOXING).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(root / DOXING))

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = run("fmt", DOXING)
    assert code == 2
    assert "No space left" in err
    assert (root / DOXING).read_bytes() == before
    assert [p.name for p in (root / DOXING).parent.iterdir() if p.name.startswith(".")] == []
