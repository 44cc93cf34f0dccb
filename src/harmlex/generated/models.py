"""The registry's records as pydantic classes, for people who build records in code.

Generated from schema/ by `harmlex generate`; never edited by hand. `to_record()` gives back plain data.
"""

from __future__ import annotations

import re
import sys
from datetime import (
    date,
    datetime,
    time
)
from decimal import Decimal
from enum import Enum
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Optional,
    Union
)

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    SerializationInfo,
    SerializerFunctionWrapHandler,
    StrictBool,
    StrictInt,
    StringConstraints,
    field_validator,
    model_serializer,
    model_validator
)


metamodel_version = "1.12.0"
version = "1.0.0"


class ConfiguredBaseModel(BaseModel):
    model_config = ConfigDict(
        serialize_by_alias = True,
        validate_by_name = True,
        validate_assignment = True,
        validate_default = True,
        extra = "forbid",
        arbitrary_types_allowed = True,
        use_enum_values = True,
        strict = False,
    )
    @model_validator(mode="before")
    @classmethod
    def _nothing_is_null(cls, data: Any) -> Any:
        """What is not said is absent."""
        if isinstance(data, dict):
            nulls = sorted(str(name) for name, value in data.items() if value is None)
            if nulls:
                raise ValueError(f"leave out what is not said, instead of null: {', '.join(nulls)}")
        return data

    @model_validator(mode="after")
    def _one_of_two(self) -> "ConfiguredBaseModel":
        """Hold the schema's rules that exactly one of two slots is there."""
        for first, second in _EXACTLY_ONE.get(type(self).__name__, ()):
            if (getattr(self, first) is None) == (getattr(self, second) is None):
                raise ValueError(f"exactly one of {first} and {second} must be there")
        needed = _AT_LEAST_ONE.get(type(self).__name__, ())
        if needed and all(getattr(self, name) is None for name in needed):
            raise ValueError(f"at least one of {' and '.join(needed)} must be there")
        return self

    def to_record(self) -> dict[str, Any]:
        """Return the record as plain data, without what is not said."""
        return self.model_dump(mode="json", exclude_none=True)


Line = Annotated[str, StringConstraints(pattern=r"""^\S(.*\S)?$""")]
ConceptId = Annotated[str, StringConstraints(pattern=r"""^hlx:H[0-9]{4,6}$""")]
SchemeConceptId = Annotated[str, StringConstraints(pattern=r"""^[a-z0-9][a-z0-9-]*:[A-Za-z0-9._-]+$""")]
CodeId = Annotated[str, StringConstraints(pattern=r"""^[a-z0-9][a-z0-9-]*:[a-z0-9._-]+$""")]
RecordId = Annotated[str, StringConstraints(pattern=r"""^[a-z0-9][a-z0-9-]*:[A-Za-z0-9._-]+$""")]
SlugId = Annotated[str, StringConstraints(pattern=r"""^[a-z0-9][a-z0-9-]*$""")]
DecisionId = Annotated[str, StringConstraints(pattern=r"""^D[0-9]{4}$""")]
Day = Annotated[str, StringConstraints(pattern=r"""^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$""")]
PartialDate = Annotated[str, StringConstraints(pattern=r"""^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$""")]
LanguageTag = Annotated[str, StringConstraints(pattern=r"""^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$""")]
WebAddress = Annotated[str, StringConstraints(pattern=r"""^https?://[^\s<>"{}|\\^`]+$""")]
Text = Annotated[str, StringConstraints(pattern=r"""^\S([\s\S]*\S)?$""")]
ReportId = Annotated[str, StringConstraints(pattern=r"""^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$""")]
ReporterId = Annotated[str, StringConstraints(pattern=r"""^org-[0-9a-z]{4,8}$""")]
Month = Annotated[str, StringConstraints(pattern=r"""^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$""")]
CountryCode = Annotated[str, StringConstraints(pattern=r"""^[A-Z]{2}$""")]
SchemaVersion = Annotated[str, StringConstraints(pattern=r"""^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$""")]
ReleaseName = Annotated[str, StringConstraints(pattern=r"""^20[0-9]{2}\.(0[1-9]|1[0-2])(\.[1-9][0-9]{0,2})?$""")]
Notation = Annotated[str, StringConstraints(pattern=r"""^\S(.{0,118}\S)?$""")]
LanguageMap = Annotated[dict[LanguageTag, Text], Field(min_length=1)]
LanguageMapOfLists = Annotated[dict[LanguageTag, Annotated[list[Text], Field(min_length=1)]], Field(min_length=1)]

_EXACTLY_ONE: dict[str, tuple[tuple[str, str], ...]] = {'Criterion': (('interval', 'values'),), 'CodeCount': (('concept', 'notation'),)}

_AT_LEAST_ONE: dict[str, tuple[str, ...]] = {'Classification': ('concept', 'original')}
linkml_meta = None

class Status(str, Enum):
    """
    Where a record stands in its life. Nothing is accepted until a decision of a real reviewer is recorded.
    """
    proposed = "proposed"
    """
    Written by the registry's editors and open to review.
    """
    accepted = "accepted"
    """
    Accepted by a recorded decision.
    """
    deprecated = "deprecated"
    """
    No longer to be used; kept, with its reason and its successor.
    """
    rejected = "rejected"
    """
    Proposed and declined; kept, with the reason.
    """


class Usage(str, Enum):
    """
    What we advise about one label. The three levels follow the Terminology Guidelines' groups.
    """
    preferred = "preferred"
    """
    May be used without concern.
    """
    care = "care"
    """
    Use with special care; the reason says when.
    """
    avoid = "avoid"
    """
    Do not use; the note says why and what to say instead.
    """


class Evidence(str, Enum):
    """
    How a statement about an organisation, a law or a label is known.
    """
    verified = "verified"
    """
    Read in the publisher's own text.
    """
    reported = "reported"
    """
    Read in another's text, a reprint or an archived copy.
    """
    recalled = "recalled"
    """
    General knowledge, not seen in a source; shown as not confirmed.
    """


class Population(str, Enum):
    """
    Whom the record is about. It is a statement about the record, not about each person in it.
    """
    child = "child"
    """
    At least one affected person is under 18 years.
    """
    adult = "adult"
    """
    No affected person is under 18 years.
    """
    any = "any"
    """
    Affected persons may be of any age.
    """


