"""The records of the compiled registry, one struct for each class of the schema.

Field names are those of the data (``prefLabel``, ``label_notes``); a language map is a dict from BCP 47 tag to text,
or to a tuple of texts. A record that the registry does not give is ``None`` or empty.
"""

from __future__ import annotations

import msgspec

__all__ = [
    "Change",
    "Code",
    "CodeList",
    "Concept",
    "Criterion",
    "Decision",
    "Deprecation",
    "Distinction",
    "Facet",
    "Initiative",
    "Interval",
    "LabelNote",
    "LangText",
    "LangTexts",
    "NarrowerStatement",
    "Organisation",
    "Release",
    "Scheme",
    "SchemeConcept",
    "SchemeVersion",
    "Source",
]

LangText = dict[str, str]
LangTexts = dict[str, tuple[str, ...]]


class _Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The common form: frozen, and absent where nothing is said."""


class Interval(_Record, frozen=True):
    """Whole numbers from ``min``, inclusive, to ``max``, exclusive; ``None`` is an open side."""

    min: int | None = None
    max: int | None = None


class Change(_Record, frozen=True):
    """One change of a record."""

    date: str
    kind: str
    note: LangText
    decisions: tuple[str, ...] = ()


class Deprecation(_Record, frozen=True):
    """When and why a record was deprecated."""

    date: str
    reason: LangText
    no_replacement: bool = False


class LabelNote(_Record, frozen=True):
    """A fact about one label: usage advice, a long form, or the source of a translation."""

    form: LangText
    usage: str | None = None
    instead: tuple[str, ...] = ()
    say: LangText = {}
    reason: LangText = {}
    abbreviates: LangText = {}
    source: str | None = None
    where: str | None = None
    evidence: str | None = None
    native_review: str | None = None
    note: LangText = {}


class NarrowerStatement(_Record, frozen=True):
    """Whether the narrower concepts cover the concept and exclude each other."""

    exhaustive: str
    disjoint: str


class Distinction(_Record, frozen=True):
    """A concept that people confuse with this one, and the difference."""

    concept: str
    because: LangText


class Criterion(_Record, frozen=True):
    """One necessary condition in one facet: codes, or an interval."""

    facet: str
    source: str
    values: tuple[str, ...] = ()
    interval: Interval | None = None
    where: str | None = None
    evidence: str | None = None
    inferred: bool = False
    note: LangText = {}


class Concept(_Record, frozen=True):
    """A harm concept of the hub vocabulary; it stands for the set of incidents that it covers."""

    id: str
    status: str
    prefLabel: LangText
    population: str
    material: str
    reportable: bool
    changes: tuple[Change, ...]
    altLabel: LangTexts = {}
    hiddenLabel: LangTexts = {}
    label_notes: tuple[LabelNote, ...] = ()
    definition: LangText = {}
    definition_sources: tuple[str, ...] = ()
    use_when: LangText = {}
    do_not_use_when: LangText = {}
    examples: LangTexts = {}
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    narrower_are: NarrowerStatement | None = None
    distinguish_from: tuple[Distinction, ...] = ()
    four_c: str | None = None
    live: bool = False
    criteria: tuple[Criterion, ...] = ()
    criteria_define: bool = False
    offline_counterpart: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()
    known_gaps: LangText = {}
    notes: LangTexts = {}
    decisions: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()
    deprecation: Deprecation | None = None

    @property
    def label(self) -> str:
        """The preferred label in English, or in the first language there is."""
        return self.prefLabel.get("en") or next(iter(self.prefLabel.values()), self.id)

    def __str__(self) -> str:
        """Id and label."""
        return f"{self.id} {self.label}"


class SchemeVersion(_Record, frozen=True):
    """One version of a scheme."""

    version: str
    issued: str | None = None
    note: LangText = {}
    source: str | None = None
    evidence: str | None = None


class SchemeConcept(_Record, frozen=True):
    """One concept, code, category, provision or value of an organisation's scheme."""

    id: str
    type: str
    source: str | None = None
    evidence: str | None = None
    notation: str | None = None
    prefLabel: LangText = {}
    altLabel: LangTexts = {}
    hiddenLabel: LangTexts = {}
    label_notes: tuple[LabelNote, ...] = ()
    gloss: LangText = {}
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    narrower_are: NarrowerStatement | None = None
    population: str | None = None
    material: str | None = None
    live: bool = False
    criteria: tuple[Criterion, ...] = ()
    criteria_define: bool = False
    valid_from: str | None = None
    valid_until: str | None = None
    scheme_version: str | None = None
    replaced_by: tuple[str, ...] = ()
    deprecation: Deprecation | None = None
    where: str | None = None
    inferred: bool = False
    notes: LangTexts = {}

    @property
    def label(self) -> str:
        """The preferred label in English, else in the first language there is, else the notation or id."""
        return self.prefLabel.get("en") or next(iter(self.prefLabel.values()), self.notation or self.id)

    def __str__(self) -> str:
        """Id and label."""
        return f"{self.id} {self.label}"


