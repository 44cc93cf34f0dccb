"""A release of the registry with its bridges: networks made once, names checked, questions answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from harmlex.crosswalk.bounds import parts_of
from harmlex.crosswalk.build import Compiled, build_network
from harmlex.crosswalk.compare import Comparison, compare, literals_of, objections
from harmlex.crosswalk.contradictions import settle
from harmlex.crosswalk.counts import CountTable
from harmlex.crosswalk.coverage import Coverage, HubGap, coverage, hub_gaps
from harmlex.crosswalk.derive import Crosswalk, derive
from harmlex.crosswalk.explain import Explanation, explain
from harmlex.crosswalk.proof import Prover
from harmlex.crosswalk.suggest import Suggestion, suggest
from harmlex.crosswalk.translate import Policy, Translator
from harmlex.load.artefact import load_sections
from harmlex.model.errors import RegistryError, UnknownName
from harmlex.model.findings import Finding
from harmlex.model.mappings import MappingRow
from harmlex.model.records import CodeList, Concept, Facet, Release, Scheme

__all__ = ["Bridges", "Holder", "NoIncidents"]

_KEPT = 6  # networks; each set of facet values that counts name needs its own


class Holder(Protocol):
    """What bridges need of a compiled registry; `Artefact`, its sections and `Registry` all have it."""

    @property
    def release(self) -> Release:
        """The release."""
        ...

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The hub."""
        ...

    @property
    def schemes(self) -> tuple[Scheme, ...]:
        """The schemes."""
        ...

    @property
    def codelists(self) -> tuple[CodeList, ...]:
        """The code lists."""
        ...

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The facets."""
        ...


class NoIncidents(RegistryError):
    """A concept that stands for no set of incidents, so that nothing can lie inside it.

    Attributes:
        name: The concept.
        kind: What it stands for: an age, a person, an action …
    """

    def __init__(self, name: str, kind: str) -> None:
        """Name the concept and what it stands for."""
        self.name, self.kind = name, kind
        super().__init__(f"{name} stands for no set of incidents but for a value ({kind}); it has no crosswalk.")


class Bridges:
    """Everything that follows between the schemes of one release.

    Args:
        source: The compiled registry.
        rows: Its mapping rows.
    """

    def __init__(self, source: Holder, rows: Iterable[MappingRow]) -> None:
        """Work nothing out yet."""
        self.source = source
        self.rows = tuple(rows)
        self._codes = {code.id for codelist in source.codelists for code in codelist.entries}
        self._networks: dict[tuple[bool, tuple[str, ...]], Compiled] = {}
        self._prover: Prover | None = None

    @classmethod
    def load(cls, path: str | Path | None = None) -> Bridges:
        """Read a compiled registry.

        Args:
            path: A ``harmlex-<release>.json``; the release that comes with the package where ``None``.

        Raises:
            ArtefactUnreadable: The file is missing, damaged or of another format.
        """
        sections = load_sections(None if path is None else Path(path))
        return cls(sections, sections.mappings)

    # -- networks

    def network(self, *, counting: bool = False, values: Sequence[str] = ()) -> Compiled:
        """Return the network without the rows of open contradictions, made once for each reading.

        Args:
            counting: Take only what counts may rest on.
            values: Facet values that need a node.
        """
        key = (counting, tuple(sorted({value for value in values if value in self._codes})))
        if key not in self._networks:
            if len(self._networks) >= _KEPT:
                self._networks.pop(next(k for k in self._networks if k != (False, ())), None)
            source = self.source
            args = source.concepts, source.schemes, source.codelists, source.facets, self.rows
            self._networks[key] = settle(
                lambda without: build_network(*args, counting=counting, values=key[1], without=without)
            )
            self._networks[key].release = source.release.release
        return self._networks[key]

    @property
    def prover(self) -> Prover:
        """Proofs in the network of the navigation reading."""
        if self._prover is None:
            self._prover = Prover(self.network().network)
        return self._prover

    # -- names

    def scheme(self, name: str) -> str:
        """Return the id of a scheme; ``hub`` and ``hlx`` are the hub.

        Raises:
            UnknownName: There is none.
        """
        if name in ("hlx", "hub"):
            return "hlx"
        known = [scheme.id for scheme in self.source.schemes]
        if name in known:
            return name
        raise UnknownName("scheme", name, _near(name, [*known, "hub"]))

    def concept(self, name: str) -> str:
        """Return the id of a concept that stands for a set of incidents.

        Raises:
            UnknownName: There is none of this name.
            NoIncidents: It stands for a value.
        """
        compiled = self.network()
        name = f"hlx:{name}" if name[:1] == "H" and name[1:].isdecimal() else name
        if name in compiled.network.index and compiled.network.scheme[compiled.network.index[name]]:
            return name
        if name in compiled.concepts:
            raise NoIncidents(name, getattr(compiled.concepts[name], "type", "value"))
        if name in compiled.facets.labels:
            raise NoIncidents(name, "a code list's entry")
        scheme, colon, local = name.partition(":")
        if colon and scheme in compiled.schemes:
            own = compiled.schemes[scheme].concepts
            named = [c.id for c in own if c.notation == local]
            if len(named) == 1:
                return self.concept(named[0])
            raise UnknownName("concept", name, _near(name, [c.id for c in own]))
        if colon and scheme != "hlx":
            raise UnknownName("scheme", scheme, _near(scheme, list(compiled.schemes)))
        raise UnknownName("concept", name, _near(name, [c.id for c in self.source.concepts]))

    # -- questions

    def derive(self, a: str, b: str, *, apart: bool = False) -> Crosswalk:
        """Derive every relation from one scheme to another; see `harmlex.crosswalk.derive.derive`."""
        a, b = self.scheme(a), self.scheme(b)
        return derive(self.network(), a, b, apart=apart, prover=self.prover)

    def explain(self, x: str, y: str) -> Explanation:
        """Explain what two concepts are to each other."""
        return explain(self.network(), self.concept(x), self.concept(y), self.prover)

    def translator(self, a: str, b: str, policy: Policy = "safe") -> Translator:
        """Return translations from one scheme to another."""
        return Translator(self.network(), self.scheme(a), self.scheme(b), policy)

    def coverage(self) -> Coverage:
        """Return which scheme has a code for which hub concept."""
        return coverage(self.network())

    def hub_gaps(self) -> list[HubGap]:
        """Return the hub concepts that no scheme, or one only, has a code for."""
        return hub_gaps(self.network())

    def suggest(self, scheme: str, *, limit: int = 3, every: bool = False) -> list[Suggestion]:
        """Return mappings that a curator might look at."""
        name = self.scheme(scheme)
        if name == "hlx":
            raise UnknownName("scheme to map", scheme, tuple(s.id for s in self.source.schemes[:3]))
        return suggest(self.network(), name, limit=limit, every=every)

    def compare(self, tables: Sequence[CountTable], targets: Sequence[str]) -> tuple[list[Comparison], list[Finding]]:
        """Return what tables of counts say about targets, or why they cannot be used; one of the two is empty.

        Raises:
            UnknownName: A table or the question names a scheme or concept that is not there.
        """
        names = [" & ".join(self._part(part) for part in parts_of(target)) for target in targets]
        for table in tables:
            if table.scheme:
                self.scheme(table.scheme)
        asked = [part.removeprefix("!") for name in names for part in parts_of(name)]
        compiled = self.network(counting=True, values=(*literals_of(tables), *asked))
        findings = objections(compiled, tables)
        return ([], findings) if findings else (compare(compiled, tables, names), [])

    def _part(self, part: str) -> str:
        """Return a part of a target with its full id; it may be a value of a facet too."""
        name = part.removeprefix("!").strip()
        values = [code for code in self._codes if code.startswith(name.partition(":")[0] + ":")]
        if values and name not in values:
            raise UnknownName("value of a facet", name, _near(name, sorted(values)))
        known = name if values else self.concept(name)
        return f"!{known}" if part.startswith("!") else known


def _near(name: str, known: Sequence[str]) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process

    return tuple(one for one, _, _ in process.extract(name, known, scorer=fuzz.ratio, score_cutoff=60, limit=3))
