"""Files of every form through a real process: what is printed, the exit code, and outputs whole or not there."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harmlex.report.reading import Source, open_source, record_lines
from harmlex.report.synthetic import Maker, spoil
from harmlex.report.tables import flat_names

pa = pytest.importorskip("pyarrow")


@pytest.fixture
def cli(artefact_file, tmp_path):
    def run(*args: str | Path, data: bytes | None = None, **rest: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "harmlex", "validate", "--release", str(artefact_file)]
        command += ["--today", "2026-11-22", *map(str, args)]
        done = subprocess.run(command, input=data, capture_output=True, cwd=tmp_path, check=False, timeout=60, **rest)
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


@pytest.fixture
def reports(maker: Maker) -> list[dict]:
    return [maker.report() for _ in range(300)]


def ndjson(reports: list[dict]) -> bytes:
    return b"".join(json.dumps(report).encode() + b"\n" for report in reports)


@pytest.fixture
def mixed(tmp_path, maker, reports) -> Path:
    """300 reports, of which number 100 is too young and number 200 is no JSON, with a blank line before it."""
    lines = [json.dumps(report).encode() for report in reports]
    lines[99] = spoil(maker, maker.report(), "child-affected")
    lines[199] = b"\n{"
    path = tmp_path / "mixed.ndjson"
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def found(done: subprocess.CompletedProcess[str]) -> list[tuple]:
    findings = [json.loads(line) for line in done.stdout.splitlines()]
    return [(f["record"], f["line"], f["rule"]) for f in findings]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_records_and_lines_are_numbered_as_in_the_file(cli, mixed, jobs):
    done = cli(mixed, "--format", "jsonl", "--jobs", jobs)
    assert done.returncode == 1
    assert found(done) == [(100, 100, "HLX-R202"), (200, 201, "HLX-R001")]


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_large_files_are_numbered_through_across_blocks_and_processes(cli, tmp_path, maker, jobs):
    lines = [json.dumps(maker.report()).encode() for _ in range(500)] * 12
    expected = []
    for place in range(17, len(lines), 611):
        lines[place] = b"[]"
        expected.append((place + 1, place + 1, "HLX-R007"))
    (tmp_path / "large.ndjson").write_bytes(b"\n".join(lines))
    assert found(cli("large.ndjson", "--format", "jsonl", "--jobs", jobs)) == expected
    with gzip.open(tmp_path / "large.ndjson.gz", "wb") as packed:
        packed.write(b"\n".join(lines))
    assert found(cli("large.ndjson.gz", "--format", "jsonl", "--jobs", jobs)) == expected


def test_clean_files_are_clean_in_every_form(cli, tmp_path, reports):
    import pyarrow.parquet
    import zstandard

    raw = ndjson(reports)
    (tmp_path / "a.ndjson").write_bytes(raw)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(raw))
    (tmp_path / "a.ndjson.zst").write_bytes(zstandard.compress(raw))
    (tmp_path / "array.json").write_text(json.dumps(reports, indent=2))
    (tmp_path / "one.json").write_text(json.dumps(reports[0], indent=2))
    (tmp_path / "nameless").write_bytes(b"\xef\xbb\xbf" + raw)
    (tmp_path / "array.json.gz").write_bytes(gzip.compress(json.dumps(reports).encode()))
    pyarrow.parquet.write_table(
        pa.Table.from_pylist([dict.fromkeys(k for r in reports for k in r) | r for r in reports]),
        tmp_path / "a.parquet",
    )
    for path in sorted(tmp_path.iterdir()):
        if path.is_file():
            done = cli(path)
            assert (done.returncode, done.stderr) == (0, ""), (path, done.stdout, done.stderr)
            count = "1 report," if path.name == "one.json" else "300 reports,"
            assert done.stdout == f"{count} nothing to report.\n", path
    done = cli("-", data=gzip.compress(raw))
    assert (done.returncode, done.stdout) == (0, "300 reports, nothing to report.\n")


def flat(report: dict, prefix: str = "") -> dict[str, str]:
    out = {}
    for key, value in report.items():
        if isinstance(value, dict):
            out |= flat(value, f"{prefix}{key}.")
        elif isinstance(value, list) and isinstance(value[0], dict):
            for place, inner in enumerate(value, 1):
                out |= flat(inner, f"{prefix}{key}.{place}.")
        elif isinstance(value, list):
            out[f"{prefix}{key}"] = "|".join(value)
        else:
            out[f"{prefix}{key}"] = str(value)
    return out


def test_a_table_with_flat_names_is_read_and_its_columns_are_held_to_them(cli, tmp_path, reports):
    rows = [flat(report) for report in reports]
    names = sorted({name for row in rows for name in row})
    assert {name.replace(".2.", ".1.") for name in names} <= set(flat_names())
    path = tmp_path / "a.csv"
    with path.open("w", newline="") as out:
        table = csv.DictWriter(out, names)
        table.writeheader()
        table.writerows(rows)
    assert cli(path).stdout == "300 reports, nothing to report.\n"
    with path.open(newline="") as before:
        rows_as_cells = list(csv.reader(before))
    place = 3
    with path.open("w", newline="") as out:
        csv.writer(out).writerows(
            [*row[:place], "x" if number else "Zq17", *row[place:]] for number, row in enumerate(rows_as_cells)
        )
    done = cli(path, "--format", "jsonl")
    assert done.returncode == 1
    (finding,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (finding["record"], finding["line"], finding["rule"]) == (0, 1, "HLX-R011")
    assert f"Column {place + 1} " in finding["message"]
    assert "Zq17" not in done.stdout


def test_good_and_bad_reports_are_parted_and_nothing_is_lost(cli, tmp_path, mixed):
    done = cli(mixed, "--valid", tmp_path / "good", "--invalid", tmp_path / "bad")
    assert done.returncode == 1
    assert len((tmp_path / "good").read_bytes().splitlines()) == 298
    bad = (tmp_path / "bad").read_bytes().splitlines()
    assert len(bad) == 2
    assert bad[1] == b"{"
    assert cli("good").returncode == 0
    assert cli(mixed, "--valid", "good2", "--jobs", "2").returncode == 1
    assert (tmp_path / "good2").read_bytes() == (tmp_path / "good").read_bytes()


def test_retired_codes_are_rewritten_where_there_is_one_successor(cli, tmp_path, reports):
    for place, concept in ((3, "hlx:H0199"), (4, "hlx:H0198")):
        reports[place] = {**reports[0], "primary_harm": {"concept": concept, "assigned_by": "assignment:person"}}
        reports[place].pop("harms", None)
        reports[place].pop("affected", None)
    (tmp_path / "old.ndjson").write_bytes(ndjson(reports))
    done = cli("old.ndjson", "--fix", "new.ndjson")
    assert done.returncode == 1
    assert "old.ndjson#4 /primary_harm/concept: rewrote hlx:H0199 to hlx:H0031" in done.stdout
    written = [json.loads(line) for line in (tmp_path / "new.ndjson").read_bytes().splitlines()]
    assert written[3]["primary_harm"]["concept"] == "hlx:H0031"
    assert written[4] == reports[4]
    assert [w for place, w in enumerate(written) if place != 3] == [r for place, r in enumerate(reports) if place != 3]
    assert "hlx:H0199" not in cli("new.ndjson").stdout


def test_what_cannot_be_read_is_said_in_one_line_with_exit_code_2(cli, tmp_path, reports):
    raw = ndjson(reports)
    import zstandard

    (tmp_path / "cut.gz").write_bytes(gzip.compress(raw)[:-200])
    (tmp_path / "cut.zst").write_bytes(zstandard.compress(raw)[:-200])
    (tmp_path / "broken.ndjson.gz").write_bytes(gzip.compress(raw)[:40] + b"\x00" * 90 + gzip.compress(raw)[130:])
    (tmp_path / "named.gz").write_bytes(raw)
    (tmp_path / "not.parquet").write_bytes(b"PAR1 and no more")
    (tmp_path / "quote.csv").write_text('report_id,channel\n"a')
    (tmp_path / "latin.csv").write_bytes(b"report_id,channel\n\xe9,b\n")
    (tmp_path / "other.csv").write_text("name,age\nx,1\n")
    for name in ("cut.gz", "cut.zst", "broken.ndjson.gz", "named.gz", "not.parquet", "quote.csv", "latin.csv",
                 "other.csv", "missing.ndjson", "."):  # fmt: skip
        done = cli(name, "--valid", "out")
        assert done.returncode == 2, (name, done.stdout, done.stderr)
        assert f"harmlex: {name}: " in done.stderr, name
        assert not (tmp_path / "out").exists()
    # Nobody is told that there is nothing to report in what could not be read.
    assert cli("cut.gz").stdout == ""


def test_a_file_that_may_not_be_read_is_named(cli, tmp_path):
    path = tmp_path / "secret.ndjson"
    path.write_bytes(b"{}")
    path.chmod(0)

    def no_more_than_others() -> None:
        """Give up what lets root read everything: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""
        import ctypes

        if os.geteuid() == 0:
            for capability in (1, 2):
                ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)

    done = cli(path, preexec_fn=no_more_than_others)
    said = f"harmlex: {path}: it cannot be read: Permission denied. Check who may read it.\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_disk_that_is_full_for_what_is_printed_is_named(mixed, monkeypatch, unbuffered):
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    for form in ("text", "jsonl", "json", "sarif"):
        with Path("/dev/full").open("wb") as full:
            command = [sys.executable, "-m", "harmlex", "validate", str(mixed), "--format", form]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 2, form
        assert done.stderr.splitlines()[-1] == "harmlex: what is printed cannot be written: No space left on device"
        assert "Traceback" not in done.stderr
        with Path("/dev/full").open("wb") as full:
            assert subprocess.run(command, stdout=full, stderr=full, check=False).returncode == 2


