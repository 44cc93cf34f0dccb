"""Proofs in sentences: what two concepts are to each other, and from which rows, steps and criteria that follows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from harmlex.crosswalk.build import Compiled
from harmlex.crosswalk.facts import Fact, Known
from harmlex.crosswalk.proof import Proof, Prover
from harmlex.crosswalk.relations import DR, EQ, PO, PP, PPI, names, predicate_of
from harmlex.model.mappings import MappingRow

__all__ = ["Explanation", "explain", "place_of", "sentence", "sentences"]

_SAYS = {
    "skos:exactMatch": "{s} covers the same records as {o}",
    "owl:equivalentClass": "{s} covers the same records as {o}",
    "skos:broadMatch": "every record of {s} is one of {o}",
    "rdfs:subClassOf": "every record of {s} is one of {o}",
    "skos:narrowMatch": "every record of {o} is one of {s}",
    "skos:closeMatch": "{s} and {o} share records",
    "hlx:overlapMatch": "{s} and {o} share records",
    "skos:relatedMatch": "neither of {s} and {o} contains the other",
    "owl:disjointWith": "no record falls under both {s} and {o}",
}
_RELATION = {
    EQ: "{x} and {y} cover the same records.",
    PP: "Every record of {x} is one of {y}, and not the other way round.",
    PPI: "Every record of {y} is one of {x}, and not the other way round.",
    PO: "{x} and {y} share records, and neither contains the other.",
    DR: "No record falls under both {x} and {y}.",
    EQ | PP: "Every record of {x} is one of {y}.",
    EQ | PPI: "Every record of {y} is one of {x}.",
}


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What follows about two concepts, and why.

    Attributes:
        subject_id: The first concept.
        object_id: The second.
        predicate_id: The strongest predicate that may be said; empty where nothing follows.
        relation: The base relations left: ``EQ``, ``PP``, ``PPi``, ``PO``, ``DR``.
        text: The answer as a sentence.
        because: The proof of the predicate, a sentence for each step; the one that `derive` gives.
        rows: The mapping rows in it.
        confidence: The product of their confidences.
        interval: What that probability may be, however the errors hang together.
        countable: Whether counts may rest on the proof.
        sources: The sources named by its criteria and hierarchy steps.
        beyond: Where the relation says more than the predicate, that one holds records that the other does not: the
            proof of that, a sentence for each step.
        beyond_rows: The mapping rows in that.
        beyond_confidence: The product of their confidences.
    """

    subject_id: str
    object_id: str
    predicate_id: str
    relation: str
    text: str
    because: tuple[str, ...] = ()
    rows: tuple[MappingRow, ...] = ()
    confidence: float = 1.0
    interval: tuple[float, float] = (1.0, 1.0)
    countable: bool = False
    sources: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    beyond_rows: tuple[MappingRow, ...] = ()
    beyond_confidence: float = 1.0

    def plain(self) -> dict[str, Any]:
        """Return it as plain values for JSON, a row as subject, predicate and object."""
        value: dict[str, Any] = msgspec.to_builtins(self)
        for name in ("rows", "beyond_rows"):
            value[name] = [[row.subject_id, row.predicate_id, row.object_id] for row in getattr(self, name)]
        return value


def place_of(row: MappingRow) -> str:
    """Return where a row stands, ``mappings/iwf.sssom.tsv:12``; empty for a row without a file."""
    return f"{row.file}:{row.line}" if row.file else ""


def _file_of(compiled: Compiled, row: MappingRow) -> str:
    """Return where a row stands; a compiled registry keeps no lines, but the scheme says which file it is."""
    scheme = row.subject_id.partition(":")[0]
    return place_of(row) or (f"mappings/{scheme}.sssom.tsv" if scheme in compiled.schemes else "")


def sentence(compiled: Compiled, step: Known) -> str:
    """Return a row or fact as a sentence, with where it stands and what it rests on."""
    if isinstance(step, Fact):
        source = ", ".join(part for part in (step.source, step.where) if part)
        marks = [f"source {source}"] if source else []
        if step.evidence and step.evidence != "verified":
            marks.append(step.evidence)
        if step.inferred:
            marks.append("our reading")
        places = [place for place in (_file_of(compiled, row) for row in step.rows) if place]
        marks += places
        tail = f" ({'; '.join(marks)})" if marks else ""
        return f"{_sentence_case(step.text)}{tail}."
    s, o = compiled.label(step.subject_id), compiled.label(step.object_id)
    said = _SAYS.get(step.predicate_id, "{s} " + step.predicate_id + " {o}").format(s=s, o=o)
    if step.predicate_modifier == "Not":
        said = f"it is not so that {said}"
    if "hlx:proper" in step.curation_rule:
        said += ", and not the other way round"
    place = _file_of(compiled, step)
    tail = f"{place}, " if place else ""
    return f"{_sentence_case(said)} ({tail}confidence {step.confidence:g})."


