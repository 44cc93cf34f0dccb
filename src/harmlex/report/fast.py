"""The fast pass: says yes at once to what is certainly free of findings, and nothing else.

It decodes a line straight into structs whose fields are closed lists of this release, adds up bits, and looks up what
each classification forbids and needs. Whatever it does not accept goes to `harmlex.report.collector`, which decides.

A line that says one key twice decodes without complaint. So the record is written again in its shortest form: a line of
the same length says nothing more. A longer line has spaces, or says something twice; then the commas are counted, of
which JSON has exactly one between two members or elements, so that a repeated key adds at least one. No accepted text
contains a comma, and none is written shorter than the encoder writes it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, Union

import msgspec
from msgspec import UNSET, Meta, UnsetType

from harmlex.report.countries import COMMON_LANGUAGES, COUNTRIES
from harmlex.report.parsing import MAX_RECORD
from harmlex.report.schema import generated_schema
from harmlex.report.vocabulary import Meaning, Vocabulary, local

__all__ = [
    "LONERS",
    "make_accept",
    "months_until",
    "report_type",
]

_NEVER = "\x00"
_UNSURE = "age-knowledge:unknown"
_SELF = "relationship:self"
# Stands for a month that is not said; it comes after every month and no report can write it.
_NO_MONTH = "~"
# Codes that say that there is nothing to say; beside others they contradict them.
LONERS = frozenset({"none", "unknown"})


def months_until(today: str) -> list[str]:
    """Return the months from 2000 to the one that ``today`` (``YYYY-MM-DD``) lies in.

    >>> months_until("2000-03-09")
    ['2000-01', '2000-02', '2000-03']
    """
    last = today[:7]
    months = (f"{year}-{month:02d}" for year in range(2000, int(today[:4]) + 1) for month in range(1, 13))
    return [month for month in months if month <= last]


def _releases(vocabulary: Vocabulary) -> list[str]:
    """Return the names of releases up to this one, as far back as there can be any."""
    year, month = int(vocabulary.release[:4]), int(vocabulary.release[5:7])
    names = [f"{y}.{m:02d}" for y in range(2026, year + 1) for m in range(1, 13) if (y, m) <= (year, month)]
    return [*dict.fromkeys([*names, vocabulary.release])]


def _one_of(values: list[str]) -> Any:
    # A list without entries accepts nothing; Literal needs one.
    return Literal[tuple(values or [_NEVER])]


def _struct(name: str, **fields: Any) -> type[Any]:
    """Make a closed struct from types, or types with a default where a field is optional; null is never a value."""
    required: list[Any] = [(field, kind) for field, kind in fields.items() if not isinstance(kind, tuple)]
    optional = [(field, *kind) for field, kind in fields.items() if isinstance(kind, tuple)]
    return msgspec.defstruct(name, [*required, *optional], forbid_unknown_fields=True, omit_defaults=True, gc=False)


def _opt(kind: Any) -> tuple[Any, Any]:
    """Return an optional field, absent where the report does not have it."""
    return Union[kind, UnsetType], UNSET  # noqa: UP007  (the alias takes what `|` does not)


def report_type(vocabulary: Vocabulary, today: str) -> type[Any]:
    """Return the struct of a report that is certainly well formed under a release."""
    shapes = generated_schema()

    def codes(name: str) -> Any:
        return _one_of(vocabulary.usable_codes(name))

    def many(cls: str, slot: str, kind: Any) -> Any:
        shape = shapes[cls]["properties"][slot]
        bounds = {"max_length": shape["maxItems"], "min_length": shape.get("minItems", 0)}
        return Annotated[list[kind], Meta(**bounds)]

    def many_or_none(cls: str, slot: str, kind: Any) -> tuple[Any, Any]:
        # An absent list reads as an empty one and is not written again; a line with an empty list is not accepted.
        return many(cls, slot, kind), ()

    def whole(cls: str, slot: str) -> Any:
        shape = shapes[cls]["properties"][slot]
        return Annotated[int, Meta(ge=shape["minimum"], le=shape["maximum"])]

    opt = _opt
    month = _one_of(months_until(today))
    code = _struct("SchemeCode", scheme=str, notation=str, version=opt(str))
    harm = _struct(
        "Classification",
        assigned_by=codes("assignment"),
        concept=opt(_one_of(vocabulary.usable_concepts)),
        original=opt(code),
        confidence=opt(whole("Classification", "confidence")),
    )
    affected = _struct(
        "AffectedGroup",
        age_band=codes("age-band"),
        age_known_by=opt(codes("age-knowledge")),
        gender=opt(codes("gender")),
        count=opt(whole("AffectedGroup", "count")),
    )
    perpetrator = _struct(
        "PerpetratorGroup",
        relationship=codes("relationship"),
        age_band=opt(codes("age-band")),
        count=opt(whole("PerpetratorGroup", "count")),
    )
    service = _struct("ServiceUse", kind=codes("service-kind"), surface=opt(codes("service-surface")))
    content = _struct(
        "ContentFacts",
        forms=many("ContentFacts", "forms", codes("content-form")),
        authenticity=many_or_none("ContentFacts", "authenticity", codes("authenticity")),
        self_generated=opt(codes("self-generated-origin")),
        hash_formats=many_or_none("ContentFacts", "hash_formats", codes("hash-format")),
    )
    action = _struct("ActionTaken", action=codes("action"), actor=opt(codes("actor")), month=(month, _NO_MONTH))
    return _struct(
        "HarmReport",
        schema_version=Literal[vocabulary.schema_version],
        vocabulary_release=_one_of(_releases(vocabulary)),
        report_id=str,
        organisation_id=str,
        received=month,
        channel=codes("reporting-channel"),
        primary_harm=harm,
        detection=opt(codes("detection")),
        harms=many_or_none("HarmReport", "harms", harm),
        affected=many_or_none("HarmReport", "affected", affected),
        alleged_perpetrators=many_or_none("HarmReport", "alleged_perpetrators", perpetrator),
        service=opt(service),
        content=opt(content),
        countries=many_or_none("HarmReport", "countries", _one_of(sorted(COUNTRIES))),
        languages=many_or_none("HarmReport", "languages", _one_of(sorted(COMMON_LANGUAGES))),
        actions=many_or_none("HarmReport", "actions", action),
        legal_instruments=many_or_none("HarmReport", "legal_instruments", codes("legal-instrument")),
        motive=many_or_none("HarmReport", "motive", codes("motive")),
        impact=many_or_none("HarmReport", "impact", codes("impact")),
    )


def make_accept(vocabulary: Vocabulary, today: str) -> Callable[[bytes], bool]:
    """Return the fast pass of a release: whether a line is certainly a report without any finding.

    Args:
        vocabulary: The release.
        today: The day against which months are read, ``YYYY-MM-DD``.
    """
    shapes = generated_schema()
    decode = msgspec.json.Decoder(report_type(vocabulary, today)).decode
    refused = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
    good_report_id = _whole(shapes["HarmReport"]["properties"]["report_id"]["pattern"])
    good_organisation_id = _whole(shapes["HarmReport"]["properties"]["organisation_id"]["pattern"])
    organisations: set[str] = set()
    usable = {one: vocabulary.meaning(one) for one in vocabulary.usable_concepts}
    schemes = _originals(vocabulary)
    narrow = _Narrow([*usable.values(), *(meaning for meaning, _, _ in schemes.values())])
    bit = {code: narrow.mask(place) for code, place in vocabulary.bit.items()}
    numbers = itertools.count()
    meanings = {one: narrow.flat(meaning, next(numbers), one) for one, meaning in usable.items()}
    originals = {
        key: (narrow.flat(meaning, next(numbers), key[:2]), since, until)
        for key, (meaning, since, until) in schemes.items()
    }
    sources = {flat[3]: usable[one] for one, flat in meanings.items()}
    sources |= {entry[0][3]: schemes[key][0] for key, entry in originals.items()}
    agreement = _Agreement(sources)
    merge, merge_two = agreement.merge, agreement.merge_two
    unset = UNSET
    encode_into = msgspec.json.Encoder().encode_into
    shortest = bytearray(4_096)
    alone = {code for codes in vocabulary.lists.values() for code in codes if local(code) in LONERS}.isdisjoint
    unknown_age = frozenset(code for code in vocabulary.lists.get("age-band", ()) if code not in vocabulary.bands)
    overlapping = vocabulary.overlapping_bands

    def accept(line: bytes) -> bool:
        try:
            r = decode(line)
        except refused:
            return False
        if good_report_id(r.report_id) is None:
            return False
        if r.organisation_id not in organisations:
            if good_organisation_id(r.organisation_id) is None:
                return False
            if len(organisations) < 100_000:
                organisations.add(r.organisation_id)
        received = r.received

        # -- classifications: what they say goes into the bits, what they demand is asked at the end
        harm = r.primary_harm
        more = r.harms
        name = harm.concept
        if not more:
            code = harm.original
            if code is unset:
                if name is unset:
                    return False
                bits, forbidden, needs, _, _, _ = meanings[name]
            else:
                entry = originals.get((code.scheme, code.notation, code.version))
                if entry is None or received < entry[1] or received > entry[2]:
                    return False
                if name is unset:
                    bits, forbidden, needs, _, _, _ = entry[0]
                else:
                    one = meanings[name]
                    other = entry[0]
                    merged = one[5].get(other[3])
                    if merged is None:
                        merged = merge_two(one, other)
                    if not merged:
                        return False
                    bits, forbidden, needs = merged
        else:
            asked: list[_Flat] = []
            for each in (harm, *more):
                name = each.concept
                code = each.original
                if name is not unset:
                    asked.append(meanings[name])
                elif code is unset:
                    return False
                if code is not unset:
                    entry = originals.get((code.scheme, code.notation, code.version))
                    if entry is None or received < entry[1] or received > entry[2]:
                        return False
                    asked.append(entry[0])
            if len(asked) == 2:
                one, other = asked
                merged = one[5].get(other[3])
                if merged is None:
                    merged = merge_two(one, other)
            else:
                merged = merge(asked)
            if not merged:
                return False
            bits, forbidden, needs = merged

        # -- what contradicts itself
        groups = r.affected
        for group in groups:
            known_by = group.age_known_by
            if known_by is not unset and known_by != _UNSURE and group.age_band in unknown_age:
                return False
        if len(groups) > 1 and _overlap(groups, overlapping):
            return False
        for group in r.alleged_perpetrators:
            if group.age_band is not unset and group.relationship == _SELF:
                return False
        for action in r.actions:
            if action.month < received:
                return False
        content = r.content
        if content is not unset:
            listed = content.forms
            if len(listed) > 1 and (len(set(listed)) != len(listed) or not alone(listed)):
                return False
            listed = content.authenticity
            if len(listed) > 1 and (len(set(listed)) != len(listed) or not alone(listed)):
                return False
            listed = content.hash_formats
            if len(listed) > 1 and (len(set(listed)) != len(listed) or not alone(listed)):
                return False
        listed = r.motive
        if len(listed) > 1 and (len(set(listed)) != len(listed) or not alone(listed)):
            return False
        listed = r.impact
        if len(listed) > 1 and (len(set(listed)) != len(listed) or not alone(listed)):
            return False
        listed = r.countries
        if len(listed) > 1 and len(set(listed)) != len(listed):
            return False
        listed = r.languages
        if len(listed) > 1 and len(set(listed)) != len(listed):
            return False
        listed = r.legal_instruments
        if len(listed) > 1 and (len(set(listed)) != len(listed) or not alone(listed)):
            return False

        # -- what the classifications demand of the rest
        if forbidden or needs:
            for group in groups:
                bits |= bit[group.age_band]
            for group in r.alleged_perpetrators:
                bits |= bit[group.relationship]
            used = r.service
            if used is not unset:
                bits |= bit[used.kind]
                if used.surface is not unset:
                    bits |= bit[used.surface]
            if content is not unset:
                for code in content.forms:
                    bits |= bit[code]
                for code in content.authenticity:
                    bits |= bit[code]
                if content.self_generated is not unset:
                    bits |= bit[content.self_generated]
            for code in r.motive:
                bits |= bit[code]
            if bits & forbidden:
                return False
            for scope, allowed in needs:
                if bits & scope and not bits & allowed:
                    return False

        # -- no key stands twice
        encode_into(r, shortest)
        if len(line) == len(shortest):
            return True
        return len(line) <= MAX_RECORD and line.count(b",") == shortest.count(b",")

    return accept


def _overlap(groups: list[Any], overlapping: frozenset[tuple[str, str]]) -> bool:
    """Whether two groups of one gender share an age."""
    seen: list[tuple[Any, Any]] = []
    for group in groups:
        band, gender = group.age_band, group.gender
        for old_band, old_gender in seen:
            if gender == old_gender and (band == old_band or (band, old_band) in overlapping):
                return True
        seen.append((band, gender))
    return False


# What the fast pass reads of a meaning: facts, forbidden, needs, its number, what it is called, and what it comes to
# together with others, by their numbers.
_Flat = tuple[int, int, tuple[tuple[int, int], ...], int, object, dict[int, "_Merged"]]


# Facts, forbidden and needs of several classifications together; empty where they cannot stand together.
_Merged = tuple[int, int, tuple[tuple[int, int], ...]] | tuple[()]


class _Agreement:
    """Whether classifications may stand together, and what they say and demand then; each pair is worked out once."""

    def __init__(self, meanings: dict[int, Meaning]) -> None:
        """Take the meanings by number."""
        self._meanings = meanings
        self._kept = 0

    def merge(self, asked: list[_Flat]) -> _Merged:
        """Return what any number of classifications say and demand together."""
        bits = forbidden = 0
        needs: tuple[tuple[int, int], ...] = ()
        for place, one in enumerate(asked):
            bits |= one[0]
            forbidden |= one[1]
            needs += one[2]
            for other in asked[place + 1 :]:
                if not (one[5].get(other[3]) or self.merge_two(one, other)):
                    return ()
        return bits, forbidden, needs

    def merge_two(self, one: _Flat, other: _Flat) -> _Merged:
        """Return what two classifications say and demand together, and keep it."""
        merged: _Merged = ()
        if self._together(one, other):
            merged = (one[0] | other[0], one[1] | other[1], tuple(dict.fromkeys((*one[2], *other[2]))))
        if self._kept < 200_000:
            self._kept += 1
            one[5][other[3]] = merged
        return merged

    def _together(self, one: _Flat, other: _Flat) -> bool:
        if one[4] == other[4]:
            return False
        a, b = self._meanings[one[3]], self._meanings[other[3]]
        if a.excludes(b):
            return False
        hub = isinstance(one[4], str) and isinstance(other[4], str)
        return not (hub and (one[4] in b.line or other[4] in a.line))


class _Narrow:
    """The masks of a release with as few bits as they need, so that they stay small integers.

    Two bits that no mask tells apart become one; a bit that no mask asks for is dropped.
    """

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        """Find the bits that some mask tells apart."""
        masks = {mask for m in meanings for mask in (m.forbidden, *(part for need in m.needs for part in need))}
        ordered = sorted(masks)
        self._new: dict[int, int] = {}
        signatures: dict[tuple[bool, ...], int] = {}
        for place in range(max((mask.bit_length() for mask in ordered), default=0)):
            told = tuple(bool(mask >> place & 1) for mask in ordered)
            if any(told):
                self._new[place] = 1 << signatures.setdefault(told, len(signatures))

    def mask(self, bits: int) -> int:
        """Return a mask or a union of bits in the narrow form."""
        new, place = 0, 0
        while bits:
            if bits & 1:
                new |= self._new.get(place, 0)
            bits >>= 1
            place += 1
        return new

    def flat(self, meaning: Meaning, number: int, name: object) -> _Flat:
        """Return what the fast pass reads of a meaning."""
        needs = tuple((self.mask(scope), self.mask(allowed)) for scope, allowed in meaning.needs)
        facts, forbidden = self.mask(meaning.facts), self.mask(meaning.forbidden)
        return (facts, forbidden, needs, number, name, {})


def _whole(pattern: str) -> Callable[[str], object]:
    """Return the match of a pattern of the schema, in which ``$`` is the very end."""
    return re.compile(pattern.replace("$", r"\Z")).match


def _originals(vocabulary: Vocabulary) -> dict[tuple[str, str, Any], tuple[Meaning, str, str]]:
    """Return the scheme codes that may be used, with and without their version, and their first and last month."""
    found: dict[tuple[str, str, Any], tuple[Meaning, str, str]] = {}
    for name, table in vocabulary.schemes.items():
        for notation, meanings in table.notations.items():
            for stated in (UNSET, *table.versions):
                candidates = meanings if stated is UNSET else table.in_version(notation, str(stated))
                if len(candidates) == 1 and candidates[0].usable and "," not in f"{notation}{stated}":
                    found[name, notation, stated] = (candidates[0].meaning, *candidates[0].months)
    return found
