"""The examples in the documentation, run on the registry as it stands."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

from harmlex.load.artefact import load_sections
from harmlex.registry import Registry

MODULES = [
    "harmlex.api.negotiation",
    "harmlex.api.representation",
    "harmlex.registry",
    "harmlex.search.index",
    "harmlex.search.normalise",
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_do_what_they_say(name: str, real_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The release that comes with the package may be older than the checkout.
    monkeypatch.setattr(Registry, "load", classmethod(lambda cls: cls(load_sections(real_file))))
    result = doctest.testmod(import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