def test_who_stops_reading_is_told_that_no_output_was_written(cli, tmp_path, reports):
    (tmp_path / "bad.ndjson").write_bytes(b'{"a":1}\n' * 20_000)
    for jobs in ("1", "2"):
        command = [sys.executable, "-m", "harmlex", "validate", "bad.ndjson", "--max-findings", "0", "--jobs", jobs]
        command += ["--valid", "good", "--invalid", "ill"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()
            process.stdout.close()
            said = process.stderr.read().decode()
        assert process.returncode == 1
        assert said == "harmlex: what is printed was not read to its end; no output file was written.\n"
        assert [path.name for path in tmp_path.iterdir() if path.name != "bad.ndjson"] == []


def test_closed_streams_are_no_trouble(mixed):
    command = [sys.executable, "-m", "harmlex", "validate"]
    for words, code, said in (
        ([str(mixed)], 1, ""),
        (["-"], 2, "harmlex: standard input: it is closed. Name a file, or put something into the pipe.\n"),
    ):
        shell = " ".join([*command, *words]) + (" <&-" if words == ["-"] else " >&-")
        done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (code, said)


def test_outputs_have_a_name_each(cli, tmp_path, mixed):
    (tmp_path / "other").symlink_to("same")
    for words in (["--valid", "same", "--invalid", "same"], ["--valid", "same", "--fix", "other"]):
        done = cli(mixed, *words)
        assert done.returncode == 2
        assert "Two outputs have one name" in done.stderr
    assert cli(mixed, "--valid", "-").returncode == 2
    assert not (tmp_path / "same").exists()
    assert not (tmp_path / "-").exists()


def test_a_link_stays_a_link_and_a_pipe_is_written_to(cli, tmp_path, mixed):
    (tmp_path / "kept").write_text("old")
    (tmp_path / "link").symlink_to("kept")
    assert cli(mixed, "--valid", "link").returncode == 1
    assert (tmp_path / "link").is_symlink()
    assert len((tmp_path / "kept").read_bytes().splitlines()) == 298
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with (tmp_path / "read").open("wb") as read, subprocess.Popen(["cat", str(pipe)], stdout=read):
        assert cli(mixed, "--valid", pipe).returncode == 1
    assert (tmp_path / "read").read_bytes() == (tmp_path / "kept").read_bytes()
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.csv", b"report_id;channel\na;b\n", "no column of the first line is a field of a report. "
         "Export it with commas between the columns."),
        ("a.csv", b"name,age\nx,1\n", "no column of the first line is a field of a report. "
         "Columns are named report_id, primary_harm.concept and so on."),
        ("a.csv", b"report_id,channel\na," + b"x" * 3_000_000 + b"\n", "line 2 is longer than 1,048,576 characters. "
         "Look for a quotation mark that is not closed, or a line that does not end."),
        ("a.xlsx", b"PK\x03\x04" + bytes(60), "this is a workbook or a zip file. "
         "Export the table as CSV, or unpack the file."),
        ("empty.parquet", b"", "it is not a Parquet file that can be read. Copy or write it again."),
    ],
)  # fmt: skip
def test_what_is_not_a_file_of_reports_is_said_with_the_remedy_and_nothing_else(cli, tmp_path, name, raw, said):
    (tmp_path / name).write_bytes(raw)
    done = cli(name)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"harmlex: {name}: {said}\n")


