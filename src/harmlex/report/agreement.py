"""What classifications say and demand of a report, and which stand together, in the form that the fast pass reads."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from harmlex.report.vocabulary import Meaning

__all__ = ["HELD", "REFUSED", "Masks", "Room", "Said", "Table"]

# The bit of what no report may hold; every demand asks for it.
REFUSED = 1
# The bit of every part that was looked at, so that none is false; no demand asks for it.
HELD = 2
_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


class Room:
    """How many entries some tables may keep between them, so that memory stays constant whatever is validated."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        """Begin with so much room."""
        self.left = left


class Table(Generic[_K, _V]):
    """A table of what is worked out when it is first asked for, to be read as ``kept.get(key) or make(key)``.

    A plain dictionary that is asked in this way answers fastest. What counts as false is not kept and should be rare.

    Attributes:
        kept: The entries so far.

    >>> squares = Table(lambda number: number * number, Room(1))
    >>> [squares.kept.get(number) or squares.make(number) for number in (2, 3)], squares.kept
    ([4, 9], {2: 4})
    """

    __slots__ = ("_room", "_work_out", "kept")

    def __init__(self, work_out: Callable[[_K], _V], room: Room) -> None:
        """Begin empty.

        Args:
            work_out: What an entry is, from its key alone.
            room: How much may be kept; it may be shared with other tables.
        """
        self.kept: dict[_K, _V] = {}
        self._work_out = work_out
        self._room = room

    def make(self, key: _K) -> _V:
        """Work an entry out, and keep it while there is room and unless it counts as false."""
        value = self._work_out(key)
        if value and self._room.left > 0 and key not in self.kept:
            self._room.left -= 1
            self.kept[key] = value
        return value


class Said:
    """What one classification, as a hub concept or as a scheme's code, says and demands of a report.

    Attributes:
        facts: The bits of what it says of itself.
        asked: The bits that matter to it.
        met: Whether a report that has these of the bits asked meets its demands.
        seen: What of that is kept.
        wide: Whether it asks about more than ages.
        company: What it was found to stand beside so far.
    """

    __slots__ = ("_against", "_name", "_room", "_selves", "asked", "company", "facts", "met", "seen", "wide")

    def __init__(self, name: str | tuple[str, str], meaning: Meaning, masks: Masks, room: Room) -> None:
        """Put the bits of a meaning into their narrow form.

        Args:
            name: What it is called: a concept's identifier, or scheme and notation.
            meaning: What it says and demands.
            masks: The narrow form.
            room: Where it is kept which bits meet the demands.
        """
        facts, forbidden = masks.of(meaning.facts), masks.of(meaning.forbidden) | REFUSED
        needs = tuple((masks.of(scope), masks.of(allowed)) for scope, allowed in meaning.needs)
        self.facts = facts
        self.asked = forbidden
        for scope, allowed in needs:
            self.asked |= scope | allowed
        self.wide = bool(self.asked & ~masks.ages)

        def met(bits: int) -> bool:
            bits |= facts
            return not bits & forbidden and all(bits & allowed or not bits & scope for scope, allowed in needs)

        self.met = Table(met, room)
        self.seen = self.met.kept
        self.company: set[Said] = set()
        self._room = masks.room
        self._name = name
        self._selves, self._against = masks.concepts(meaning.selves), masks.concepts(meaning.apart)
        if isinstance(name, str):
            # Of a concept and its broader one only one is given.
            self._selves |= masks.concepts({name}) << masks.number
            self._against |= masks.concepts(meaning.line) << masks.number

    def beside(self, other: Said) -> bool:
        """Whether both may stand in one report; if so, it is kept in `company`."""
        if self._against & other._selves or other._against & self._selves or self._name == other._name:
            return False
        if self._room.left > 0:
            self._room.left -= 1
            self.company.add(other)
        return True


class Masks:
    """The bits of a release with as few places as they need, so that they stay small integers.

    Two bits that no mask tells apart become one, and a bit that no mask asks for is dropped.

    Attributes:
        ages: The bits of ages, and of what classifications say of themselves.
        number: How many concepts there are.
        room: For pairs of classifications that were found to stand together.
    """

    def __init__(self, meanings: Iterable[Meaning], ages: int, concepts: Iterable[str]) -> None:
        """Find the bits that some mask tells apart.

        Args:
            meanings: Everything that will be asked about.
            ages: The bits of ages, and of what classifications say of themselves.
            concepts: All concepts of the release.
        """
        self._places = {name: place for place, name in enumerate(concepts)}
        self.number = len(self._places)
        self.room = Room(100_000)
        self._known: dict[int, int] = {}
        self._new: dict[int, int] = {}
        # What asks about ages alone is told apart from the rest.
        masks = {ages} | {
            mask for m in meanings for mask in (m.forbidden, *(part for need in m.needs for part in need))
        }
        ordered = sorted(masks)
        signatures: dict[tuple[bool, ...], int] = {}
        for place in range(max((mask.bit_length() for mask in ordered), default=0)):
            told = tuple(bool(mask >> place & 1) for mask in ordered)
            if any(told):
                self._new[place] = HELD << 1 + signatures.setdefault(told, len(signatures))
        self.ages = REFUSED | self.of(ages)

    def of(self, bits: int) -> int:
        """Return a mask or a union of bits in the narrow form."""
        if bits not in self._known:
            self._known[bits] = 0
            for place, new in self._new.items():
                if bits >> place & 1:
                    self._known[bits] |= new
        return self._known[bits]

    def concepts(self, names: Iterable[str]) -> int:
        """Return one bit for each concept."""
        bits = 0
        for name in names:
            bits |= 1 << self._places[name]
        return bits
