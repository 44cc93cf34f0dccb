"""What every machine form says of itself: release, licence, versions, what it is for and whether it was reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from harmlex.model.artefact import Artefact
from harmlex.model.records import Concept, Scheme
from harmlex.publish.exports.tables import english
from harmlex.publish.identity import NAMESPACE, dataset_iri, scheme_iri

__all__ = ["USE", "heading", "review_state", "scheme_facts", "version_of_scheme"]

USE = (
    "For classifying reports, and for reports to a moderation service or a hotline. "
    "Never a label on a person, an account, a post or a file, and never shown in public."
)


def heading(artefact: Artefact, title: str, status: str) -> dict[str, Any]:
    """Return the first members of a form."""
    release = artefact.release
    return {
        "title": title,
        "use": USE,
        "status": status,
        "release": release.release,
        "date": release.date,
        "licence": release.licence,
        "licence_url": release.licence_url,
        "registry": NAMESPACE,
        "dataset": dataset_iri(release.release),
    }


def scheme_facts(scheme: Scheme) -> dict[str, Any]:
    """Return what a form says of the scheme; what the registry does not know is ``None``."""
    return {
        "id": scheme.id,
        "uri": scheme_iri(scheme.id),
        "title": scheme.label,
        "version": version_of_scheme(scheme),
        "issued": scheme.issued,
        "url": scheme.url,
        "licence": scheme.licence,
        "licence_url": scheme.licence_url,
        "coverage": scheme.coverage,
        "coverage_note": english(scheme.coverage_note),
        "notes": list(scheme.notes.get("en", ())),
    }


def version_of_scheme(scheme: Scheme) -> str | None:
    """Return the version of a scheme that the registry follows; where the publisher names none, when it was issued."""
    return scheme.version or scheme.issued


def review_state(concepts: Iterable[Concept], reviewed: Iterable[bool]) -> str:
    """Say in a few words whether what stands in a form was accepted and reviewed.

    Args:
        concepts: The harm concepts in it.
        reviewed: For each relation in it, whether a person reviewed all that it rests on.
    """
    accepted = {concept.status == "accepted" for concept in concepts}
    seen = set(reviewed)
    if True not in accepted and True not in seen:
        return "proposed; not reviewed"
    if False not in accepted and False not in seen:
        return "accepted; reviewed"
    return "partly accepted or reviewed; each entry says its own"