def test_parquet_is_known_by_its_content(cli, tmp_path, reports):
    import pyarrow.parquet

    rows = [dict.fromkeys(k for r in reports for k in r) | r for r in reports]
    for name in ("a.ndjson", "a.csv", "nameless"):
        pyarrow.parquet.write_table(pa.Table.from_pylist(rows), tmp_path / name)
        assert cli(name).stdout == "300 reports, nothing to report.\n"


def test_an_array_without_an_end_is_said_of_the_file(cli, artefact_file, tmp_path, reports):
    (tmp_path / "cut.json").write_text(json.dumps(reports[:2])[:-1])
    done = cli("cut.json")
    assert done.returncode == 1
    assert done.stdout.startswith("cut.json:1 /: error HLX-R001 The array has no end; the file is not whole.\n")
    assert "2 reports, 0 to correct: 1 error." in done.stdout
    command = [sys.executable, "-m", "harmlex", "summarise", "cut.json", "--release", str(artefact_file)]
    counted = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert counted.stderr == "harmlex: cut.json: The array has no end; the file is not whole. Copy or write it again.\n"


def test_an_output_that_cannot_be_written_leaves_nothing_behind(cli, tmp_path, mixed):
    done = cli(mixed, "--valid", tmp_path / "no" / "folder")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_a_full_disk_leaves_the_old_output_as_it_was(cli, tmp_path, mixed):
    out = tmp_path / "good"
    out.write_text("old")

    def small_files() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))

    done = cli(mixed, "--valid", out, preexec_fn=small_files)
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good", "mixed.ndjson"]


