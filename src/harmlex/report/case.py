"""One report on the slow pass: its parts as far as they can be read, for the rules to look at."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

from harmlex.report.findings import Problem
from harmlex.report.parsing import Parsed
from harmlex.report.schema import class_of, generated_schema, slot_lists
from harmlex.report.vocabulary import Meaning, Notation, Vocabulary

__all__ = ["INNER", "Case", "Harm", "at", "is_month"]

# Slot of an inlined class: the class. Both classes of whole reports are reached from these.
INNER = {
    ("HarmReport", "primary_harm"): "Classification",
    ("HarmReport", "harms"): "Classification",
    ("HarmReport", "affected"): "AffectedGroup",
    ("HarmReport", "alleged_perpetrators"): "PerpetratorGroup",
    ("HarmReport", "service"): "ServiceUse",
    ("HarmReport", "content"): "ContentFacts",
    ("HarmReport", "actions"): "ActionTaken",
    ("Classification", "original"): "SchemeCode",
    ("AggregateReport", "counts"): "CodeCount",
}


_LISTS = ("countries", "languages", "legal_instruments", "motive", "impact")
_CONTENT_LISTS = ("forms", "authenticity", "hash_formats")


def at(*parts: str | int) -> str:
    """Return a JSON pointer; its parts are declared names and positions, so nothing needs escaping.

    >>> at("harms", 0, "concept")
    '/harms/0/concept'
    """
    return "".join(f"/{part}" for part in parts)


class Harm:
    """One classification as it was given.

    Attributes:
        pointer: Where it stands.
        concept: The hub concept, where it is one of this release; else ``None``.
        notation: What the scheme's code means, where that is known and one thing; else ``None``.
        code: Scheme and notation as given, where both are texts; else ``None``.
    """

    __slots__ = ("code", "concept", "notation", "pointer")

    def __init__(
        self, pointer: str, concept: str | None, notation: Notation | None, code: tuple[str, str] | None
    ) -> None:
        """Take the facts as they are."""
        self.pointer = pointer
        self.concept = concept
        self.notation = notation
        self.code = code


class Case:
    """One report, its release, and what its structure already showed.

    Attributes:
        vocabulary: The release.
        today: The day against which months are read.
        report: The report, a JSON object.
        parsed: The same with what reading it showed; ``None`` for an object that came from memory.
        structure: Problems of structure by rule, found beforehand.
        suspicions: Pointers to what looks like personal data by rule, found beforehand.
        cls: ``HarmReport`` or ``AggregateReport``.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        today: str,
        report: dict[str, Any],
        parsed: Parsed | None,
        structure: dict[str, list[Problem]],
    ) -> None:
        """Take the facts as they are."""
        self.vocabulary = vocabulary
        self.today = today
        self.report = report
        self.parsed = parsed
        self.structure = structure
        self.suspicions: dict[str, list[str]] = {}
        self.cls = class_of(report)

    # -- parts, as far as they have the right kind

    def text(self, holder: Any, slot: str) -> str | None:
        """Return a text, or ``None`` where there is something else or nothing."""
        value = holder.get(slot) if isinstance(holder, dict) else None
        return value if isinstance(value, str) else None

    def objects(self, slot: str) -> list[tuple[str, dict[str, Any]]]:
        """Return the objects of a list of the report, with their pointers."""
        found = self.report.get(slot)
        if not isinstance(found, list):
            return []
        return [(at(slot, place), one) for place, one in enumerate(found) if isinstance(one, dict)]

    def object(self, slot: str) -> dict[str, Any]:
        """Return an object of the report, empty where there is none."""
        found = self.report.get(slot)
        return found if isinstance(found, dict) else {}

    def texts(self, holder: dict[str, Any], slot: str) -> list[str]:
        """Return the texts of a list."""
        found = holder.get(slot)
        return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []

    @cached_property
    def codes(self) -> list[tuple[str, str, str]]:
        """Every text in a slot that takes codes, as pointer, code list and text."""
        lists = slot_lists()
        return [
            (pointer, name, text)
            for cls, slot, pointer, text in self.slots
            if (name := lists.get((cls, slot))) is not None
        ]

    @property
    def slots(self) -> list[tuple[str, str, str, str]]:
        """Every text in a declared slot of the right object, as class, slot, pointer and text."""
        return self._walked[0]

    @cached_property
    def by_slot(self) -> dict[str, list[tuple[str, str, str]]]:
        """The same by slot: class, pointer and text."""
        found: dict[str, list[tuple[str, str, str]]] = {}
        for cls, slot, pointer, text in self.slots:
            found.setdefault(slot, []).append((cls, pointer, text))
        return found

    @property
    def others(self) -> list[tuple[str, str | None, Any]]:
        """Every other value: the pointer, the key where it is not declared, and the value."""
        return self._walked[1]

    @cached_property
    def _walked(self) -> tuple[list[tuple[str, str, str, str]], list[tuple[str, str | None, Any]]]:
        slots: list[tuple[str, str, str, str]] = []
        others: list[tuple[str, str | None, Any]] = []
        _walk(self.cls, self.report, "", slots, others)
        return slots, others

    @cached_property
    def given_classifications(self) -> list[tuple[str, dict[str, Any]]]:
        """The objects of all classifications, the primary one first."""
        first = self.report.get("primary_harm")
        found = [("/primary_harm", first)] if isinstance(first, dict) else []
        return [*found, *self.objects("harms")]

    @cached_property
    def harms(self) -> list[Harm]:
        """All classifications, as far as they are known to this release."""
        found = []
        for pointer, given in self.given_classifications:
            concept = self.text(given, "concept")
            original = given.get("original")
            scheme, notation = self.text(original, "scheme"), self.text(original, "notation")
            meaning = None
            code = None
            if scheme is not None and notation is not None:
                code = (scheme, notation)
                meaning = self.one_meaning(scheme, notation, self.text(original, "version"))
            known = concept if concept in self.vocabulary.concepts else None
            found.append(Harm(pointer, known, meaning, code))
        return found

    def one_meaning(self, scheme: str, notation: str, version: str | None) -> Notation | None:
        """Return what a scheme's code means in a version or else in the month of receipt, where that is one thing."""
        table = self.vocabulary.schemes.get(scheme)
        if table is None:
            return None
        found = table.notations.get(notation, ()) if version is None else table.in_version(notation, version)
        if len(found) > 1:
            month = self.month
            found = tuple(one for one in found if month is not None and one.holds_in(month))
        return found[0] if len(found) == 1 else None

    @property
    def month(self) -> str | None:
        """The month of receipt, where it is one."""
        received = self.text(self.report, "received")
        return received if received is not None and is_month(received) else None

    @cached_property
    def meanings(self) -> list[tuple[str, str, Meaning]]:
        """What each classification means: pointer, words for it, meaning. A hub concept and its code are two."""
        found = []
        for harm in self.harms:
            if harm.concept is not None:
                words = self.vocabulary.describe(harm.concept)
                found.append((f"{harm.pointer}/concept", words, self.vocabulary.meaning(harm.concept)))
            if harm.notation is not None:
                words = f"{harm.notation.concept.id} ({harm.notation.concept.label})"
                found.append((f"{harm.pointer}/original", words, harm.notation.meaning))
        return found

    @cached_property
    def lists(self) -> list[tuple[str, list[str]]]:
        """The lists of codes, countries and languages that have several entries, with their pointers."""
        if self.cls != "HarmReport":
            return []
        content = self.object("content")
        found = [(f"/{slot}", self.report.get(slot)) for slot in _LISTS]
        found += [(f"/content/{slot}", content.get(slot)) for slot in _CONTENT_LISTS]
        return [
            (pointer, [one for one in listed if isinstance(one, str)])
            for pointer, listed in found
            if isinstance(listed, list) and len(listed) > 1
        ]

    @cached_property
    def months(self) -> list[tuple[str, str]]:
        """Every month that is one, with its pointer."""
        slots = ("received", "period_start", "period_end", "month")
        return [(pointer, text) for slot in slots for _, pointer, text in self.by_slot.get(slot, ()) if is_month(text)]

    @cached_property
    def unmet(self) -> dict[str, list[tuple[str, str, str]]]:
        """The demands that are not met, by rule: pointer and words of the classification, and the code list."""
        found: dict[str, dict[tuple[str, str, str], None]] = {}
        bits = self.bits
        for pointer, words, meaning in self.meanings:
            for demand in meaning.demands:
                if bits & demand.scope and not bits & demand.allowed:
                    found.setdefault(demand.rule, {})[pointer, words, demand.ground] = None
        return {rule: list(said) for rule, said in found.items()}

    @cached_property
    def bits(self) -> int:
        """The bits of all codes that the report holds, those of its classifications left out."""
        bit = self.vocabulary.bit
        content, service = self.object("content"), self.object("service")
        codes = [self.text(group, "age_band") for _, group in self.objects("affected")]
        codes += [self.text(group, "relationship") for _, group in self.objects("alleged_perpetrators")]
        codes += [self.text(service, "kind"), self.text(service, "surface"), self.text(content, "self_generated")]
        codes += [
            *self.texts(content, "forms"),
            *self.texts(content, "authenticity"),
            *self.texts(self.report, "motive"),
        ]
        bits = 0
        for code in codes:
            bits |= bit.get(code or "", 0)
        return bits


