"""What a scheme's publishing right lets through; applied once, when the artefact is compiled."""

from __future__ import annotations

import msgspec

from harmlex.model.records import Criterion, Deprecation, SchemeConcept

__all__ = ["WITHHELD_BY_CODES", "publishable"]

# With the right ``codes`` these fields of a concept stay here: they hold, or may quote, the publisher's labels.
WITHHELD_BY_CODES = frozenset({"prefLabel", "altLabel", "hiddenLabel", "label_notes", "gloss", "notes", "where"})


def publishable(concept: SchemeConcept, right: str) -> SchemeConcept | None:
    """Return what may be published of a scheme's concept, or ``None`` for nothing.

    With ``none`` only the scheme itself is described. With ``codes`` a concept keeps its identifier, notation,
    structure, validity and facts for machines. With ``labels`` it has labels and our own gloss as well, which is all
    that a record holds: the publisher's own wording, which ``full`` would add, has no field in the model.
    """
    if right == "none":
        return None
    if right == "codes":
        kept = {name: getattr(concept, name) for name in concept.__struct_fields__ if name not in WITHHELD_BY_CODES}
        kept["criteria"] = tuple(_bare(criterion) for criterion in concept.criteria)
        if concept.deprecation:
            kept["deprecation"] = Deprecation(
                date=concept.deprecation.date,
                reason={"en": "The reason may not be published."},
                no_replacement=concept.deprecation.no_replacement,
            )
        return SchemeConcept(**kept)
    return concept


def _bare(criterion: Criterion) -> Criterion:
    return msgspec.structs.replace(criterion, where=None, note={})
