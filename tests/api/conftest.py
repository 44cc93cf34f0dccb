"""The service on a real server on the loopback interface, over the toy registry."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from harmlex.api.app import create_app
from harmlex.api.settings import Settings
from harmlex.model.artefact import Artefact


@contextmanager
def _running(app: FastAPI) -> Iterator[str]:
    """Run an application on a free port and give its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, access_log=False, log_config=None, ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()


@pytest.fixture(scope="session")
def running() -> Callable[[FastAPI], AbstractContextManager[str]]:
    """Runs an application while a test lasts."""
    return _running


@pytest.fixture(scope="session")
def build_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a build leaves it: pages, JSON-LD and N-Triples of one concept."""
    folder = tmp_path_factory.mktemp("build")
    site = folder / "site"
    (site / "terms" / "doxing").mkdir(parents=True)
    (site / "empty").mkdir()
    (site / ".hidden").write_text("hidden")
    (site / "index.html").write_text("<h1>Home</h1>")
    (site / "404.html").write_text("<h1>Not here</h1>")
    (site / "terms" / "doxing" / "index.html").write_text("<h1>Doxing</h1>")
    (site / "search.json").write_text("[]")
    (site / "main.css").write_text("body{}")
    (site / "doxing.ttl").write_text("# Turtle")
    (site / "large.sqlite").write_bytes(b"0123456789" * 200_000)
    (folder / "secret.txt").write_text("secret")
    (site / "link.txt").symlink_to(folder / "secret.txt")
    nodes = [
        {"@id": "https://w3id.org/harmlex/H0042", "prefLabel": {"en": "doxing"}},
        {"@id": "https://w3id.org/harmlex/scheme/toy-form", "title": {"en": "A toy form"}},
        {"@id": "https://w3id.org/harmlex/scheme/toy-form/A1", "notation": "A1"},
    ]
    graph = {"@context": {"hlx": "https://w3id.org/harmlex/"}, "@graph": nodes}
    (folder / "harmlex.jsonld").write_text(json.dumps(graph))
    base = "https://w3id.org/harmlex/"
    label, note = f'<{base}H0042> <http://www.w3.org/2004/02/skos/core#prefLabel> "doxing"@en .', "x"
    lines = [
        label,
        f'<{base}H0042#label-1> <{base}schema/note> "{note}" .',
        f'<{base}H00420> <{base}schema/note> "another" .',
        f'<{base}scheme/toy-form> <{base}schema/note> "form" .',
        f'<{base}scheme/toy-form/A1> <{base}schema/note> "A1" .',
        f'<{base}H0042> <{base}schema/late> "late" .',
    ]
    (folder / "harmlex.nt").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture(scope="session")
def address(toy: Artefact, build_dir: Path) -> Iterator[str]:
    """Where the service over the toy registry stands."""
    with _running(create_app(toy, build_dir / "site", Settings(rdf_dir=build_dir))) as at:
        yield at


@pytest.fixture(scope="session")
def http(address: str) -> Iterator[httpx.Client]:
    """A client of the service."""
    with httpx.Client(base_url=address, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def bare(toy: Artefact) -> Iterator[httpx.Client]:
    """A client of a service without pages and without RDF."""
    with _running(create_app(toy)) as at, httpx.Client(base_url=at, trust_env=False) as client:
        yield client
