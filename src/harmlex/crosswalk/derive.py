"""From one scheme to another: every relation that follows, its proof, and the gaps on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from harmlex.crosswalk.build import Compiled
from harmlex.crosswalk.facts import Known
from harmlex.crosswalk.proof import Prover, Tree
from harmlex.model.mappings import MappingRow

__all__ = [
    "BROAD",
    "DISJOINT",
    "EXACT",
    "NARROW",
    "OVERLAP",
    "Cover",
    "Crosswalk",
    "Gap",
    "Link",
    "all_pairs",
    "derive",
    "derive_all",
    "nearest",
]

EXACT, BROAD, NARROW = "skos:exactMatch", "skos:broadMatch", "skos:narrowMatch"
OVERLAP, DISJOINT = "hlx:overlapMatch", "owl:disjointWith"


_FAR = 10**6  # reached by a definition or a cover, not by a chain


class Link(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One relation between two concepts that follows.

    Attributes:
        subject_id: The concept of the first scheme.
        predicate_id: What the object is to it: `skos:broadMatch` says that the object is broader.
        object_id: The concept of the second scheme.
        nearest: Whether no other link of the subject says more: the smallest concepts around it, the largest inside.
        asserted: Whether a mapping row says just this.
        steps: The proof: rows and facts, in an order in which they can be read.
        rows: The mapping rows in it.
        confidence: The product of their confidences.
        interval: What that probability may be, however the errors hang together.
        countable: Whether counts may rest on it.
    """

    subject_id: str
    predicate_id: str
    object_id: str
    nearest: bool = True
    asserted: bool = False
    steps: tuple[Known, ...] = ()
    rows: tuple[MappingRow, ...] = ()
    confidence: float = 1.0
    interval: tuple[float, float] = (1.0, 1.0)
    countable: bool = False


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A concept to which nothing in the other scheme relates, and why.

    Attributes:
        concept_id: The concept.
        reason: ``no-term`` (looked for and not there), ``apart`` (proved to share no record with anything there),
            ``value`` (an age, or another value that the registry has in a code list, for which the other scheme has
            nothing that follows to be related), ``not-there`` (related to the hub, where the other scheme has
            nothing), ``not-mapped`` (nobody has judged it yet) or ``impossible`` (it takes part in an open
            contradiction).
        text: The reason in a sentence.
    """

    concept_id: str
    reason: str
    text: str


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """A concept that several concepts of the other scheme cover together; none of them can be left out."""

    subject_id: str
    object_ids: tuple[str, ...]
    steps: tuple[Known, ...]


class Crosswalk(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from one scheme to another.

    Attributes:
        subject_scheme: The first scheme.
        object_scheme: The second.
        links: The relations, by subject and object.
        covers: Where several concepts of the second together cover one of the first.
        gaps: Concepts of the first to which nothing in the second relates.
        gaps_back: Concepts of the second to which nothing in the first relates.
        withheld: Rows that were left out because they are part of an open contradiction.
    """

    subject_scheme: str
    object_scheme: str
    links: tuple[Link, ...]
    covers: tuple[Cover, ...]
    gaps: tuple[Gap, ...]
    gaps_back: tuple[Gap, ...]
    withheld: tuple[MappingRow, ...] = ()

    @property
    def nearest(self) -> tuple[Link, ...]:
        """The links to show: those than which no other says more."""
        return tuple(link for link in self.links if link.nearest)


# For each concept what it is: the number of a record known to lie in both, or one of the three below.
_Related = dict[int, int]
_EQUAL, _AROUND, _INSIDE = -1, -2, -3
_SHARED = 0  # any such record
_PREDICATES = {_EQUAL: EXACT, _AROUND: BROAD, _INSIDE: NARROW}


def derive(
    compiled: Compiled,
    a: str,
    b: str,
    *,
    apart: bool = False,
    prover: Prover | None = None,
    known: Mapping[int, Mapping[str, _Related]] | None = None,
    gaps: bool = True,
) -> Crosswalk:
    """Derive every relation from scheme ``a`` to scheme ``b``; ``hlx`` is the hub.

    Harms are related to harms and values to values of their type: every offence against a child lies inside "under 18",
    which says nothing about what the other scheme calls it. Between a harm and an attribute inclusions are told.

    Args:
        compiled: The network.
        a: The scheme of the subjects.
        b: The scheme of the objects.
        apart: Whether to say also which concepts share no record; that is true of most pairs.
        prover: A prover of the same network, to keep its shortest paths.
        known: What each concept is related to, by scheme, where that was worked out before.
        gaps: Whether to say also what has no counterpart.
    """
    network = compiled.network
    prover = prover or Prover(network)
    links: list[Link] = []
    subjects = sorted(compiled.alive(a))
    objects_of = compiled.by_kind(b)
    apartness = compiled.apart if apart else None
    for x in subjects:
        related = (_related(compiled, x, {b}, prover) if known is None else known[x]).get(b, {})
        shown = _nearest(compiled, related)
        for y, what in sorted(related.items()):
            kind = _PREDICATES.get(what, OVERLAP)
            links.append(_link(compiled, prover, x, kind, y, what, y in shown))
        if apartness is not None:
            for y in sorted(objects_of.get(compiled.kinds.get(x, ""), frozenset()) - related.keys()):
                if y != x and apartness(x, y):
                    links.append(_link(compiled, prover, x, DISJOINT, y, _EQUAL, True))
    covers = tuple(_covers(compiled, subjects, objects_of, links, prover))
    near = [link for link in links if link.predicate_id != DISJOINT]
    met = {link.subject_id for link in near} | {cover.subject_id for cover in covers}
    met_back = {link.object_id for link in near} | {part for cover in covers for part in cover.object_ids}
    return Crosswalk(
        subject_scheme=a,
        object_scheme=b,
        links=tuple(links),
        covers=covers,
        gaps=tuple(_gaps(compiled, a, b, met)) if gaps else (),
        gaps_back=tuple(_gaps(compiled, b, a, met_back)) if gaps else (),
        withheld=compiled.withheld,
    )