class FourC(str, Enum):
    """
    The class of online risk (content, contact, conduct, contract) that the harm belongs to.
    """
    content = "content"
    """
    Harm through material that a person sees or that shows a person.
    """
    contact = "contact"
    """
    Harm that comes from someone who reaches out to, targets or pursues a person.
    """
    conduct = "conduct"
    """
    Harm that comes from what people do to each other as participants, including peers and partners.
    """
    contract = "contract"
    """
    Harm through being exploited, traded or bound for another's gain.
    """


class Material(str, Enum):
    """
    What image, video, audio or drawn material a record of this concept involves.
    """
    none = "none"
    """
    The concept involves no material.
    """
    real = "real"
    """
    At least one item shows a real person as recorded.
    """
    synthetic = "synthetic"
    """
    There is material, and none of it is real: generated, altered or drawn.
    """
    either = "either"
    """
    Open; material may be real, synthetic or absent.
    """


class Exhaustiveness(str, Enum):
    """
    Whether the narrower concepts together cover the concept.
    """
    exhaustive = "exhaustive"
    """
    Every record of the concept falls under at least one narrower concept.
    """
    open = "open"
    """
    Some records fall under none of the narrower concepts.
    """
    unknown = "unknown"
    """
    Not decided.
    """


class Disjointness(str, Enum):
    """
    Whether the narrower concepts exclude each other.
    """
    disjoint = "disjoint"
    """
    No record falls under two of the narrower concepts.
    """
    overlapping = "overlapping"
    """
    A record may fall under several of the narrower concepts.
    """
    unknown = "unknown"
    """
    Not decided.
    """


class Scope(str, Enum):
    """
    The field that a scheme or an initiative serves.
    """
    tfgbv = "tfgbv"
    """
    Technology-facilitated gender-based violence.
    """
    ocsea = "ocsea"
    """
    Online child sexual exploitation and abuse.
    """
    both = "both"
    """
    Both fields.
    """
    general_online_harms = "general-online-harms"
    """
    Online harms at large, among them ours.
    """


class SchemeKind(str, Enum):
    """
    What a scheme is used for by its publisher.
    """
    classification = "classification"
    """
    Grades or classes for material or incidents.
    """
    glossary = "glossary"
    """
    Terms with explanations.
    """
    legal_instrument = "legal-instrument"
    """
    A treaty, directive, statute or guideline whose provisions name harms.
    """
    reporting_form = "reporting-form"
    """
    Fields and values of a report or a database.
    """
    typology = "typology"
    """
    A list of forms of a harm.
    """
    signal_taxonomy = "signal-taxonomy"
    """
    Signals that organisations exchange.
    """
    label_set = "label-set"
    """
    Labels that a classifier or a moderation system assigns.
    """
    indicator_framework = "indicator-framework"
    """
    Items of a survey or an indicator set.
    """


class Access(str, Enum):
    """
    Who can read the publisher's own text.
    """
    public = "public"
    """
    Anyone.
    """
    on_request = "on-request"
    """
    Those who ask the publisher.
    """
    members_only = "members-only"
    """
    Members or partners of the publisher.
    """


class PublishingRight(str, Enum):
    """
    How much of a scheme this registry may publish. It is applied when the artefact is compiled.
    """
    none = "none"
    """
    Only that the scheme exists, who publishes it and where.
    """
    codes = "codes"
    """
    Identifiers and notations, no labels.
    """
    labels = "labels"
    """
    Identifiers, notations and labels, with our own gloss.
    """
    full = "full"
    """
    Everything, including the publisher's own wording under its licence.
    """


class Coverage(str, Enum):
    """
    How much of a scheme the registry holds.
    """
    complete = "complete"
    """
    All its concepts.
    """
    partial = "partial"
    """
    Some of them; the coverage note says what is missing and why.
    """


class SchemeConceptType(str, Enum):
    """
    What kind of thing a scheme's concept stands for. Only harms and groupings are sets of incidents and enter inference; the others map to code lists.
    """
    harm = "harm"
    """
    An act, a material or a situation: a set of incidents.
    """
    grouping = "grouping"
    """
    A heading that gathers others; still a set of incidents.
    """
    field = "field"
    """
    A field, facet or list of a form, not a value.
    """
    age = "age"
    """
    An age or a stage of development.
    """
    person = "person"
    """
    A role, relationship, gender or other attribute of a person.
    """
    channel = "channel"
    """
    How a report came in, or where something happened.
    """
    action = "action"
    """
    What somebody did in response.
    """
    attribute = "attribute"
    """
    An attribute of a report, a file or an assessment.
    """
    technology = "technology"
    """
    A tool, a hash format or a method.
    """
    impact = "impact"
    """
    A consequence for the person affected.
    """
    other = "other"
    """
    None of these.
    """


class Seen(str, Enum):
    """
    How much of a source the registry's editors read.
    """
    full_text = "full-text"
    """
    The whole page or document.
    """
    excerpt = "excerpt"
    """
    Parts of it.
    """
    repository_file = "repository-file"
    """
    A file in a public code repository.
    """
    not_seen = "not-seen"
    """
    Known of, not read.
    """


class Sector(str, Enum):
    """
    The kind of body that speaks in a source.
    """
    hotline = "hotline"
    """
    A hotline or a clearing house for reports.
    """
    law_enforcement = "law-enforcement"
    """
    Police or prosecution.
    """
    platform = "platform"
    """
    An online service, its trade body or a maker of safety technology.
    """
    regulator = "regulator"
    """
    A regulator or a ministry.
    """
    legislation = "legislation"
    """
    A treaty, a law or an official guideline.
    """
    intergovernmental = "intergovernmental"
    """
    A United Nations agency or another body of states.
    """
    helpline = "helpline"
    """
    A helpline or a service for survivors.
    """
    civil_society = "civil-society"
    """
    A non-governmental organisation, foundation or coalition.
    """
    research = "research"
    """
    A university, a research institute or a study.
    """
    standards = "standards"
    """
    A standards body or a maker of open specifications.
    """
    media = "media"
    """
    A newspaper, an encyclopaedia or an individual.
    """


