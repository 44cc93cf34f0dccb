"""What classifications say and demand of a report, alone and together, in the form that the fast pass reads."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

from harmlex.report.vocabulary import Meaning

__all__ = ["HELD", "REFUSED", "Agreement", "Demands", "Room", "Said", "Table"]

# The bit of what no report may hold; every demand asks for it.
REFUSED = 1
# The bit of every part that was looked at, so that none is false; no demand asks for it.
HELD = 2
_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")
Needs = tuple[tuple[int, int], ...]


class Room:
    """How many entries some tables may keep between them, so that memory stays constant whatever is validated."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        """Begin with so much room."""
        self.left = left


class Table(Generic[_K, _V]):
    """A table of what is worked out when it is first asked for, to be read as ``kept.get(key) or make(key)``.

    A plain dictionary that is asked in this way answers fastest. What counts as false is worked out anew each time and
    should be rare.

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
        """Work an entry out, and keep it while there is room."""
        value = self._work_out(key)
        if self._room.left > 0 and key not in self.kept:
            self._room.left -= 1
            self.kept[key] = value
        return value

    def __getitem__(self, key: _K) -> _V:
        """Return an entry, where it does not matter how long it takes."""
        return self.kept.get(key) or self.make(key)


class Demands:
    """What some classifications together demand of the rest of a report.

    Attributes:
        asked: The bits that matter to them.
        met: Whether a report that has these of the bits asked meets the demands.
        seen: What of that is kept.
        wide: Whether they ask about more than ages.
    """

    __slots__ = ("asked", "met", "seen", "wide")

    def __init__(self, facts: int, forbidden: int, needs: Needs, room: Room, ages: int) -> None:
        """Prepare to be asked.

        Args:
            facts: What they say of themselves.
            forbidden: What they forbid.
            needs: What they need, as scope and allowed bits.
            room: Where verdicts are kept.
            ages: The bits of ages, and of what classifications say of themselves.
        """
        forbidden |= REFUSED
        self.asked = forbidden
        for scope, allowed in needs:
            self.asked |= scope | allowed
        self.wide = bool(self.asked & ~ages)

        def met(bits: int) -> bool:
            bits |= facts
            return not bits & forbidden and all(bits & allowed or not bits & scope for scope, allowed in needs)

        self.met = Table(met, room)
        self.seen = self.met.kept


class Said:
    """What one classification, as a hub concept or as a scheme's code, says and demands.

    Attributes:
        name: What it is called: a concept's identifier, or scheme and notation.
        meaning: The whole of it.
        facts: The bits of what it says of itself.
        forbidden: The bits that it forbids.
        needs: Scope and allowed bits of what it needs.
        demands: What it demands when it stands alone.
    """

    __slots__ = ("demands", "facts", "forbidden", "meaning", "name", "needs")

    def __init__(self, name: str | tuple[str, str], meaning: Meaning, agreement: Agreement) -> None:
        """Put the masks into their narrow form."""
        self.name = name
        self.meaning = meaning
        mask = agreement.mask
        self.facts, self.forbidden = mask(meaning.facts), mask(meaning.forbidden)
        self.needs: Needs = tuple((mask(scope), mask(allowed)) for scope, allowed in meaning.needs)
        self.demands = agreement.demands(self.facts, self.forbidden, self.needs)


class Agreement:
    """Whether classifications may stand together, and what they demand then.

    The masks have as few bits as they need, so that they stay small integers: two bits that no mask tells apart become
    one, and a bit that no mask asks for is dropped.

    Attributes:
        together: What several classifications demand together; ``None`` where they cannot be true of one incident.
    """

    def __init__(self, meanings: Iterable[Meaning], ages: int) -> None:
        """Find the bits that some mask tells apart.

        Args:
            meanings: Everything that will be asked about.
            ages: The bits of ages, and of what classifications say of themselves.
        """
        self.together: Table[tuple[Said, ...], Demands | None] = Table(self._work_out, Room(50_000))
        self._verdicts = Room(100_000)
        self._known: dict[tuple[int, int, Needs], Demands] = {}
        self._new: dict[int, int] = {}
        self._masks: dict[int, int] = {}
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
        self._ages = REFUSED | self.mask(ages)

    def mask(self, bits: int) -> int:
        """Return a mask or a union of bits in the narrow form."""
        if bits not in self._masks:
            self._masks[bits] = 0
            for place, new in self._new.items():
                if bits >> place & 1:
                    self._masks[bits] |= new
        return self._masks[bits]

    def demands(self, facts: int, forbidden: int, needs: Needs) -> Demands:
        """Return demands, the same ones for the same masks."""
        key = (facts, forbidden, needs)
        found = self._known.get(key)
        if found is None:
            found = Demands(facts, forbidden, needs, self._verdicts, self._ages)
            if len(self._known) < 20_000:
                self._known[key] = found
        return found

    def _work_out(self, given: tuple[Said, ...]) -> Demands | None:
        for place, one in enumerate(given):
            for other in given[place + 1 :]:
                # Pairs are kept on their own, as they come again in other company.
                if not (_together(one, other) if len(given) == 2 else self.together[one, other]):
                    return None
        facts = forbidden = 0
        needs: dict[tuple[int, int], None] = {}
        for one in given:
            facts |= one.facts
            forbidden |= one.forbidden
            needs |= dict.fromkeys(one.needs)
        return self.demands(facts, forbidden, tuple(needs))


def _together(one: Said, other: Said) -> bool:
    if one.name == other.name or one.meaning.excludes(other.meaning):
        return False
    hub = isinstance(one.name, str) and isinstance(other.name, str)
    return not (hub and (one.name in other.meaning.line or other.name in one.meaning.line))
