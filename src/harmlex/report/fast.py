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

from harmlex.report.agreement import HELD, REFUSED, Masks, Room, Said, Table
from harmlex.report.closed import report_type
from harmlex.report.parsing import MAX_RECORD
from harmlex.report.schema import generated_schema
from harmlex.report.vocabulary import Meaning, Vocabulary, local

__all__ = ["LONERS", "all_uuids", "make_refused"]

_UNSURE = "age-knowledge:unknown"
_SELF = "relationship:self"
# Codes that say that there is nothing to say; beside others they contradict them.
LONERS = frozenset({"none", "unknown"})
_UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_UUID_LENGTH = 36
_DASHES = (8, 13, 18, 23)
# So many reports fit into the processor's cache while their identifiers wait to be looked at together.
_BLOCK = 256


def make_refused(vocabulary: Vocabulary, today: str) -> Callable[[Sequence[bytes]], list[int]]:
    """Return the fast pass of a release: which lines are not certainly reports without any finding, by place.

    Args:
        vocabulary: The release.
        today: The day against which months are read, ``YYYY-MM-DD``.
    """
    decode = msgspec.json.Decoder(report_type(vocabulary, today)).decode
    encode_into = msgspec.json.Encoder().encode_into
    failures = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
    patterns = {slot: shape.get("pattern") for slot, shape in generated_schema()["HarmReport"]["properties"].items()}
    good_report_id, good_organisation_id = _whole(patterns["report_id"]), _whole(patterns["organisation_id"])
    uuids = patterns["report_id"] == _UUID
    known_organisations: Table[str, bool] = Table(lambda text: good_organisation_id(text) is not None, Room(100_000))
    said = _Classifications(vocabulary)
    alone, together = said.alone, said.together
    parts = _Parts(vocabulary, said.masks)
    rest = parts.rest
    groups, make_group = parts.groups.kept, parts.groups.make
    several = parts.several
    organisations, make_organisation = known_organisations.kept, known_organisations.make
    overlapping = vocabulary.overlapping_bands
    unset = UNSET

    def refused(lines: Sequence[bytes]) -> list[int]:
        if len(lines) <= _BLOCK:
            return block(lines)
        starts = range(0, len(lines), _BLOCK)
        return [start + place for start in starts for place in block(lines[start : start + _BLOCK])]

    def block(lines: Sequence[bytes]) -> list[int]:
        # Identifiers of the reports that are certain but for these.
        ids = [""] * len(lines)
        # Each call has its own, so that several threads may call.
        shortest = bytearray(4_096)
        for place, line in enumerate(lines):
            try:
                r = decode(line)
            except failures:
                continue
            received = r.received

            # -- the classifications
            harm = r.primary_harm
            simple = harm.original is unset and not r.harms
            found = alone.get(harm.concept) if simple else together((harm, *r.harms), received)
            if found is None:
                continue
            wide, bits, given = found

            # -- what the report holds; what contradicts itself has a bit that no classification allows
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
            if content is not unset:
                if len(content.forms) > 1:
                    bits |= several(content.forms)
                if len(content.authenticity) > 1:
                    bits |= several(content.authenticity)
                if len(content.hash_formats) > 1:
                    bits |= several(content.hash_formats)
            if len(r.motive) > 1:
                bits |= several(r.motive)
            if len(r.impact) > 1:
                bits |= several(r.impact)
            if len(r.countries) > 1:
                bits |= several(r.countries)
            if len(r.languages) > 1:
                bits |= several(r.languages)
            if len(r.legal_instruments) > 1:
                bits |= several(r.legal_instruments)
            if wide:
                bits |= rest(r)
            for one in given:
                asked = bits & one.asked
                if not (one.seen.get(asked) or one.met.make(asked)):
                    break
            else:
                # -- the organisation, and no key that stands twice
                organisation = r.organisation_id
                if not (organisations.get(organisation) or make_organisation(organisation)):
                    continue
                encode_into(r, shortest)
                if len(line) == len(shortest) or (len(line) <= MAX_RECORD and line.count(b",") == shortest.count(b",")):
                    ids[place] = r.report_id
        if uuids and all_uuids(ids):
            return [place for place, one in enumerate(ids) if not one] if "" in ids else []
        return [place for place, one in enumerate(ids) if good_report_id(one) is None]

    return refused


