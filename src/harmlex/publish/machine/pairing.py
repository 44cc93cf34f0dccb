"""What the hub and the codes of one scheme are to each other, list by list, with nothing left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from harmlex.crosswalk.build import Compiled
from harmlex.crosswalk.derive import BROAD, EXACT, NARROW, OVERLAP, Gap, Link, nearest
from harmlex.crosswalk.explain import sentences
from harmlex.crosswalk.forms import identifiers
from harmlex.crosswalk.library import Bridges
from harmlex.model.artefact import Artefact
from harmlex.model.mappings import MappingRow
from harmlex.model.records import Concept, Scheme, SchemeConcept
from harmlex.model.sssom import NO_TERM

__all__ = [
    "CLOSE",
    "REVERSE",
    "Codes",
    "Pair",
    "Pairing",
    "Said",
    "codes_by_state",
    "live_concepts",
    "pairing_of",
]

CLOSE = "skos:closeMatch"
REVERSE = {BROAD: NARROW, NARROW: BROAD}
State = Literal["current", "superseded", "other-version", "future"]
_STATES: tuple[State, ...] = ("current", "superseded", "other-version", "future")


class Codes(msgspec.Struct, frozen=True, kw_only=True):
    """One list of a scheme's codes, all in the same state; what is nearest is worked out inside it.

    Attributes:
        field: The field that the codes are values of, as the scheme calls it.
        state: ``current``, ``superseded``, ``other-version`` (known from another version of the scheme than the one
            the registry follows) or ``future``.
        meaning: What the codes are.
        codes: The codes.
    """

    field: str
    state: State
    meaning: str
    codes: tuple[SchemeConcept, ...]

    @property
    def name(self) -> str:
        """The list's name, unlike any other of the scheme."""
        return self.field if self.state == "current" else f"{self.field}/{self.state}"

    @property
    def send(self) -> bool:
        """Whether the codes may be sent today; the others are for reading what was sent before."""
        return self.state == "current"


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A harm concept and a code that follow to be related.

    Attributes:
        codes: The list that the code belongs to.
        concept: The harm concept.
        code: The code.
        predicate_id: What the code is to the concept: ``skos:broadMatch`` says that the code is broader.
        asserted: Whether a mapping row says just this; else it was derived.
        reviewed: Whether every row in the proof has a reviewer.
        confidence: The product of the rows' confidences; ``None`` where the proof needs no row.
        interval: What it may be, however errors hang together.
        rows: The mapping sameness identifiers of the rows in the proof.
        because: The proof in sentences.
        nearest_to_concept: Whether no other code of the list says more of the concept.
        nearest_to_code: Whether no other harm concept says more of the code.
    """

    codes: str
    concept: str
    code: str
    predicate_id: str
    asserted: bool
    reviewed: bool
    confidence: float | None
    interval: tuple[float, float] | None
    rows: tuple[str, ...]
    because: tuple[str, ...]
    nearest_to_concept: bool
    nearest_to_code: bool


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One concept or code said on the other side.

    Attributes:
        kind: ``same``, ``up`` (the targets are broader), ``split`` (they share records with it or lie inside it, and
            one has to choose) or ``none``.
        targets: What to say.
        also: Other nearest relations, which say less.
        gap: Where there is no target, the kind of gap.
        reason: Why there is none, or what is lost, in a sentence.
        comment: What the mapping row says that found nothing.
    """

    kind: str
    targets: tuple[Pair, ...] = ()
    also: tuple[Pair, ...] = ()
    gap: str = ""
    reason: str = ""
    comment: str = ""

    @property
    def lossy(self) -> bool:
        """Whether the targets say less, or what may not be."""
        return self.kind in ("up", "split")

    @property
    def ambiguous(self) -> bool:
        """Whether one would have to choose."""
        return self.kind == "split" or len(self.targets) > 1


class Pairing(msgspec.Struct, frozen=True, kw_only=True):
    """The hub and the lists of one scheme.

    Attributes:
        scheme: The scheme.
        lists: Its lists.
        concepts: The live harm concepts, by id.
        codes: The codes of all lists, by id.
        pairs: What follows to be related, in the order of concepts and codes.
        to_codes: Each concept, said in the current lists and in those others that have something, by list.
        to_hub: Each code, said in the hub.
        withheld: How many mapping rows were left out, as part of an open contradiction.
    """

    scheme: Scheme
    lists: tuple[Codes, ...]
    concepts: dict[str, Concept]
    codes: dict[str, SchemeConcept]
    pairs: tuple[Pair, ...]
    to_codes: dict[str, dict[str, Said]]
    to_hub: dict[str, Said]
    withheld: int


def live_concepts(artefact: Artefact) -> Iterator[Concept]:
    """Yield the harm concepts that are in use: those deprecated or rejected are left out."""
    return (concept for concept in artefact.concepts if concept.status not in ("deprecated", "rejected"))