class NativeReview(str, Enum):
    """
    Whether an expert who is a native speaker has reviewed a label.
    """
    none = "none"
    """
    Nobody has.
    """
    reviewed = "reviewed"
    """
    A named reviewer has, and a decision record says so.
    """


class ChangeKind(str, Enum):
    """
    What was done to a record.
    """
    created = "created"
    """
    The record was written.
    """
    definition_changed = "definition-changed"
    """
    The wording of the definition changed, not its meaning.
    """
    label_changed = "label-changed"
    """
    A label was added, changed or given a note.
    """
    hierarchy_changed = "hierarchy-changed"
    """
    Broader or related concepts changed.
    """
    criteria_changed = "criteria-changed"
    """
    Criteria or other facts for machines changed.
    """
    scope_changed = "scope-changed"
    """
    The advice on when to use the concept changed.
    """
    source_changed = "source-changed"
    """
    A source was added or its evidence changed.
    """
    deprecated = "deprecated"
    """
    The record was deprecated.
    """
    corrected = "corrected"
    """
    A mistake was mended.
    """


class DecisionStatus(str, Enum):
    """
    Where an editorial decision stands.
    """
    proposed = "proposed"
    """
    The editors' working choice; nobody outside has decided.
    """
    accepted = "accepted"
    """
    Decided by named reviewers.
    """
    superseded = "superseded"
    """
    Replaced by a later decision.
    """


class Exclusivity(str, Enum):
    """
    How many values of a facet one record can have.
    """
    one = "one"
    """
    A record has at most one value.
    """
    many = "many"
    """
    A record may have several values.
    """


class Concept(ConfiguredBaseModel):
    """
    A harm concept of the hub vocabulary. It stands for the set of incidents that it covers.
    """
    id: ConceptId = Field(default=..., description="""The permanent identifier of the record.""")
    status: Status = Field(default=..., description="""Where the record stands in its life.""")
    prefLabel: LanguageMap = Field(default=..., description="""The preferred label, one in each language.""")
    altLabel: Optional[LanguageMapOfLists] = Field(default=None, description="""Other labels that may be used, such as synonyms and acronyms.""")
    hiddenLabel: Optional[LanguageMapOfLists] = Field(default=None, description="""Labels that are searched and never shown bare: misspellings, inflected forms and words to avoid. A word to avoid also has a label note.""")
    label_notes: Optional[list[LabelNote]] = Field(default=None, description="""Facts about single labels: usage advice, what an acronym stands for, the source of a translation.""")
    definition: Optional[LanguageMap] = Field(default=None, description="""What the concept means, in the registry's own words, genus first, 8 to 60 words.""")
    definition_sources: Optional[list[SlugId]] = Field(default=None, description="""The sources that the definition rests on.""")
    use_when: Optional[LanguageMap] = Field(default=None, description="""When to code a report with the concept.""")
    do_not_use_when: Optional[LanguageMap] = Field(default=None, description="""When not to, and which concept to use then.""")
    examples: Optional[LanguageMapOfLists] = Field(default=None, description="""Abstract examples without detail. Never graphic, never a real case.""")
    broader: Optional[list[ConceptId]] = Field(default=None, description="""The more general harm concepts; absent only for the two roots.""")
    related: Optional[list[ConceptId]] = Field(default=None, description="""Concepts that a reader may also want, neither more general nor more special.""")
    narrower_are: Optional[NarrowerStatement] = Field(default=None, description="""Whether the narrower concepts cover the concept and whether they exclude each other. Counts depend on it.""")
    distinguish_from: Optional[list[Distinction]] = Field(default=None, description="""Concepts that people confuse with this one, with the difference that a coder can observe.""")
    population: Population = Field(default=..., description="""Whom the record is about.""")
    four_c: Optional[FourC] = Field(default=None, description="""The class of online risk.""")
    material: Material = Field(default=..., description="""What material a record of the concept involves.""")
    live: Optional[StrictBool] = Field(default=None, description="""True where every record of the concept involves a live transmission.""")
    reportable: StrictBool = Field(default=..., description="""True where a report may be coded with the concept; false where it only groups others.""")
    criteria: Optional[list[Criterion]] = Field(default=None, description="""Facet by facet, the values that the concept requires. Each criterion is necessary.""")
    criteria_define: Optional[StrictBool] = Field(default=None, description="""True where the broader concepts and all the criteria together are also sufficient: whatever falls under all broader concepts and meets all criteria falls under the concept.""")
    offline_counterpart: Optional[list[CodeId]] = Field(default=None, description="""The forms of offline violence that the harm continues, as codes of the offline-gbv list.""")
    legal: Optional[list[SchemeConceptId]] = Field(default=None, description="""Legal provisions in the registry that name the harm or a part of it. Not legal advice.""")
    known_gaps: Optional[LanguageMap] = Field(default=None, description="""What is not known or not settled about the concept.""")
    notes: Optional[LanguageMapOfLists] = Field(default=None, description="""What a curator must know, such as traps, conflicts between versions and what could not be confirmed.""")
    decisions: Optional[list[DecisionId]] = Field(default=None, description="""The editorial decisions that shaped the record.""")
    replaced_by: Optional[list[ConceptId]] = Field(default=None, description="""The record or records to use instead of a deprecated one.""")
    deprecation: Optional[Deprecation] = Field(default=None, description="""When and why the record was deprecated.""")
    changes: list[Change] = Field(default=..., description="""What changed in the record, oldest first.""", min_length=1)


class LabelNote(ConfiguredBaseModel):
    """
    A fact about one label of a record, such as usage advice, the long form of an acronym or the source of a translation.
    """
    form: LanguageMap = Field(default=..., description="""The label that the note is about, with its one language, exactly as it stands among the record's labels.""", max_length=1)
    usage: Optional[Usage] = Field(default=None, description="""What we advise about the label.""")
    instead: Optional[list[RecordId]] = Field(default=None, description="""The concept or concepts whose preferred label is to be said instead.""")
    say: Optional[LanguageMap] = Field(default=None, description="""The phrase to say instead, where it differs from the preferred label of the concept.""")
    reason: Optional[LanguageMap] = Field(default=None, description="""Why, in one or two sentences.""")
    abbreviates: Optional[LanguageMap] = Field(default=None, description="""The long form that an acronym stands for.""")
    source: Optional[SlugId] = Field(default=None, description="""The source that says it.""")
    where: Optional[Line] = Field(default=None, description="""The place in the source, such as a section, an article or a field name.""")
    evidence: Optional[Evidence] = Field(default=None, description="""How the statement is known.""")
    native_review: Optional[NativeReview] = Field(default=None, description="""Whether an expert who is a native speaker has reviewed the label.""")
    note: Optional[LanguageMap] = Field(default=None, description="""What was done or must be known, in one or two sentences.""")


