"""The five ways two non-empty sets can lie to each other, and what SSSOM predicates say of them.

A relation that is only partly known is a set of base relations, kept as a bit mask: `EQ` equal, `PP` properly inside,
`PPI` properly around, `PO` sharing something with neither inside the other, `DR` apart. Composition is derived here
from sets, not typed in; ``docs/crosswalks.md`` prints the table.

>>> names(compose(PP, DR))
'DR'
>>> predicate_of(compose(mask_of("skos:narrowMatch"), mask_of("skos:broadMatch")))
'hlx:overlapMatch'
>>> predicate_of(compose(mask_of("skos:broadMatch"), mask_of("skos:narrowMatch"))) is None
True
"""

from __future__ import annotations

from functools import cache
from itertools import product

__all__ = [
    "ANY",
    "DR",
    "EQ",
    "PO",
    "PP",
    "PPI",
    "PREDICATES",
    "compose",
    "converse",
    "inverse_predicate",
    "mask_of",
    "names",
    "predicate_of",
]

EQ, PP, PPI, PO, DR = 1, 2, 4, 8, 16
ANY = EQ | PP | PPI | PO | DR
_BASE = (EQ, PP, PPI, PO, DR)
_NAMES = {EQ: "EQ", PP: "PP", PPI: "PPi", PO: "PO", DR: "DR"}

# What is left possible when a row with this predicate is true; the reverse is not claimed.
PREDICATES: dict[str, int] = {
    "skos:exactMatch": EQ,
    "owl:equivalentClass": EQ,
    "owl:disjointWith": DR,
    "skos:broadMatch": EQ | PP,
    "rdfs:subClassOf": EQ | PP,
    "skos:narrowMatch": EQ | PPI,
    "hlx:overlapMatch": EQ | PP | PPI | PO,
    "skos:closeMatch": EQ | PP | PPI | PO,
    "skos:relatedMatch": PO | DR,
}
# What may be emitted for a derived relation, strongest first. A derived overlap is never called a close match.
_EMITTED = ("skos:exactMatch", "owl:disjointWith", "skos:broadMatch", "skos:narrowMatch", "hlx:overlapMatch")
_INVERSE = {
    "skos:broadMatch": "skos:narrowMatch",
    "skos:narrowMatch": "skos:broadMatch",
    "rdfs:subClassOf": "skos:narrowMatch",
}


def mask_of(predicate: str) -> int:
    """Return the base relations that a predicate leaves possible; a predicate that says nothing of sets leaves all."""
    return PREDICATES.get(predicate, ANY)


def names(mask: int) -> str:
    """Return a mask in words: ``EQ PP``."""
    return " ".join(_NAMES[base] for base in _BASE if mask & base) or "-"


def converse(mask: int) -> int:
    """Return the relation read from the other end."""
    swapped = mask & ~(PP | PPI)
    return swapped | (PPI if mask & PP else 0) | (PP if mask & PPI else 0)


def inverse_predicate(predicate: str) -> str:
    """Return the predicate that holds from object to subject."""
    return _INVERSE.get(predicate, predicate)


def compose(first: int, second: int) -> int:
    """Return what x may be to z when x is ``first`` to y and y is ``second`` to z."""
    table = _table()
    result = 0
    for p, q in product(_BASE, _BASE):
        if first & p and second & q:
            result |= table[p, q]
    return result


def predicate_of(mask: int) -> str | None:
    """Return the strongest predicate that holds in every base relation left; ``None`` where nothing may be said."""
    if mask == 0:
        return None
    return next((p for p in _EMITTED if mask & ~PREDICATES[p] == 0), None)


def _base_of(a: int, b: int) -> int:
    if a == b:
        return EQ
    if a & b == a:
        return PP
    if a & b == b:
        return PPI
    return PO if a & b else DR


@cache
def _table() -> dict[tuple[int, int], int]:
    # Every cell is reached in a universe of three elements and stops growing at four (tests walk five).
    sets = range(1, 1 << 4)
    table = dict.fromkeys(product(_BASE, _BASE), 0)
    for a, b, c in product(sets, sets, sets):
        table[_base_of(a, b), _base_of(b, c)] |= _base_of(a, c)
    return table