def test_an_empty_file_has_no_reports(cli, tmp_path):
    for name in ("empty.json", "empty.ndjson", "empty.csv", "blank.ndjson"):
        (tmp_path / name).write_bytes(b" \n\n" if name.startswith("blank") else b"")
        done = cli(name)
        assert (done.returncode, done.stdout) == (0, "0 reports, nothing to report.\n"), name
        assert "there are no reports" in done.stderr


def test_a_line_of_200_mb_is_not_read_into_memory(cli, tmp_path, reports):
    path = tmp_path / "long.ndjson"
    good = json.dumps(reports[0]).encode()
    with path.open("wb") as out:
        out.write(good + b"\n{")
        for _ in range(200):
            out.write(b" " * 1_000_000)
        out.write(b"}\n" + good + b"\n")

    def little_memory() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (150_000_000, 150_000_000))

    began = time.monotonic()
    done = cli(path, "--format", "jsonl", preexec_fn=little_memory)
    assert found(done) == [(2, 2, "HLX-R003")]
    assert time.monotonic() - began < 20
    array = tmp_path / "long.json"
    with array.open("wb") as out:
        out.write(b"[" + good + b',{"a":"')
        for _ in range(200):
            out.write(b"x" * 1_000_000)
        out.write(b'"},' + good + b"]")
    done = cli(array, "--format", "jsonl", preexec_fn=little_memory)
    assert found(done) == [(2, None, "HLX-R003")]
    import zstandard

    packed = tmp_path / "long.ndjson.zst"
    with packed.open("wb") as raw, zstandard.ZstdCompressor().stream_writer(raw) as out:
        out.write(good + b"\n")
        for _ in range(400):
            out.write(b"x" * 1_000_000)
        out.write(b"\n" + good)
    done = cli(packed, "--format", "jsonl", preexec_fn=little_memory)
    assert found(done) == [(2, 2, "HLX-R003")]
    table = tmp_path / "long.csv"
    with table.open("wb") as out:
        out.write(b"report_id,channel\na,")
        for _ in range(200):
            out.write(b"x" * 1_000_000)
        out.write(b"\n")
    done = cli(table, preexec_fn=little_memory)
    assert done.returncode == 2
    assert "line 2 is longer than 1,048,576 characters." in done.stderr


