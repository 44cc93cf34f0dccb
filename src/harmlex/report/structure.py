"""Rules on reading a record and on its form; the JSON Schema finds most of it, here it is put into words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial
from typing import Any

from harmlex.report.case import Case
from harmlex.report.findings import Problem
from harmlex.report.parsing import MAX_DEPTH, MAX_RECORD
from harmlex.report.registering import ReportRule, rule
from harmlex.report.schema import declared_slots, generated_schema

__all__ = [
    "RULES",
    "UNREADABLE",
    "by_rule",
    "collect",
    "key_twice",
    "list_length",
    "malformed",
    "missing",
    "no_number",
    "not_an_object",
    "not_json",
    "not_utf8",
    "not_whole",
    "out_of_range",
    "too_deep",
    "too_long",
    "undeclared",
    "which_code",
    "wrong_kind",
]

RULES: dict[str, ReportRule] = {}
_reading = partial(rule, RULES, "reading")
_structure = partial(rule, RULES, "structure")

# Rule: message and hint for a record that cannot be read at all.
UNREADABLE: dict[str, tuple[str, str]] = {
    "HLX-R001": ("This is not JSON.", "Write one JSON object, with double quotation marks and no trailing comma."),
    "HLX-R002": (
        "The bytes are not UTF-8, or an escape stands for half a character.",
        "Save or export the file as UTF-8.",
    ),
    "HLX-R003": (
        f"The record is longer than {MAX_RECORD:,} bytes and was not read.",
        "A report is a few hundred bytes. Look for a missing line break, or for a file put into a field.",
    ),
    "HLX-R004": (f"The record is nested deeper than {MAX_DEPTH} levels.", "A report has four levels."),
    "HLX-R006": (
        "There is a number that JSON does not have, or with more than 40 digits.",
        "Write whole numbers; leave out what is not known.",
    ),
    "HLX-R007": ("The record is not a JSON object.", "Write one object in braces for each report."),
}


@_reading("HLX-R001")
def not_json(case: Case) -> Iterable[Problem]:
    """A record is JSON.

    Why: what cannot be read cannot be checked, and readers that guess do not guess the same.

    Bad::

        {'channel': 'reporting-channel:police'}

    Good::

        {"channel": "reporting-channel:police"}

    Mend: write the record with a JSON library instead of joining texts.
    """
    return case.structure.get("HLX-R001", ())


@_reading("HLX-R002")
def not_utf8(case: Case) -> Iterable[Problem]:
    """A record is UTF-8.

    Why: other encodings are read differently on different machines, and half of a surrogate pair (``"\\ud800"``) is
    no character at all.

    Bad: a file in Windows-1252 or UTF-16.

    Good: the same file saved as UTF-8.

    Mend: set the encoding where the file is exported.
    """
    return case.structure.get("HLX-R002", ())


@_reading("HLX-R003")
def too_long(case: Case) -> Iterable[Problem]:
    """A record has at most 1,048,576 bytes.

    Why: a report is a few hundred bytes. A record of millions is a file put into a field or a lost line break, and
    reading it whole would take the memory of the machine.

    Bad: a line of 200 MB.

    Good: one report in each line.

    Mend: look for the missing line break, or leave out what does not belong into a report.
    """
    return case.structure.get("HLX-R003", ())


@_reading("HLX-R004")
def too_deep(case: Case) -> Iterable[Problem]:
    """A record is nested at most 32 levels deep.

    Why: a report has four levels; thousands of them are an attack on whoever reads them.

    Bad::

        [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

    Good::

        {"primary_harm": {"concept": "hlx:H0042", "assigned_by": "assignment:person"}}

    Mend: write the report as the model has it.
    """
    return case.structure.get("HLX-R004", ())


@_reading("HLX-R005")
def key_twice(case: Case) -> Iterable[Problem]:
    """A key stands once.

    Why: one reader takes the first value, another the last, and both are silent about it.

    Bad::

        {"channel": "reporting-channel:police", "channel": "reporting-channel:school"}

    Good::

        {"channel": "reporting-channel:police"}

    Mend: delete the value that is not meant.
    """
    return case.structure.get("HLX-R005", ())


@_reading("HLX-R006")
def no_number(case: Case) -> Iterable[Problem]:
    """A number is one that JSON has.

    Why: ``NaN`` and ``Infinity`` are not JSON, and numbers of more than 40 digits are none that anybody counted.

    Bad::

        {"count": NaN}

    Good::

        {"count": 2}

    Mend: leave out what is not known.
    """
    return case.structure.get("HLX-R006", ())


@_reading("HLX-R007")
def not_an_object(case: Case) -> Iterable[Problem]:
    """A record is an object.

    Why: a report is a set of named facts.

    Bad::

        ["hlx:H0042"]

    Good::

        {"primary_harm": {"concept": "hlx:H0042", "assigned_by": "assignment:person"}}

    Mend: write one object for each report. Several reports in one file stand one in each line, or in one array.
    """
    return case.structure.get("HLX-R007", ())


@_structure("HLX-R010")
def missing(case: Case) -> Iterable[Problem]:
    """What must be there is there.

    Why: without month, channel and primary harm a report cannot be counted beside others.

    Bad::

        {"affected": [{"gender": "gender:woman-or-girl"}]}

    Good::

        {"affected": [{"age_band": "age-band:unknown", "gender": "gender:woman-or-girl"}]}

    Mend: add the field that the finding names. Most lists have a code for what is not known.
    """
    return case.structure.get("HLX-R010", ())


@_structure("HLX-R011")
def undeclared(case: Case) -> Iterable[Problem]:
    """No field is added to the model.

    Why: fields that nobody agreed on are where names, addresses and messages come in.

    Bad::

        {"affected": [{"age_band": "age-band:13-15", "remarks": "..."}]}

    Good::

        {"affected": [{"age_band": "age-band:13-15"}]}

    Mend: delete the field. The finding says which it is by its position, never by its name.
    """
    return case.structure.get("HLX-R011", ())


@_structure("HLX-R012")
def wrong_kind(case: Case) -> Iterable[Problem]:
    """A value is of the right kind.

    Why: a text is not a number, a list is not a text, and nothing is ever null.

    Bad::

        {"countries": "GB", "detection": null}

    Good::

        {"countries": ["GB"]}

    Mend: write the kind that the finding names; leave out what is not known.
    """
    return case.structure.get("HLX-R012", ())


@_structure("HLX-R013")
def malformed(case: Case) -> Iterable[Problem]:
    """Identifiers, months, releases and tags have their form.

    Why: identifiers are opaque on purpose, and months are no days, so that nobody can be found again by them.

    Bad::

        {"report_id": "case 17", "received": "2026-11-22"}

    Good::

        {"report_id": "7a1d2c3e-4b5f-4a6b-8c7d-9e0f1a2b3c4d", "received": "2026-11"}

    Mend: write the form that the finding describes.
    """
    return case.structure.get("HLX-R013", ())


@_structure("HLX-R014")
def out_of_range(case: Case) -> Iterable[Problem]:
    """A number lies in its range.

    Why: there is no group of nobody, and no confidence above 100 per cent.

    Bad::

        {"affected": [{"age_band": "age-band:13-15", "count": 0}]}

    Good::

        {"affected": [{"age_band": "age-band:13-15", "count": 1}]}

    Mend: correct the number, or leave it out where it is not known.
    """
    return case.structure.get("HLX-R014", ())


@_structure("HLX-R015")
def list_length(case: Case) -> Iterable[Problem]:
    """A list has as many entries as it may have.

    Why: content without a form is not content, and a list of hundreds is not one incident.

    Bad::

        {"content": {"forms": []}}

    Good::

        {"content": {"forms": ["content-form:unknown"]}}

    Mend: fill, shorten or leave out the list.
    """
    return case.structure.get("HLX-R015", ())


@_structure("HLX-R016")
def not_whole(case: Case) -> Iterable[Problem]:
    """A whole number is written as one.

    Why: ``1.0`` is a whole number to some readers and not to others.

    Bad::

        {"count": 1.0}

    Good::

        {"count": 1}

    Mend: convert the column to whole numbers; a table with gaps often turns them into decimals.
    """
    return case.structure.get("HLX-R016", ())


@_structure("HLX-R017")
def which_code(case: Case) -> Iterable[Problem]:
    """A classification has a concept, a scheme's code or both; a count has exactly one of them.

    Why: without either, nobody knows what was reported.

    Bad::

        {"primary_harm": {"assigned_by": "assignment:person"}}

    Good::

        {"primary_harm": {"concept": "hlx:H0042", "assigned_by": "assignment:person"}}

    Mend: add ``concept``, or ``original`` with ``scheme`` and ``notation``. In a table of counts each entry has
    ``concept`` or ``notation``.
    """
    return case.structure.get("HLX-R017", ())


# ------------------------------------------------------------------------------- from the JSON Schema's errors to words

_KINDS = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list in square brackets",
    "object": "an object in braces",
}
_FORMS = {
    "report_id": ("This is not a UUID in lower case.", "Make a random UUID for each report, for example with `uuid4`."),
    "organisation_id": (
        "This is not an opaque identifier of an organisation.",
        "Write `org-` and four to eight lower-case letters or digits that tell nothing.",
    ),
    "vocabulary_release": ("This is not the name of a release.", "Write the release as `YYYY.MM`."),
    "schema_version": ("This is not a version of the report model.", "Write three numbers, such as `1.0.0`."),
    "languages": ("This is not a language tag.", "Write a BCP 47 tag, such as `en`, `pt-BR` or `zh-Hant`."),
    "scheme": ("This is not the identifier of a scheme.", "Write the scheme's identifier in this registry."),
    "notation": ("This is not a notation.", "Write the code on one line of at most 120 characters."),
    "version": ("This is not a version.", "Write the version on one line of at most 120 characters."),
}
_MONTH = ("This is not a month.", "Write `YYYY-MM`, without a day or a time.")
# Slots whose closed lists have rules of their own, which say what is meant instead.
_OWN_RULE = frozenset({"enum", "const"})


def collect(errors: Iterable[Any], report: dict[str, Any]) -> dict[str, list[Problem]]:
    """Return what the JSON Schema says, by rule, in words of the schema."""
    found: dict[str, list[Problem]] = {}
    for error in errors:
        for code, problem in _translated(error, report):
            found.setdefault(code, []).append(problem)
    return found


def _translated(error: Any, report: dict[str, Any]) -> Iterable[tuple[str, Problem]]:
    kind = error.kind
    name = kind.name
    path = list(error.instance_path)
    pointer = _pointer(path)
    slot = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    if name in _OWN_RULE:
        return
    if name == "required":
        wanted = kind.property
        if "allOf" in error.schema_path:
            yield "HLX-R017", _one_code(pointer)
        else:
            hint = f"Add it: {_meaning(wanted)}"
            yield "HLX-R010", Problem(pointer, f"The field `{wanted}` is missing.", hint)
    elif name == "additionalProperties":
        holder = _value(report, path)
        yield "HLX-R011", _undeclared(pointer, holder, set(kind.unexpected))
    elif name == "type":
        kinds = getattr(kind, "types", None) or []
        words = " or ".join(_KINDS.get(str(one), "another kind of value") for one in kinds) or "another kind of value"
        null = " It is null." if _value(report, path) is None else ""
        hint = "Leave the field out." if null else "Correct the value; leave the field out where it is not known."
        yield "HLX-R012", Problem(pointer, f"Here must stand {words}.{null}", hint)
    elif name == "pattern":
        said, hint = _FORMS.get(slot, _MONTH)
        yield "HLX-R013", Problem(pointer, said, hint)
    elif name in {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}:
        word = "below" if "inimum" in name else "above"
        said = f"The number is {word} {kind.limit:,}."
        yield "HLX-R014", Problem(pointer, said, "Correct it, or leave the field out where it is not known.")
    elif name in {"minItems", "maxItems"}:
        word = "fewer" if name == "minItems" else "more"
        said = f"The list has {word} than {kind.limit:,} entries."
        yield "HLX-R015", Problem(pointer, said, "Fill or shorten the list, or leave it out.")
    elif name == "anyOf":
        said = "The classification has neither a concept nor a scheme's code."
        yield "HLX-R017", Problem(pointer, said, "Add `concept`, or `original` with `scheme` and `notation`.")
    elif name == "not":
        yield "HLX-R017", _one_code(pointer)
    else:
        hint = "Compare it with the JSON Schema of the release."
        yield "HLX-R012", Problem(pointer, "The value does not have the form of the model.", hint)


def by_rule(code: str, pointer: str = "", byte: int | None = None) -> tuple[str, Problem]:
    """Return what there is to say about a record that cannot be read."""
    said, hint = UNREADABLE[code]
    if byte is not None:
        said = f"{said[:-1]}, at byte {byte + 1:,} of the record."
    return code, Problem(pointer, said, hint)


def _one_code(pointer: str) -> Problem:
    said = "The count needs exactly one of a concept and a notation."
    return Problem(pointer, said, "Keep `concept` for codes of the hub, `notation` for codes of the scheme.")


def _undeclared(pointer: str, holder: Any, unexpected: set[str]) -> Problem:
    """Say where undeclared fields stand by their positions, as their names are values that somebody typed."""
    places = [place for place, key in enumerate(holder, 1) if key in unexpected]
    shown = ", ".join(str(place) for place in places[:5]) + (" …" if len(places) > 5 else "")
    if len(places) == 1:
        said = f"There is a field that the model does not have: number {shown} of this object's fields."
    else:
        said = f"There are {len(places)} fields that the model does not have: numbers {shown} of this object's fields."
    near = _near_slot(unexpected)
    hint = f"Delete it, or write `{near}` if that is meant." if near else "Delete it; a report has no room for remarks."
    return Problem(pointer, said, hint)


def _near_slot(unexpected: set[str]) -> str | None:
    return _near_name(next(iter(unexpected))[:60]) if len(unexpected) == 1 else None


@lru_cache(maxsize=1_000)
def _near_name(key: str) -> str | None:
    """Return the field that is meant; the same wrong name stands in thousands of reports."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(key.casefold()[:60], sorted(declared_slots()), scorer=fuzz.ratio, score_cutoff=75)
    return str(near[0]) if near else None


def _meaning(slot: str) -> str:
    for definition in generated_schema().values():
        shape = definition["properties"].get(slot)
        if shape and shape.get("description"):
            text = str(shape["description"])
            return text[0].lower() + text[1:]
    return "see the reference of the model."


def _pointer(path: list[str | int]) -> str:
    """Return a pointer that names declared slots only."""
    out = ""
    for part in path:
        if isinstance(part, str) and part not in declared_slots():
            break
        out += f"/{part}"
    return out


def _value(report: Any, path: list[str | int]) -> Any:
    for part in path:
        report = report[part]
    return report
