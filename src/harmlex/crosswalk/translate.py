"""Codes of one scheme said in another, with the loss stated; nothing is dropped and nothing is passed off as exact.

Three policies:

- ``exact``: only codes that cover the same records; all others are left untranslated, with the reason.
- ``safe``: also the smallest codes that contain the code; what is said is true, and detail may be lost.
- ``best``: where neither exists, the set of codes that lie inside it or share records with it; one of them may fit,
  and none is chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import log2
from typing import Any, Literal

import msgspec

from harmlex.crosswalk.build import Compiled
from harmlex.crosswalk.derive import BROAD, EXACT, Gap, Link, derive
from harmlex.crosswalk.explain import sentences
from harmlex.crosswalk.proof import Prover
from harmlex.model.errors import UnknownName
from harmlex.model.records import SchemeConcept

__all__ = ["POLICIES", "Loss", "Policy", "Target", "Translation", "Translator"]

Policy = Literal["exact", "safe", "best"]
POLICIES: tuple[Policy, ...] = ("exact", "safe", "best")


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A code of the other scheme, what it is to the code, and the proof in sentences."""

    id: str
    predicate_id: str
    confidence: float
    because: tuple[str, ...]


class Translation(msgspec.Struct, frozen=True, kw_only=True):
    """One code said in another scheme.

    Attributes:
        code: The concept of the first scheme.
        kind: ``same`` (the target covers the same records), ``up`` (the targets contain them), ``split`` (the records
            fall under some of several targets, and possibly others) or ``none``.
        targets: The codes; for ``same`` and ``up`` each of them is certain, for ``split`` none is.
        possible: Every code that is known to share records with it, the targets among them.
        lossy: Whether the target says less than the code.
        ambiguous: Whether one has to choose.
        unmapped: Whether there is no target.
        reason: Why there is none, or what is lost, in a sentence.
        gap: The kind of gap, see `harmlex.crosswalk.derive.Gap`; empty where there are targets.
        from_version: The version of the first scheme.
        to_version: The version of the second.
    """

    code: str
    kind: str
    targets: tuple[Target, ...] = ()
    possible: tuple[str, ...] = ()
    lossy: bool = False
    ambiguous: bool = False
    unmapped: bool = False
    reason: str = ""
    gap: str = ""
    from_version: str = ""
    to_version: str = ""


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """What translating many records lost, for one code.

    Attributes:
        code: The code.
        records: How many records had it.
        kind: How it was translated.
        targets: To what.
        shares_with: Other codes of the same data that now have the same target, so that they cannot be told apart.
        reason: Why, in a sentence.
    """

    code: str
    records: int
    kind: str
    targets: tuple[str, ...]
    shares_with: tuple[str, ...]
    reason: str


