"""The closed form of a report under one release, as structs that decode nothing else.

Every field is a closed list of the release or a bounded number, so that what decodes needs no further look at its
form; only identifiers are texts. Structs are frozen, so that a part can be looked up as a whole.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Union

import msgspec
from msgspec import UNSET, Meta, UnsetType

from harmlex.report.countries import COMMON_LANGUAGES, COUNTRIES
from harmlex.report.schema import generated_schema
from harmlex.report.vocabulary import Vocabulary

__all__ = ["months_until", "report_type"]

_NEVER = "\x00"
# Stands for a month that is not said; it comes after every month and no report can write it.
_NO_MONTH = "~"


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
    return msgspec.defstruct(
        name, [*required, *optional], forbid_unknown_fields=True, omit_defaults=True, gc=False, frozen=True
    )


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
    tables = vocabulary.schemes.values()
    # No accepted text contains a comma, which is how a key that stands twice is found in a line with spaces.
    notations = sorted({one for table in tables for one in table.notations if "," not in one})
    versions = sorted({one for table in tables for one in table.versions if "," not in one})
    code = _struct(
        "SchemeCode",
        scheme=_one_of(sorted(vocabulary.schemes)),
        notation=_one_of(notations),
        version=opt(_one_of(versions)),
    )
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
