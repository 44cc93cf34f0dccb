"""The fast pass: says yes at once to what is certainly free of findings, and nothing else.

It decodes a line straight into structs whose fields are closed lists of this release, adds up bits, and looks up what
each classification forbids and needs. Whatever it does not accept goes to `harmlex.report.collector`, which decides.

What a part of a report comes to, such as a group of persons or a list of codes, is looked up by the whole part, and
whether the demands are met by those bits that they ask for. Both are worked out where they are met for the first time,
and kept as far as there is room; a part that is not kept is worked out again.

A line that says one key twice decodes without complaint. So the record is written again in its shortest form: a line of
the same length says nothing more. A longer line has spaces, or says something twice; then the commas are counted, of
which JSON has exactly one between two members or elements, so that a repeated key adds at least one. No accepted text
contains a comma, and none is written shorter than the encoder writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import msgspec
from msgspec import UNSET

from harmlex.report.agreement import HELD, REFUSED, Agreement, Demands, Room, Said, Table
from harmlex.report.closed import report_type
from harmlex.report.parsing import MAX_RECORD
from harmlex.report.schema import generated_schema
from harmlex.report.vocabulary import Meaning, Vocabulary, local

__all__ = ["LONERS", "make_refused"]

_UNSURE = "age-knowledge:unknown"
_SELF = "relationship:self"
# Codes that say that there is nothing to say; beside others they contradict them.
LONERS = frozenset({"none", "unknown"})
_UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_UUID_LENGTH = 36
_DASHES = (8, 13, 18, 23)


def make_refused(vocabulary: Vocabulary, today: str) -> Callable[[Sequence[bytes]], list[int]]:
    """Return the fast pass of a release: which lines are not certainly reports without any finding, by place.

    Args:
        vocabulary: The release.
        today: The day against which months are read, ``YYYY-MM-DD``.
    """
    decode = msgspec.json.Decoder(report_type(vocabulary, today)).decode
    encode_into = msgspec.json.Encoder().encode_into
    shortest = bytearray(4_096)
    failures = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
    patterns = {slot: shape.get("pattern") for slot, shape in generated_schema()["HarmReport"]["properties"].items()}
    good_report_id, good_organisation_id = _whole(patterns["report_id"]), _whole(patterns["organisation_id"])
    uuids = patterns["report_id"] == _UUID
    known_organisations: Table[str, bool] = Table(lambda text: good_organisation_id(text) is not None, Room(100_000))
    said = _Classifications(vocabulary)
    concepts, joint = said.concepts, said.joint
    parts = _Parts(vocabulary, said.agreement)
    rest = parts.rest
    originals, make_original = said.originals.kept, said.originals.make
    pairs, make_pair = said.agreement.together.kept, said.agreement.together.make
    groups, make_group = parts.groups.kept, parts.groups.make
    lists, make_list = parts.lists.kept, parts.lists.make
    organisations, make_organisation = known_organisations.kept, known_organisations.make
    overlapping = vocabulary.overlapping_bands
    unset = UNSET

    def refused(lines: Sequence[bytes]) -> list[int]:
        # Identifiers of the reports that are certain but for these.
        ids = [""] * len(lines)
        for place, line in enumerate(lines):
            try:
                r = decode(line)
            except failures:
                continue
            received = r.received

            # -- what the classifications demand
            harm = r.primary_harm
            name, code = harm.concept, harm.original
            if r.harms:
                demands = joint((harm, *r.harms), received)
            elif code is unset:
                demands = None if name is unset else concepts[name].demands
            else:
                entry = originals.get(code) or make_original(code)
                if entry is None or not entry[1] <= received <= entry[2]:
                    continue
                if name is unset:
                    demands = entry[0].demands
                else:
                    pair = (concepts[name], entry[0])
                    demands = pairs.get(pair) or make_pair(pair)
            if demands is None:
                continue

            # -- what the report holds; what contradicts itself has a bit that no demand allows
            bits = 0
            listed = r.affected
            for group in listed:
                bits |= groups.get(group) or make_group(group)
            if len(listed) > 1 and _overlap(listed, overlapping):
                continue
            for group in r.alleged_perpetrators:
                if group.age_band is not unset and group.relationship == _SELF:
                    bits |= REFUSED
            for action in r.actions:
                if action.month < received:
                    bits |= REFUSED
            content = r.content
            several: tuple[list[str], ...]
            if content is unset:
                several = (r.motive, r.impact, r.countries, r.languages, r.legal_instruments)
            else:
                several = (content.forms, content.authenticity, content.hash_formats,
                           r.motive, r.impact, r.countries, r.languages, r.legal_instruments)  # fmt: skip
            for listed in several:
                if len(listed) > 1:
                    codes = tuple(listed)
                    bits |= lists.get(codes) or make_list(codes)
            if demands.wide:
                bits |= rest(r)
            bits &= demands.asked
            if not (demands.seen.get(bits) or demands.met.make(bits)):
                continue

            # -- the organisation, and no key that stands twice
            organisation = r.organisation_id
            if not (organisations.get(organisation) or make_organisation(organisation)):
                continue
            encode_into(r, shortest)
            if len(line) == len(shortest) or (len(line) <= MAX_RECORD and line.count(b",") == shortest.count(b",")):
                ids[place] = r.report_id
        if uuids and _all_uuids(ids):
            return [place for place, one in enumerate(ids) if not one] if "" in ids else []
        return [place for place, one in enumerate(ids) if good_report_id(one) is None]

    return refused


def _all_uuids(ids: list[str]) -> bool:
    """Whether all texts that are not empty are UUIDs in lower case.

    They are looked at together, one in a line, which takes a tenth of the time of a regular expression on each.
    """
    given = list(filter(None, ids))
    text = "\n".join([*given, ""])
    if not text.isascii():
        return False
    signs, width, number = text.encode(), _UUID_LENGTH + 1, len(given)
    # Nothing but digits, and as many dashes and line ends as there are places for them, each in its place.
    return (
        len(signs) == width * number
        and len(signs.translate(None, b"0123456789abcdef")) == (len(_DASHES) + 1) * number
        and signs[_UUID_LENGTH::width] == b"\n" * number
        and all(signs[place::width] == b"-" * number for place in _DASHES)
    )


class _Classifications:
    """What concepts and scheme codes say and demand, alone and together.

    Attributes:
        agreement: What several of them demand together.
        concepts: The concepts that a report may be coded with.
        originals: The scheme's codes, by their struct, with their first and last month; ``None`` where there is no
            such code, or none that may be used.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Read the meanings of a release."""
        usable = {one: vocabulary.meaning(one) for one in vocabulary.usable_concepts}
        codes = _originals(vocabulary)
        ages = vocabulary.facts
        for code in vocabulary.lists.get("age-band", ()):
            ages |= vocabulary.bit[code]
        self.agreement = Agreement([*usable.values(), *(meaning for meaning, _, _ in codes.values())], ages)
        self.concepts = {one: Said(one, meaning, self.agreement) for one, meaning in usable.items()}
        said = {
            key: (Said(key[:2], meaning, self.agreement), since, until)
            for key, (meaning, since, until) in codes.items()
        }
        self.originals: Table[Any, tuple[Said, str, str] | None] = Table(
            lambda code: said.get((code.scheme, code.notation, code.version)), Room(20_000)
        )

    def joint(self, harms: tuple[Any, ...], received: str) -> Demands | None:
        """Return what several classifications demand together; ``None`` where they are not certainly in order."""
        given: list[Said] = []
        for harm in harms:
            name, code = harm.concept, harm.original
            if name is not UNSET:
                given.append(self.concepts[name])
            elif code is UNSET:
                return None
            if code is not UNSET:
                entry = self.originals[code]
                if entry is None or not entry[1] <= received <= entry[2]:
                    return None
                given.append(entry[0])
        return self.agreement.together[tuple(given)]


class _Parts:
    """What the parts of a report come to, as bits.

    Attributes:
        groups: A group of affected persons.
        lists: A list of codes, countries or languages; `REFUSED` where it contradicts itself.
    """

    def __init__(self, vocabulary: Vocabulary, agreement: Agreement) -> None:
        """Put the bits of the codes into their narrow form."""
        self._bit: dict[Any, int] = {code: agreement.mask(place) for code, place in vocabulary.bit.items()}
        self._bit[UNSET] = 0
        ages = vocabulary.lists.get("age-band", ())
        self._unknown_age = frozenset(code for code in ages if code not in vocabulary.bands)
        codes = (code for codes in vocabulary.lists.values() for code in codes)
        self._alone = frozenset(code for code in codes if local(code) in LONERS)
        self.groups: Table[Any, int] = Table(self._group, Room(20_000))
        self.lists: Table[tuple[str, ...], int] = Table(self._list, Room(20_000))

    def _group(self, group: Any) -> int:
        known = group.age_known_by is not UNSET and group.age_known_by != _UNSURE
        return HELD | (REFUSED if known and group.age_band in self._unknown_age else self._bit[group.age_band])

    def _list(self, listed: tuple[str, ...]) -> int:
        if len(listed) > 1 and (len(set(listed)) != len(listed) or not self._alone.isdisjoint(listed)):
            return REFUSED
        return HELD

    def rest(self, report: Any) -> int:
        """Return the bits of everything that few demands ask about: all but the ages."""
        bit = self._bit
        bits = 0
        for group in report.alleged_perpetrators:
            bits |= bit[group.relationship]
        service, content = report.service, report.content
        if service is not UNSET:
            bits |= bit[service.kind] | bit[service.surface]
        if content is not UNSET:
            for code in content.forms:
                bits |= bit[code]
            for code in content.authenticity:
                bits |= bit[code]
            bits |= bit[content.self_generated]
        for code in report.motive:
            bits |= bit[code]
        return bits


def _overlap(groups: list[Any], overlapping: frozenset[tuple[str, str]]) -> bool:
    """Whether two groups of one gender share an age."""
    return any(
        one.gender == other.gender and (one.age_band == other.age_band or (one.age_band, other.age_band) in overlapping)
        for one, other in combinations(groups, 2)
    )


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
