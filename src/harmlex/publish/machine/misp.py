"""The hub as a MISP taxonomy: one tag for each harm concept that a report may be coded with."""

from __future__ import annotations

import json
import uuid
from typing import Any

from harmlex.model.artefact import Artefact
from harmlex.publish.exports.tables import english
from harmlex.publish.identity import NAMESPACE, dataset_iri
from harmlex.publish.machine.heading import USE, review_state
from harmlex.publish.machine.pairing import live_concepts

__all__ = ["NAMESPACE_TAG", "machinetag", "version_of"]

NAMESPACE_TAG, _PREDICATE = "harmlex", "harm"
_STEP = 1000  # releases of one month; MISP keeps the version in a signed integer of 32 bits


def version_of(release: str) -> int:
    """Return the integer that MISP compares: it grows with every release.

    >>> version_of("2026.11"), version_of("2026.11.2"), version_of("2026.12")
    (202611000, 202611002, 202612000)
    """
    year, month, *number = (int(part) for part in release.split("."))
    return (year * 100 + month) * _STEP + (number[0] if number else 0)


def machinetag(artefact: Artefact) -> str:
    """Return the taxonomy.

    The value of a tag is the identifier of the concept, which outlives its label. Identifiers of tags are those that
    MISP's own taxonomies mostly have: version 5, DNS name space, over namespace, predicate and whole tag. There is no
    colour and no number: either would be read as a ranking of abuse. The taxonomy is for events alone, not for
    attributes, organisations or users.
    """
    release = artefact.release
    concepts = [concept for concept in live_concepts(artefact) if concept.reportable]
    status = review_state(concepts, ())
    entries = []
    for concept in concepts:
        value = concept.id.partition(":")[2]
        entry = {"value": value, "expanded": concept.label, "uuid": _uuid(f'{NAMESPACE_TAG}:{_PREDICATE}="{value}"')}
        if text := english(concept.definition):
            entry["description"] = text
        entries.append(entry)
    predicate = {
        "value": _PREDICATE,
        "expanded": "Harm",
        "description": "The kind of harm that a report or case is about. Several may hold of one event.",
        "exclusive": False,
        "uuid": _uuid(f"{NAMESPACE_TAG}:{_PREDICATE}"),
    }
    taxonomy: dict[str, Any] = {
        "namespace": NAMESPACE_TAG,
        "expanded": "Online harm terms (harmlex)",
        "description": (
            "Kinds of technology-facilitated gender-based violence and of online child sexual exploitation and abuse, "
            f"from the open registry at {NAMESPACE}, release {release.release} of {release.date}, {release.licence}. "
            f"{USE} Tag events only. Status: {status}."
        ),
        "version": version_of(release.release),
        "uuid": _uuid(NAMESPACE_TAG),
        "type": ["event"],
        "refs": [NAMESPACE, dataset_iri(release.release), release.licence_url],
        "predicates": [predicate],
    }
    # MISP has no empty list of entries; a predicate without values is a tag of its own.
    if entries:
        taxonomy["values"] = [{"predicate": _PREDICATE, "entry": entries}]
    return json.dumps(taxonomy, ensure_ascii=False, indent=2) + "\n"


def _uuid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, name))