class NarrowerStatement(ConfiguredBaseModel):
    """
    What is known about the narrower concepts of a concept as a group.
    """
    exhaustive: Exhaustiveness = Field(default=..., description="""Whether the narrower concepts together cover the concept.""")
    disjoint: Disjointness = Field(default=..., description="""Whether the narrower concepts exclude each other.""")


class Distinction(ConfiguredBaseModel):
    """
    A concept that people confuse with this one, and how to tell them apart.
    """
    concept: ConceptId = Field(default=..., description="""The concept that the statement is about.""")
    because: LanguageMap = Field(default=..., description="""The difference, in one sentence about the other concept.""")


class Criterion(ConfiguredBaseModel):
    """
    One necessary condition in one facet, as codes or as an interval.
    """
    facet: SlugId = Field(default=..., description="""The facet that the criterion is about.""")
    values: Optional[list[CodeId]] = Field(default=None, description="""The codes of which at least one must hold. For a facet with one value the record's value is among them; for a facet with many at least one of the record's values is.""")
    interval: Optional[Interval] = Field(default=None, description="""The interval that the value must lie in.""")
    source: SlugId = Field(default=..., description="""The source that says it.""")
    where: Optional[Line] = Field(default=None, description="""The place in the source, such as a section, an article or a field name.""")
    evidence: Optional[Evidence] = Field(default=None, description="""How the statement is known.""")
    inferred: Optional[StrictBool] = Field(default=None, description="""True where the statement is the editors' inference and not what the source says.""")
    note: Optional[LanguageMap] = Field(default=None, description="""What was done or must be known, in one or two sentences.""")


class Interval(ConfiguredBaseModel):
    """
    Whole numbers from `min`, inclusive, to `max`, exclusive. Without a bound it is open on that side.
    """
    min: Optional[StrictInt] = Field(default=None, description="""The lower bound, inclusive; absent where there is none.""", ge=0)
    max: Optional[StrictInt] = Field(default=None, description="""The upper bound, exclusive; absent where there is none. Under 18 is written 18.""", ge=1)


class Change(ConfiguredBaseModel):
    """
    One change of a record.
    """
    date: Day = Field(default=..., description="""The day.""")
    kind: ChangeKind = Field(default=..., description="""What kind of thing it is.""")
    note: LanguageMap = Field(default=..., description="""What was done or must be known, in one or two sentences.""")
    decisions: Optional[list[DecisionId]] = Field(default=None, description="""The editorial decisions that shaped the record.""")


class Deprecation(ConfiguredBaseModel):
    """
    When and why a record was deprecated.
    """
    date: Day = Field(default=..., description="""The day.""")
    reason: LanguageMap = Field(default=..., description="""Why, in one or two sentences.""")
    no_replacement: Optional[StrictBool] = Field(default=None, description="""True where it was decided that nothing replaces the record.""")


class Scheme(ConfiguredBaseModel):
    """
    The classification, glossary, form, law or other list of terms of one organisation, as this registry describes it.
    """
    id: SlugId = Field(default=..., description="""The permanent identifier of the record.""")
    title: LanguageMap = Field(default=..., description="""The title, one in each language.""")
    publisher: SlugId = Field(default=..., description="""The organisation that publishes it.""")
    status: Status = Field(default=..., description="""Where the record stands in its life.""")
    version: Optional[Line] = Field(default=None, description="""The version as the publisher states it.""")
    issued: Optional[PartialDate] = Field(default=None, description="""When the publisher issued it.""")
    url: WebAddress = Field(default=..., description="""Where it can be read.""")
    kind: SchemeKind = Field(default=..., description="""What kind of thing it is.""")
    scope: Scope = Field(default=..., description="""The field that it serves.""")
    access: Access = Field(default=..., description="""Who can read the publisher's own text.""")
    licence: Line = Field(default=..., description="""The licence as the publisher states it, or `unknown`.""")
    licence_url: Optional[WebAddress] = Field(default=None, description="""The address of the licence, where the publisher names one.""")
    publishing_right: PublishingRight = Field(default=..., description="""How much of the scheme this registry may publish.""")
    languages: list[LanguageTag] = Field(default=..., description="""The languages that the publisher uses.""", min_length=1)
    description: LanguageMap = Field(default=..., description="""What the thing is, in the registry's own words.""")
    coverage: Coverage = Field(default=..., description="""How much of the scheme the registry holds.""")
    coverage_note: Optional[LanguageMap] = Field(default=None, description="""What is missing and why.""")
    distinct_codes: Optional[StrictBool] = Field(default=None, description="""True where no two concepts of the scheme can mean the same.""")
    versions: Optional[list[SchemeVersion]] = Field(default=None, description="""The versions that the registry knows, oldest first.""")
    created: Day = Field(default=..., description="""The day the record was written.""")
    modified: Day = Field(default=..., description="""The day the record last changed in substance.""")
    replaced_by: Optional[list[SlugId]] = Field(default=None, description="""The record or records to use instead of a deprecated one.""")
    sources: list[Source] = Field(default=..., description="""The sources that a file brings with it. Their identifiers are unique in the whole registry.""", min_length=1)
    notes: Optional[LanguageMapOfLists] = Field(default=None, description="""What a curator must know, such as traps, conflicts between versions and what could not be confirmed.""")
    changes: Optional[list[Change]] = Field(default=None, description="""What changed in the record, oldest first.""")
    concepts: Optional[list[SchemeConcept]] = Field(default=None, description="""The concepts of the scheme.""")