def derive_all(compiled: Compiled, schemes: Sequence[str] | None = None, *, gaps: bool = True) -> Iterator[Crosswalk]:
    """Yield the crosswalk of every pair of schemes, each pair once; what a concept is related to is looked up once.

    Args:
        compiled: The network.
        schemes: The schemes, in order; all where none are given.
        gaps: Whether to say also what has no counterpart.
    """
    network = compiled.network
    prover = Prover(network)
    names = sorted(name for name in network.members if name) if schemes is None else list(schemes)
    known: dict[int, dict[str, _Related]] = {}
    for i, name in enumerate(names):
        later = set(names[i + 1 :])
        for x in network.members.get(name, ()):
            if x not in network.impossible:
                known[x] = _related(compiled, x, later, prover)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            yield derive(compiled, a, b, prover=prover, known=known, gaps=gaps)


def _related(compiled: Compiled, x: int, wanted: set[str], prover: Prover) -> dict[str, _Related]:
    """Return by scheme what x is related to there, in those that are wanted."""
    network, kinds = compiled.network, compiled.kinds
    scheme, kind = network.scheme, compiled.kinds.get(x, "")
    found: dict[str, _Related] = {}
    above = network.above(x)
    beside = compiled.beside if kinds else None
    for y in above:
        if scheme[y] in wanted and y != x and (beside is None or beside(x, y)):
            found.setdefault(scheme[y], {})[y] = _EQUAL if x in network.above(y) else _AROUND
    overlaps: dict[int, int] = {}
    for number in network.points_in(x):
        trees: list[Tree] | None = None
        for y in network.point(number) - above:
            if scheme[y] not in wanted:
                continue
            if x in network.above(y):
                if beside is None or beside(x, y):
                    found.setdefault(scheme[y], {})[y] = _INSIDE
                continue
            if kinds and kinds.get(y, "") != kind:
                continue
            if trees is None:
                start, _, fact = network.origin(number)
                trees = [prover.tree(one) for one in start]
                first = prover.cost(fact) + _steps(trees, x)
            cost = first + _steps(trees, y)
            if y not in overlaps or cost < overlaps[y]:
                overlaps[y] = cost
                found.setdefault(scheme[y], {})[y] = number
    return found


def all_pairs(compiled: Compiled) -> Iterator[tuple[int, str, int]]:
    """Yield each pair of concepts of two schemes that follows to be related, once, with its predicate; no proofs."""
    network = compiled.network
    scheme = network.scheme
    for x, own in enumerate(scheme):
        if not own or x in network.impossible:
            continue
        above = network.above(x)
        near: set[int] = set()
        for number in network.points_in(x):
            near |= network.point(number)
        for y in near:
            if y > x and scheme[y] and scheme[y] != own and compiled.alike(x, y):
                inside, around = y in above, x in network.above(y)
                yield x, EXACT if inside and around else BROAD if inside else NARROW if around else OVERLAP, y


def _steps(trees: list[Tree], target: int) -> int:
    """Return how far a known record is from lying in a concept, by chains of inclusion from where it is known to be."""
    least = _FAR
    for tree in trees:
        found = tree.get(target)
        if found is not None and found[0] < least:
            least = found[0]
    return least


def nearest(compiled: Compiled, related: Mapping[str, str]) -> set[str]:
    """Return what says most: the smallest around it, the largest inside it, overlaps that no smaller one implies.

    Args:
        compiled: The network.
        related: What something is related to, with the predicate.
    """
    network = compiled.network
    codes = {predicate: code for code, predicate in _PREDICATES.items()}
    coded = {network.index[name]: codes.get(predicate, _SHARED) for name, predicate in related.items()}
    return {network.names[y] for y in _nearest(compiled, coded)}


