"""From records and mapping rows to a network: which statements each of them makes.

Two readings of the same files. The *navigation* reading takes every row at its word. The *counting* reading takes only
rows whose inclusion was checked against both definitions, and what sources state themselves: counts rest on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from harmlex.crosswalk.apart import Apartness
from harmlex.crosswalk.facets import FacetValues, ValueSet
from harmlex.crosswalk.facts import Fact, Known, countable
from harmlex.crosswalk.network import Network
from harmlex.model.mappings import MappingRow
from harmlex.model.records import CodeList, Concept, Criterion, Facet, Interval, Scheme, SchemeConcept

__all__ = ["ADULT", "NO_TERM", "Compiled", "Literal", "build_network"]

NO_TERM = "sssom:NoTermFound"
ADULT = "population{adult}"
INCIDENTS = frozenset({"harm", "grouping"})
_BESIDE = ("", "attribute")  # harms, and what else may stand beside one that it lies inside or contains
_AGE, _AUTHENTICITY, _DEPICTION = "youngest-affected-age", "authenticity", "depiction"
_RECORDED = "authenticity:recorded"
_LINKS = frozenset({"oboInOwl:hasDbXref", "rdfs:seeAlso", "skos:mappingRelation"})

Literal = tuple[str, tuple[str, ...] | Interval]


class Compiled:
    """A network with the words to speak of it.

    Attributes:
        network: The statements.
        concepts: The records that nodes stand for, by id.
        schemes: The schemes, by id.
        labels: A label for each node's name.
        values: The value sets that stand as nodes, by node.
        facets: The facets and code lists.
        rows: All mapping rows, also those that state nothing about sets.
        nothing: The rows that say that no term was found, by subject.
        coded: The rows that name an entry of a code list, by subject.
        kinds: What a node is the value of, where nobody placed it among incidents: ``age``, ``attribute``, ``channel``
            and so on, the type of the concept. Harms and what is placed beside them are not listed.
        counting: Whether this is the counting reading.
        withheld: Rows that were left out because they are part of an open contradiction.
        release: The release of the registry, which is the version of the hub; empty where that is not known.
    """

    def __init__(self, facets: FacetValues, *, counting: bool) -> None:
        """Start without statements."""
        self.release = ""
        self.network = Network()
        self.concepts: dict[str, Concept | SchemeConcept] = {}
        self.schemes: dict[str, Scheme] = {}
        self.labels: dict[str, str] = {}
        self.values: dict[int, ValueSet] = {}
        self.facets = facets
        self.rows: tuple[MappingRow, ...] = ()
        self.nothing: dict[str, list[MappingRow]] = {}
        self.coded: dict[str, list[MappingRow]] = {}
        self.kinds: dict[int, str] = {}
        self.counting = counting
        self.withheld: tuple[MappingRow, ...] = ()
        self._alive: dict[str, frozenset[int]] = {}
        self._by_kind: dict[str, dict[str, frozenset[int]]] = {}
        self._coverable: dict[int, bool] = {}
        self._related_to: dict[int, frozenset[str]] = {}
        self._atoms: dict[tuple[str, frozenset[str], int | None, int | None], int] = {}

    # -- worked out once, when nothing more is said

    @cached_property
    def apart(self) -> Apartness:
        """Whether two nodes can share a record."""
        return Apartness(self.network)

    @cached_property
    def asserted(self) -> frozenset[tuple[str, str, str]]:
        """Subject, predicate and object of every row that states a relation."""
        return frozenset(
            (row.subject_id, row.predicate_id, row.object_id) for row in self.rows if row.predicate_modifier != "Not"
        )

    def alike(self, x: int, y: int) -> bool:
        """Say whether two nodes are both harms, or values of one type: a harm inside "under 18" has no counterpart."""
        return self.kinds.get(x, "") == self.kinds.get(y, "")

    def beside(self, x: int, y: int) -> bool:
        """Say whether one node may stand beside another if it lies inside it; a harm may beside an attribute as well.

        That material of a category always shows a sexual act is worth telling; that some of it does is not.
        """
        one, other = self.kinds.get(x, ""), self.kinds.get(y, "")
        return one == other or (one in _BESIDE and other in _BESIDE)

    def alive(self, scheme: str) -> frozenset[int]:
        """Return the nodes of a scheme that can have records."""
        found = self._alive.get(scheme)
        if found is None:
            impossible = self.network.impossible
            found = frozenset(x for x in self.network.members.get(scheme, ()) if x not in impossible)
            self._alive[scheme] = found
        return found

    def by_kind(self, scheme: str) -> dict[str, frozenset[int]]:
        """Return the nodes of a scheme that can have records, by what they are the value of; harms under no name."""
        found = self._by_kind.get(scheme)
        if found is None:
            nodes: dict[str, set[int]] = {}
            for node in self.alive(scheme):
                nodes.setdefault(self.kinds.get(node, ""), set()).add(node)
            found = self._by_kind[scheme] = {kind: frozenset(own) for kind, own in nodes.items()}
        return found

    def related_to(self, x: int) -> frozenset[str]:
        """Return the schemes that have something x is known to share records with; ``hlx`` is the hub."""
        found = self._related_to.get(x)
        if found is None:
            network = self.network
            near = network.above(x).union(*(network.point(number) for number in network.points_in(x))) - {x}
            found = self._related_to[x] = frozenset(network.scheme[y] for y in near) - {""}
        return found

    def coverable(self, x: int) -> bool:
        """Say whether concepts, none of which contains x, contain it together, whatever schemes they are of."""
        found = self._coverable.get(x)
        if found is None:
            network, above = self.network, self.network.above(x)
            found = self._branches(x, above) and not network.possible(
                (x,),
                [y for y, scheme in enumerate(network.scheme) if scheme and y not in above and self.alike(x, y)],
            )
            self._coverable[x] = found
        return found

    def _branches(self, x: int, above: set[int]) -> bool:
        """Say whether records of x differ in what they lie in: by a cover, or by the value of a facet."""
        network = self.network
        if network.choice(above) is not None:
            return True
        left = network.values(above)
        return any(
            left.get(network.facet_of.get(atom, -1), 0) & network.mask[atom]
            for atom, heads in network.alone.items()
            if atom in network.mask and any(head not in above and self.alike(x, head) for head in heads)
        )

    # -- nodes

    def atom(self, values: ValueSet) -> int:
        """Return the node of a value set, making it if there is none."""
        node = self._atoms.get(values.key)
        if node is None:
            node = self._atoms[values.key] = self.network.node(values.name, "")
            self.values[node] = values
            self.labels[values.name] = self.facets.sentence(values)
        return node

    def literal(self, code: str) -> int | None:
        """Return the node of a code that stands for a value of a facet, for an age band its interval."""
        interval = self.facets.intervals.get(code)
        if interval is not None and _AGE in self.facets.facets:
            return self._atoms.get(ValueSet(_AGE, low=interval.min or None, high=interval.max).key)
        for facet, codes in self.facets.codes.items():
            if code in codes:
                values = self.facets.of_codes(facet, (code,))
                return self._atoms.get(values.key) if values else None
        return None

    def label(self, name: str) -> str:
        """Return a concept or value set with its label: ``iwf:A “Category A”``."""
        if name in self.concepts:
            return f"{name} “{self.concepts[name].label}”"
        return self.labels.get(name, name)

    def code(self, name: str) -> str:
        """Return an entry of a code list with its label."""
        label = self.facets.labels.get(name)
        return f"{name} “{label}”" if label else name

    # -- saying

    def say(self, known: Known) -> int | None:
        """Take note of a fact, unless this reading does not rest on it."""
        if self.counting and not countable(known):
            return None
        return self.network.know(known)


def build_network(
    concepts: Iterable[Concept],
    schemes: Iterable[Scheme],
    codelists: Iterable[CodeList],
    facets: Iterable[Facet],
    rows: Iterable[MappingRow],
    *,
    counting: bool = False,
    criteria: bool = True,
    without: Iterable[MappingRow] = (),
    values: Sequence[str] = (),
) -> Compiled:
    """Compile what the registry says into a network.

    Args:
        concepts: The hub's concepts.
        schemes: The organisations' schemes, with their concepts.
        codelists: The code lists.
        facets: The facets.
        rows: The mapping rows.
        counting: Take only what counts may rest on.
        criteria: Whether criteria, population and material enter; without them only mappings and hierarchies do.
        without: Rows that are left out.
        values: Codes of facets that must have a node even if no criterion names them.
    """
    out = Compiled(FacetValues(facets, codelists), counting=counting)
    out.withheld = tuple(without)
    left_out = {id(row) for row in out.withheld}
    out.rows = tuple(row for row in rows if id(row) not in left_out)
    lists = {facet.values_from for facet in out.facets.facets.values()} | {
        code.partition(":")[0] for code in out.facets.labels
    }
    hub = [c for c in concepts if c.status not in ("rejected", "deprecated")]
    schemes = list(schemes)
    # Whatever somebody placed among incidents is one, whatever its kind; that it was denied places nothing.
    placed = (row for row in out.rows if _both_incidents(row, lists) and row.predicate_modifier != "Not")
    mapped = {end for row in placed for end in (row.subject_id, row.object_id)}
    taken: list[Concept | SchemeConcept] = []
    for concept in hub:
        out.concepts[concept.id] = concept
        out.network.node(concept.id, "hlx")
        taken.append(concept)
    for scheme in schemes:
        out.schemes[scheme.id] = scheme
        for part in scheme.concepts:
            out.concepts[part.id] = part
            # A value whose criteria are known stands for the records that have it.
            if part.type in INCIDENTS or part.id in mapped or (criteria and part.criteria):
                node = out.network.node(part.id, scheme.id)
                taken.append(part)
                if part.type == "age" or not (part.type in INCIDENTS or part.id in mapped):
                    out.kinds[node] = part.type
    _hierarchy(out, taken)
    if criteria:
        _criteria(out, taken, values)
    _rows(out, lists)
    return out


def _both_incidents(row: MappingRow, lists: set[str | None]) -> bool:
    """Say whether a row is about two sets of incidents, not about a code list and not about nothing."""
    if row.object_id == NO_TERM or row.subject_id == NO_TERM or row.predicate_id in _LINKS:
        return False
    return row.object_id.partition(":")[0] not in lists and row.subject_id.partition(":")[0] not in lists


# -- hierarchies


def _is_incident(concept: Concept | SchemeConcept) -> bool:
    return isinstance(concept, Concept) or concept.type in INCIDENTS


def _hierarchy(out: Compiled, taken: list[Concept | SchemeConcept]) -> None:
    network, index = out.network, out.network.index
    narrower: dict[str, list[int]] = {}
    for concept in taken:
        for above in concept.broader:
            other = out.concepts.get(above)
            if other is None or above not in index or not (_is_incident(concept) and _is_incident(other)):
                continue
            text = f"{out.label(concept.id)} stands below {out.label(above)}"
            fact = out.say(_own(concept, "hierarchy", (concept.id, above), text))
            if fact is not None:
                network.inside(index[concept.id], index[above], fact)
                narrower.setdefault(above, []).append(index[concept.id])
    for concept in taken:
        stated, below = concept.narrower_are, narrower.get(concept.id, [])
        if stated is None or not below:
            continue
        about = (concept.id, *(network.names[node] for node in below))
        if stated.disjoint == "disjoint" and len(below) > 1:
            text = f"the narrower concepts of {out.label(concept.id)} exclude each other"
            fact = out.say(_own(concept, "disjoint", about, text))
            if fact is not None:
                network.exclude(below, fact)
        if stated.exhaustive == "exhaustive":
            text = f"every record of {out.label(concept.id)} falls under one of its narrower concepts"
            fact = out.say(_own(concept, "exhaustive", about, text))
            if fact is not None:
                network.cover(index[concept.id], below, fact)


def _own(concept: Concept | SchemeConcept, kind: str, about: tuple[str, ...], text: str) -> Fact:
    """Return a scheme's own statement with its source, or one of the hub, which is the registry's."""
    if isinstance(concept, Concept):
        return Fact(kind=kind, about=about, text=text)
    return Fact(
        kind=kind,
        about=about,
        text=text,
        source=concept.source or "",
        where=concept.where or "",
        evidence=concept.evidence or "",
        inferred=concept.inferred,
    )


# -- criteria


def _criteria(out: Compiled, taken: list[Concept | SchemeConcept], codes: Sequence[str]) -> None:
    """State what each concept requires of a record, then how the value sets lie to each other."""
    network = out.network
    whole = {facet: out.facets.of_codes(facet, sorted(known)) for facet, known in out.facets.codes.items()}
    real, synthetic, none = _material(out, whole)
    child, adult = _population(out)
    facts_of = {"real": real, "synthetic": synthetic, "none": none, "child": child, "adult": adult}
    for code in codes:
        _literal(out, code)
    for concept in taken:
        node = network.index[concept.id]
        body: list[int] = []
        whole_body = True
        for criterion in concept.criteria:
            values = out.facets.of_criterion(criterion)
            if values is None:
                whole_body = False
                continue
            atom = out.atom(values)
            body.append(atom)
            fact = out.say(_stated(out, concept, criterion, values))
            if fact is not None:
                network.inside(node, atom, fact)
        for slot in ("population", "material"):
            value = getattr(concept, slot)
            target = facts_of.get(value or "")
            if target is not None:
                text = f"{out.label(concept.id)} has {slot} {value}"
                fact = out.say(_own(concept, slot, (concept.id,), text))
                body.append(target)
                if fact is not None:
                    network.inside(node, target, fact)
        if concept.criteria_define and concept.criteria and whole_body:
            _definition(out, concept, node, body)
    _order_values(out)


def _stated(out: Compiled, concept: Concept | SchemeConcept, criterion: Criterion, values: ValueSet) -> Fact:
    return Fact(
        kind="criterion",
        about=(concept.id, values.name),
        text=f"{out.label(concept.id)} requires {out.facets.sentence(values)}",
        source=criterion.source,
        where=criterion.where or "",
        evidence=criterion.evidence or "",
        inferred=criterion.inferred,
    )


def _definition(out: Compiled, concept: Concept | SchemeConcept, node: int, body: list[int]) -> None:
    """State that genus and criteria together suffice; population and material are asked for as well."""
    index = out.network.index
    genus = list(concept.broader)
    if not _is_incident(concept):
        # A value stands below the heading of its list, which says nothing of records; or below a wider value.
        genus = [above for above in genus if _is_value_of(out.concepts.get(above), concept)]
    if any(above not in index for above in genus):
        return
    said = [out.values[node] for node in body if node in out.values]
    # "Under 3" says "under 18" as well.
    body = [node for node in body if node not in out.values or not _said_by_another(out.values[node], said)]
    whole = list(dict.fromkeys([*(index[above] for above in genus), *body]))
    inferred = any(c.inferred for c in concept.criteria)
    recalled = any(c.evidence == "recalled" for c in concept.criteria)
    text = f"genus and criteria of {out.label(concept.id)} together suffice"
    fact = out.say(
        Fact(
            kind="definition",
            about=(concept.id, *(out.network.names[n] for n in whole)),
            text=text,
            source=", ".join(sorted({c.source for c in concept.criteria})),
            evidence="recalled" if recalled else "",
            inferred=inferred and isinstance(concept, SchemeConcept),
        )
    )
    if fact is not None:
        out.network.suffice(whole, node, fact)


def _is_value_of(wider: Concept | SchemeConcept | None, value: Concept | SchemeConcept) -> bool:
    return wider is not None and (_is_incident(wider) or getattr(wider, "type", "") == getattr(value, "type", ""))


def _said_by_another(values: ValueSet, said: list[ValueSet]) -> bool:
    return any(one.key != values.key and one.within(values) for one in said)


def _literal(out: Compiled, code: str) -> None:
    interval = out.facets.intervals.get(code)
    if interval is not None and _AGE in out.facets.facets:
        out.atom(ValueSet(_AGE, low=interval.min or None, high=interval.max))
        return
    for facet, known in out.facets.codes.items():
        if code in known:
            values = out.facets.of_codes(facet, (code,))
            if values is not None:
                out.atom(values)


def _population(out: Compiled) -> tuple[int, int]:
    """Return the nodes of "someone under 18 is affected" and "no one is"; the first is an age of the youngest."""
    network = out.network
    adult = network.node(ADULT, "")
    out.labels[ADULT] = "no affected person under 18"
    if _AGE not in out.facets.facets:
        child = network.node("population{child}", "")
        out.labels["population{child}"] = "an affected person under 18"
    else:
        child = out.atom(ValueSet(_AGE, high=18))
        grown = out.atom(ValueSet(_AGE, low=18))
        text = "a record whose youngest affected person is 18 or over has no affected person under 18"
        network.inside(grown, adult, network.know(Fact(kind="values", about=(ADULT,), text=text)))
        network.bar(adult, child)
    text = "a record either has an affected person under 18 or has none"
    network.partition((child, adult), network.know(Fact(kind="values", about=(ADULT,), text=text)))
    return child, adult


def _material(out: Compiled, whole: dict[str, ValueSet | None]) -> tuple[int, int, int]:
    """Return the nodes of material real, synthetic and none, tied to the facets of authenticity and depiction."""
    network = out.network
    nodes = [network.node(f"material{{{name}}}", "") for name in ("real", "synthetic", "none")]
    real, synthetic, none = nodes
    for node, text in zip(nodes, ("real material", "synthetic material only", "no material"), strict=True):
        out.labels[network.names[node]] = text

    def known(text: str) -> int:
        return network.know(Fact(kind="values", about=("material",), text=text))

    network.partition(nodes, known("a record has either real material, synthetic material only, or none"))
    everything = whole.get(_AUTHENTICITY)
    if everything is not None and _RECORDED in everything.codes:
        recorded = out.facets.of_codes(_AUTHENTICITY, (_RECORDED,))
        made = out.facets.of_codes(_AUTHENTICITY, sorted(everything.codes - {_RECORDED}))
        some = out.atom(everything)
        if recorded is not None:
            network.inside(real, out.atom(recorded), known("real material has a recorded item"))
            network.inside(out.atom(recorded), real, known("a recorded item makes the material real"))
        if made is not None:
            network.inside(synthetic, out.atom(made), known("synthetic material has an item that was not recorded"))
        network.exclude((none, some), known("without material there is nothing of which to state the authenticity"))
    shown = whole.get(_DEPICTION)
    if shown is not None:
        network.exclude((none, out.atom(shown)), known("without material there is nothing that it shows"))
    return real, synthetic, none


def _order_values(out: Compiled) -> None:
    """State which value sets lie inside which, facet by facet, and the bit masks of those with one value."""
    network = out.network
    _any_age(out)
    by_facet: dict[str, dict[int, ValueSet]] = {}
    for node, values in out.values.items():
        by_facet.setdefault(values.facet, {})[node] = values
    for facet, sets in by_facet.items():
        for a, inner in sets.items():
            for b, outer in sets.items():
                if a != b and inner.within(outer):
                    text = f"{out.facets.sentence(inner)} lies within {out.facets.sentence(outer)}"
                    network.inside(a, b, network.know(Fact(kind="values", about=(facet,), text=text)))
        if out.facets.one_valued(facet):
            network.one_valued(out.facets.blocks(sets))


def _any_age(out: Compiled) -> None:
    """State that incidents may affect people of any age, so that ages that overlap share records."""
    ages = [values for values in out.values.values() if values.facet == _AGE]
    if not ages:
        return
    bounds = sorted({0} | {bound for one in ages for bound in (one.low, one.high) if bound is not None})
    text = "the youngest affected person of an incident may be of any age"
    fact = out.network.know(Fact(kind="values", about=(_AGE,), text=text))
    for low, high in pairwise([*bounds, None]):
        out.network.witnesses.append(((out.atom(ValueSet(_AGE, low=low or None, high=high)),), (), fact))


# -- mapping rows


def _rows(out: Compiled, lists: set[str | None]) -> None:
    groups: dict[tuple[str, str], list[MappingRow]] = {}
    index = out.network.index
    denied: list[MappingRow] = []
    for row in out.rows:
        if row.object_id == NO_TERM:
            out.nothing.setdefault(row.subject_id, []).append(row)
        elif not _both_incidents(row, lists):
            if row.object_id.partition(":")[0] in lists and row.predicate_modifier != "Not":
                out.coded.setdefault(row.subject_id, []).append(row)
        elif row.predicate_modifier == "Not":
            denied.append(row)
        elif all(_place(out, end) for end in (row.subject_id, row.object_id)):
            _row(out, row)
            for rule in row.curation_rule:
                if rule.startswith(("hlx:covers-subject", "hlx:parts-disjoint")):
                    groups.setdefault((row.subject_id, rule), []).append(row)
    for row in denied:
        # That something is not the same as another places neither among incidents.
        if row.subject_id in index and row.object_id in index:
            _row(out, row)
    for (subject, rule), group in groups.items():
        objects = list(dict.fromkeys(index[row.object_id] for row in group))
        listed = ", ".join(out.label(row.object_id) for row in group)
        about = (subject, *(row.object_id for row in group))
        if rule.startswith("hlx:covers-subject"):
            text = f"{out.label(subject)} is covered by {listed} together"
            fact = out.say(Fact(kind="coverage", about=about, text=text, rows=tuple(group)))
            if fact is not None and index[subject] not in objects:
                out.network.cover(index[subject], objects, fact)
        elif len(objects) > 1:
            text = f"the parts {listed} of {out.label(subject)} exclude each other"
            fact = out.say(Fact(kind="parts", about=about, text=text, rows=tuple(group)))
            if fact is not None:
                out.network.exclude(objects, fact)


def _place(out: Compiled, name: str) -> bool:
    """Give a concept a node; not one that the registry does not have, or that is no longer used."""
    if name not in out.network.index:
        scheme = name.partition(":")[0]
        if name not in out.concepts and out.schemes and (scheme == "hlx" or scheme in out.schemes):
            return False
        out.network.node(name, scheme)
    return True


def _row(out: Compiled, row: MappingRow) -> None:
    """State what one row says; see the table of predicates in ``docs/crosswalks.md``."""
    network = out.network
    s, o = network.index[row.subject_id], network.index[row.object_id]
    fact = out.say(row)
    if fact is None:
        return
    network.rows += 1
    predicate = row.predicate_id
    if row.predicate_modifier == "Not":
        checked = "hlx:extension-checked" in row.curation_rule
        if predicate in ("skos:exactMatch", "owl:equivalentClass"):
            network.either.append((s, o, fact))
        elif checked and predicate in ("skos:broadMatch", "rdfs:subClassOf"):
            network.witnesses.append(((s,), (o,), fact))
        elif checked and predicate == "skos:narrowMatch":
            network.witnesses.append(((o,), (s,), fact))
        return
    proper = "hlx:proper" in row.curation_rule
    if predicate in ("skos:exactMatch", "owl:equivalentClass"):
        network.inside(s, o, fact)
        network.inside(o, s, fact)
    elif predicate in ("skos:broadMatch", "rdfs:subClassOf"):
        network.inside(s, o, fact)
        if proper:
            network.witnesses.append(((o,), (s,), fact))
    elif predicate == "skos:narrowMatch":
        network.inside(o, s, fact)
        if proper:
            network.witnesses.append(((s,), (o,), fact))
    elif predicate in ("skos:closeMatch", "hlx:overlapMatch"):
        network.witnesses.append(((s, o), (), fact))
    elif predicate == "skos:relatedMatch":
        network.witnesses.append(((s,), (o,), fact))
        network.witnesses.append(((o,), (s,), fact))
    elif predicate == "owl:disjointWith":
        network.exclude((s, o), fact)