class SchemeVersion(ConfiguredBaseModel):
    """
    One version of a scheme.
    """
    version: Line = Field(default=..., description="""The version as the publisher states it.""")
    issued: Optional[PartialDate] = Field(default=None, description="""When the publisher issued it.""")
    note: Optional[LanguageMap] = Field(default=None, description="""What was done or must be known, in one or two sentences.""")
    source: Optional[SlugId] = Field(default=None, description="""The source that says it.""")
    evidence: Optional[Evidence] = Field(default=None, description="""How the statement is known.""")


class SchemeConcept(ConfiguredBaseModel):
    """
    One concept, code, category, provision or value of an organisation's scheme.
    """
    id: SchemeConceptId = Field(default=..., description="""The permanent identifier of the record.""")
    notation: Optional[Line] = Field(default=None, description="""The scheme's own code, exact as printed, always quoted text.""")
    type: SchemeConceptType = Field(default=..., description="""What kind of thing the concept stands for.""")
    prefLabel: LanguageMap = Field(default=..., description="""The preferred label, one in each language.""")
    altLabel: Optional[LanguageMapOfLists] = Field(default=None, description="""Other labels that may be used, such as synonyms and acronyms.""")
    hiddenLabel: Optional[LanguageMapOfLists] = Field(default=None, description="""Labels that are searched and never shown bare: misspellings, inflected forms and words to avoid. A word to avoid also has a label note.""")
    label_notes: Optional[list[LabelNote]] = Field(default=None, description="""Facts about single labels: usage advice, what an acronym stands for, the source of a translation.""")
    gloss: Optional[LanguageMap] = Field(default=None, description="""What the scheme's concept covers and how it differs from its neighbours, in the registry's own words, never the publisher's definition.""")
    broader: Optional[list[SchemeConceptId]] = Field(default=None, description="""The more general concepts. Every record of this concept is a record of each of them.""")
    related: Optional[list[SchemeConceptId]] = Field(default=None, description="""Concepts that a reader may also want, neither more general nor more special.""")
    narrower_are: Optional[NarrowerStatement] = Field(default=None, description="""Whether the narrower concepts cover the concept and whether they exclude each other. Counts depend on it.""")
    population: Optional[Population] = Field(default=None, description="""Whom the record is about.""")
    material: Optional[Material] = Field(default=None, description="""What material a record of the concept involves.""")
    live: Optional[StrictBool] = Field(default=None, description="""True where every record of the concept involves a live transmission.""")
    criteria: Optional[list[Criterion]] = Field(default=None, description="""Facet by facet, the values that the concept requires. Each criterion is necessary.""")
    criteria_define: Optional[StrictBool] = Field(default=None, description="""True where the broader concepts and all the criteria together are also sufficient: whatever falls under all broader concepts and meets all criteria falls under the concept.""")
    valid_from: Optional[PartialDate] = Field(default=None, description="""The first day on which the code had this meaning.""")
    valid_until: Optional[PartialDate] = Field(default=None, description="""The last day on which the code had this meaning.""")
    scheme_version: Optional[Line] = Field(default=None, description="""The version of the scheme that has the concept, where it is not in all of them.""")
    replaced_by: Optional[list[SchemeConceptId]] = Field(default=None, description="""The record or records to use instead of a deprecated one.""")
    deprecation: Optional[Deprecation] = Field(default=None, description="""When and why the record was deprecated.""")
    source: SlugId = Field(default=..., description="""The source that says it.""")
    where: Optional[Line] = Field(default=None, description="""The place in the source, such as a section, an article or a field name.""")
    evidence: Evidence = Field(default=..., description="""How the label in the scheme's first language is known; other labels have notes.""")
    inferred: Optional[StrictBool] = Field(default=None, description="""True where the statement is the editors' inference and not what the source says.""")
    notes: Optional[LanguageMapOfLists] = Field(default=None, description="""What a curator must know, such as traps, conflicts between versions and what could not be confirmed.""")


class CodeList(ConfiguredBaseModel):
    """
    A small list of codes that reports and criteria use, such as age bands or motives.
    """
    id: SlugId = Field(default=..., description="""The permanent identifier of the record.""")
    title: LanguageMap = Field(default=..., description="""The title, one in each language.""")
    description: LanguageMap = Field(default=..., description="""What the thing is, in the registry's own words.""")
    status: Status = Field(default=..., description="""Where the record stands in its life.""")
    created: Day = Field(default=..., description="""The day the record was written.""")
    modified: Day = Field(default=..., description="""The day the record last changed in substance.""")
    sources: Optional[list[Source]] = Field(default=None, description="""The sources that a file brings with it. Their identifiers are unique in the whole registry.""")
    notes: Optional[LanguageMapOfLists] = Field(default=None, description="""What a curator must know, such as traps, conflicts between versions and what could not be confirmed.""")
    entries: list[Code] = Field(default=..., description="""The codes of the list, in the order in which they are shown.""", min_length=1)


class Code(ConfiguredBaseModel):
    """
    One entry of a code list.
    """
    id: CodeId = Field(default=..., description="""The permanent identifier of the record.""")
    notation: Optional[Line] = Field(default=None, description="""The scheme's own code, exact as printed, always quoted text.""")
    status: Optional[Status] = Field(default=None, description="""Where the record stands in its life.""")
    prefLabel: LanguageMap = Field(default=..., description="""The preferred label, one in each language.""")
    altLabel: Optional[LanguageMapOfLists] = Field(default=None, description="""Other labels that may be used, such as synonyms and acronyms.""")
    hiddenLabel: Optional[LanguageMapOfLists] = Field(default=None, description="""Labels that are searched and never shown bare: misspellings, inflected forms and words to avoid. A word to avoid also has a label note.""")
    definition: LanguageMap = Field(default=..., description="""What the concept means, in the registry's own words, genus first, 8 to 60 words.""")
    broader: Optional[list[CodeId]] = Field(default=None, description="""The more general concepts. Every record of this concept is a record of each of them.""")
    related: Optional[list[CodeId]] = Field(default=None, description="""Concepts that a reader may also want, neither more general nor more special.""")
    interval: Optional[Interval] = Field(default=None, description="""The whole years that an age band covers.""")
    hash_kind: Optional[Line] = Field(default=None, description="""The kind of a hash format: cryptographic, perceptual image, perceptual video, audio or text.""")
    digest_bits: Optional[StrictInt] = Field(default=None, description="""The length of a hash format's digest in bits, where it is fixed and known.""", ge=1)
    digest_encoding: Optional[Line] = Field(default=None, description="""How the digest is written, for example lower-case hexadecimal.""")
    used_in_ocsea: Optional[LanguageMap] = Field(default=None, description="""What a technology is used for against online child sexual exploitation and abuse.""")
    used_in_tfgbv: Optional[LanguageMap] = Field(default=None, description="""What a technology is used for against technology-facilitated gender-based violence.""")
    source: Optional[SlugId] = Field(default=None, description="""The source that says it.""")
    where: Optional[Line] = Field(default=None, description="""The place in the source, such as a section, an article or a field name.""")
    evidence: Optional[Evidence] = Field(default=None, description="""How the statement is known.""")
    notes: Optional[LanguageMapOfLists] = Field(default=None, description="""What a curator must know, such as traps, conflicts between versions and what could not be confirmed.""")
    replaced_by: Optional[list[CodeId]] = Field(default=None, description="""The record or records to use instead of a deprecated one.""")
    deprecation: Optional[Deprecation] = Field(default=None, description="""When and why the record was deprecated.""")