def _nearest(compiled: Compiled, related: _Related) -> set[int]:
    """Return the objects that say most: nothing related lies between, and no overlap that a smaller one implies."""
    if len(related) < 2:
        return set(related)
    above = compiled.network.above
    around = [z for z, what in related.items() if what in (_AROUND, _EQUAL)]
    inside = [z for z, what in related.items() if what in (_INSIDE, _EQUAL)]
    sharing = [z for z, what in related.items() if what >= 0 or what == _INSIDE]
    shown: set[int] = set()
    for y, what in related.items():
        if what == _INSIDE:
            beaten = any(z in above(y) and y not in above(z) for z in inside)
        elif what != _EQUAL:
            beaten = any(y in above(z) and z not in above(y) for z in (around if what == _AROUND else sharing))
        else:
            beaten = False
        if not beaten:
            shown.add(y)
    return shown


def _link(
    compiled: Compiled,
    prover: Prover,
    x: int,
    kind: str,
    y: int,
    point: int,
    nearest: bool,
) -> Link:
    network = compiled.network
    facts: Sequence[int] | None
    if kind == EXACT:
        facts = [*(prover.chain(x, y) or ()), *(prover.chain(y, x) or ())]
    elif kind == BROAD:
        facts = prover.chain(x, y)
    elif kind == NARROW:
        facts = prover.chain(y, x)
    elif kind == OVERLAP:
        facts = prover.from_point(point, (x, y))
    else:
        facts = prover.impossible((x, y))
    steps, rows, sure, doubt, most, checked = prover.weigh(facts or ())
    names = network.names
    inverse = {BROAD: NARROW, NARROW: BROAD}.get(kind, kind)
    asserted = compiled.asserted
    said = (names[x], kind, names[y]) in asserted or (names[y], inverse, names[x]) in asserted
    return Link(
        subject_id=names[x],
        predicate_id=kind,
        object_id=names[y],
        nearest=nearest,
        asserted=said,
        steps=steps,
        rows=rows,
        confidence=sure,
        interval=(max(0.0, 1 - doubt), 1 - most),
        countable=checked,
    )


def _covers(
    compiled: Compiled,
    subjects: list[int],
    objects_of: Mapping[str, frozenset[int]],
    links: list[Link],
    prover: Prover,
) -> Iterator[Cover]:
    """Yield the subjects that several objects cover together though none of these contains the subject."""
    network = compiled.network
    coverable = [x for x in subjects if compiled.coverable(x)]
    equal = {link.subject_id for link in links if link.predicate_id == EXACT} if coverable else ()
    for x in coverable:
        if network.names[x] in equal:
            continue
        # A case may end in an object that x is not known to share a record with, so all objects are tried.
        alike = objects_of.get(compiled.kinds.get(x, ""), frozenset())
        covered = prover.covered(x, sorted(alike - network.above(x)))
        if covered is not None:
            proof, needed = covered
            names = tuple(network.names[part] for part in needed)
            yield Cover(subject_id=network.names[x], object_ids=names, steps=proof.steps)


def _gaps(compiled: Compiled, scheme: str, other: str, met: set[str]) -> Iterator[Gap]:
    """Yield the concepts of a scheme that nothing in the other meets, each with the one reason that says most."""
    network = compiled.network
    opposite, impossible = compiled.by_kind(other), network.impossible
    for x in network.members.get(scheme, ()):
        name = network.names[x]
        if name in met:
            continue
        label, kind = compiled.label(name), compiled.kinds.get(x, "")
        alike = opposite.get(kind, frozenset())
        nothing, coded = compiled.nothing.get(name, []), compiled.coded.get(name, [])
        here = [r for r in nothing if other in r.other.get("object_source", "").rstrip("/").rsplit("/", 1)[-1:]]
        related = compiled.related_to(x)
        if x in impossible:
            yield Gap(concept_id=name, reason="impossible", text=f"{label} is part of an open contradiction.")
        elif here:
            yield Gap(concept_id=name, reason="no-term", text=_nothing(label, here[0], other))
        elif alike and all(compiled.apart(x, y) for y in alike):
            what = kind or "concept"
            yield Gap(concept_id=name, reason="apart", text=f"{label} shares no record with any {what} of {other}.")
        elif coded and (kind not in ("", "age") or "hlx" not in related):
            codes = ", ".join(dict.fromkeys(compiled.code(row.object_id) for row in coded))
            text = f"{label} is coded as {codes}, not as an online harm; nothing in {other} follows to be related."
            yield Gap(concept_id=name, reason="value", text=text)
        elif kind:
            text = f"{label} is a value ({kind}), and {other} has none that follows to be related."
            yield Gap(concept_id=name, reason="value", text=text)
        elif nothing:
            yield Gap(concept_id=name, reason="no-term", text=_nothing(label, nothing[0], "the hub"))
        elif related:
            where = "the hub" if "hlx" in related else ", ".join(sorted(related))
            text = f"{label} is related to {where}, where {other} has nothing that follows to be related."
            yield Gap(concept_id=name, reason="not-there", text=text)
        else:
            yield Gap(concept_id=name, reason="not-mapped", text=f"{label} is not mapped yet.")


def _nothing(label: str, row: MappingRow, where: str) -> str:
    version = f" {row.object_source_version}" if row.object_source_version else ""
    date = f" on {row.mapping_date}" if row.mapping_date else ""
    return f"{label} was looked for in {where}{version}{date} and has no counterpart there."
