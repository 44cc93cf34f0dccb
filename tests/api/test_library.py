"""The answers of the registry as it stands, each made once."""

from __future__ import annotations

import json

import pytest

from harmlex.api.answer import JSON
from harmlex.api.library import Library
from harmlex.api.representation import uri_of
from harmlex.model.artefact import Artefact
from harmlex.registry import Registry


@pytest.fixture(scope="module")
def library(real: Artefact) -> Library:
    return Library(Registry(real))


def test_every_record_is_answered_under_its_own_id_and_address(library: Library) -> None:
    registry = library.registry
    records = [*registry.concepts, *registry.schemes, *registry.codelists]
    records += [concept for scheme in registry.schemes for concept in scheme.concepts]
    addresses = set()
    for record in records:
        told = json.loads(library.record(record, None, "").body)
        assert (told["id"], told["uri"]) == (record.id, uri_of(record))
        addresses.add(told["uri"])
    assert len(addresses) == len(records)


def test_an_address_finds_its_record_again(library: Library) -> None:
    registry = library.registry
    for record in (*registry.concepts, *registry.schemes, *registry.codelists):
        assert registry.get(uri_of(record)) is record
    for scheme in registry.schemes:
        for concept in scheme.concepts:
            assert registry.get(uri_of(concept)) is concept


def test_an_answer_is_made_once(library: Library) -> None:
    concept = library.registry.concepts[0]
    assert library.record(concept, None, "") is library.record(concept, JSON, "")


def test_narrower_and_broader_say_the_same(library: Library) -> None:
    for concept in library.registry.concepts:
        for name in json.loads(library.record(concept, None, "").body).get("narrower", []):
            assert concept.id in library.registry.concept(name).broader