class Facet(ConfiguredBaseModel):
    """
    A respect in which records differ, such as authenticity or motive. Criteria are written facet by facet.
    """
    id: SlugId = Field(default=..., description="""The permanent identifier of the record.""")
    prefLabel: LanguageMap = Field(default=..., description="""The preferred label, one in each language.""")
    definition: LanguageMap = Field(default=..., description="""What the concept means, in the registry's own words, genus first, 8 to 60 words.""")
    values_from: Optional[SlugId] = Field(default=None, description="""The code list that the facet's values come from.""")
    measured_in: Optional[Line] = Field(default=None, description="""The unit of an interval facet, for example years.""")
    exclusivity: Exclusivity = Field(default=..., description="""How many values one record can have.""")
    notes: Optional[LanguageMapOfLists] = Field(default=None, description="""What a curator must know, such as traps, conflicts between versions and what could not be confirmed.""")


class Source(ConfiguredBaseModel):
    """
    A document, page or file that a statement rests on.
    """
    id: SlugId = Field(default=..., description="""The permanent identifier of the record.""")
    title: Line = Field(default=..., description="""The title, as printed, in its own language.""")
    published_by: Line = Field(default=..., description="""Who published the source, as named there.""")
    sector: Optional[Sector] = Field(default=None, description="""The kind of body that it is.""")
    issued: Optional[PartialDate] = Field(default=None, description="""When the publisher issued it.""")
    url: Optional[WebAddress] = Field(default=None, description="""Where it can be read; the page that says it, not a home page.""")
    seen: Seen = Field(default=..., description="""How much of the source the registry's editors read.""")
    languages: Optional[list[LanguageTag]] = Field(default=None, description="""The languages that the publisher uses.""")
    licence: Optional[Line] = Field(default=None, description="""The licence as the publisher states it, or `unknown`.""")
    note: Optional[LanguageMap] = Field(default=None, description="""What was done or must be known, in one or two sentences.""")


class Organisation(ConfiguredBaseModel):
    """
    An organisation that publishes a scheme or runs an initiative. Being listed implies no endorsement.
    """
    id: SlugId = Field(default=..., description="""The permanent identifier of the record.""")
    name: LanguageMap = Field(default=..., description="""The name, one in each language.""")
    altName: Optional[list[Line]] = Field(default=None, description="""Other names and acronyms.""")
    sector: Sector = Field(default=..., description="""The kind of body that it is.""")
    country: Optional[Line] = Field(default=None, description="""The country of the seat, as an ISO 3166-1 alpha-2 code.""")
    url: Optional[WebAddress] = Field(default=None, description="""Where it can be read.""")
    source: Optional[SlugId] = Field(default=None, description="""The source that says it.""")
    evidence: Optional[Evidence] = Field(default=None, description="""How the statement is known.""")
    note: Optional[LanguageMap] = Field(default=None, description="""What was done or must be known, in one or two sentences.""")

    @field_validator('country')
    def pattern_country(cls, v):
        pattern=re.compile(r"^[A-Z]{2}$")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid country format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid country format: {v}"
            raise ValueError(err_msg)
        return v


class Initiative(ConfiguredBaseModel):
    """
    A joint programme, service or standard of the field. Being listed implies no endorsement.
    """
    id: SlugId = Field(default=..., description="""The permanent identifier of the record.""")
    name: LanguageMap = Field(default=..., description="""The name, one in each language.""")
    altName: Optional[list[Line]] = Field(default=None, description="""Other names and acronyms.""")
    organisations: list[SlugId] = Field(default=..., description="""The organisations that run it.""", min_length=1)
    started: Optional[PartialDate] = Field(default=None, description="""When it started.""")
    scope: Scope = Field(default=..., description="""The field that it serves.""")
    shares: LanguageMap = Field(default=..., description="""What its members share, or what it produces.""")
    schemes: Optional[list[SlugId]] = Field(default=None, description="""The schemes of the registry that describe its vocabulary.""")
    url: Optional[WebAddress] = Field(default=None, description="""Where it can be read.""")
    source: SlugId = Field(default=..., description="""The source that says it.""")
    evidence: Evidence = Field(default=..., description="""How the statement is known.""")
    notes: Optional[LanguageMapOfLists] = Field(default=None, description="""What a curator must know, such as traps, conflicts between versions and what could not be confirmed.""")


class Decision(ConfiguredBaseModel):
    """
    An editorial decision about meaning, scope or wording that someone may contest.
    """
    id: DecisionId = Field(default=..., description="""The permanent identifier of the record.""")
    title: LanguageMap = Field(default=..., description="""The title, one in each language.""")
    date: Day = Field(default=..., description="""The day.""")
    decision_status: DecisionStatus = Field(default=..., description="""Where the decision stands.""")
    context: LanguageMap = Field(default=..., description="""Why a decision was needed, with what the sources on each side say.""")
    options: LanguageMapOfLists = Field(default=..., description="""The options that were weighed.""")
    decision: LanguageMap = Field(default=..., description="""What was decided.""")
    consequences: LanguageMap = Field(default=..., description="""What follows for readers, coders and counts.""")
    about: Optional[list[ConceptId]] = Field(default=None, description="""The concepts that the decision is about.""")
    cites: Optional[list[SlugId]] = Field(default=None, description="""The sources that are cited.""")
    decided_by: list[Line] = Field(default=..., description="""Who decided. The registry's editors as a group until a real reviewer's decision is recorded.""", min_length=1)
    superseded_by: Optional[DecisionId] = Field(default=None, description="""The later decision that replaces this one.""")


