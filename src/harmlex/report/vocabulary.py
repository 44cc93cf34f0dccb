"""What a release says about codes, as tables: which exist, which may be used, and what each demands of a report.

A demand is a pair of masks over the codes that a report may hold. Each code of the lists in `FACET_SLOTS` has a bit,
and so has each fact about a classification that others may contradict (`child only`, `real material` …). A report is
the union of its bits. It fails a demand if it has a bit of the demand's *scope* and none of those *allowed*. A concept
passes on its own demands and those of everything broader, so no rule names a concept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import msgspec

from harmlex.model.mappings import MappingRow
from harmlex.model.records import Code, Concept, Criterion, Interval, Scheme, SchemeConcept

if TYPE_CHECKING:
    from harmlex.load.artefact import Sections
    from harmlex.model.artefact import Artefact

__all__ = [
    "FACET_SLOTS",
    "GROUND",
    "RETIRED",
    "Demand",
    "Meaning",
    "Notation",
    "SchemeTable",
    "Vocabulary",
    "local",
    "open_code",
    "release_order",
]

RETIRED = frozenset({"deprecated", "rejected"})
# Facet: the code list whose codes a report can hold for it. Facets that no slot of a report shows demand nothing.
FACET_SLOTS: dict[str, str] = {
    "youngest-affected-age": "age-band",
    "authenticity": "authenticity",
    "content-form": "content-form",
    "motive": "motive",
    "relationship": "relationship",
    "self-generated-origin": "self-generated-origin",
    "service-kind": "service-kind",
    "service-surface": "service-surface",
}
# Code list: where a report holds its codes, said to the reader of a finding.
GROUND: dict[str, str] = {
    "age-band": "/affected",
    "authenticity": "/content/authenticity",
    "content-form": "/content/forms",
    "motive": "/motive",
    "relationship": "/alleged_perpetrators",
    "self-generated-origin": "/content/self_generated",
    "service-kind": "/service/kind",
    "service-surface": "/service/surface",
}
_RECORDED = "authenticity:recorded"
_ADULT = Interval(min=18)
_CHILD = Interval(max=18)
# Facts about classifications that exclude each other.
_FACTS = ("child", "adult", "real", "synthetic", "none")
_HARMS = frozenset({"harm", "grouping"})
_RELEASE = re.compile(r"^(\d{4})\.(\d{2})(?:\.(\d+))?$")


class Demand(msgspec.Struct, frozen=True, gc=False):
    """What a concept demands of the report that is coded with it.

    Attributes:
        rule: The rule that speaks where the demand is not met.
        scope: The bits that the demand is about.
        allowed: The bits of which one is enough; without any, nothing of the scope may be there.
        ground: The code list concerned, or ``harms`` where another classification is.
    """

    rule: str
    scope: int
    allowed: int
    ground: str


class Meaning(msgspec.Struct, frozen=True, gc=False):
    """What one classification brings into a report and demands of it.

    Attributes:
        facts: The bits of what it says of itself.
        forbidden: All bits that it forbids, at once.
        needs: Scope and allowed bits of what it needs.
        demands: All of it, rule by rule.
        line: The hub concepts above it.
        selves: The hub concepts that it is an instance of: those above, and itself where it is one.
        apart: Hub concepts that it shares no incident with.
    """

    facts: int
    forbidden: int
    needs: tuple[tuple[int, int], ...]
    demands: tuple[Demand, ...]
    line: frozenset[str]
    selves: frozenset[str]
    apart: frozenset[str]

    def excludes(self, other: Meaning) -> bool:
        """Whether no incident can be both, as far as the hierarchy and the crosswalks say."""
        return not self.apart.isdisjoint(other.selves) or not other.apart.isdisjoint(self.selves)


class Notation(msgspec.Struct, frozen=True):
    """One meaning of one notation of a scheme."""

    concept: SchemeConcept
    meaning: Meaning

    @property
    def usable(self) -> bool:
        """Whether a report may be coded with it, whatever its month."""
        return self.concept.deprecation is None and self.concept.type in _HARMS

    @property
    def months(self) -> tuple[str, str]:
        """The first and the last month in which the notation had this meaning; open ends lie far away."""
        first, last = self.concept.valid_from or "0000-01", self.concept.valid_until or "9999-12"
        return (first if len(first) > 4 else f"{first}-01")[:7], (last if len(last) > 4 else f"{last}-12")[:7]

    def holds_in(self, month: str) -> bool:
        """Whether the notation had this meaning in some part of a month, ``YYYY-MM``."""
        first, last = self.months
        return first <= month <= last


class SchemeTable(msgspec.Struct, frozen=True):
    """The notations of one scheme."""

    scheme: Scheme
    versions: frozenset[str]
    notations: dict[str, tuple[Notation, ...]]

    def in_version(self, notation: str, version: str) -> tuple[Notation, ...]:
        """Return what a notation means in one version; a meaning without a version is in all of them."""
        return tuple(one for one in self.notations.get(notation, ()) if one.concept.scheme_version in (None, version))


def local(code: str) -> str:
    """Return the part of an identifier after the colon."""
    return code.partition(":")[2]


@lru_cache(maxsize=4_096)
def open_code(code: str) -> bool:
    """Whether a code leaves the question open and so contradicts nothing.

    >>> open_code("motive:unknown"), open_code("relationship:public-unknown-group"), open_code("motive:control")
    (True, True, False)
    """
    name = local(code)
    return name == "other" or "unknown" in name.split("-")


def release_order(name: str) -> tuple[int, ...]:
    """Return what orders releases by time; an impossible name comes last.

    >>> release_order("2026.12") < release_order("2026.12.1") < release_order("2027.01")
    True
    """
    match = _RELEASE.match(name)
    return tuple(int(part or 0) for part in match.groups()) if match else (9999,)


class Vocabulary:
    """The tables of one release.

    Args:
        artefact: The compiled registry.
    """

    def __init__(self, artefact: Artefact | Sections) -> None:
        """Read what every check needs; the rest when it is asked for."""
        self.release = artefact.release.release
        self.schema_version = artefact.schema_version
        self.digest = artefact.digest
        self.concepts: dict[str, Concept] = {concept.id: concept for concept in artefact.concepts}
        self.lists: dict[str, dict[str, Code]] = {
            codelist.id: {code.id: code for code in codelist.entries} for codelist in artefact.codelists
        }
        self._artefact = artefact
        self._meanings: dict[str, Meaning] = {}
        self._ancestors = artefact.hierarchy.ancestors
        self.narrower = artefact.hierarchy.narrower
        bits = [code for name in dict.fromkeys(FACET_SLOTS.values()) for code in self.lists.get(name, ())]
        self.bit: dict[str, int] = {code: 1 << place for place, code in enumerate(bits)}
        self._fact = {name: 1 << (len(bits) + place) for place, name in enumerate(_FACTS)}
        self._by_list = {
            name: {code: self.bit[code] for code in self.lists.get(name, ())} for name in FACET_SLOTS.values()
        }

    # -- codes

    def usable_codes(self, name: str) -> list[str]:
        """Return the codes of a list that are in use, in the order of the list."""
        return [code.id for code in self.lists.get(name, {}).values() if not _retired(code)]

    @cached_property
    def usable_concepts(self) -> list[str]:
        """The concepts that a report may be coded with."""
        return [c.id for c in self.concepts.values() if c.reportable and c.status not in RETIRED]

    @cached_property
    def usable_set(self) -> frozenset[str]:
        """The same as a set."""
        return frozenset(self.usable_concepts)

    @cached_property
    def retired(self) -> dict[str, tuple[str, ...]]:
        """Concepts and codes that are deprecated, and what replaces them."""
        known: list[Concept | Code] = [*self.concepts.values()]
        known += [code for codes in self.lists.values() for code in codes.values()]
        return {record.id: record.replaced_by for record in known if _retired(record)}

    def successor(self, name: str) -> str | None:
        """Return what a retired concept or code became, where that is exactly one thing that may be used."""
        seen = {name}
        while name in self.retired:
            after = self.retired[name]
            if len(after) != 1 or after[0] in seen:
                return None
            name = after[0]
            seen.add(name)
        concept = self.concepts.get(name)
        if concept is not None:
            return name if len(seen) > 1 and concept.reportable else None
        return name if len(seen) > 1 and any(name in codes for codes in self.lists.values()) else None

    def describe(self, name: str) -> str:
        """Return an identifier with its label, as a finding shows it."""
        concept = self.concepts.get(name)
        if concept is not None:
            return f"{name} ({concept.label})"
        for codes in self.lists.values():
            if name in codes:
                return f"{name} ({codes[name].label})"
        return name

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Return everything above a concept or code."""
        return self._ancestors.get(name, ())

    def codes_in(self, bits: int) -> list[str]:
        """Return the codes whose bits are set, in the order of their lists."""
        return [code for code, bit in self.bit.items() if bits & bit]

    @property
    def facts(self) -> int:
        """The bits of all facts about classifications."""
        return sum(self._fact.values())

    def facts_in(self, bits: int) -> list[str]:
        """Return the names of the facts whose bits are set."""
        return [name for name, bit in self._fact.items() if bits & bit]

    @cached_property
    def bands(self) -> dict[str, Interval]:
        """Age bands that have limits."""
        return {code.id: code.interval for code in self.lists.get("age-band", {}).values() if code.interval}

    @cached_property
    def overlapping_bands(self) -> frozenset[tuple[str, str]]:
        """Pairs of age bands that share a year, each with itself too."""
        return frozenset((a, b) for a, x in self.bands.items() for b, y in self.bands.items() if _meet(x, y))

    # -- meanings

    def meaning(self, concept: str) -> Meaning:
        """Return what a hub concept brings and demands, with everything broader."""
        found = self._meanings.get(concept)
        if found is None:
            line = self._lines(concept)
            found = self._meanings[concept] = self._meaning(
                [self.concepts[one] for one in (concept, *line) if one in self.concepts],
                frozenset(line),
                frozenset({concept, *line}),
                frozenset(sibling for one in (concept, *line) for sibling in self._siblings.get(one, ())),
            )
        return found

    def _lines(self, concept: str) -> tuple[str, ...]:
        return tuple(self._ancestors.get(concept, ()))

    @cached_property
    def _siblings(self) -> dict[str, set[str]]:
        """Concepts that a statement about a broader concept says are apart from each concept."""
        apart: dict[str, set[str]] = {}
        for concept in self.concepts.values():
            if concept.narrower_are is None or concept.narrower_are.disjoint != "disjoint":
                continue
            children = self.narrower.get(concept.id, ())
            for child in children:
                apart.setdefault(child, set()).update(other for other in children if other != child)
        for row in self._artefact.mappings:
            ends = (row.subject_id, row.object_id)
            if _apart(row) and all(end in self.concepts for end in ends):
                apart.setdefault(ends[0], set()).add(ends[1])
                apart.setdefault(ends[1], set()).add(ends[0])
        return apart

    def _meaning(
        self,
        records: Iterable[Concept | SchemeConcept],
        line: frozenset[str],
        selves: frozenset[str],
        apart: frozenset[str],
    ) -> Meaning:
        facts = 0
        demands: list[Demand] = []
        for record in records:
            facts |= self._facts(record)
            demands += self._attribute_demands(record)
            for criterion in record.criteria:
                demands += self._criterion_demands(criterion)
        for first, second in (("child", "adult"), ("real", "synthetic"), ("real", "none"), ("synthetic", "none")):
            for one, other in ((first, second), (second, first)):
                if facts & self._fact[one]:
                    demands.append(Demand("HLX-R211", self._fact[other], 0, "harms"))
        # One demand may follow from an attribute and from a criterion; the attribute says it better.
        unique = tuple({(d.scope, d.allowed, d.ground): d for d in reversed(demands)}.values())[::-1]
        forbidden = 0
        for demand in unique:
            if not demand.allowed:
                forbidden |= demand.scope
        needs = tuple(dict.fromkeys((d.scope, d.allowed) for d in unique if d.allowed))
        return Meaning(facts, forbidden, needs, unique, line, selves, apart - selves)

    def _facts(self, record: Concept | SchemeConcept) -> int:
        facts = self._fact.get(record.population or "", 0)
        return facts | self._fact.get(record.material or "", 0)

    def _attribute_demands(self, record: Concept | SchemeConcept) -> list[Demand]:
        """Return what population, material and live transmission demand."""
        demands: list[Demand] = []
        if record.population == "child":
            demands += self._age_demands(_CHILD, "HLX-R201", "HLX-R201")
        if record.population == "adult":
            demands += self._age_demands(_ADULT, "HLX-R202", "HLX-R202")
        material = self._by_list["authenticity"]
        said = self._union(code for code in material if not open_code(code))
        recorded = material.get(_RECORDED, 0)
        if record.material == "synthetic" and recorded:
            demands.append(Demand("HLX-R203", recorded, 0, "authenticity"))
        if record.material == "real" and recorded:
            demands.append(Demand("HLX-R204", said, recorded | self._open("authenticity"), "authenticity"))
        if record.material == "none" and said:
            demands.append(Demand("HLX-R205", said, 0, "authenticity"))
        if record.live:
            forms = self._by_list["content-form"]
            live = self._union(code for code in forms if local(code).startswith("live-"))
            allowed = live | self._open("content-form")
            demands.append(Demand("HLX-R206", self._union(forms), allowed, "content-form"))
        return demands

    def _criterion_demands(self, criterion: Criterion) -> list[Demand]:
        """Return what a criterion demands, where a report can show it."""
        name = FACET_SLOTS.get(criterion.facet)
        if name is None:
            return []
        if criterion.interval is not None:
            return self._age_demands(criterion.interval, "HLX-R207", "HLX-R207") if name == "age-band" else []
        codes = self._by_list[name]
        wanted = set(criterion.values)
        # A code below a wanted one meets the demand, and one above it may.
        allowed = self._union(
            code
            for code in codes
            if code in wanted
            or not wanted.isdisjoint(self.ancestors(code))
            or any(code in self.ancestors(one) for one in wanted)
        )
        scope = self._union(codes)
        return [Demand("HLX-R207", scope, allowed | self._open(name), name)] if allowed else []

    def _age_demands(self, wanted: Interval, too_old: str, too_young: str) -> list[Demand]:
        """Return what an interval for the youngest affected person's age demands of the bands."""
        low, high = wanted.min or 0, wanted.max
        scope = self._union(self.bands)
        demands = []
        if high is not None:
            allowed = self._union(band for band, years in self.bands.items() if (years.min or 0) < high)
            demands.append(Demand(too_old, scope, allowed | self._open("age-band"), "age-band"))
        younger = self._union(band for band, years in self.bands.items() if years.max is not None and years.max <= low)
        if younger:
            demands.append(Demand(too_young, younger, 0, "age-band"))
        return demands

    def _union(self, codes: Iterable[str]) -> int:
        bits = 0
        for code in codes:
            bits |= self.bit[code]
        return bits

    def _open(self, name: str) -> int:
        return self._union(code for code in self._by_list[name] if open_code(code))

    # -- schemes

    @cached_property
    def schemes(self) -> dict[str, SchemeTable]:
        """The schemes, with what each notation means."""
        return {scheme.id: self._scheme(scheme) for scheme in self._artefact.schemes}

    def _scheme(self, scheme: Scheme) -> SchemeTable:
        notations: dict[str, list[Notation]] = {}
        for concept in scheme.concepts:
            found = Notation(concept, self._scheme_meaning(concept))
            notations.setdefault(concept.notation or local(concept.id), []).append(found)
        for concept in scheme.concepts:
            name = local(concept.id)
            if concept.notation and name not in notations:
                notations[name] = [Notation(concept, self._scheme_meaning(concept))]
        versions = {version.version for version in scheme.versions}
        versions |= {concept.scheme_version for concept in scheme.concepts if concept.scheme_version}
        if scheme.version:
            versions.add(scheme.version)
        return SchemeTable(scheme, frozenset(versions), {name: tuple(found) for name, found in notations.items()})

    @cached_property
    def _scheme_concepts(self) -> dict[str, SchemeConcept]:
        return {concept.id: concept for scheme in self._artefact.schemes for concept in scheme.concepts}

    @cached_property
    def _containers(self) -> dict[str, set[str]]:
        """Hub concepts that a mapping says contain all of a scheme's concept."""
        inside: dict[str, set[str]] = {}
        for row in self._artefact.mappings:
            inclusion = row.predicate_id in {"skos:exactMatch", "skos:broadMatch"} and not row.predicate_modifier
            if inclusion and row.object_id in self.concepts:
                inside.setdefault(row.subject_id, set()).add(row.object_id)
        return inside

    @cached_property
    def _declared_apart(self) -> dict[str, set[str]]:
        """Hub concepts that a mapping says share nothing with a scheme's concept."""
        apart: dict[str, set[str]] = {}
        for row in self._artefact.mappings:
            if _apart(row):
                for one, other in ((row.subject_id, row.object_id), (row.object_id, row.subject_id)):
                    if other in self.concepts:
                        apart.setdefault(one, set()).add(other)
        return apart

    def hub_of(self, scheme_concept: str) -> tuple[str, ...]:
        """Return the usable hub concepts that contain all of a scheme's concept, equal ones first."""
        exact = [
            row.object_id
            for row in self._artefact.mappings
            if row.subject_id == scheme_concept and row.predicate_id == "skos:exactMatch" and not row.predicate_modifier
        ]
        found = dict.fromkeys([*exact, *sorted(self._containers.get(scheme_concept, ()))])
        return tuple(one for one in found if one in self.usable_set)

    def _scheme_meaning(self, concept: SchemeConcept) -> Meaning:
        """Return what a scheme's concept says of itself, and through the hub concepts that contain it."""
        names = (concept.id, *self._ancestors.get(concept.id, ()))
        records: list[Concept | SchemeConcept] = [
            self._scheme_concepts[name] for name in names if name in self._scheme_concepts
        ]
        line: set[str] = set()
        apart: set[str] = set()
        for name in names:
            for target in self._containers.get(name, ()):
                meaning = self.meaning(target)
                line |= {target, *meaning.line}
                apart |= meaning.apart
            apart |= self._declared_apart.get(name, set())
        records += [self.concepts[one] for one in sorted(line) if one in self.concepts]
        return self._meaning(records, frozenset(line), frozenset(line), frozenset(apart))

    # -- words

    @cached_property
    def known_strings(self) -> frozenset[str]:
        """Every identifier and notation of the registry: what a report may repeat without telling anything."""
        known = {code for codes in self.lists.values() for code in codes} | set(self.concepts)
        for name, table in self.schemes.items():
            known |= {name, *table.versions, *table.notations}
        return frozenset(known)

    @cached_property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """Labels of every language and kind, folded, and the concepts that carry them."""
        found: dict[str, dict[str, None]] = {}
        for entry in self._artefact.search:
            found.setdefault(_fold(entry.label), {})[entry.concept] = None
        return {label: tuple(ids) for label, ids in found.items()}

    def by_label(self, text: str, *, exact: bool = False) -> tuple[str, ...]:
        """Return the concepts that carry a label, or one that comes near it."""
        folded = _fold(text)
        if folded in self.labels:
            return self.labels[folded]
        if exact or not 4 <= len(folded) <= 80:
            return ()
        from rapidfuzz import fuzz, process

        near = process.extractOne(folded, self.labels.keys(), scorer=fuzz.ratio, score_cutoff=86)
        return self.labels[near[0]] if near else ()


def _apart(row: MappingRow) -> bool:
    """Whether a mapping row says that its ends share no incident."""
    return row.predicate_id == "owl:disjointWith" and not row.predicate_modifier


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


def _retired(record: Concept | Code) -> bool:
    return record.status in RETIRED or record.deprecation is not None


def _meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals share a year."""
    top = 1000
    return (one.min or 0) < (other.max or top) and (other.min or 0) < (one.max or top)
