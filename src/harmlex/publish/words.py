"""Usage advice, word by word: what to avoid or to use with care, why, and what to say instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from harmlex.model.records import Concept, LangText

__all__ = ["Word", "words_of"]


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """One label with advice.

    Attributes:
        concept: The concept that carries the label.
        lang: The label's language.
        text: The label.
        usage: ``avoid`` or ``care``.
        instead: The concept whose label to say.
        say: The phrase to say.
        reason: Why, in English where there is English.
        source: The source's id, empty where none is given.
    """

    concept: str
    lang: str
    text: str
    usage: str
    instead: str
    say: str
    reason: str
    source: str


def words_of(concept: Concept, concepts: Mapping[str, Concept]) -> Iterator[Word]:
    """Yield the labels of a concept that carry usage advice."""
    for note in concept.label_notes:
        if note.usage not in ("avoid", "care"):
            continue
        instead = note.instead[0] if note.instead else concept.id
        preferred = concepts.get(instead, concept)
        for tag, text in note.form.items():
            yield Word(
                concept=concept.id,
                lang=tag,
                text=text,
                usage=note.usage,
                instead=preferred.id,
                say=_text(note.say) or preferred.prefLabel.get(tag) or preferred.label,
                reason=_text(note.reason),
                source=note.source or "",
            )


def _text(map_: LangText) -> str:
    return map_.get("en") or next(iter(map_.values()), "")
