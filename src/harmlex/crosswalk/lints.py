"""What is no contradiction among sets, and yet a curator wants to see: SKOS conditions, surprises, weak spots."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from harmlex.crosswalk.build import Compiled
from harmlex.crosswalk.contradictions import contradictions
from harmlex.crosswalk.proof import Proof, Prover
from harmlex.model.mappings import MappingRow

__all__ = ["Lint", "flipped", "lints", "skos_conditions"]

_EXACT = frozenset({"skos:exactMatch", "owl:equivalentClass"})
_BROAD = frozenset({"skos:broadMatch", "rdfs:subClassOf"})
_SURE = 0.7


class Lint(msgspec.Struct, frozen=True, kw_only=True):
    """Something to look at.

    Attributes:
        kind: ``K1`` to ``K3``, ``W1`` to ``W5``, or ``flip``.
        subject_id: The concept concerned.
        text: What there is to see, in a sentence.
        rows: The rows concerned; the first is where to look.
    """

    kind: str
    subject_id: str
    text: str
    rows: tuple[MappingRow, ...] = ()


def lints(compiled: Compiled, prover: Prover | None = None) -> list[Lint]:
    """Return everything to look at, by kind and subject."""
    prover = prover or Prover(compiled.network)
    found = [
        *skos_conditions(compiled),
        *_several_equals(compiled),
        *_surprises(compiled, prover),
        *_weak(compiled),
        *_redundant(compiled),
        *_uncovered(compiled),
    ]
    return sorted(found, key=lambda lint: (lint.kind, lint.subject_id, lint.text))


# -- SKOS


def skos_conditions(compiled: Compiled) -> Iterator[Lint]:
    """Yield breaches of S46 (exact against broad, narrow, related), of S27 (related against broader), and cycles."""
    equal: dict[str, str] = {}

    def find(name: str) -> str:
        root = name
        while equal.get(root, root) != root:
            root = equal[root]
        while equal.get(name, name) != root:
            equal[name], name = root, equal[name]
        return root

    rows = [r for r in compiled.rows if r.predicate_modifier != "Not" and r.object_id != "sssom:NoTermFound"]
    over: dict[str, set[str]] = {}
    for row in rows:
        if row.predicate_id in _EXACT:
            equal[find(row.subject_id)] = find(row.object_id)
        elif row.predicate_id in _BROAD:
            over.setdefault(row.subject_id, set()).add(row.object_id)
        elif row.predicate_id == "skos:narrowMatch":
            over.setdefault(row.object_id, set()).add(row.subject_id)
    for name, concept in compiled.concepts.items():
        if concept.broader:
            over.setdefault(name, set()).update(concept.broader)

    def reach(name: str) -> set[str]:
        seen: set[str] = set()
        ahead = list(over.get(name, ()))
        while ahead:
            one = ahead.pop()
            if one not in seen:
                seen.add(one)
                ahead += over.get(one, ())
        return seen

    for row in rows:
        s, o = row.subject_id, row.object_id
        other = row.predicate_id in _BROAD or row.predicate_id in ("skos:narrowMatch", "skos:relatedMatch")
        if other and s != o and find(s) == find(o):
            text = (
                f"{compiled.label(s)} has {row.predicate_id} {compiled.label(o)}, and exact matches join the two (S46)."
            )
            yield Lint(kind="K1", subject_id=s, text=text, rows=(row,))
        elif row.predicate_id == "skos:relatedMatch" and (o in reach(s) or s in reach(o)):
            text = f"{compiled.label(s)} is related to {compiled.label(o)}, and one lies above the other (S27, S41)."
            yield Lint(kind="K2", subject_id=s, text=text, rows=(row,))
    told: set[frozenset[str]] = set()
    for row in rows:
        if row.predicate_id in _BROAD or row.predicate_id == "skos:narrowMatch":
            above = reach(row.subject_id)
            if row.subject_id in above:
                cycle = frozenset(n for n in above if row.subject_id in reach(n))
                if cycle not in told:
                    told.add(cycle)
                    text = f"These lie each above the other, so they would all be equal: {', '.join(sorted(cycle))}."
                    yield Lint(kind="K3", subject_id=row.subject_id, text=text, rows=(row,))


# -- W1 to W5


def _several_equals(compiled: Compiled) -> Iterator[Lint]:
    """W1: one concept equal to several of the hub, or several of one scheme equal to one."""
    to: dict[str, list[MappingRow]] = {}
    back: dict[tuple[str, str], list[MappingRow]] = {}
    for row in compiled.rows:
        if row.predicate_id in _EXACT and row.predicate_modifier != "Not" and row.object_id.startswith("hlx:"):
            to.setdefault(row.subject_id, []).append(row)
            back.setdefault((row.subject_id.partition(":")[0], row.object_id), []).append(row)
    for subject, rows in to.items():
        if len({row.object_id for row in rows}) > 1:
            listed = ", ".join(compiled.label(row.object_id) for row in rows)
            text = f"{compiled.label(subject)} is said to be equal to several hub concepts: {listed}."
            yield Lint(kind="W1", subject_id=subject, text=text, rows=tuple(rows))
    for (_, target), rows in back.items():
        subjects = sorted({row.subject_id for row in rows})
        if len(subjects) > 1:
            listed = ", ".join(subjects)
            text = f"Several concepts of one scheme are said to be equal to {compiled.label(target)}: {listed}."
            yield Lint(kind="W1", subject_id=subjects[0], text=text, rows=tuple(rows))


def _surprises(compiled: Compiled, prover: Prover) -> Iterator[Lint]:
    """W2: an equality that nobody asserted and that takes three rows, or joins records of different population."""
    network = compiled.network
    said = {frozenset((r.subject_id, r.object_id)) for r in compiled.rows}
    for x in range(len(network.names)):
        if not network.scheme[x] or x in network.impossible:
            continue
        for y in network.above(x):
            if y <= x or not network.scheme[y] or x not in network.above(y):
                continue
            names = network.names[x], network.names[y]
            if frozenset(names) in said or network.scheme[x] == network.scheme[y]:
                continue
            there, back = prover.inside(x, y), prover.inside(y, x)
            proof = Proof([*(there.steps if there else ()), *(back.steps if back else ())])
            one, other = (getattr(compiled.concepts.get(n), "population", None) for n in names)
            differs = one is not None and other is not None and one != other
            if len(proof.rows) >= 3 or differs:
                why = (
                    f"their population is stated as {one} and {other}"
                    if differs
                    else f"it takes {len(proof.rows)} rows"
                )
                ends = " and ".join(map(compiled.label, names))
                text = f"{ends} follow to be equal; nobody says so, and {why}."
                yield Lint(kind="W2", subject_id=names[0], text=text, rows=proof.rows)


def _weak(compiled: Compiled) -> Iterator[Lint]:
    """W3: a concept of a scheme that one unsure row alone ties to the hub."""
    ties: dict[str, list[MappingRow]] = {}
    for row in compiled.rows:
        if row.object_id.startswith("hlx:") and row.predicate_modifier != "Not":
            ties.setdefault(row.subject_id, []).append(row)
    for subject, rows in ties.items():
        if len(rows) == 1 and rows[0].confidence < _SURE:
            text = f"{compiled.label(subject)} hangs on one row of confidence {rows[0].confidence:g}."
            yield Lint(kind="W3", subject_id=subject, text=text, rows=(rows[0],))


def _redundant(compiled: Compiled) -> Iterator[Lint]:
    """W4: a row that says an inclusion which follows without it."""
    network = compiled.network
    for number, known in enumerate(network.facts):
        if not isinstance(known, MappingRow) or known.predicate_modifier == "Not":
            continue
        s, o = network.index[known.subject_id], network.index[known.object_id]
        ways = []
        if known.predicate_id in _EXACT | _BROAD:
            ways.append((s, o))
        if known.predicate_id in _EXACT or known.predicate_id == "skos:narrowMatch":
            ways.append((o, s))
        if "hlx:proper" in known.curation_rule or any(r.startswith("hlx:covers-") for r in known.curation_rule):
            continue
        if ways and all(_without(compiled, x, y, number) for x, y in ways):
            ends = f"{compiled.label(known.subject_id)} {known.predicate_id} {compiled.label(known.object_id)}"
            text = f"{ends} follows already from the others."
            yield Lint(kind="W4", subject_id=known.subject_id, text=text, rows=(known,))


def _without(compiled: Compiled, x: int, y: int, fact: int) -> bool:
    """Say whether y is reached from x without one fact."""
    up = compiled.network.up
    seen, ahead = {x}, [x]
    while ahead:
        for above, step in up[ahead.pop()].items():
            if step != fact and above not in seen:
                if above == y:
                    return True
                seen.add(above)
                ahead.append(above)
    return False


def _uncovered(compiled: Compiled) -> Iterator[Lint]:
    """W5: a concept with only parts inside it, of which nobody said whether they cover it: no upper bound follows."""
    by_subject: dict[str, list[MappingRow]] = {}
    for row in compiled.rows:
        if row.predicate_modifier != "Not":
            by_subject.setdefault(row.subject_id, []).append(row)
    for subject, rows in by_subject.items():
        if getattr(compiled.concepts.get(subject), "type", "") == "grouping":
            continue  # a heading is not what records are counted under
        kinds = {row.predicate_id for row in rows}
        rules = {rule for row in rows for rule in row.curation_rule}
        if "skos:narrowMatch" in kinds and not kinds & (_EXACT | _BROAD):
            parts = [row for row in rows if row.predicate_id == "skos:narrowMatch" and row.object_id.startswith("hlx:")]
            if parts and not any(rule.startswith("hlx:covers-subject") for rule in rules):
                text = f"Nobody has decided whether the parts of {compiled.label(subject)} cover it."
                yield Lint(kind="W5", subject_id=subject, text=text, rows=tuple(parts))


# -- direction


def flipped(compiled: Compiled, rebuild: Callable[[tuple[MappingRow, ...]], Compiled], limit: int = 40) -> list[Lint]:
    """Return broad and narrow rows that the other way round would leave fewer contradictions.

    Args:
        compiled: The network.
        rebuild: Makes the network from other rows.
        limit: At most so many rows of open contradictions are tried.
    """
    found = contradictions(compiled)
    suspects: dict[int, MappingRow] = {}
    for one in found:
        for row in one.rows:
            if row.predicate_id in ("skos:broadMatch", "skos:narrowMatch") and row.predicate_modifier != "Not":
                suspects.setdefault(id(row), row)
    told = []
    before = _weight(compiled)
    for row in list(suspects.values())[:limit]:
        other = {"skos:broadMatch": "skos:narrowMatch", "skos:narrowMatch": "skos:broadMatch"}[row.predicate_id]
        turned = msgspec.structs.replace(row, predicate_id=other)
        rows = tuple(turned if r is row else r for r in compiled.rows)
        if (after := _weight(rebuild(rows))) < before:
            text = (
                f"{compiled.label(row.subject_id)} {row.predicate_id} {compiled.label(row.object_id)} seems to be "
                f"the wrong way round: as {other} it would leave {after} contradictions instead of {before}. "
                "The object of broadMatch is the broader one."
            )
            told.append(Lint(kind="flip", subject_id=row.subject_id, text=text, rows=(row,)))
    return told


def _weight(compiled: Compiled) -> int:
    network = compiled.network
    impossible = {x for x in network.impossible if network.scheme[x]}
    witnesses = sum(
        1
        for inside, outside, _ in network.witnesses
        if impossible.isdisjoint(inside) and not network.possible(inside, outside)
    )
    return len(impossible) + witnesses
