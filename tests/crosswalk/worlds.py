"""Small worlds in which everything can be counted: random registries, and the truth about them by enumeration.

A *kind of record* is a choice of the concepts it falls under and of its values in each facet. What the registry says
allows some kinds and forbids others; a world is any choice of allowed kinds in which no concept is empty and every
statement of existence is met. Because those statements only ask for one more kind, a relation is possible exactly if
it is possible with all kinds that it allows. No part of this knows the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

from hypothesis import strategies as st

from harmlex.model.mappings import MappingRow
from harmlex.model.records import (
    Change,
    Code,
    CodeList,
    Concept,
    Criterion,
    Facet,
    Interval,
    NarrowerStatement,
    Scheme,
    SchemeConcept,
)

CHANGES = (Change(date="2026-11-22", kind="created", note={"en": "First version."}),)
EQ, PP, PPI, PO, DR = 1, 2, 4, 8, 16


def hub(number: int, **rest: Any) -> Concept:
    given: dict[str, Any] = {"population": "any", "material": "either", "prefLabel": {"en": f"hub {number}"}} | rest
    return Concept(
        id=f"hlx:H{number:04}", status="proposed", reportable=True, changes=CHANGES, **given,
    )  # fmt: skip


def scheme(name: str, *concepts: SchemeConcept, **rest: Any) -> Scheme:
    return Scheme(
        id=name, title={"en": name.upper()}, publisher="toy", status="proposed", url="https://example.org/",
        kind="classification", scope="both", access="public", licence="unknown", publishing_right="full",
        languages=("en",), description={"en": "A scheme for tests."}, coverage="complete", created="2026-11-22",
        modified="2026-11-22", concepts=concepts, **rest,
    )  # fmt: skip


def part(name: str, **rest: Any) -> SchemeConcept:
    return SchemeConcept(**({"id": name, "type": "harm", "prefLabel": {"en": name}} | rest))


def row(subject: str, predicate: str, obj: str, **rest: Any) -> MappingRow:
    prefix = predicate if ":" in predicate else f"skos:{predicate}"
    return MappingRow(subject_id=subject, predicate_id=prefix, object_id=obj, **rest)


def codes(name: str, *entries: tuple[str, tuple[str, ...]], **rest: Any) -> CodeList:
    return CodeList(
        id=name, title={"en": name}, description={"en": "Codes for tests."}, status="proposed", created="2026-11-22",
        modified="2026-11-22",
        entries=tuple(
            Code(id=f"{name}:{code}", prefLabel={"en": code}, definition={"en": code},
                 broader=tuple(f"{name}:{b}" for b in broader), **rest)
            for code, broader in entries
        ),
    )  # fmt: skip


def facet(name: str, exclusivity: str, values_from: str | None) -> Facet:
    return Facet(
        id=name, prefLabel={"en": name}, definition={"en": name}, exclusivity=exclusivity, values_from=values_from,
        measured_in=None if values_from else "years",
    )  # fmt: skip


CODELISTS = (
    codes("act", ("share", ()), ("post", ("share",)), ("threaten", ())),
    codes("authenticity", ("recorded", ()), ("drawn", ())),
    codes("meeting", ("none", ()), ("asked", ()), ("met", ())),
)
FACETS = (
    facet("youngest-affected-age", "one", None),
    facet("act", "many", "act"),
    facet("authenticity", "many", "authenticity"),
    facet("meeting", "one", "meeting"),
)
BELOW = {"act:share": {"act:share", "act:post"}}


@dataclass(frozen=True)
class World:
    concepts: tuple[Concept, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    rows: tuple[MappingRow, ...] = ()
    codelists: tuple[CodeList, ...] = CODELISTS
    facets: tuple[Facet, ...] = FACETS
    kinds: list[tuple[int, dict[str, Any]]] = field(default_factory=list, compare=False, repr=False)

    @property
    def records(self) -> list[Concept | SchemeConcept]:
        return [*self.concepts, *(c for s in self.schemes for c in s.concepts)]

    @property
    def names(self) -> list[str]:
        return [record.id for record in self.records]


# -- the truth


def profiles(world: World) -> Iterator[dict[str, Any]]:
    """Every combination of facet values, as far as any criterion of the world can tell them apart."""
    used = {c.facet for r in world.records for c in r.criteria}
    about = {r.population for r in world.records}
    stuff = {r.material for r in world.records}
    ages = (None, 5, 12, 13, 15, 18, 30) if "youngest-affected-age" in used or about & {"child", "adult"} else (None,)
    acts = _subsets("act:share", "act:post", "act:threaten") if "act" in used else [frozenset()]
    made = (
        _subsets("authenticity:recorded", "authenticity:drawn")
        if "authenticity" in used or stuff & {"real", "synthetic", "none"}
        else [frozenset()]
    )
    meetings = (None, "meeting:none", "meeting:asked", "meeting:met") if "meeting" in used else (None,)
    for age, act, auth, meeting in product(ages, acts, made, meetings):
        yield {
            "youngest-affected-age": age,
            "act": act,
            "authenticity": auth,
            "meeting": meeting,
            "adult": age is None or age >= 18,
            "material": "real" if "authenticity:recorded" in auth else "synthetic" if auth else "none",
        }


def _subsets(*values: str) -> list[frozenset[str]]:
    return [frozenset(c) for n in range(len(values) + 1) for c in combinations(values, n)]


def meets(profile: dict[str, Any], criterion: Criterion) -> bool:
    value = profile[criterion.facet]
    if criterion.interval is not None:
        low, high = criterion.interval.min or 0, criterion.interval.max
        return value is not None and value >= low and (high is None or value < high)
    allowed = set().union(*(BELOW.get(code, {code}) for code in criterion.values))
    return bool(value & allowed) if isinstance(value, frozenset) else value in allowed


def describes(profile: dict[str, Any], record: Concept | SchemeConcept) -> bool:
    """Whether a record of this profile meets all that the concept requires."""
    age = profile["youngest-affected-age"]
    if record.population == "child" and not (age is not None and age < 18):
        return False
    if record.population == "adult" and not profile["adult"]:
        return False
    if record.material in ("real", "synthetic", "none") and profile["material"] != record.material:
        return False
    return all(meets(profile, c) for c in record.criteria)


def allowed_kinds(world: World) -> list[tuple[int, dict[str, Any]]]:
    """Every kind of record that the world's universal statements allow: a bit mask of concepts, and a profile."""
    names = {name: 1 << i for i, name in enumerate(world.names)}
    tests: list[Callable[[int], bool]] = []
    for record in world.records:
        me = names[record.id]
        for above in record.broader:
            tests.append(lambda k, a=me, b=names[above]: not k & a or bool(k & b))
        children = [names[r.id] for r in world.records if record.id in r.broader]
        if record.narrower_are is not None and children:
            if record.narrower_are.disjoint == "disjoint":
                tests.append(lambda k, c=children: sum(bool(k & x) for x in c) < 2)
            if record.narrower_are.exhaustive == "exhaustive":
                tests.append(lambda k, a=me, c=children: not k & a or any(k & x for x in c))
    for one in world.rows:
        s, o = names[one.subject_id], names[one.object_id]
        if one.predicate_modifier == "Not":
            continue
        if one.predicate_id in ("skos:exactMatch", "skos:broadMatch"):
            tests.append(lambda k, a=s, b=o: not k & a or bool(k & b))
        if one.predicate_id in ("skos:exactMatch", "skos:narrowMatch"):
            tests.append(lambda k, a=s, b=o: not k & b or bool(k & a))
        if one.predicate_id == "owl:disjointWith":
            tests.append(lambda k, a=s, b=o: not (k & a and k & b))
        if "hlx:covers-subject" in one.curation_rule:
            group = [names[r.object_id] for r in world.rows
                     if r.subject_id == one.subject_id and "hlx:covers-subject" in r.curation_rule]  # fmt: skip
            tests.append(lambda k, a=s, g=group: not k & a or any(k & x for x in g))
    plain = [k for k in range(1 << len(names)) if all(test(k) for test in tests)]
    found = []
    for profile in profiles(world):
        fits = sum(names[r.id] for r in world.records if describes(profile, r))
        defined = [
            (names[r.id], sum(names[b] for b in r.broader))
            for r in world.records
            if r.criteria_define and r.criteria and describes(profile, r)
        ]
        for kind in plain:
            if kind & ~fits == 0 and all(kind & me or kind & genus != genus for me, genus in defined):
                found.append((kind, profile))
    return found