class Exemption(ConfiguredBaseModel):
    """
    A finding that is accepted for a stated reason, by a named party, until a stated day.
    """
    check: Line = Field(default=..., description="""The code of the check that is not applied.""")
    subject: Line = Field(default=..., description="""The identifier of the record that the exemption is for.""")
    reason: LanguageMap = Field(default=..., description="""Why, in one or two sentences.""")
    granted_by: Line = Field(default=..., description="""Who answers for the exemption.""")
    expires: Day = Field(default=..., description="""The day after which the exemption no longer holds.""")

    @field_validator('check')
    def pattern_check(cls, v):
        pattern=re.compile(r"^HLX-[CMR][0-9]{3}$")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid check format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid check format: {v}"
            raise ValueError(err_msg)
        return v


class Release(ConfiguredBaseModel):
    """
    The release that the next build makes.
    """
    release: Line = Field(default=..., description="""The name of the release, `YYYY.MM` or `YYYY.MM.n`.""")
    date: Day = Field(default=..., description="""The day.""")
    previous: Optional[Line] = Field(default=None, description="""The name of the release before.""")
    title: LanguageMap = Field(default=..., description="""The title, one in each language.""")
    description: LanguageMap = Field(default=..., description="""What the thing is, in the registry's own words.""")
    licence: Line = Field(default=..., description="""The licence as the publisher states it, or `unknown`.""")
    licence_url: WebAddress = Field(default=..., description="""The address of the licence, where the publisher names one.""")
    id_ranges: list[IdRange] = Field(default=..., description="""Who may give out which concept numbers.""", min_length=1)

    @field_validator('release')
    def pattern_release(cls, v):
        pattern=re.compile(r"^[0-9]{4}\.(0[1-9]|1[0-2])(\.[1-9][0-9]*)?$")
        if isinstance(v, list):
            for element in v:
                if isinstance(element, str) and not pattern.search(element):
                    err_msg = f"Invalid release format: {element}"
                    raise ValueError(err_msg)
        elif isinstance(v, str) and not pattern.search(v):
            err_msg = f"Invalid release format: {v}"
            raise ValueError(err_msg)
        return v


class IdRange(ConfiguredBaseModel):
    """
    A range of concept numbers that one contributor may give out.
    """
    contributor: Line = Field(default=..., description="""Who gives out the numbers of a range.""")
    first: StrictInt = Field(default=..., description="""The first number of the range.""", ge=1)
    last: StrictInt = Field(default=..., description="""The last number of the range.""", ge=1)


class SourceFile(ConfiguredBaseModel):
    """
    The file `registry/sources.yaml`, the sources that no scheme brings with it.
    """
    sources: list[Source] = Field(default=..., description="""The sources that a file brings with it. Their identifiers are unique in the whole registry.""", min_length=1)


class OrganisationFile(ConfiguredBaseModel):
    """
    The file `registry/organisations.yaml`.
    """
    organisations: list[Organisation] = Field(default=..., description="""The organisations.""", min_length=1)


class InitiativeFile(ConfiguredBaseModel):
    """
    The file `registry/initiatives.yaml`.
    """
    initiatives: list[Initiative] = Field(default=..., description="""The initiatives.""", min_length=1)


class FacetFile(ConfiguredBaseModel):
    """
    The file `registry/facets.yaml`.
    """
    facets: list[Facet] = Field(default=..., description="""The facets.""", min_length=1)


class ExemptionFile(ConfiguredBaseModel):
    """
    The file `registry/exemptions.yaml`.
    """
    exemptions: list[Exemption] = Field(default=..., description="""The exemptions.""", min_length=1)


class HarmReport(ConfiguredBaseModel):
    """
    One incident, in codes alone. Undeclared fields are refused, because that is where personal data hides.
    """
    schema_version: SchemaVersion = Field(default=..., description="""The version of this model that the report follows.""")
    vocabulary_release: ReleaseName = Field(default=..., description="""The release of the vocabulary that the report was coded with.""")
    report_id: ReportId = Field(default=..., description="""The identifier that the organisation gave the report, random and opaque.""")
    organisation_id: ReporterId = Field(default=..., description="""The organisation that coded the report.""")
    received: Month = Field(default=..., description="""The month in which the organisation received or found the incident.""")
    channel: CodeId = Field(default=..., description="""How the report came in.""")
    detection: Optional[CodeId] = Field(default=None, description="""How the incident was noticed.""")
    primary_harm: Classification = Field(default=..., description="""The harm that the report is about first of all.""")
    harms: Optional[list[Classification]] = Field(default=None, description="""Further harms in the same incident.""", max_length=20)
    affected: Optional[list[AffectedGroup]] = Field(default=None, description="""The persons affected, in groups of one age band and gender. Persons of the same group are one entry.""", max_length=20)
    alleged_perpetrators: Optional[list[PerpetratorGroup]] = Field(default=None, description="""Those who are said to have done it, in groups. Nothing here is a finding of guilt.""", max_length=20)
    service: Optional[ServiceUse] = Field(default=None, description="""The kind of service where it happened.""")
    content: Optional[ContentFacts] = Field(default=None, description="""What content is involved, without the content.""")
    countries: Optional[list[CountryCode]] = Field(default=None, description="""The countries that the incident touches, as far as they are known.""", max_length=30)
    languages: Optional[list[LanguageTag]] = Field(default=None, description="""The languages of the content or of the conversation.""", max_length=20)
    actions: Optional[list[ActionTaken]] = Field(default=None, description="""What was done about it.""", max_length=40)
    legal_instruments: Optional[list[CodeId]] = Field(default=None, description="""The laws and treaties that the organisation cited.""", max_length=20)
    motive: Optional[list[CodeId]] = Field(default=None, description="""The apparent motives.""", max_length=12)
    impact: Optional[list[CodeId]] = Field(default=None, description="""The consequences that the persons affected reported.""", max_length=20)