def is_month(text: str) -> bool:
    """Whether a text is a month, as the schema has it."""
    return len(text) == 7 and text[4] == "-" and (text[:4] + text[5:]).isdecimal() and "01" <= text[5:] <= "12"


@cache
def _inner(cls: str) -> dict[str, str | None]:
    """Return the slots of a class, and the class of what each holds."""
    return {slot: INNER.get((cls, slot)) for slot in generated_schema()[cls]["properties"]}


def _walk(
    cls: str,
    value: dict[str, Any],
    pointer: str,
    slots: list[tuple[str, str, str, str]],
    others: list[tuple[str, str | None, Any]],
) -> None:
    declared = _inner(cls)
    for slot, held in value.items():
        if slot not in declared:
            others.append((pointer, str(slot), held))
            continue
        inner = declared[slot]
        where = f"{pointer}/{slot}"
        if inner is None and isinstance(held, str):
            slots.append((cls, slot, where, held))
        elif inner is not None and isinstance(held, dict):
            _walk(inner, held, where, slots, others)
        elif isinstance(held, list):
            for place, one in enumerate(held):
                if inner is None and isinstance(one, str):
                    slots.append((cls, slot, f"{where}/{place}", one))
                elif inner is not None and isinstance(one, dict):
                    _walk(inner, one, f"{where}/{place}", slots, others)
                else:
                    others.append((f"{where}/{place}", None, one))
        else:
            others.append((where, None, held))