def needs(world: World) -> list[list[Callable[[int], bool]]]:
    """Every statement of existence, as tests of kinds of which at least one must be met by some kind in the world."""
    names = {name: 1 << i for i, name in enumerate(world.names)}
    out: list[list[Callable[[int], bool]]] = [[lambda k, a=bit: bool(k & a)] for bit in names.values()]
    ages: dict[int, set[int]] = {profile["youngest-affected-age"]: set() for profile in profiles(world)}
    for kind, profile in allowed_kinds(world):
        ages[profile["youngest-affected-age"]].add(kind)
    out += [[lambda k, a=kinds: k in a] for age, kinds in ages.items() if age is not None]
    for one in world.rows:
        s, o = names[one.subject_id], names[one.object_id]
        sticks_out = lambda k, a=s, b=o: bool(k & a and not k & b)  # noqa: E731
        reaches_in = lambda k, a=s, b=o: bool(k & b and not k & a)  # noqa: E731
        both = lambda k, a=s, b=o: bool(k & a and k & b)  # noqa: E731
        checked = "hlx:extension-checked" in one.curation_rule
        if one.predicate_modifier == "Not":
            if one.predicate_id == "skos:exactMatch":
                out.append([sticks_out, reaches_in])
            elif checked and one.predicate_id == "skos:broadMatch":
                out.append([sticks_out])
            elif checked and one.predicate_id == "skos:narrowMatch":
                out.append([reaches_in])
            continue
        if one.predicate_id == "skos:closeMatch":
            out.append([both])
        if one.predicate_id == "skos:relatedMatch":
            out += [[sticks_out], [reaches_in]]
        if "hlx:proper" in one.curation_rule and one.predicate_id == "skos:broadMatch":
            out.append([reaches_in])
        if "hlx:proper" in one.curation_rule and one.predicate_id == "skos:narrowMatch":
            out.append([sticks_out])
    return out