class Translator:
    """Translations from one scheme to another under one policy, each worked out once.

    Args:
        compiled: The network, without contradictions.
        a: The scheme of the codes; ``hlx`` is the hub.
        b: The scheme to say them in.
        policy: ``exact``, ``safe`` or ``best``.
    """

    def __init__(self, compiled: Compiled, a: str, b: str, policy: Policy = "safe") -> None:
        """Derive the crosswalk and translate every code of ``a``."""
        self.a, self.b, self.policy = a, b, policy
        self._compiled = compiled
        self.counts: Counter[str] = Counter()
        walk = derive(compiled, a, b, prover=Prover(compiled.network))
        by_code: dict[str, list[Link]] = {}
        for link in walk.links:
            by_code.setdefault(link.subject_id, []).append(link)
        gaps = {gap.concept_id: gap for gap in walk.gaps}
        versions = _version(compiled, a), _version(compiled, b)
        self._table: dict[str, Translation] = {}
        self._names: dict[str, str] = {}
        self._dated: dict[tuple[str, object], str] = {}
        known = [c.id for c in compiled.schemes[a].concepts] if a in compiled.schemes else []
        known = known or [compiled.network.names[n] for n in compiled.network.members.get(a, ())]
        for code in known:
            self._table[code] = self._translate(code, by_code.get(code, []), gaps.get(code), versions)
            self._names[code] = code
        self._local(known)

    def _local(self, known: list[str]) -> None:
        """Let a code also be named by its local part or notation, where that is the name of one concept only."""
        short: dict[str, set[str]] = {}
        for code in known:
            concept = self._compiled.concepts.get(code)
            names = {code.partition(":")[2]}
            if isinstance(concept, SchemeConcept) and concept.notation:
                names.add(concept.notation)
                if concept.scheme_version:
                    self._dated[concept.notation, concept.scheme_version] = code
            for name in names:
                short.setdefault(name, set()).add(code)
        for name, codes in short.items():
            if len(codes) == 1:
                self._names.setdefault(name, next(iter(codes)))

    def _translate(self, code: str, links: list[Link], gap: Gap | None, versions: tuple[str, str]) -> Translation:
        compiled = self._compiled
        equal = [link for link in links if link.predicate_id == EXACT]
        above = [link for link in links if link.predicate_id == BROAD and link.nearest]
        others = [link for link in links if link.predicate_id not in (EXACT, BROAD) and link.nearest]
        kind, chosen, reason = "none", [], ""
        if equal:
            kind, chosen = "same", equal
        elif above and self.policy != "exact":
            kind, chosen = "up", above
            wider = ", ".join(compiled.label(link.object_id) for link in above)
            reason = f"{wider} also covers records that are not {compiled.label(code)}."
        elif others and self.policy == "best":
            kind, chosen = "split", others
            reason = f"{compiled.label(code)} shares records with several codes, and others are not ruled out."
            if len(others) == 1:
                reason = f"{compiled.label(code)} shares records with one code, and others are not ruled out."
        elif links:
            reason = "No code covers the same records." if self.policy == "exact" else "No code contains its records."
        elif gap is not None:
            reason = gap.text
        else:
            reason = f"{compiled.label(code)} stands for no set of incidents, so it is not translated by mapping."
        version, other = versions
        concept = compiled.concepts.get(code)
        if isinstance(concept, SchemeConcept) and concept.scheme_version:
            version = concept.scheme_version
        return Translation(
            code=code,
            kind=kind,
            targets=tuple(
                Target(
                    id=link.object_id,
                    predicate_id=link.predicate_id,
                    confidence=round(link.confidence, 6),
                    because=sentences(compiled, link.steps),
                )
                for link in chosen
            ),
            possible=tuple(link.object_id for link in links),
            lossy=kind in ("up", "split"),
            ambiguous=kind == "split",
            unmapped=kind == "none",
            reason=reason,
            gap="" if links else gap.reason if gap is not None else "not-incident",
            from_version=version,
            to_version=other,
        )

    # -- using it

    def __call__(self, code: str) -> Translation:
        """Translate one code, given by id, local part or notation.

        Raises:
            UnknownName: The scheme has no such code.
        """
        name = self._names.get(code)
        if name is None:
            raise UnknownName("code", code, self.suggest(code))
        return self._table[name]

    def suggest(self, code: str) -> tuple[str, ...]:
        """Return codes that come near."""
        from rapidfuzz import fuzz, process

        near = process.extract(code, list(self._names), scorer=fuzz.WRatio, score_cutoff=60, limit=5) if code else []
        return tuple(dict.fromkeys(self._names[name] for name, _, _ in near))[:3]

    @property
    def table(self) -> Mapping[str, Translation]:
        """The translation of every code."""
        return self._table

    def records(self, records: Iterable[dict[str, Any]], field: str | None = None) -> Iterator[dict[str, Any]]:
        """Yield each record with what its codes translate to, under ``translation``; the record itself stays as it is.

        A code that the scheme does not have is told in the record (``kind: unknown``), never dropped.

        Args:
            records: Dicts with a code, or a list of codes; or HarmReports, of which each classification is translated.
            field: Where the codes stand: a name, or a path such as ``primary_harm.concept``. By default ``code``, or
                what a HarmReport has of the first scheme.
        """
        names, counts = self._names, self.counts
        short = {code: _short(one) for code, one in self._table.items()}
        plain = field or "code"
        for record in records:
            value = record.get(plain)
            if type(value) is str:
                name = names.get(value)
                if name is not None:
                    counts[name] += 1
                    yield {**record, "translation": short[name]}
                    continue
            elif value is None and field is None and "primary_harm" in record:
                told = [{"of": place} | self._told(code, short) for place, code in self._classified(record)]
                yield {**record, "translation": told}
                continue
            elif value is None and "." in plain:
                value = _at(record, plain.split("."))
            if isinstance(value, list | tuple):
                yield {**record, "translation": [self._told("" if one is None else str(one), short) for one in value]}
            else:
                yield {**record, "translation": self._told("" if value is None else str(value), short)}

    def _told(self, code: str, short: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        name = self._names.get(code)
        self.counts[name or code] += 1
        return short[name] if name is not None else self._unknown(code)

    def _classified(self, report: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield each classification of a report: where it stands, and its code of the first scheme, empty for none."""
        more = report.get("harms")
        harms = [("primary_harm", report["primary_harm"])]
        harms += [(f"harms/{i}", one) for i, one in enumerate(more if isinstance(more, list) else ())]
        for place, one in harms:
            one = one if isinstance(one, dict) else {}
            original = one.get("original")
            code = ""
            if self.a == "hlx":
                code = one.get("concept") or ""
            elif isinstance(original, dict) and original.get("scheme") == self.a:
                notation = original.get("notation") or ""
                code = self._dated.get((notation, original.get("version")), notation)
            yield place, str(code)

    def _unknown(self, code: str) -> dict[str, Any]:
        text = f"{self.a} has no code {code!r}." if code else f"There is no code of {self.a} here."
        return {"code": code, "kind": "unknown", "targets": [], "lossy": False, "ambiguous": False, "unmapped": True,
                "reason": text}  # fmt: skip

    def losses(self) -> list[Loss]:
        """Return what the records translated so far lost, code by code."""
        by_target: dict[tuple[str, ...], list[str]] = {}
        for code in self.counts:
            if code in self._table and not self._table[code].unmapped:
                by_target.setdefault(tuple(t.id for t in self._table[code].targets), []).append(code)
        out = []
        for code, records in sorted(self.counts.items()):
            one = self._table.get(code)
            targets = tuple(t.id for t in one.targets) if one else ()
            out.append(
                Loss(
                    code=code,
                    records=records,
                    kind=one.kind if one else "unknown",
                    targets=targets,
                    shares_with=tuple(sorted(set(by_target.get(targets, ())) - {code})) if targets else (),
                    reason=one.reason if one else self._unknown(code)["reason"],
                )
            )
        return out

    def bits_lost(self) -> float:
        """Return how much of the code is lost on average, H(A | B) in bits over the records translated so far."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for loss in self.losses():
            groups.setdefault(loss.targets, []).append(loss.records)
        total = sum(self.counts.values())
        bits = 0.0
        for counts in groups.values():
            whole = sum(counts)
            bits += sum(n / total * log2(whole / n) for n in counts)
        return bits


def _at(value: Any, path: list[str]) -> Any:
    """Return what stands under a path of keys, of every item where a list stands on the way; ``None`` if nothing."""
    for place, key in enumerate(path):
        if isinstance(value, list):
            return [_at(one, path[place:]) for one in value]
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _short(one: Translation) -> dict[str, Any]:
    """Return what a record is told: everything but the proofs, which are the same for every record of the code."""
    return {
        "code": one.code,
        "kind": one.kind,
        "targets": [{"id": t.id, "predicate_id": t.predicate_id, "confidence": t.confidence} for t in one.targets],
        "lossy": one.lossy,
        "ambiguous": one.ambiguous,
        "unmapped": one.unmapped,
        "reason": one.reason,
        "from_version": one.from_version,
        "to_version": one.to_version,
    }


def _version(compiled: Compiled, scheme: str) -> str:
    if scheme == "hlx":
        return compiled.release
    return (compiled.schemes[scheme].version or "") if scheme in compiled.schemes else ""