def codes_by_state(
    scheme: Scheme, codes: Iterable[SchemeConcept], *, field: str, meaning: str, date: str
) -> Iterator[Codes]:
    """Yield codes of one list, parted by whether they are in use on a day; only states that occur.

    Args:
        scheme: The scheme.
        codes: The codes.
        field: What the scheme calls the list.
        meaning: What the codes are.
        date: The day, ``YYYY-MM-DD``.
    """
    known = {scheme.version, *(version.version for version in scheme.versions)}
    parted: dict[State, list[SchemeConcept]] = {}
    for code in codes:
        parted.setdefault(_state(code, known, date), []).append(code)
    for state in _STATES:
        if state in parted:
            yield Codes(field=field, state=state, meaning=meaning, codes=tuple(parted[state]))


def _state(code: SchemeConcept, known: set[str | None], date: str) -> State:
    # A date may be a year or a month only; then the whole of it counts.
    ended = code.valid_until is not None and date[: len(code.valid_until)] > code.valid_until
    if code.deprecation is not None or code.replaced_by or ended:
        return "superseded"
    if code.scheme_version and code.scheme_version not in known:
        return "other-version"
    if code.valid_from is not None and date[: len(code.valid_from)] < code.valid_from:
        return "future"
    return "current"


def pairing_of(artefact: Artefact, bridges: Bridges, scheme: Scheme, lists: Sequence[Codes]) -> Pairing:
    """Work out what the hub and lists of a scheme are to each other.

    Args:
        artefact: The compiled registry.
        bridges: What follows between its schemes.
        scheme: The scheme.
        lists: Its lists; codes that stand in none are not looked at.
    """
    compiled = bridges.network()
    walk = bridges.derive("hlx", scheme.id)
    concepts = {concept.id: concept for concept in live_concepts(artefact)}
    list_of = {code.id: one.name for one in lists for code in one.codes}
    links = [link for link in walk.links if link.object_id in list_of and link.subject_id in concepts]
    shown = _shown(compiled, links, list_of)
    make = _Maker(artefact, compiled, walk.withheld)
    pairs = tuple(
        make.pair(link, list_of[link.object_id], (link.subject_id, link.object_id) in shown[0],
                  (link.subject_id, link.object_id) in shown[1])
        for link in links
    )  # fmt: skip
    gaps = {gap.concept_id: gap for gap in (*walk.gaps, *walk.gaps_back)}
    nothing = _nothing(artefact)
    return Pairing(
        scheme=scheme,
        lists=tuple(lists),
        concepts=concepts,
        codes={code.id: code for one in lists for code in one.codes},
        pairs=pairs,
        to_codes=_to_codes(compiled, scheme, lists, concepts, pairs, gaps),
        to_hub=_to_hub(compiled, lists, pairs, gaps, nothing),
        withheld=len(walk.withheld),
    )


class _Maker:
    """Makes pairs from links."""

    def __init__(self, artefact: Artefact, compiled: Compiled, withheld: Sequence[MappingRow]) -> None:
        left_out = {id(row) for row in withheld}
        self._compiled = compiled
        self._identifier = identifiers(compiled)
        self._said = {
            (row.subject_id, row.predicate_id, row.object_id)
            for row in artefact.mappings
            if row.predicate_modifier != "Not" and id(row) not in left_out
        }

    def pair(self, link: Link, codes: str, nearest_to_concept: bool, nearest_to_code: bool) -> Pair:
        x, y, predicate = link.subject_id, link.object_id, link.predicate_id
        asserted = (x, predicate, y) in self._said or (y, REVERSE.get(predicate, predicate), x) in self._said
        if predicate == OVERLAP and ((x, CLOSE, y) in self._said or (y, CLOSE, x) in self._said):
            predicate, asserted = CLOSE, True
        return Pair(
            codes=codes,
            concept=x,
            code=y,
            predicate_id=predicate,
            asserted=asserted,
            reviewed=bool(link.rows) and all(row.reviewer_id for row in link.rows),
            confidence=round(link.confidence, 3) if link.rows else None,
            interval=(round(link.interval[0], 3), round(link.interval[1], 3)) if link.rows else None,
            rows=tuple(self._identifier(row) for row in link.rows),
            because=sentences(self._compiled, link.steps),
            nearest_to_concept=nearest_to_concept,
            nearest_to_code=nearest_to_code,
        )


# -- what is nearest