def met(kinds: list[int], wanted: list[list[Callable[[int], bool]]]) -> bool:
    return all(any(test(k) for k in kinds for test in tests) for tests in wanted)


def true_relations(world: World) -> dict[tuple[str, str], int] | None:
    """For every pair of concepts the base relations that some world has; ``None`` where there is no world at all."""
    kinds = sorted({kind for kind, _ in allowed_kinds(world)})
    wanted = needs(world)
    if not met(kinds, wanted):
        return None
    names = world.names
    result = {}
    for (i, x), (j, y) in combinations(enumerate(names), 2):
        a, b = 1 << i, 1 << j
        only_x = [k for k in kinds if k & a and not k & b]
        only_y = [k for k in kinds if k & b and not k & a]
        both = [k for k in kinds if k & a and k & b]
        rest = [k for k in kinds if not k & a and not k & b]
        mask = 0
        if met(rest + both, wanted):
            mask |= EQ
        if only_y and met(rest + both + only_y, wanted):
            mask |= PP
        if only_x and met(rest + both + only_x, wanted):
            mask |= PPI
        if only_x and only_y and both and met(kinds, wanted):
            mask |= PO
        if met(rest + only_x + only_y, wanted):
            mask |= DR
        result[x, y] = mask
    return result


# -- random worlds

_INTERVALS = st.sampled_from([(None, 13), (None, 18), (13, 18), (18, None), (13, None), (None, 15)])
_ACTS = st.sampled_from([("act:share",), ("act:post",), ("act:threaten",), ("act:post", "act:threaten")])
_MADE = st.sampled_from([("authenticity:recorded",), ("authenticity:drawn",)])
_MEET = st.sampled_from(
    [
        ("meeting:none",),
        ("meeting:none", "meeting:asked"),
        ("meeting:asked", "meeting:met"),
        ("meeting:none", "meeting:met"),
    ]
)


