"""What a mapping row says, as a sentence that a practitioner can test."""

from __future__ import annotations

from harmlex.model.mappings import MappingRow
from harmlex.model.sssom import NO_TERM

__all__ = ["sentence"]

# By predicate, stated and denied. The object of a broad match is the broader one: the commonest error is the reverse.
_SENTENCES = {
    "skos:exactMatch": ("Every {s} is a {o}, and every {o} is a {s}.", "{s} and {o} are not the same."),
    "skos:broadMatch": ("Every {s} is a {o}.", "Not every {s} is a {o}."),
    "skos:narrowMatch": ("Every {o} is a {s}.", "Not every {o} is a {s}."),
    "skos:closeMatch": (
        "Some records are both {s} and {o}; that either holds all of the other was not shown.",
        "{s} and {o} are not close.",
    ),
    "skos:relatedMatch": ("Neither is every {s} a {o}, nor every {o} a {s}.", "{s} and {o} are not related."),
    "owl:disjointWith": ("No {s} is a {o}.", "Some {s} is a {o}."),
}


def sentence(row: MappingRow, subject: str, object: str) -> str:
    """Return what a row says.

    Args:
        row: The row.
        subject: What to call its subject.
        object: What to call its object.

    >>> row = MappingRow(subject_id="iwf:A", predicate_id="skos:broadMatch", object_id="hlx:H0101")
    >>> sentence(row, "category A image", "child sexual abuse material")
    'Every ⟨category A image⟩ is a ⟨child sexual abuse material⟩.'
    """
    if row.object_id == NO_TERM:
        return f"Nothing was found for ⟨{subject}⟩."
    stated, denied = _SENTENCES.get(row.predicate_id, ("{s} " + row.predicate_id + " {o}.",) * 2)
    text = denied if row.predicate_modifier == "Not" else stated
    return text.format(s=f"⟨{subject}⟩", o=f"⟨{object}⟩")
