"""``harmlex serve``: pages and API in one process, and a plain word where that cannot be."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest


@pytest.fixture
def build(toy_file: Path, tmp_path: Path) -> Path:
    """A folder as a build leaves it."""
    shutil.copy(toy_file, tmp_path / "harmlex.json")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<h1>Home</h1>")
    return tmp_path


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command until the block ends; gives the process and the address that it printed."""
    command = [sys.executable, "-m", "harmlex", "serve", "--port", "0", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            found = re.search(r"http://[^\s]+:\d+", line)
            assert found, line
            yield process, found[0]
        finally:
            if process.poll() is None:
                process.kill()


def test_pages_and_api_are_served_together_and_stopped_by_ctrl_c(build: Path) -> None:
    with serving("--dir", str(build)) as (process, address):
        assert httpx.get(f"{address}/", trust_env=False).text == "<h1>Home</h1>"
        assert httpx.get(f"{address}/v1/search?q=doxing", trust_env=False).json()[0]["id"] == "hlx:H0042"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert process.returncode == 0
    assert err.splitlines()[-1] == "Stopped."
    assert "GET /v1/search 200" in err
    assert "doxing" not in err
    assert "Traceback" not in err


def test_without_pages_the_api_answers_and_says_so(build: Path) -> None:
    shutil.rmtree(build / "site")
    with serving("--dir", str(build), "--quiet") as (process, address):
        assert httpx.get(f"{address}/health", trust_env=False).json()["status"] == "ok"
        process.terminate()
        _, err = process.communicate(timeout=10)
    assert "only the API answers" in err
    assert "GET /health" not in err


def test_a_public_address_stands_in_links(build: Path) -> None:
    with serving("--dir", str(build), "--public-url", "https://api.example.org/") as (_, address):
        link = httpx.get(f"{address}/v1/concepts?limit=2", trust_env=False).headers["link"]
    assert "<https://api.example.org/v1/concepts?limit=2&cursor=" in link


def test_a_port_in_use_is_two_and_names_another(build: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = refused("--port", str(port), "--dir", str(build))
    assert f"http://127.0.0.1:{port}: Another program listens there." in ran
    assert f"--port {port + 1}" in ran


def test_a_host_that_is_not_ours_is_two(build: Path) -> None:
    assert "Choose another --host." in refused("--host", "192.0.2.1", "--port", "0", "--dir", str(build))
    assert "There is no such host." in refused("--host", "host.invalid", "--port", "0", "--dir", str(build))


def test_a_damaged_build_is_two(build: Path) -> None:
    (build / "harmlex.json").write_text("{")
    assert "damaged" in refused("--port", "0", "--dir", str(build))


def test_a_folder_that_was_named_and_is_not_there_is_two(tmp_path: Path) -> None:
    assert "There is no folder" in refused("--port", "0", "--dir", str(tmp_path / "nothing"))


def refused(*arguments: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "harmlex", "serve", *arguments], capture_output=True, text=True, check=False, timeout=30
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Traceback" not in ran.stderr
    return ran.stderr