def _sentence_case(text: str) -> str:
    """Return text with a capital, unless it begins with an identifier."""
    first = text.partition(" ")[0]
    return text if ":" in first else f"{text[:1].upper()}{text[1:]}"


def sentences(compiled: Compiled, steps: Iterable[Known]) -> tuple[str, ...]:
    """Return a proof as sentences."""
    return tuple(dict.fromkeys(sentence(compiled, step) for step in steps))


def explain(compiled: Compiled, x: str, y: str, prover: Prover | None = None) -> Explanation:
    """Explain what two concepts are to each other; both must be in the network."""
    network = compiled.network
    prover = prover or Prover(network)
    a, b = network.index[x], network.index[y]
    label = {"x": compiled.label(x), "y": compiled.label(y)}
    for one in (a, b):
        if one in network.impossible:
            facts = prover.impossible((one,)) or []
            steps = prover.proof(facts).steps
            return Explanation(
                subject_id=x,
                object_id=y,
                predicate_id="",
                relation="-",
                text=f"{compiled.label(network.names[one])} can have no record: the registry contradicts itself here.",
                because=sentences(compiled, steps),
            )
    mask = network.relation(a, b)
    predicate = predicate_of(mask)
    if predicate is None:
        return Explanation(
            subject_id=x,
            object_id=y,
            predicate_id="",
            relation=names(mask),
            text=_nothing(compiled, a, b),
        )
    proof, beyond = _proofs(prover, a, b, mask)
    text = _RELATION.get(mask, "{x} and {y} share records.").format(**label)
    return Explanation(
        subject_id=x,
        object_id=y,
        predicate_id=predicate,
        relation=names(mask),
        text=text,
        because=sentences(compiled, proof.steps),
        rows=proof.rows,
        confidence=proof.confidence,
        interval=proof.interval,
        countable=proof.countable,
        sources=proof.sources,
        beyond=sentences(compiled, beyond.steps),
        beyond_rows=beyond.rows,
        beyond_confidence=beyond.confidence,
    )


def _proofs(prover: Prover, a: int, b: int, mask: int) -> tuple[Proof, Proof]:
    """Return the proof of the predicate, and of what the relation says beyond it: who has records of their own."""
    if a == b:
        return Proof(()), Proof(())
    if mask == DR:
        return _together(prover.apart(a, b)), Proof(())
    within = prover.inside(a, b) if mask & ~(EQ | PP) == 0 else None
    around = prover.inside(b, a) if mask & ~(EQ | PPI) == 0 else None
    shared = prover.shares(a, b) if not (within or around or mask & DR) else None
    holds = _together(within, around, shared)
    beyond = _together(
        None if mask & (EQ | PPI) else _sticks_out(prover, b, a),
        None if mask & (EQ | PP) else _sticks_out(prover, a, b),
    )
    return (holds, beyond) if holds.steps else (beyond, Proof(()))


def _together(*proofs: Proof | None) -> Proof:
    return Proof(step for proof in proofs if proof is not None for step in proof.steps)


def _sticks_out(prover: Prover, x: int, y: int) -> Proof | None:
    """Prove that some record of x is none of y."""
    network = prover.network
    for number in network.points_in(x):
        inside, outside, _ = network.origin(number)
        refuted = prover.refute((*inside, y), outside)
        if refuted is not None:
            return prover.proof([*(prover.from_point(number, (x,)) or []), *refuted[0]])
    return None


def _nothing(compiled: Compiled, a: int, b: int) -> str:
    """Say why nothing follows, by the nearest hub concept above both, if there is one."""
    network = compiled.network
    x, y = (compiled.label(network.names[node]) for node in (a, b))
    shared = {n for n in network.above(a) & network.above(b) if network.scheme[n] == "hlx"}
    lowest = sorted(n for n in shared if not any(m != n and n in network.above(m) for m in shared))
    if lowest:
        common = compiled.label(network.names[lowest[0]])
        return (
            f"Nothing follows about {x} and {y}. Both lie inside {common}; "
            "that alone does not say how they lie to each other."
        )
    unmapped = [
        compiled.label(network.names[node])
        for node in (a, b)
        if not any(network.scheme[n] == "hlx" for n in network.above(node)) and len(network.points_in(node)) < 2
    ]
    if unmapped:
        return f"Nothing follows about {x} and {y}: {' and '.join(unmapped)} is not related to the hub."
    return f"Nothing follows about {x} and {y}."
