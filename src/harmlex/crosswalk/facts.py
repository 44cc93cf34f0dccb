"""One thing that is known and where it stands: the leaves of every proof that are no mapping rows."""

from __future__ import annotations

import msgspec

from harmlex.model.mappings import MappingRow

__all__ = ["Fact", "Known", "confidence_of", "countable", "step_of"]


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of the registry itself, not of a mapping file.

    Attributes:
        kind: ``hierarchy``, ``disjoint``, ``exhaustive``, ``criterion``, ``definition``, ``population``, ``material``,
            ``distinct``, ``coverage`` (a group of rows that together cover their subject), ``parts`` (a group of rows
            whose objects exclude each other), ``values`` (arithmetic on ages and code lists) or ``exists``.
        about: The concepts or facets concerned; the first is the one whose record says it.
        text: The statement as a sentence.
        source: The source that the record names, empty for the registry's own statements.
        where: The place in that source.
        evidence: ``verified``, ``reported``, ``recalled`` or empty.
        inferred: Whether the statement is our reading of the source.
        rows: The mapping rows that say it, for the kinds that are made of rows.
    """

    kind: str
    about: tuple[str, ...]
    text: str
    source: str = ""
    where: str = ""
    evidence: str = ""
    inferred: bool = False
    rows: tuple[MappingRow, ...] = ()


Known = MappingRow | Fact


def countable(known: Known) -> bool:
    """Say whether counts may rest on it: rows whose inclusion was checked, and what a source or the hub states."""
    if isinstance(known, MappingRow):
        return "hlx:extension-checked" in known.curation_rule and "hlx:label-only" not in known.curation_rule
    if known.rows:
        return all(countable(row) for row in known.rows)
    return not known.inferred and known.evidence != "recalled"


def confidence_of(known: Known) -> float:
    """Return the probability that it is right; what is no row is taken as given."""
    if isinstance(known, MappingRow):
        return known.confidence
    return min((row.confidence for row in known.rows), default=1.0)


def step_of(known: Known) -> int:
    """Return the weight of one step in a proof: arithmetic is nearly free, a surer row comes before an unsure one."""
    if isinstance(known, MappingRow):
        return 1000 + int(100 * (1 - known.confidence))
    return 1 if known.kind == "values" else 1000