def test_ctrl_c_ends_with_the_sum_so_far_and_without_outputs(artefact_file, tmp_path, reports):
    reader, writer = os.pipe()
    command = [sys.executable, "-m", "harmlex", "validate", "--release", str(artefact_file), "-", "--valid", "out"]
    process = subprocess.Popen(command, stdin=reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path)
    os.close(reader)
    raw = ndjson(reports)
    with os.fdopen(writer, "wb") as pipe:
        for _ in range(20):
            pipe.write(raw)
        pipe.flush()
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130, err
    assert b"Traceback" not in err
    assert b"Stopped after " in out
    assert b"no output file was written" in err
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_ends_the_workers_too(artefact_file, tmp_path, reports):
    path = tmp_path / "much.ndjson"
    raw = ndjson(reports)
    with path.open("wb") as out:
        for _ in range(1_500):
            out.write(raw)
    command = [sys.executable, "-m", "harmlex", "validate", "--release", str(artefact_file), str(path), "--jobs", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert b"Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "github", "sarif", "junit"])
def test_every_form_of_output_says_the_same(cli, mixed, form):
    done = cli(mixed, "--format", form)
    assert done.returncode == 1
    assert "HLX-R202" in done.stdout
    if form == "json":
        whole = json.loads(done.stdout)
        assert [f["rule"] for f in whole["findings"]] == ["HLX-R202", "HLX-R001"]
        assert whole["summary"] == {"records": 300, "bad": 2, "fixes": 0, "withheld": 0, "interrupted": False,
                                    "rules": {"HLX-R001": 1, "HLX-R202": 1}}  # fmt: skip
    elif form == "github":
        assert done.stdout.startswith(f"::error file={mixed},line=100,title=HLX-R202::/primary_harm/concept: ")
    elif form == "sarif":
        (run,) = json.loads(done.stdout)["runs"]
        assert [r["ruleId"] for r in run["results"]] == ["HLX-R202", "HLX-R001"]
        assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 100}
    elif form == "junit":
        from xml.etree import ElementTree

        suites = ElementTree.fromstring(done.stdout)
        assert suites.get("failures") == "2"
        assert len(suites.findall(".//failure")) == 2


def test_rules_are_selected_ignored_and_limited(cli, mixed):
    assert found(cli(mixed, "--format", "jsonl", "--select", "R2")) == [(100, 100, "HLX-R202")]
    assert found(cli(mixed, "--format", "jsonl", "--ignore", "R2,R001")) == []
    assert cli(mixed, "--ignore", "R2,R001").returncode == 0
    assert cli(mixed, "--select", "R9").returncode == 2
    limited = cli(mixed, "--max-findings", "1")
    assert "… and 1 more findings" in limited.stdout
    assert limited.returncode == 1
    sums = cli(mixed, "--summary").stdout
    assert "1  HLX-R202" in sums
    assert "#100" not in sums


def test_warnings_count_unless_only_errors_fail(cli, tmp_path, reports):
    reports[0]["motive"] = ["motive:unknown", "motive:control"]
    for harm in (reports[0]["primary_harm"], *reports[0].get("harms", [])):
        harm["concept"] = "hlx:H0042"
    reports[0].pop("harms", None)
    (tmp_path / "w.ndjson").write_bytes(ndjson(reports[:1]))
    assert cli("w.ndjson").returncode == 1
    assert cli("w.ndjson", "--fail-on", "error").returncode == 0


