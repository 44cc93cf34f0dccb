"""What is searched: one entry for each label of each concept, in the order of their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harmlex.model.artefact import SearchEntry
from harmlex.model.records import Concept, LabelNote
from harmlex.search.normalise import normalise

__all__ = ["build_entries"]


def build_entries(concepts: Iterable[Concept]) -> tuple[SearchEntry, ...]:
    """Return the search entries of concepts, sorted by key, concept, language and label, each once.

    The kind says what the label is: ``pref``, ``alt``, ``acronym`` where a label note says what it abbreviates,
    ``hidden``, or ``avoid`` where a label note advises against it, wherever the label stands.
    """
    return tuple(
        sorted(
            {entry for concept in concepts for entry in _entries(concept)},
            key=lambda entry: (entry.key, entry.concept, entry.lang, entry.label, entry.kind),
        )
    )


def _entries(concept: Concept) -> Iterator[SearchEntry]:
    notes: dict[tuple[str, str], list[LabelNote]] = {}
    for note in concept.label_notes:
        for form in note.form.items():
            notes.setdefault(form, []).append(note)
    for kind, lang, label in _labels(concept):
        key = normalise(label)
        if key:
            about = notes.get((lang, label), [])
            if any(note.usage == "avoid" for note in about):
                kind = "avoid"
            elif kind == "alt" and any(note.abbreviates for note in about):
                kind = "acronym"
            yield SearchEntry(key=key, concept=concept.id, label=label, lang=lang, kind=kind)


def _labels(concept: Concept) -> Iterator[tuple[str, str, str]]:
    for lang, label in concept.prefLabel.items():
        yield "pref", lang, label
    for kind, labels in (("alt", concept.altLabel), ("hidden", concept.hiddenLabel)):
        for lang, several in labels.items():
            for label in several:
                yield kind, lang, label
