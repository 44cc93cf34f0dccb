"""Mappings that a curator might look at, because labels are alike in some language; never applied by themselves."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from harmlex.crosswalk.build import NO_TERM, Compiled
from harmlex.model.records import Concept, SchemeConcept

__all__ = ["Suggestion", "suggest"]

_LEAST = 72.0


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A hub concept whose labels are like those of a scheme's concept.

    Attributes:
        subject_id: The scheme's concept.
        object_id: The hub concept.
        subject_label: The label of the first that is alike.
        object_label: The label of the second.
        lang: Their language.
        score: How alike, 0 to 100.
        mapped: Whether the concept has some mapping to the hub already.
    """

    subject_id: str
    object_id: str
    subject_label: str
    object_label: str
    lang: str
    score: float
    mapped: bool


def suggest(compiled: Compiled, scheme: str, *, limit: int = 3, every: bool = False) -> list[Suggestion]:
    """Return hub concepts that concepts of a scheme might be mapped to, by label.

    Left out are pairs about which a row exists, also one that denies the relation, and pairs that share no record.

    Args:
        compiled: The network.
        scheme: The scheme.
        limit: At most so many for each concept.
        every: Also for concepts that have a mapping to the hub.
    """
    from rapidfuzz import fuzz, process

    network = compiled.network
    apart = compiled.apart
    judged = {(row.subject_id, row.object_id) for row in compiled.rows}
    mapped = {row.subject_id for row in compiled.rows if row.object_id.startswith("hlx:") or row.object_id == NO_TERM}
    by_lang: dict[str, list[tuple[str, str]]] = {}
    for node in network.members.get("hlx", ()):
        concept = compiled.concepts[network.names[node]]
        for lang, label in _labels(concept):
            by_lang.setdefault(lang, []).append((label, concept.id))
    found: list[Suggestion] = []
    for part in compiled.schemes[scheme].concepts:
        if part.id not in network.index or (part.id in mapped and not every):
            continue
        best: dict[str, Suggestion] = {}
        for lang, label in _labels(part):
            choices = by_lang.get(lang, [])
            texts = [_plain(text) for text, _ in choices]
            near = process.extract(_plain(label), texts, scorer=fuzz.token_sort_ratio, score_cutoff=_LEAST, limit=12)
            for _, score, at in near:
                text, concept_id = choices[at]
                known = best.get(concept_id)
                if (part.id, concept_id) in judged or (known is not None and known.score >= score):
                    continue
                if apart(network.index[part.id], network.index[concept_id]):
                    continue
                best[concept_id] = Suggestion(
                    subject_id=part.id,
                    object_id=concept_id,
                    subject_label=label,
                    object_label=text,
                    lang=lang,
                    score=round(score, 1),
                    mapped=part.id in mapped,
                )
        found += sorted(best.values(), key=lambda s: (-s.score, s.object_id))[:limit]
    return found


def _labels(concept: Concept | SchemeConcept) -> Iterator[tuple[str, str]]:
    """Yield language and label of every label that may be shown or searched."""
    for lang, text in concept.prefLabel.items():
        yield lang, text
    for labels in (concept.altLabel, concept.hiddenLabel):
        for lang, texts in labels.items():
            for text in texts:
                yield lang, text


def _plain(text: str) -> str:
    return text.casefold().replace("-", " ").replace("_", " ")