class Classification(ConfiguredBaseModel):
    """
    One harm that was recognised, as a concept of the vocabulary, as a code of an organisation's scheme, or both. At least one of the two must be there.
    """
    concept: Optional[ConceptId] = Field(default=None, description="""The harm concept.""")
    original: Optional[SchemeCode] = Field(default=None, description="""The code that the organisation itself uses, in its own scheme.""")
    assigned_by: CodeId = Field(default=..., description="""Who or what assigned the classification.""")
    confidence: Optional[StrictInt] = Field(default=None, description="""How sure the assignment is, in whole per cent. Only for automated assignment that measures it.""", ge=0, le=100)


class SchemeCode(ConfiguredBaseModel):
    """
    A code of an organisation's own scheme.
    """
    scheme: SlugId = Field(default=..., description="""The scheme, by its identifier in this registry.""")
    notation: Notation = Field(default=..., description="""The scheme's code exact as printed; where the scheme prints none, the part of our id after the colon.""")
    version: Optional[Notation] = Field(default=None, description="""The version of the scheme, as this registry names it.""")


class AffectedGroup(ConfiguredBaseModel):
    """
    Persons affected who share an age band and a gender.
    """
    age_band: CodeId = Field(default=..., description="""The age band at the time of the incident.""")
    age_known_by: Optional[CodeId] = Field(default=None, description="""How the age is known.""")
    gender: Optional[CodeId] = Field(default=None, description="""The gender as far as it is known.""")
    count: Optional[StrictInt] = Field(default=None, description="""How many there are, a whole number.""", ge=1, le=1000000)


class PerpetratorGroup(ConfiguredBaseModel):
    """
    Alleged perpetrators who share a relationship to the person affected and an age band.
    """
    relationship: CodeId = Field(default=..., description="""What the alleged perpetrator is to the person affected.""")
    age_band: Optional[CodeId] = Field(default=None, description="""The age band at the time of the incident.""")
    count: Optional[StrictInt] = Field(default=None, description="""How many there are, a whole number.""", ge=1, le=1000000)


class ServiceUse(ConfiguredBaseModel):
    """
    A kind of service, and the part of it. Never its name or address.
    """
    kind: CodeId = Field(default=..., description="""The kind of service.""")
    surface: Optional[CodeId] = Field(default=None, description="""The part of the service.""")


class ContentFacts(ConfiguredBaseModel):
    """
    Facts about the content involved.
    """
    forms: list[CodeId] = Field(default=..., description="""The forms of the content.""", min_length=1, max_length=10)
    authenticity: Optional[list[CodeId]] = Field(default=None, description="""Whether items are recorded, altered, generated or drawn. All that apply.""", max_length=6)
    self_generated: Optional[CodeId] = Field(default=None, description="""How material that the person made of herself or himself came about.""")
    hash_formats: Optional[list[CodeId]] = Field(default=None, description="""The formats in which hashes were computed. Never the hash values.""", max_length=20)


class ActionTaken(ConfiguredBaseModel):
    """
    One thing that was done, and by whom.
    """
    action: CodeId = Field(default=..., description="""What was done.""")
    actor: Optional[CodeId] = Field(default=None, description="""By whom it was done.""")
    month: Optional[Month] = Field(default=None, description="""The month in which it was done.""")


class AggregateReport(ConfiguredBaseModel):
    """
    Published counts of one organisation for one period. Small counts are for the publisher to suppress.
    """
    schema_version: SchemaVersion = Field(default=..., description="""The version of this model that the report follows.""")
    vocabulary_release: ReleaseName = Field(default=..., description="""The release of the vocabulary that the report was coded with.""")
    organisation_id: ReporterId = Field(default=..., description="""The organisation that coded the report.""")
    period_start: Month = Field(default=..., description="""The first month of the period.""")
    period_end: Month = Field(default=..., description="""The last month of the period.""")
    scheme: Optional[SlugId] = Field(default=None, description="""The scheme that the notations come from, absent where all codes are concepts of the vocabulary.""")
    version: Optional[Notation] = Field(default=None, description="""The version of the scheme, as this registry names it.""")
    unit_of_count: CodeId = Field(default=..., description="""What is counted.""")
    several_codes: StrictBool = Field(default=..., description="""True where one unit may be counted under several codes, so that the counts must not be added up.""")
    counts: list[CodeCount] = Field(default=..., description="""The count of each code.""", min_length=1, max_length=5000)


class CodeCount(ConfiguredBaseModel):
    """
    One code, a concept of the vocabulary or a notation of the scheme, and its count.
    """
    concept: Optional[ConceptId] = Field(default=None, description="""The harm concept.""")
    notation: Optional[Notation] = Field(default=None, description="""The scheme's code exact as printed.""")
    total: StrictInt = Field(default=..., description="""How many units carry the code, a whole number.""", ge=0, le=1000000000)


# Model rebuild
# see https://pydantic-docs.helpmanual.io/usage/models/#rebuilding-a-model
Concept.model_rebuild()
LabelNote.model_rebuild()
NarrowerStatement.model_rebuild()
Distinction.model_rebuild()
Criterion.model_rebuild()
Interval.model_rebuild()
Change.model_rebuild()
Deprecation.model_rebuild()
Scheme.model_rebuild()
SchemeVersion.model_rebuild()
SchemeConcept.model_rebuild()
CodeList.model_rebuild()
Code.model_rebuild()
Facet.model_rebuild()
Source.model_rebuild()
Organisation.model_rebuild()
Initiative.model_rebuild()
Decision.model_rebuild()
Exemption.model_rebuild()
Release.model_rebuild()
IdRange.model_rebuild()
SourceFile.model_rebuild()
OrganisationFile.model_rebuild()
InitiativeFile.model_rebuild()
FacetFile.model_rebuild()
ExemptionFile.model_rebuild()
HarmReport.model_rebuild()
Classification.model_rebuild()
SchemeCode.model_rebuild()
AffectedGroup.model_rebuild()
PerpetratorGroup.model_rebuild()
ServiceUse.model_rebuild()
ContentFacts.model_rebuild()
ActionTaken.model_rebuild()
AggregateReport.model_rebuild()
CodeCount.model_rebuild()