def test_a_release_that_is_not_here_is_named(artefact_file, tmp_path):
    command = [sys.executable, "-m", "harmlex", "validate", "-", "--release", "1999.01"]
    done = subprocess.run(command, input=b"", capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert b"There is no release '1999.01'" in done.stderr


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 4096])
def test_a_json_array_is_cut_the_same_wherever_blocks_end(monkeypatch, tmp_path, reports, size):
    from harmlex.report import reading

    monkeypatch.setattr(reading, "_BLOCK", size)
    texts = [
        json.dumps(reports[:2], indent=1),
        "[]",
        '[{"a":"\\\\\\"]}"},1,[2,[3]],"x,y"]',
        "[1,]",
        "[1",
        '{"a":1}{"b":2}',
        "[1] x",
    ]
    wanted = [
        reports[:2],
        [],
        [{"a": '\\"]}'}, 1, [2, [3]], "x,y"],
        [1, None],
        [1, None],
        [{"a": 1}, {"b": 2}],
        [1, None],
    ]
    for text, expected in zip(texts, wanted, strict=True):
        path = tmp_path / "a.json"
        path.write_text(text)
        source = open_source(str(path))
        source.form = "json"
        got = []
        for chunk in source.chunks():
            for line in chunk.lines:
                try:
                    got.append(json.loads(line))
                except json.JSONDecodeError:
                    got.append(None)
            got += [None for _ in chunk.notes]  # the array has no end
        source.close()
        assert got == expected, text


def test_lines_are_cut_the_same_wherever_blocks_end(monkeypatch, tmp_path):
    import io

    from harmlex.report import reading

    raw = b"\xef\xbb\xbfone\n\ntwo\r\n" + b"x" * 50 + b"\nlast"
    for size in (3, 4, 5, 8, 16, 1024):
        monkeypatch.setattr(reading, "_BLOCK", size)
        chunks = list(record_lines(io.BytesIO(raw)))
        lines = [line for chunk in chunks for line in chunk.lines]
        assert lines == [b"one", b"", b"two\r", b"x" * 50, b"last"]
        first = 1
        for chunk in chunks:
            assert chunk.first == first
            first += len(chunk.lines)


def test_the_form_is_known_by_name_or_by_content(tmp_path):
    cases = {
        "a.ndjson": (b"[]", "ndjson"), "a.json": (b'{"a":1}\n{"a":2}', "ndjson"), "b.json": (b'{\n"a":1}', "json"),
        "c": (b'[{"a":1}]', "json"), "d": (b'{"a":1}\n', "ndjson"), "e": (b"report_id,channel\n", "csv"),
        "f": (b"PAR1....", "parquet"), "g.txt": (b'{"a":1}', "ndjson"), "h": (b"{\n", "json"),
        "i": (b'{"a":1,\n "b":2}', "json"), "j": (b'{"a":1\n{"a":2}\n', "ndjson"), "k": (b'{"a":1\n', "ndjson"),
    }  # fmt: skip
    for name, (raw, form) in cases.items():
        (tmp_path / name).write_bytes(raw)
        source: Source = open_source(str(tmp_path / name))
        source.close()
        assert source.form == form, name


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_records_laid_out_over_lines_of_any_end_go_to_an_output_as_one_line_each(
    cli, artefact_file, tmp_path, reports, end
):
    path = tmp_path / "laid-out.json"
    path.write_bytes(json.dumps(reports[:3], indent=1).replace("\n", end).encode())
    assert cli(path, "--valid", "good.ndjson").returncode == 0
    assert [json.loads(line) for line in (tmp_path / "good.ndjson").read_bytes().splitlines()] == reports[:3]
    command = [sys.executable, "-m", "harmlex", "summarise", str(path), "--suppress-below", "0", "--release"]
    done = subprocess.run([*command, str(artefact_file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("3 reports without errors.")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["r.ndjson", "r.json", "r.csv", "nameless"])
def test_utf_16_is_named_once_and_not_in_each_line(cli, tmp_path, reports, encoding, name):
    (tmp_path / name).write_bytes(ndjson(reports).decode().encode(encoding))
    done = cli(name)
    assert done.returncode == 2
    assert f"harmlex: {name}: the text is UTF-16. Save or export it as UTF-8.\n" in done.stderr
