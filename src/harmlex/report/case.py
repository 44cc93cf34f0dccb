"""One report on the slow pass: its parts as far as they can be read, for the rules to look at."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from harmlex.report.closed import months_until
from harmlex.report.countries import COMMON_LANGUAGES, COUNTRIES
from harmlex.report.findings import Problem
from harmlex.report.schema import class_of, generated_schema, slot_lists
from harmlex.report.vocabulary import Meaning, Notation, Vocabulary

__all__ = ["INNER", "LARGE", "MONTHS", "Case", "Harm", "Slots", "is_month"]

# Whole numbers from here on look like a telephone or a case file where they are no counts.
LARGE = 1_000_000

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
# The slots that hold a month.
MONTHS = ("received", "period_start", "period_end", "month")


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


class Slots:
    """The slots of each class under one release: what each holds, and texts in it that no rule on one text minds.

    Almost every text of a report is one of those, so that little is left to look at.

    Args:
        vocabulary: The release.
        today: The day against which months are read.
    """

    def __init__(self, vocabulary: Vocabulary, today: str) -> None:
        """Go through the classes once."""
        months = frozenset(months_until(today))
        lists = slot_lists()
        plain: dict[str, frozenset[str]] = {
            "schema_version": frozenset({vocabulary.schema_version}),
            "vocabulary_release": frozenset({vocabulary.release}),
            "concept": vocabulary.usable_set,
            "countries": frozenset(COUNTRIES),
            "languages": frozenset(COMMON_LANGUAGES),
            **dict.fromkeys(MONTHS, months),
        }
        self.of_class: dict[str, dict[str, tuple[str | None, frozenset[str]]]] = {}
        for cls, definition in generated_schema().items():
            self.of_class[cls] = {
                slot: (
                    INNER.get((cls, slot)),
                    frozenset(vocabulary.usable_codes(lists[cls, slot])) if (cls, slot) in lists
                    else plain.get(slot, frozenset()),
                )
                for slot in definition["properties"]
            }  # fmt: skip


class Case:
    """One report, its release, and what was found about it beforehand.

    Attributes:
        vocabulary: The release.
        today: The day against which months are read.
        report: The report, a JSON object.
        cls: ``HarmReport`` or ``AggregateReport``.
        by_slot: The texts in declared slots of the right objects, by slot: class, pointer and text; those left out that
            no rule on one text minds, `Slots`.
        others: Every other value but small whole numbers: the pointer, the key where it is not declared, and the value.
        structure: Problems of structure by rule.
        suspicions: Pointers to what looks like personal data by rule.
    """

    def __init__(self, vocabulary: Vocabulary, today: str, slots: Slots, report: dict[str, Any]) -> None:
        """Walk through the report once."""
        self.vocabulary = vocabulary
        self.today = today
        self.report = report
        self.cls = class_of(report)
        self.by_slot: dict[str, list[tuple[str, str, str]]] = {}
        self.others: list[tuple[str, str | None, Any]] = []
        self.structure: dict[str, list[Problem]] = {}
        self.suspicions: dict[str, list[str]] = {}
        _walk(slots.of_class, self.cls, report, "", self.by_slot, self.others)

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
        return [(f"/{slot}/{place}", one) for place, one in enumerate(found) if isinstance(one, dict)]

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
        """Every text in a slot that takes codes and is not a code in use, as pointer, code list and text."""
        lists = slot_lists()
        return [
            (pointer, lists[cls, slot], text)
            for slot, found in self.by_slot.items()
            for cls, pointer, text in found
            if (cls, slot) in lists
        ]

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
    def meanings(self) -> list[tuple[str, str | Notation, Meaning]]:
        """What each classification means: pointer, concept or notation, meaning. A concept and its code are two."""
        found: list[tuple[str, str | Notation, Meaning]] = []
        for harm in self.harms:
            if harm.concept is not None:
                found.append((f"{harm.pointer}/concept", harm.concept, self.vocabulary.meaning(harm.concept)))
            if harm.notation is not None:
                found.append((f"{harm.pointer}/original", harm.notation, harm.notation.meaning))
        return found

    def words(self, said: str | Notation) -> str:
        """Return how a finding calls a classification."""
        if isinstance(said, str):
            return self.vocabulary.describe(said)
        return f"{said.concept.id} ({said.concept.label})"

    @cached_property
    def lists(self) -> list[tuple[str, list[str]]]:
        """The lists of codes, countries and languages that have several entries, with their pointers."""
        if self.cls != "HarmReport":
            return []
        report, content = self.report, self.object("content")
        found = []
        for holder, slots, above in ((report, _LISTS, ""), (content, _CONTENT_LISTS, "/content")):
            for slot in slots:
                listed = holder.get(slot)
                if isinstance(listed, list) and len(listed) > 1:
                    found.append((f"{above}/{slot}", [one for one in listed if isinstance(one, str)]))
        return found

    @cached_property
    def months(self) -> list[tuple[str, str]]:
        """Every month that lies in the future or before 2000, with its pointer."""
        return [(pointer, text) for slot in MONTHS for _, pointer, text in self.by_slot.get(slot, ()) if is_month(text)]

    @cached_property
    def unmet(self) -> dict[str, list[tuple[str, str, str]]]:
        """The demands that are not met, by rule: pointer and words of the classification, and the code list."""
        found: dict[str, dict[tuple[str, str, str], None]] = {}
        bits = self.bits
        for pointer, said, meaning in self.meanings:
            if bits & meaning.forbidden or any(bits & scope and not bits & allowed for scope, allowed in meaning.needs):
                for demand in meaning.demands:
                    if bits & demand.scope and not bits & demand.allowed:
                        found.setdefault(demand.rule, {})[pointer, self.words(said), demand.ground] = None
        return {rule: list(said) for rule, said in found.items()}

    @cached_property
    def bits(self) -> int:
        """The bits of all codes that the report holds, those of its classifications left out."""
        report, content, service = self.report, self.object("content"), self.object("service")
        codes = [service.get("kind"), service.get("surface"), content.get("self_generated")]
        for slot, inner in (("affected", "age_band"), ("alleged_perpetrators", "relationship")):
            groups = report.get(slot)
            if isinstance(groups, list):
                codes += [group.get(inner) for group in groups if isinstance(group, dict)]
        for listed in (content.get("forms"), content.get("authenticity"), report.get("motive")):
            if isinstance(listed, list):
                codes += listed
        bit = self.vocabulary.bit
        bits = 0
        for code in codes:
            if isinstance(code, str):
                bits |= bit.get(code, 0)
        return bits


def is_month(text: str) -> bool:
    """Whether a text is a month, as the schema has it."""
    return len(text) == 7 and text[4] == "-" and (text[:4] + text[5:]).isdecimal() and "01" <= text[5:] <= "12"


def _walk(
    slots: dict[str, dict[str, tuple[str | None, frozenset[str]]]],
    cls: str,
    value: dict[str, Any],
    pointer: str,
    found: dict[str, list[tuple[str, str, str]]],
    others: list[tuple[str, str | None, Any]],
) -> None:
    declared = slots[cls]
    for slot, held in value.items():
        known = declared.get(slot)
        if known is None:
            others.append((pointer, str(slot), held))
            continue
        inner, settled = known
        if isinstance(held, list):
            for place, one in enumerate(held):
                if inner is None and isinstance(one, str):
                    if one not in settled:
                        found.setdefault(slot, []).append((cls, f"{pointer}/{slot}/{place}", one))
                elif inner is not None and isinstance(one, dict):
                    _walk(slots, inner, one, f"{pointer}/{slot}/{place}", found, others)
                else:
                    others.append((f"{pointer}/{slot}/{place}", None, one))
        elif inner is None and isinstance(held, str):
            if held not in settled:
                found.setdefault(slot, []).append((cls, f"{pointer}/{slot}", held))
        elif inner is not None and isinstance(held, dict):
            _walk(slots, inner, held, f"{pointer}/{slot}", found, others)
        elif not (isinstance(held, int) and -LARGE < held < LARGE):
            others.append((f"{pointer}/{slot}", None, held))
