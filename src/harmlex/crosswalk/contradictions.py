"""Where the registry contradicts itself: root causes only, each with a smallest set of statements that explains it.

Nothing is repaired here. Two statements clash and logic cannot say which is wrong, so every finding says that one of
these must go, the least certain first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from harmlex.crosswalk.build import Compiled
from harmlex.crosswalk.explain import sentence
from harmlex.crosswalk.facts import Fact, Known
from harmlex.crosswalk.proof import Proof, Prover
from harmlex.model.mappings import MappingRow

__all__ = ["Contradiction", "contradictions", "settle", "suspects"]

_LEXICAL = frozenset({"semapv:LexicalMatching", "semapv:LexicalSimilarityThresholdMatching"})


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """Something that cannot be, and a smallest set of statements from which it follows.

    Attributes:
        kind: ``E1`` a concept can have no record, ``E2`` a row is impossible, ``E3`` two concepts that should differ
            are proved equal, ``E4`` a cover is contradicted.
        subject_id: The concept, or the row's subject.
        text: What cannot be, in a sentence.
        steps: The statements; withdrawing any of them removes this finding.
        rows: The mapping rows among them, those that should be looked at first in front.
        follow: How many further concepts or rows are impossible only because of findings like this one.
    """

    kind: str
    subject_id: str
    text: str
    steps: tuple[Known, ...]
    rows: tuple[MappingRow, ...]
    follow: int = 0

    def because(self, compiled: Compiled) -> str:
        """Return the statements as one text, numbered."""
        listed = " ".join(f"({n}) {sentence(compiled, step)}" for n, step in enumerate(self.steps, 1))
        return f"{self.text} One of these must go: {listed}"


def contradictions(compiled: Compiled, prover: Prover | None = None) -> list[Contradiction]:
    """Return every root contradiction of the network, ordered by kind and subject."""
    prover = prover or Prover(compiled.network)
    judges = (_empty, _no_such_age, _impossible_rows, _equal)
    found = [one for judge in judges for one in judge(compiled, prover)]
    blame: dict[int, int] = {}
    for one in found:
        for row in one.rows:
            blame[id(row)] = blame.get(id(row), 0) + 1
    ranked = [msgspec.structs.replace(one, rows=tuple(suspects(one.rows, blame))) for one in found]
    return sorted(ranked, key=lambda one: (one.kind, one.subject_id, one.text))


def suspects(rows: Iterable[MappingRow], blame: dict[int, int]) -> list[MappingRow]:
    """Return rows, those that are more likely wrong in front: unsure, lexical, unreviewed, part of many findings."""
    return sorted(
        rows,
        key=lambda r: (
            r.confidence,
            r.mapping_justification not in _LEXICAL,
            bool(r.reviewer_id),
            -blame.get(id(r), 0),
            (r.file, r.line),
        ),
    )


def settle(build: Callable[[tuple[MappingRow, ...]], Compiled], rounds: int = 20) -> Compiled:
    """Return a network without the rows of open contradictions, so that nothing is derived from them.

    Args:
        build: Makes the network without the given rows.
        rounds: A root may hide another; after so many rounds what is left is taken as it is.
    """
    withheld: dict[int, MappingRow] = {}
    compiled = build(())
    for _ in range(rounds):
        found = [one for one in contradictions(compiled) if one.kind != "E3"]
        new = {id(row): row for one in found for row in one.rows if id(row) not in withheld}
        if not new:
            break
        withheld |= new
        compiled = build(tuple(withheld.values()))
    return compiled


# -- E1 and E4


def _empty(compiled: Compiled, prover: Prover) -> Iterator[Contradiction]:
    network = compiled.network
    impossible = {x for x in network.impossible if network.scheme[x]}
    roots = [x for x in impossible if not _hangs_on_another(compiled, x, impossible)]
    for x in sorted(roots):
        facts = prover.impossible((x,))
        if facts is None:
            continue
        proof = prover.proof(facts)
        name = network.names[x]
        yield Contradiction(
            kind=_kind(proof, "E1"),
            subject_id=name,
            text=f"{compiled.label(name)} can have no record.",
            steps=_told(proof),
            rows=proof.rows,
            follow=len(impossible) - len(roots),
        )


def _hangs_on_another(compiled: Compiled, x: int, impossible: set[int]) -> bool:
    """Say whether a concept is impossible because one above it is, or stands for the same as an earlier one."""
    above = compiled.network.above
    return any(y != x and (x not in above(y) or y < x) for y in above(x) & impossible)


def _kind(proof: Proof, kind: str) -> str:
    return "E4" if any(isinstance(s, Fact) and s.kind in ("coverage", "exhaustive") for s in proof.steps) else kind


def _told(proof: Proof) -> tuple[Known, ...]:
    """Return the steps that somebody wrote; arithmetic on ages and codes needs no telling."""
    return tuple(s for s in proof.steps if isinstance(s, MappingRow) or s.kind != "values")


def _no_such_age(compiled: Compiled, prover: Prover) -> Iterator[Contradiction]:
    """Yield the ages that nobody affected could have; the statements that say so cannot all be right."""
    network = compiled.network
    explained: set[tuple[int, ...]] = set()
    for inside, outside, fact in network.witnesses:
        known = network.facts[fact]
        if isinstance(known, MappingRow) or network.possible(inside, outside):
            continue
        facts = prover.impossible(inside, outside)
        if facts is None:
            continue
        proof = prover.proof(facts)
        told = _told(proof)
        blamed = proof.rows[0].subject_id if proof.rows else _first(told)
        key = tuple(sorted(map(id, told)))
        if key not in explained:
            explained.add(key)
            yield Contradiction(
                kind=_kind(proof, "E1"),
                subject_id=blamed,
                text=f"No incident could have {', '.join(compiled.label(network.names[node]) for node in inside)}.",
                steps=told,
                rows=proof.rows,
            )


def _first(steps: Iterable[Known]) -> str:
    return next((step.about[0] for step in steps if isinstance(step, Fact) and step.about), "")


# -- E2


def _impossible_rows(compiled: Compiled, prover: Prover) -> Iterator[Contradiction]:
    """Yield the rows that say something exists which cannot; of one row only the shortest explanation."""
    network = compiled.network
    impossible = network.impossible
    best: dict[int, tuple[Known, Proof]] = {}
    for inside, outside, fact in network.witnesses:
        if not impossible.isdisjoint(inside) or network.possible(inside, outside):
            continue
        facts = prover.impossible(inside, outside)
        if facts is None:
            continue
        proof = prover.proof([fact, *facts])
        if fact not in best or len(proof.steps) < len(best[fact][1].steps):
            best[fact] = network.facts[fact], proof
    for x, y, fact in network.either:
        if x in impossible or y in impossible or network.possible((x,), (y,)) or network.possible((y,), (x,)):
            continue
        there, back = prover.impossible((x,), (y,)), prover.impossible((y,), (x,))
        if there is not None and back is not None:
            best[fact] = network.facts[fact], prover.proof([fact, *there, *back])
    for known, proof in best.values():
        if isinstance(known, MappingRow):
            yield Contradiction(
                kind=_kind(proof, "E2"),
                subject_id=known.subject_id,
                text=f"A row cannot be true: {sentence(compiled, known).rstrip('.')}.",
                steps=_told(proof),
                rows=proof.rows,
            )


# -- E3


def _equal(compiled: Compiled, prover: Prover) -> Iterator[Contradiction]:
    """Yield pairs of concepts that should differ and are proved equal: two of the hub, or of a scheme that says so."""
    network = compiled.network
    for scheme, members in network.members.items():
        distinct = scheme == "hlx" or (scheme in compiled.schemes and compiled.schemes[scheme].distinct_codes)
        if not distinct:
            continue
        own = set(members)
        told: set[int] = set()
        for x in members:
            if x in network.impossible or x in told:
                continue
            for y in sorted(network.above(x) & own):
                if y <= x or y in told or x not in network.above(y) or y in network.impossible:
                    continue
                told.add(y)
                there, back = prover.inside(x, y), prover.inside(y, x)
                proof = Proof([*(there.steps if there else ()), *(back.steps if back else ())])
                names = (network.names[x], network.names[y])
                where = "the hub" if scheme == "hlx" else scheme
                yield Contradiction(
                    kind="E3",
                    subject_id=names[0],
                    text=f"Two concepts of {where} are proved equal: {' and '.join(map(compiled.label, names))}.",
                    steps=_told(proof),
                    rows=proof.rows,
                )