def all_uuids(ids: list[str]) -> bool:
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


# Whether some of the classifications ask about more than ages, what they say of themselves, and they.
_Given = tuple[bool, int, list[Said]]


class _Classifications:
    """What concepts and scheme codes say and demand, alone and together.

    Attributes:
        masks: The bits of the release.
        alone: The concepts that a report may be coded with, each as the only classification.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Read the meanings of a release."""
        usable = {one: vocabulary.meaning(one) for one in vocabulary.usable_concepts}
        codes = _originals(vocabulary)
        ages = vocabulary.facts
        for code in vocabulary.lists.get("age-band", ()):
            ages |= vocabulary.bit[code]
        meanings = [*usable.values(), *(meaning for meaning, _, _ in codes.values())]
        self.masks = Masks(meanings, ages, vocabulary.concepts)
        room = Room(100_000)
        self._concepts = {one: Said(one, meaning, self.masks, room) for one, meaning in usable.items()}
        # The same meaning stands under its code with and without a version.
        said: dict[tuple[str, str, int], Said] = {}
        self._codes: dict[tuple[str, str, Any], tuple[Said, str, str]] = {}
        for key, (meaning, since, until) in codes.items():
            same = (*key[:2], id(meaning))
            if same not in said:
                said[same] = Said(key[:2], meaning, self.masks, room)
            self._codes[key] = (said[same], since, until)
        self.alone: dict[Any, _Given] = {name: (one.wide, 0, [one]) for name, one in self._concepts.items()}

    def together(self, harms: tuple[Any, ...], received: str) -> _Given | None:
        """Return several classifications; ``None`` where they are not certainly in order together."""
        given: list[Said] = []
        for harm in harms:
            name, code = harm.concept, harm.original
            if name is not UNSET:
                given.append(self._concepts[name])
            elif code is UNSET:
                return None
            if code is not UNSET:
                entry = self._codes.get((code.scheme, code.notation, code.version))
                if entry is None or not entry[1] <= received <= entry[2]:
                    return None
                given.append(entry[0])
        if len(given) == 2:
            one, other = given
            together = other in one.company or one.beside(other)
            return (one.wide or other.wide, one.facts | other.facts, given) if together else None
        for one, other in combinations(given, 2):
            if other not in one.company and not one.beside(other):
                return None
        facts = 0
        for one in given:
            facts |= one.facts
        return any(one.wide for one in given), facts, given


class _Parts:
    """What the parts of a report come to, as bits.

    Attributes:
        groups: A group of affected persons.
    """

    def __init__(self, vocabulary: Vocabulary, masks: Masks) -> None:
        """Put the bits of the codes into their narrow form."""
        self._bit: dict[Any, int] = {code: masks.of(place) for code, place in vocabulary.bit.items()}
        self._bit[UNSET] = 0
        ages = vocabulary.lists.get("age-band", ())
        self._unknown_age = frozenset(code for code in ages if code not in vocabulary.bands)
        codes = (code for codes in vocabulary.lists.values() for code in codes)
        self._alone = frozenset(code for code in codes if local(code) in LONERS)
        self.groups: Table[Any, int] = Table(self._group, Room(20_000))
        self._lists: Table[tuple[str, ...], int] = Table(self._list, Room(20_000))

    def several(self, listed: list[str]) -> int:
        """Return `REFUSED` for a list of several codes, countries or languages that contradicts itself."""
        codes = tuple(listed)
        return self._lists.kept.get(codes) or self._lists.make(codes)

    def _group(self, group: Any) -> int:
        known = group.age_known_by is not UNSET and group.age_known_by != _UNSURE
        return HELD | (REFUSED if known and group.age_band in self._unknown_age else self._bit[group.age_band])

    def _list(self, listed: tuple[str, ...]) -> int:
        return HELD if len(set(listed)) == len(listed) and self._alone.isdisjoint(listed) else REFUSED

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
