"""``harmlex show`` and ``harmlex search``: what a person reads and a program gets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from harmlex.cli import main
from harmlex.model.artefact import Artefact
from harmlex.registry import Registry

DOXING = """\
doxing                                                      hlx:H0042 · proposed

Publishing private or identifying information about a person without consent, so
that others can find, contact, expose or frighten that person.

Sources          A toy study (2024) [toy-1]
Also called      doxxing
Use when         A home address was made available to others without consent.
Do not use when  What was disclosed is an intimate image.
Examples         A home address is posted in a public group.
Broader          hlx:H0057 non-consensual disclosure of private information
Not the same as  hlx:H0031 non-consensual sharing of intimate images: There an
                   intimate image is shared.
About            people of any age; with or without material, real or synthetic;
                   risk class conduct; may code a report
Criteria         act: act:publish-private-information
                 youngest-affected-age: 18 or more
Offline          offline-gbv:stalking
Law              toy-law:art-8 Cyber harassment (A toy law)
                 Not legal advice.
Not settled      Whether a threat to publish counts is not settled.
History          2026-11-22 created: First version.
Decisions        D0001 Spelling of doxing (proposed)
Address          https://w3id.org/harmlex/H0042
"""


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def harmlex(toy_file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command over the toy registry."""

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main([*arguments, "--artefact", str(toy_file)])
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


def test_a_concept_is_shown_whole(harmlex: Run) -> None:
    assert harmlex("show", "doxing") == (0, DOXING, "")


def test_words_need_no_quotation_marks(harmlex: Run) -> None:
    assert harmlex("show", "sexual", "extortion") == harmlex("show", "sexual extortion")


def test_a_word_to_avoid_is_answered_first_with_what_to_say_and_why(harmlex: Run) -> None:
    code, out, _ = harmlex("show", "revenge porn")
    told, _, sheet = out.partition("\n\n")
    assert code == 0
    assert " ".join(told.split()) == (
        "“revenge porn” is a word to avoid. Say: non-consensual sharing of intimate images. "
        "It blames the person shown and presumes a motive. (Source: A toy study (2024) [toy-1])"
    )
    assert sheet.startswith("non-consensual sharing of intimate images")


def test_a_word_to_avoid_is_never_shown_bare(harmlex: Run) -> None:
    _, out, _ = harmlex("show", "hlx:H0031")
    lines = [line for line in out.splitlines() if "revenge porn" in line]
    assert lines == ["Words to avoid   “revenge porn”. Say: non-consensual sharing of intimate images."]
    assert "non-consensual pornography" not in out


def test_a_deprecated_concept_names_its_successor_first(harmlex: Run) -> None:
    _, out, _ = harmlex("show", "H0199")
    assert out.splitlines()[2].startswith("Deprecated on 2026-11-22.")
    assert "Use instead: hlx:H0004 online harassment and threats." in " ".join(out.split())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("toy-form", "    toy-form:A1  CSAM"),
        ("toy-form", "Publisher        Toy Hotline"),
        ("toy-form:A1", "Hub and others   hlx:H0101 child sexual abuse material: same meaning"),
        ("toy-form:A", "Anything with pictures."),
        ("age-band", "    age-band:13-15  13 to 15"),
        ("age-band:13-15", "Interval         13 to under 16"),
        ("hlx:H0101", "Other schemes    toy-form:A1 CSAM: same meaning"),
        ("hlx:H0001", "                 (The narrower ones do not cover it all and may overlap.)"),
    ],
)
def test_records_of_every_kind_are_shown(harmlex: Run, name: str, expected: str) -> None:
    code, out, _ = harmlex("show", name)
    assert code == 0
    assert expected in out.splitlines()


def test_right_to_left_text_stands_last_in_its_line_and_as_it_was_written(harmlex: Run) -> None:
    _, out, _ = harmlex("show", "H0073")
    assert "Languages        ar (not reviewed)  التشهير" in out.splitlines()
    _, out, _ = harmlex("show", "H0073", "--lang", "ar")
    assert out.splitlines()[:2] == ["التشهير", "hlx:H0073 · proposed"]
    assert "Languages        en  online defamation" in out.splitlines()


def test_a_language_that_a_record_lacks_gives_english(harmlex: Run) -> None:
    assert harmlex("show", "doxing", "--lang", "sw") == harmlex("show", "doxing")


