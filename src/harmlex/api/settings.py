"""What an operator can set."""

from __future__ import annotations

from pathlib import Path

import msgspec

__all__ = ["Settings"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How the service runs.

    Attributes:
        max_age: Seconds for which a client may keep an answer without asking again.
        public_url: Where the service stands, ``https://api.example.org``; links are relative to the host without it.
        rdf_dir: The folder with the RDF exports of the same release; without it only JSON is offered.
        validate_reports: Whether `POST /v1/validate` answers.
    """

    max_age: int = 300
    public_url: str = ""
    rdf_dir: Path | None = None
    validate_reports: bool = False