class Source(_Record, frozen=True):
    """A document, page or file that a statement rests on."""

    id: str
    title: str
    published_by: str
    seen: str
    sector: str | None = None
    issued: str | None = None
    url: str | None = None
    languages: tuple[str, ...] = ()
    licence: str | None = None
    note: LangText = {}


class Scheme(_Record, frozen=True):
    """An organisation's classification, glossary, form or law, as this registry describes it."""

    id: str
    title: LangText
    publisher: str
    status: str
    url: str
    kind: str
    scope: str
    access: str
    licence: str
    publishing_right: str
    languages: tuple[str, ...]
    description: LangText
    coverage: str
    created: str
    modified: str
    version: str | None = None
    issued: str | None = None
    licence_url: str | None = None
    coverage_note: LangText = {}
    distinct_codes: bool = False
    versions: tuple[SchemeVersion, ...] = ()
    replaced_by: tuple[str, ...] = ()
    notes: LangTexts = {}
    changes: tuple[Change, ...] = ()
    concepts: tuple[SchemeConcept, ...] = ()

    @property
    def label(self) -> str:
        """The title in English, or in the first language there is."""
        return self.title.get("en") or next(iter(self.title.values()), self.id)

    def __str__(self) -> str:
        """Id and label."""
        return f"{self.id} {self.label}"


class Code(_Record, frozen=True):
    """One entry of a code list."""

    id: str
    prefLabel: LangText
    definition: LangText
    status: str | None = None
    notation: str | None = None
    altLabel: LangTexts = {}
    hiddenLabel: LangTexts = {}
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    interval: Interval | None = None
    hash_kind: str | None = None
    digest_bits: int | None = None
    digest_encoding: str | None = None
    used_in_ocsea: LangText = {}
    used_in_tfgbv: LangText = {}
    source: str | None = None
    where: str | None = None
    evidence: str | None = None
    notes: LangTexts = {}
    replaced_by: tuple[str, ...] = ()
    deprecation: Deprecation | None = None

    @property
    def label(self) -> str:
        """The preferred label in English, or in the first language there is."""
        return self.prefLabel.get("en") or next(iter(self.prefLabel.values()), self.id)


class CodeList(_Record, frozen=True):
    """A small list of codes that reports and criteria use."""

    id: str
    title: LangText
    description: LangText
    status: str
    created: str
    modified: str
    entries: tuple[Code, ...]
    notes: LangTexts = {}


class Facet(_Record, frozen=True):
    """A respect in which records differ; criteria are written facet by facet."""

    id: str
    prefLabel: LangText
    definition: LangText
    exclusivity: str
    values_from: str | None = None
    measured_in: str | None = None
    notes: LangTexts = {}


class Organisation(_Record, frozen=True):
    """An organisation that publishes a scheme or runs an initiative."""

    id: str
    name: LangText
    sector: str
    altName: tuple[str, ...] = ()
    country: str | None = None
    url: str | None = None
    source: str | None = None
    evidence: str | None = None
    note: LangText = {}


class Initiative(_Record, frozen=True):
    """A joint programme, service or standard of the field."""

    id: str
    name: LangText
    organisations: tuple[str, ...]
    scope: str
    shares: LangText
    source: str
    evidence: str
    altName: tuple[str, ...] = ()
    started: str | None = None
    schemes: tuple[str, ...] = ()
    url: str | None = None
    notes: LangTexts = {}


class Decision(_Record, frozen=True):
    """An editorial decision about meaning, scope or wording that someone may contest."""

    id: str
    title: LangText
    date: str
    decision_status: str
    context: LangText
    options: LangTexts
    decision: LangText
    consequences: LangText
    decided_by: tuple[str, ...]
    about: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    superseded_by: str | None = None


class Release(_Record, frozen=True):
    """The release that a compiled registry is."""

    release: str
    date: str
    title: LangText
    description: LangText
    licence: str
    licence_url: str
    previous: str | None = None
