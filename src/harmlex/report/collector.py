"""The slow pass: decides about a record and says everything that is to be said about it."""

from __future__ import annotations

from typing import Any

import jsonschema_rs

from harmlex.report.case import MONTHS, Case, Slots
from harmlex.report.findings import Problem
from harmlex.report.minimisation import suspicions
from harmlex.report.parsing import Parsed, RecordError, deeper, parse
from harmlex.report.registering import Check
from harmlex.report.rules import RULES
from harmlex.report.schema import declared_slots, release_schema, slot_lists
from harmlex.report.structure import by_rule, collect
from harmlex.report.vocabulary import Vocabulary

__all__ = ["Collector"]

Said = tuple[str, Problem]
# Where a text looks like personal data, its form is the smaller trouble.
_LESSER = ("HLX-R013", "HLX-R101", "HLX-R104", "HLX-R105", "HLX-R106", "HLX-R108", "HLX-R110", "HLX-R111")


# Rules of form have spoken already when the others are asked; of those, some are asked only where there is cause.
_Checks = tuple[tuple[str, Check], ...]


def _checks(*codes: str) -> _Checks:
    return tuple((code, RULES[code].check) for code in codes)


_DEMANDS = _checks("HLX-R201", "HLX-R202", "HLX-R203", "HLX-R204", "HLX-R205", "HLX-R206", "HLX-R207")
_REPEATED = _checks("HLX-R209", "HLX-R217")
_SEVERAL = _checks("HLX-R208", "HLX-R210", "HLX-R211")
# Slots: the rules that have something to say only where a text in one of them is not certainly in order.
_SCHEME_SLOTS = frozenset({"scheme", "notation", "version"})
_CODE_SLOTS = frozenset(slot for _, slot in slot_lists())
_BY_SLOT: tuple[tuple[frozenset[str], _Checks], ...] = (
    (frozenset({"concept"}), _checks("HLX-R101", "HLX-R102", "HLX-R103")),
    (_SCHEME_SLOTS, _checks("HLX-R104", "HLX-R105", "HLX-R106", "HLX-R107", "HLX-R113")),
    (_CODE_SLOTS, _checks("HLX-R108")),
    (_CODE_SLOTS | _SCHEME_SLOTS, _checks("HLX-R109")),
    (frozenset({"countries"}), _checks("HLX-R110")),
    (frozenset({"schema_version"}), _checks("HLX-R111")),
    (frozenset({"vocabulary_release"}), _checks("HLX-R112")),
    (frozenset(MONTHS), _checks("HLX-R212")),
)
_IDENTIFIERS = frozenset({"report_id", "organisation_id"})
_SOMETIMES = {code for some in (_DEMANDS, _REPEATED, _SEVERAL, *(checks for _, checks in _BY_SLOT)) for code, _ in some}
_ALWAYS = _checks(
    *(code for code, rule in RULES.items() if rule.group in {"vocabulary", "coherence"} and code not in _SOMETIMES)
)


def _asked(case: Case) -> _Checks:
    """Return the rules that there is cause to ask."""
    checks = _ALWAYS
    for code in (*case.suspicions, *case.unmet):
        checks += _checks(code)
    if len(case.harms) > 1 or case.lists or case.cls != "HarmReport":
        checks += _REPEATED
    if len(case.meanings) > 1:
        checks += _SEVERAL
    if not _IDENTIFIERS.issuperset(case.by_slot):
        for slots, some in _BY_SLOT:
            if not slots.isdisjoint(case.by_slot):
                checks += some
    return checks


class Collector:
    """Every rule on one record after another.

    Args:
        vocabulary: The release.
        today: The day against which months are read, ``YYYY-MM-DD``.
    """

    def __init__(self, vocabulary: Vocabulary, today: str) -> None:
        """Compile the JSON Schema of the release."""
        self.vocabulary = vocabulary
        self.today = today
        self._slots = Slots(vocabulary, today)
        schema = release_schema(vocabulary)
        definitions = {"$schema": schema["$schema"], "$defs": schema["$defs"]}
        self._structure = {
            name: jsonschema_rs.validator_for({**definitions, "$ref": f"#/$defs/{name}"})
            for name in ("HarmReport", "AggregateReport")
        }

    def of_line(self, raw: bytes) -> list[Said]:
        """Return what there is to say about a record as bytes, in the order of places and codes."""
        try:
            parsed = parse(raw)
        except RecordError as problem:
            return [by_rule(problem.rule, byte=problem.byte)]
        return self._of(parsed.value, parsed)

    def of_object(self, value: Any) -> list[Said]:
        """Return what there is to say about a record in memory."""
        if deeper(value):
            return [by_rule("HLX-R004")]
        try:
            return self._of(value, None)
        except UnicodeEncodeError:
            return [by_rule("HLX-R002")]

    def _of(self, value: Any, parsed: Parsed | None) -> list[Said]:
        if not isinstance(value, dict):
            return [by_rule("HLX-R007")]
        case = Case(self.vocabulary, self.today, self._slots, value)
        case.structure = self._form(case, parsed)
        case.suspicions = suspicions(case)
        found = {(code, problem): None for code, check in _asked(case) for problem in check(case)}
        found |= {(code, problem): None for code, problems in case.structure.items() for problem in problems}
        graver = {pointer for pointers in case.suspicions.values() for pointer in pointers}
        kept = [(code, problem) for code, problem in found if not (code in _LESSER and problem.pointer in graver)]
        return sorted(kept, key=lambda said: (said[1].pointer, said[0], said[1].message))

    def _form(self, case: Case, parsed: Parsed | None) -> dict[str, list[Problem]]:
        value = case.report
        found = collect(self._structure[case.cls].iter_errors(value), value)
        repeated = parsed.repeated if parsed else {}
        if not repeated and not any(isinstance(other, float | dict | list) for _, _, other in case.others):
            return found
        said = {problem.pointer for problem in found.get("HLX-R012", ())}
        for pointer, one in _everything(value):
            if isinstance(one, float) and pointer not in said:
                problem = Problem(pointer, "The whole number is written with a decimal point or exponent.",
                                  "Write it without, such as 1.")  # fmt: skip
                found.setdefault("HLX-R016", []).append(problem)
            elif id(one) in repeated and isinstance(one, dict):
                # Only a name that the model has may be repeated.
                key = repeated[id(one)]
                name = f"The key `{key}`" if key in declared_slots() else "A key"
                problem = Problem(pointer, f"{name} stands twice in this object.", "Delete the one that is not meant.")
                found.setdefault("HLX-R005", []).append(problem)
        return found


def _everything(value: Any) -> list[tuple[str, Any]]:
    """Return every value inside another, with a pointer that names declared slots only."""
    found = []
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        pointer, one = waiting.pop()
        found.append((pointer, one))
        if isinstance(one, dict):
            waiting += [(f"{pointer}/{key}" if key in declared_slots() else pointer, v) for key, v in one.items()]
        elif isinstance(one, list):
            waiting += [(f"{pointer}/{place}", v) for place, v in enumerate(one)]
    return found
