"""``harmlex serve``: the glossary's pages and the API in one process."""

from __future__ import annotations

import errno
import logging
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from harmlex.load.artefact import load_sections
from harmlex.model.errors import RegistryError

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["AddressUnusable", "command"]


class AddressUnusable(RegistryError):
    """An address that the service cannot take.

    Attributes:
        host: The host.
        port: The port.
    """

    def __init__(self, host: str, port: int, problem: str, remedy: str) -> None:
        """State the problem and the remedy."""
        self.host = host
        self.port = port
        super().__init__(f"{_address(host, port)}: {problem} {remedy}")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port; 0 takes any free one."
)
@click.option(
    "--dir",
    "directory",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Where `harmlex build` wrote.",
)
@click.option("--public-url", default="", metavar="URL", help="The address that links name, behind a proxy.")
@click.option("--validate", "validation", is_flag=True, help="Also answer POST /v1/validate, which takes reports.")
@click.option("--quiet", is_flag=True, help="No line for each request.")
def command(host: str, port: int, directory: Path, public_url: str, validation: bool, quiet: bool) -> int:
    """Serve the built glossary and the API until Ctrl-C.

    Without a build, the release that comes with the package is served, the API only.
    """
    named = click.get_current_context().get_parameter_source("directory") is not ParameterSource.DEFAULT
    if named and not directory.is_dir():
        raise click.BadParameter(f"There is no folder {directory}; `harmlex build` writes one.", param_hint="--dir")
    _log_to_stderr(quiet)
    app, served = _application(directory, public_url.rstrip("/"), validation)
    with _listening(host, port) as listening:
        address = _address(host, listening.getsockname()[1])
        click.echo(f"Serving {served} on {address}/")
        click.echo(f"API: {address}/docs   Stop with Ctrl-C.")
        sys.stdout.flush()
        _run(app, listening)
    click.echo("Stopped.", err=True)
    return 0


def _application(directory: Path, public_url: str, validation: bool) -> tuple[FastAPI, str]:
    """Return the service over a build, or over the bundled release where there is no build; and what it serves."""
    try:
        from harmlex.api.app import create_app
        from harmlex.api.settings import Settings
    except ModuleNotFoundError as error:
        raise RegistryError(f"The API needs {error.name}. Run: pip install 'harmlex[api]'") from error
    built = directory / "harmlex.json"
    sections = load_sections(built if built.is_file() else None)
    site = directory / "site"
    pages = site if (site / "index.html").is_file() else None
    settings = Settings(
        public_url=public_url, rdf_dir=directory if built.is_file() else None, validate_reports=validation
    )
    if pages is None:
        click.echo(f"There are no pages in {site}; only the API answers. `harmlex build` writes them.", err=True)
    what = f"{'glossary and API' if pages else 'API'} of release {sections.release.release}"
    return create_app(sections, pages, settings), what


def _listening(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises:
        AddressUnusable: The port is taken or not ours to take, or the host is not of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise AddressUnusable(host, port, "There is no such host.", "Name one of this machine.") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
        return listening
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            remedy = f"Stop it, or choose another port, for example --port {port + 1}."
            raise AddressUnusable(host, port, "Another program listens there.", remedy) from error
        if error.errno == errno.EACCES:
            raise AddressUnusable(host, port, "Only root may take it.", "Choose a port above 1023.") from error
        raise AddressUnusable(host, port, f"{error.strerror}.", "Choose another --host.") from error


def _run(app: FastAPI, listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        app, access_log=False, log_config=None, server_header=False, ws="none", lifespan="off",
        timeout_graceful_shutdown=3,
    )  # fmt: skip
    with suppress(KeyboardInterrupt):  # uvicorn has closed everything and hands the signal on
        uvicorn.Server(config).run(sockets=[listening])


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _log_to_stderr(quiet: bool) -> None:
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    for name in ("harmlex.access", "harmlex.reports"):
        logging.getLogger(name).setLevel(logging.WARNING if quiet else logging.INFO)