def _shown(
    compiled: Compiled, links: Iterable[Link], list_of: Mapping[str, str]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the pairs to show of each concept in each list, and those to show of each code."""
    of_concept: dict[tuple[str, str], dict[str, str]] = {}
    of_code: dict[str, dict[str, str]] = {}
    for link in links:
        x, y, predicate = link.subject_id, link.object_id, link.predicate_id
        of_concept.setdefault((x, list_of[y]), {})[y] = predicate
        of_code.setdefault(y, {})[x] = REVERSE.get(predicate, predicate)
    return (
        {(x, y) for (x, _), related in of_concept.items() for y in nearest(compiled, related)},
        {(x, y) for y, related in of_code.items() for x in nearest(compiled, related)},
    )


# -- saying it on the other side


def _to_codes(
    compiled: Compiled,
    scheme: Scheme,
    lists: Sequence[Codes],
    concepts: Iterable[str],
    pairs: Iterable[Pair],
    gaps: Mapping[str, Gap],
) -> dict[str, dict[str, Said]]:
    by_concept: dict[str, dict[str, list[Pair]]] = {}
    for pair in pairs:
        if pair.nearest_to_concept:
            by_concept.setdefault(pair.concept, {}).setdefault(pair.codes, []).append(pair)
    out: dict[str, dict[str, Said]] = {}
    for id in concepts:
        own = by_concept.get(id, {})
        told = out[id] = {}
        for one in lists:
            if one.name in own:
                told[one.name] = _said(own[one.name], compiled.label(id), lambda p: compiled.label(p.code), "code")
            elif one.send:
                elsewhere = [name for name in own if name != one.name]
                told[one.name] = _missing(compiled, scheme, id, one, elsewhere, gaps.get(id))
    return out


def _missing(
    compiled: Compiled, scheme: Scheme, id: str, codes: Codes, elsewhere: Sequence[str], gap: Gap | None
) -> Said:
    label = compiled.label(id)
    if gap is not None and gap.reason in ("apart", "impossible", "no-term"):
        return Said(kind="none", gap=gap.reason, reason=gap.text)
    index = compiled.network.index
    if all(code.id in index and compiled.apart(index[id], index[code.id]) for code in codes.codes):
        text = f"{label} is proved to share no record with any code of {codes.name} in {scheme.id}."
        return Said(kind="none", gap="apart", reason=text)
    if elsewhere:
        text = f"No code of {codes.name} follows to be related to {label}; codes of {', '.join(elsewhere)} do."
        return Said(kind="none", gap="other-list", reason=text)
    text = f"No code of {codes.name} in {scheme.id} follows to be related to {label}."
    return Said(kind="none", gap="not-there", reason=text)


def _to_hub(
    compiled: Compiled,
    lists: Sequence[Codes],
    pairs: Iterable[Pair],
    gaps: Mapping[str, Gap],
    nothing: Mapping[str, str],
) -> dict[str, Said]:
    by_code: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.nearest_to_code:
            by_code.setdefault(pair.code, []).append(pair)
    out: dict[str, Said] = {}
    for code in (code for one in lists for code in one.codes):
        label, gap = compiled.label(code.id), gaps.get(code.id)
        if code.id in by_code:
            turned = [_turned(pair) for pair in by_code[code.id]]
            out[code.id] = _said(turned, label, lambda p: compiled.label(p.concept), "harm concept")
        elif gap is not None and gap.reason != "not-there":
            out[code.id] = Said(kind="none", gap=gap.reason, reason=gap.text, comment=nothing.get(code.id, ""))
        elif gap is not None:
            text = f"No harm concept follows to be related to {label}."
            out[code.id] = Said(kind="none", gap=gap.reason, reason=text, comment=nothing.get(code.id, ""))
        else:
            text = f"{label} stands for no set of incidents."
            out[code.id] = Said(kind="none", gap="not-incident", reason=text, comment=nothing.get(code.id, ""))
    return out


def _turned(pair: Pair) -> Pair:
    """Return a pair read from the code to the concept."""
    return msgspec.structs.replace(pair, predicate_id=REVERSE.get(pair.predicate_id, pair.predicate_id))


def _said(pairs: Sequence[Pair], label: str, name_of: Callable[[Pair], str], noun: str) -> Said:
    equal = tuple(pair for pair in pairs if pair.predicate_id == EXACT)
    above = tuple(pair for pair in pairs if pair.predicate_id == BROAD)
    rest = tuple(pair for pair in pairs if pair.predicate_id not in (EXACT, BROAD))
    if equal:
        return Said(kind="same", targets=equal, also=(*above, *rest))
    if above:
        wider = ", ".join(name_of(pair) for pair in above)
        return Said(kind="up", targets=above, also=rest, reason=f"{wider} also covers records that are not {label}.")
    many = f"several {noun}s" if len(rest) > 1 else f"one {noun}"
    reason = f"{label} shares records with {many}, and others are not ruled out."
    return Said(kind="split", targets=rest, reason=reason)


def _nothing(artefact: Artefact) -> dict[str, str]:
    """Return, by subject, what the rows say that found nothing in the hub."""
    return {row.subject_id: row.comment for row in artefact.mappings if row.object_id == NO_TERM and row.comment}