@st.composite
def criterion_lists(draw: st.DrawFn, facets: int = 2) -> tuple[Criterion, ...]:
    chosen = draw(st.lists(st.sampled_from(["age", "act", "made", "meeting"]), max_size=facets, unique=True))
    out = []
    for one in chosen:
        if one == "age":
            low, high = draw(_INTERVALS)
            out.append(Criterion(facet="youngest-affected-age", interval=Interval(min=low, max=high), source="toy-1"))
        elif one == "act":
            out.append(Criterion(facet="act", values=draw(_ACTS), source="toy-1"))
        elif one == "made":
            out.append(Criterion(facet="authenticity", values=draw(_MADE), source="toy-1"))
        else:
            out.append(Criterion(facet="meeting", values=draw(_MEET), source="toy-1"))
    return tuple(out)


@st.composite
def worlds(
    draw: st.DrawFn, *, criteria: bool = True, covers: bool = False, negations: bool = False, ages: bool = False
) -> World:
    """A registry of at most three hub concepts and two schemes of one or two concepts, with ages or without."""
    above: list[str] = []
    concepts = []
    lists = criterion_lists() if criteria else st.just(())
    populations = st.sampled_from(["any", "any", "any", "child", "adult"]) if criteria else st.just("any")
    materials = (
        st.sampled_from(["either", "either", "either", "real", "synthetic", "none"]) if criteria else st.just("either")
    )
    siblings = st.builds(
        NarrowerStatement,
        exhaustive=st.sampled_from(["open", "exhaustive"] if covers else ["open"]),
        disjoint=st.sampled_from(["unknown", "disjoint"]),
    )
    for number in range(1, draw(st.integers(2, 3)) + 1):
        broader = (draw(st.sampled_from(above)),) if above and draw(st.booleans()) else ()
        concepts.append(
            hub(number, broader=broader, criteria=draw(lists), criteria_define=draw(st.booleans()) and criteria,
                population=draw(populations), material=draw(materials), narrower_are=draw(siblings))
        )  # fmt: skip
        above.append(f"hlx:H{number:04}")
    made = []
    for name in ("a", "b"):
        own: list[SchemeConcept] = []
        for number in range(1, draw(st.integers(1, 2 if len(concepts) == 2 else 1)) + 1):
            under = (own[0].id,) if own and draw(st.booleans()) else ()
            own.append(
                part(f"{name}:{number}", broader=under, criteria=draw(lists),
                     criteria_define=draw(st.booleans()) and criteria,
                     population=draw(st.one_of(st.none(), populations)))
            )  # fmt: skip
        if ages:
            for number in range(draw(st.integers(1, 2))):
                low, high = draw(_INTERVALS)
                bracket = Criterion(facet="youngest-affected-age", interval=Interval(min=low, max=high), source="toy-1")
                own.append(part(f"{name}:age{number}", type="age", criteria=(bracket,), criteria_define=True))
        made.append(scheme(name, *own))
    outside = [c.id for s in made for c in s.concepts if c.type != "age"]
    rows = []
    predicates = ["exactMatch", "broadMatch", "narrowMatch", "closeMatch", "relatedMatch", "owl:disjointWith"]
    for _ in range(draw(st.integers(1, 5))):
        subject = draw(st.sampled_from(outside))
        other = draw(st.sampled_from([n for n in above + outside if n != subject]))
        predicate = draw(st.sampled_from(predicates))
        rules: list[str] = []
        if predicate in ("broadMatch", "narrowMatch") and draw(st.booleans()):
            rules.append("hlx:proper")
        if covers and draw(st.booleans()):
            rules.append("hlx:covers-subject")
        if negations and predicate in ("exactMatch", "broadMatch", "narrowMatch") and draw(st.booleans()):
            rows.append(
                row(subject, predicate, other, predicate_modifier="Not", curation_rule=("hlx:extension-checked",))
            )
        else:
            rows.append(
                row(subject, predicate, other, curation_rule=tuple(rules), confidence=draw(st.sampled_from([0.7, 0.9])))
            )
    return World(tuple(concepts), tuple(made), tuple(rows))