def test_json_is_the_record_with_the_label_that_matched(harmlex: Run) -> None:
    code, out, _ = harmlex("show", "revenge porn", "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert (told["id"], told["uri"]) == ("hlx:H0031", "https://w3id.org/harmlex/H0031")
    assert told["matched"]["kind"] == "avoid"
    assert told["matched"]["advice"]["say"] == "non-consensual sharing of intimate images"
    assert "matched" not in json.loads(harmlex("show", "H0031", "--format", "json")[1])
    assert "التشهير" in harmlex("show", "H0073", "--format", "json")[1]


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("doxnig", "doxing"),
        ("toy-from", "toy-form"),
        ("toy-form:A3", "toy-form:A1"),
        ("A toy law", "toy-law"),
        ("toy-laws:1", "toy-law"),
    ],
)
def test_an_unknown_name_is_two_and_suggests(harmlex: Run, name: str, suggested: str) -> None:
    code, out, err = harmlex("show", name)
    assert (code, out) == (2, "")
    assert f"There is no concept, scheme or code '{name}'. Did you mean" in err
    assert suggested in err


def test_no_line_of_the_real_registry_is_wider_than_the_terminal(
    real: Artefact, real_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from harmlex.cli.sheet import sheet

    registry = Registry(real)
    records = [*real.concepts, *real.schemes, *real.codelists, *(c for s in real.schemes for c in s.concepts)]
    records += [code for codelist in real.codelists for code in codelist.entries]
    for record in records:
        for line in sheet(registry, record, None).splitlines():
            # One word, such as an address, may be longer; it is not broken, so that it can be copied.
            assert len(line) <= 80 or max(map(len, line.split())) > 45, (record.id, line)


# -- search


def test_search_says_which_label_matched(harmlex: Run) -> None:
    code, out, _ = harmlex("search", "doxxed")
    assert code == 0
    assert out.splitlines()[:2] == ["hlx:H0042  doxing", "    another spelling (en)"]
    _, out, _ = harmlex("search", "sextorsion")
    assert "“sextortion” is to be used with care." in out


def test_search_answers_a_word_to_avoid_with_advice(harmlex: Run) -> None:
    _, out, _ = harmlex("search", "revenge", "porn")
    assert "Say: non-consensual sharing of intimate" in out


def test_search_in_json_is_a_list(harmlex: Run) -> None:
    code, out, _ = harmlex("search", "تشهير", "--format", "json", "--limit", "1")
    assert code == 0
    assert [(hit["id"], hit["lang"], hit["kind"], hit["match"]) for hit in json.loads(out)] == [
        ("hlx:H0073", "ar", "pref", "label")
    ]


def test_nothing_found_is_one_and_an_empty_list(harmlex: Run) -> None:
    assert harmlex("search", "qqqqqq", "--format", "json")[:2] == (1, "[]\n")
    code, out, _ = harmlex("search", "qqqqqq")
    assert code == 1
    assert out.startswith("Nothing was found.\n")


def test_a_label_in_another_language_is_named_with_its_language(harmlex: Run) -> None:
    _, out, _ = harmlex("search", "التشهير", "--limit", "1")
    assert out.splitlines()[1] == "    label (ar)"


def test_the_name_of_an_organisation_leads_to_its_schemes(harmlex: Run) -> None:
    code, out, _ = harmlex("search", "Toy")
    assert code == 1
    assert "toy-law" in out.splitlines()[1]


def test_nothing_found_in_one_language_says_what_there_is_in_others(harmlex: Run) -> None:
    code, out, _ = harmlex("search", "doxing", "--lang", "fr")
    assert (code, "In other languages than fr: hlx:H0042 doxing" in out) == (1, True)


def test_nothing_found_suggests_labels_that_are_like_it(harmlex: Run) -> None:
    code, out, _ = harmlex("search", "flashing people")
    assert (code, "Did you mean: cyberflashing" in out) == (1, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("search",),
        ("search", " "),
        ("show",),
        ("search", "x", "--lang", "not a language"),
        ("search", "x", "--limit", "0"),
        ("show", "x", "--format", "yaml"),
    ],
)
def test_misuse_is_two(harmlex: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = harmlex(*arguments)
    assert (code, out) == (2, "")
    assert "Usage:" in err


def test_an_artefact_that_cannot_be_read_is_two_without_a_traceback(tmp_path: Path) -> None:
    ran = run("show", "doxing", "--artefact", str(tmp_path / "nothing.json"))
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert "harmlex build" in ran.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_lacks_a_script_gets_escapes_and_no_error(toy_file: Path, encoding: str) -> None:
    ran = run("show", "H0073", "--artefact", str(toy_file), PYTHONIOENCODING=encoding)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ("التشهير" in ran.stdout) == (encoding == "utf-8")


def test_output_to_a_pipe_has_no_colour(toy_file: Path) -> None:
    assert "\x1b" not in run("show", "doxing", "--artefact", str(toy_file)).stdout


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "harmlex", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env={**os.environ, **environment},
    )
