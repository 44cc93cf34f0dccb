// The registry's records as TypeScript types.
// Generated from schema/ by `harmlex generate`; never edited by hand.

/** One text in each language, by BCP 47 language tag. */
export type LanguageMap = { [tag: string]: string };
/** Several texts in each language, by BCP 47 language tag. */
export type LanguageMapOfLists = { [tag: string]: string[] };

/** One line of text without markup, leading or trailing space. */
export type Line = string;

/** The permanent identifier of a harm concept, `hlx:H` and four to six digits. Opaque, never reused. */
export type ConceptId = string;

/** The permanent identifier of a concept in an organisation's scheme, `scheme:local`. The local part is the scheme's notation where that fits the pattern, else a slug; it is frozen once published. */
export type SchemeConceptId = string;

/** The speaking identifier of a code-list entry, `list:code`, for example `age-band:13-15`. */
export type CodeId = string;

/** The permanent identifier of a harm concept, of a concept in a scheme or of a code-list entry. */
export type RecordId = string;

/** A lower-case identifier of letters, digits and hyphens. */
export type SlugId = string;

/** The identifier of an editorial decision, `D` and four digits. */
export type DecisionId = string;

/** A day, written `YYYY-MM-DD` and quoted. */
export type Day = string;

/** A year, a month or a day as the publisher states it, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, quoted. */
export type PartialDate = string;

/** A BCP 47 language tag, for example `en`, `pt-BR` or `zh-Hant`. */
export type LanguageTag = string;

/** An http or https address; characters that no address may hold are percent-encoded. */
export type WebAddress = string;

/** A text without markup, leading or trailing space. */
export type Text = string;

/** The opaque identifier of a report, a random UUID in lower case. It says nothing about anybody. */
export type ReportId = string;

/** The opaque identifier of the organisation that coded the report, `org-` and four to eight letters or digits. */
export type ReporterId = string;

/** A month, written `YYYY-MM` and quoted. No report holds a day or a time. */
export type Month = string;

/** A country as its ISO 3166-1 alpha-2 code. */
export type CountryCode = string;

/** The version of this model, three numbers. */
export type SchemaVersion = string;

/** The name of a release of the vocabulary, `YYYY.MM` or `YYYY.MM.n`. */
export type ReleaseName = string;

/** A code as its publisher prints it, one line of at most 120 characters. */
export type Notation = string;

/**
 * Where a record stands in its life. Nothing is accepted until a decision of a real reviewer is recorded.
 *  - proposed: Written by the registry's editors and open to review.
 *  - accepted: Accepted by a recorded decision.
 *  - deprecated: No longer to be used; kept, with its reason and its successor.
 *  - rejected: Proposed and declined; kept, with the reason.
 */
export type Status =
  | "proposed"
  | "accepted"
  | "deprecated"
  | "rejected";

/**
 * What we advise about one label. The three levels follow the Terminology Guidelines' groups.
 *  - preferred: May be used without concern.
 *  - care: Use with special care; the reason says when.
 *  - avoid: Do not use; the note says why and what to say instead.
 */
export type Usage =
  | "preferred"
  | "care"
  | "avoid";

/**
 * How a statement about an organisation, a law or a label is known.
 *  - verified: Read in the publisher's own text.
 *  - reported: Read in another's text, a reprint or an archived copy.
 *  - recalled: General knowledge, not seen in a source; shown as not confirmed.
 */
export type Evidence =
  | "verified"
  | "reported"
  | "recalled";

/**
 * Whom the record is about. It is a statement about the record, not about each person in it.
 *  - child: At least one affected person is under 18 years.
 *  - adult: No affected person is under 18 years.
 *  - any: Affected persons may be of any age.
 */
export type Population =
  | "child"
  | "adult"
  | "any";

/**
 * The class of online risk (content, contact, conduct, contract) that the harm belongs to.
 *  - content: Harm through material that a person sees or that shows a person.
 *  - contact: Harm that comes from someone who reaches out to, targets or pursues a person.
 *  - conduct: Harm that comes from what people do to each other as participants, including peers and partners.
 *  - contract: Harm through being exploited, traded or bound for another's gain.
 */
export type FourC =
  | "content"
  | "contact"
  | "conduct"
  | "contract";

/**
 * What image, video, audio or drawn material a record of this concept involves.
 *  - none: The concept involves no material.
 *  - real: At least one item shows a real person as recorded.
 *  - synthetic: There is material, and none of it is real: generated, altered or drawn.
 *  - either: Open; material may be real, synthetic or absent.
 */
export type Material =
  | "none"
  | "real"
  | "synthetic"
  | "either";

/**
 * Whether the narrower concepts together cover the concept.
 *  - exhaustive: Every record of the concept falls under at least one narrower concept.
 *  - open: Some records fall under none of the narrower concepts.
 *  - unknown: Not decided.
 */
export type Exhaustiveness =
  | "exhaustive"
  | "open"
  | "unknown";

/**
 * Whether the narrower concepts exclude each other.
 *  - disjoint: No record falls under two of the narrower concepts.
 *  - overlapping: A record may fall under several of the narrower concepts.
 *  - unknown: Not decided.
 */
export type Disjointness =
  | "disjoint"
  | "overlapping"
  | "unknown";

/**
 * The field that a scheme or an initiative serves.
 *  - tfgbv: Technology-facilitated gender-based violence.
 *  - ocsea: Online child sexual exploitation and abuse.
 *  - both: Both fields.
 *  - general-online-harms: Online harms at large, among them ours.
 */
export type Scope =
  | "tfgbv"
  | "ocsea"
  | "both"
  | "general-online-harms";

/**
 * What a scheme is used for by its publisher.
 *  - classification: Grades or classes for material or incidents.
 *  - glossary: Terms with explanations.
 *  - legal-instrument: A treaty, directive, statute or guideline whose provisions name harms.
 *  - reporting-form: Fields and values of a report or a database.
 *  - typology: A list of forms of a harm.
 *  - signal-taxonomy: Signals that organisations exchange.
 *  - label-set: Labels that a classifier or a moderation system assigns.
 *  - indicator-framework: Items of a survey or an indicator set.
 */
export type SchemeKind =
  | "classification"
  | "glossary"
  | "legal-instrument"
  | "reporting-form"
  | "typology"
  | "signal-taxonomy"
  | "label-set"
  | "indicator-framework";

/**
 * Who can read the publisher's own text.
 *  - public: Anyone.
 *  - on-request: Those who ask the publisher.
 *  - members-only: Members or partners of the publisher.
 */
export type Access =
  | "public"
  | "on-request"
  | "members-only";

/**
 * How much of a scheme this registry may publish. It is applied when the artefact is compiled.
 *  - none: Only that the scheme exists, who publishes it and where.
 *  - codes: Identifiers and notations, no labels.
 *  - labels: Identifiers, notations and labels, with our own gloss.
 *  - full: Everything, including the publisher's own wording under its licence.
 */
export type PublishingRight =
  | "none"
  | "codes"
  | "labels"
  | "full";

/**
 * How much of a scheme the registry holds.
 *  - complete: All its concepts.
 *  - partial: Some of them; the coverage note says what is missing and why.
 */
export type Coverage =
  | "complete"
  | "partial";

/**
 * What kind of thing a scheme's concept stands for. Only harms and groupings are sets of incidents and enter inference; the others map to code lists.
 *  - harm: An act, a material or a situation: a set of incidents.
 *  - grouping: A heading that gathers others; still a set of incidents.
 *  - field: A field, facet or list of a form, not a value.
 *  - age: An age or a stage of development.
 *  - person: A role, relationship, gender or other attribute of a person.
 *  - channel: How a report came in, or where something happened.
 *  - action: What somebody did in response.
 *  - attribute: An attribute of a report, a file or an assessment.
 *  - technology: A tool, a hash format or a method.
 *  - impact: A consequence for the person affected.
 *  - other: None of these.
 */
export type SchemeConceptType =
  | "harm"
  | "grouping"
  | "field"
  | "age"
  | "person"
  | "channel"
  | "action"
  | "attribute"
  | "technology"
  | "impact"
  | "other";

/**
 * How much of a source the registry's editors read.
 *  - full-text: The whole page or document.
 *  - excerpt: Parts of it.
 *  - repository-file: A file in a public code repository.
 *  - not-seen: Known of, not read.
 */
export type Seen =
  | "full-text"
  | "excerpt"
  | "repository-file"
  | "not-seen";

/**
 * The kind of body that speaks in a source.
 *  - hotline: A hotline or a clearing house for reports.
 *  - law-enforcement: Police or prosecution.
 *  - platform: An online service, its trade body or a maker of safety technology.
 *  - regulator: A regulator or a ministry.
 *  - legislation: A treaty, a law or an official guideline.
 *  - intergovernmental: A United Nations agency or another body of states.
 *  - helpline: A helpline or a service for survivors.
 *  - civil-society: A non-governmental organisation, foundation or coalition.
 *  - research: A university, a research institute or a study.
 *  - standards: A standards body or a maker of open specifications.
 *  - media: A newspaper, an encyclopaedia or an individual.
 */
export type Sector =
  | "hotline"
  | "law-enforcement"
  | "platform"
  | "regulator"
  | "legislation"
  | "intergovernmental"
  | "helpline"
  | "civil-society"
  | "research"
  | "standards"
  | "media";

/**
 * Whether an expert who is a native speaker has reviewed a label.
 *  - none: Nobody has.
 *  - reviewed: A named reviewer has, and a decision record says so.
 */
export type NativeReview =
  | "none"
  | "reviewed";

/**
 * What was done to a record.
 *  - created: The record was written.
 *  - definition-changed: The wording of the definition changed, not its meaning.
 *  - label-changed: A label was added, changed or given a note.
 *  - hierarchy-changed: Broader or related concepts changed.
 *  - criteria-changed: Criteria or other facts for machines changed.
 *  - scope-changed: The advice on when to use the concept changed.
 *  - source-changed: A source was added or its evidence changed.
 *  - deprecated: The record was deprecated.
 *  - corrected: A mistake was mended.
 */
export type ChangeKind =
  | "created"
  | "definition-changed"
  | "label-changed"
  | "hierarchy-changed"
  | "criteria-changed"
  | "scope-changed"
  | "source-changed"
  | "deprecated"
  | "corrected";

/**
 * Where an editorial decision stands.
 *  - proposed: The editors' working choice; nobody outside has decided.
 *  - accepted: Decided by named reviewers.
 *  - superseded: Replaced by a later decision.
 */
export type DecisionStatus =
  | "proposed"
  | "accepted"
  | "superseded";

/**
 * How many values of a facet one record can have.
 *  - one: A record has at most one value.
 *  - many: A record may have several values.
 */
export type Exclusivity =
  | "one"
  | "many";

/** A harm concept of the hub vocabulary. It stands for the set of incidents that it covers. */
export interface Concept {
  /** The permanent identifier of the record. */
  id: ConceptId;
  /** Where the record stands in its life. */
  status: Status;
  /** The preferred label, one in each language. */
  prefLabel: LanguageMap;
  /** Other labels that may be used, such as synonyms and acronyms. */
  altLabel?: LanguageMapOfLists;
  /** Labels that are searched and never shown bare: misspellings, inflected forms and words to avoid. A word to avoid also has a label note. */
  hiddenLabel?: LanguageMapOfLists;
  /** Facts about single labels: usage advice, what an acronym stands for, the source of a translation. */
  label_notes?: LabelNote[];
  /** What the concept means, in the registry's own words, genus first, 8 to 60 words. */
  definition?: LanguageMap;
  /** The sources that the definition rests on. */
  definition_sources?: SlugId[];
  /** When to code a report with the concept. */
  use_when?: LanguageMap;
  /** When not to, and which concept to use then. */
  do_not_use_when?: LanguageMap;
  /** Abstract examples without detail. Never graphic, never a real case. */
  examples?: LanguageMapOfLists;
  /** The more general harm concepts; absent only for the two roots. */
  broader?: ConceptId[];
  /** Concepts that a reader may also want, neither more general nor more special. */
  related?: ConceptId[];
  /** Whether the narrower concepts cover the concept and whether they exclude each other. Counts depend on it. */
  narrower_are?: NarrowerStatement;
  /** Concepts that people confuse with this one, with the difference that a coder can observe. */
  distinguish_from?: Distinction[];
  /** Whom the record is about. */
  population: Population;
  /** The class of online risk. */
  four_c?: FourC;
  /** What material a record of the concept involves. */
  material: Material;
  /** True where every record of the concept involves a live transmission. */
  live?: boolean;
  /** True where a report may be coded with the concept; false where it only groups others. */
  reportable: boolean;
  /** Facet by facet, the values that the concept requires. Each criterion is necessary. */
  criteria?: Criterion[];
  /** True where the broader concepts and all the criteria together are also sufficient: whatever falls under all broader concepts and meets all criteria falls under the concept. */
  criteria_define?: boolean;
  /** The forms of offline violence that the harm continues, as codes of the offline-gbv list. */
  offline_counterpart?: CodeId[];
  /** Legal provisions in the registry that name the harm or a part of it. Not legal advice. */
  legal?: SchemeConceptId[];
  /** What is not known or not settled about the concept. */
  known_gaps?: LanguageMap;
  /** What a curator must know, such as traps, conflicts between versions and what could not be confirmed. */
  notes?: LanguageMapOfLists;
  /** The editorial decisions that shaped the record. */
  decisions?: DecisionId[];
  /** The record or records to use instead of a deprecated one. */
  replaced_by?: ConceptId[];
  /** When and why the record was deprecated. */
  deprecation?: Deprecation;
  /** What changed in the record, oldest first. */
  changes: Change[];
}

/** A fact about one label of a record, such as usage advice, the long form of an acronym or the source of a translation. */
export interface LabelNote {
  /** The label that the note is about, with its one language, exactly as it stands among the record's labels. */
  form: LanguageMap;
  /** What we advise about the label. */
  usage?: Usage;
  /** The concept or concepts whose preferred label is to be said instead. */
  instead?: RecordId[];
  /** The phrase to say instead, where it differs from the preferred label of the concept. */
  say?: LanguageMap;
  /** Why, in one or two sentences. */
  reason?: LanguageMap;
  /** The long form that an acronym stands for. */
  abbreviates?: LanguageMap;
  /** The source that says it. */
  source?: SlugId;
  /** The place in the source, such as a section, an article or a field name. */
  where?: Line;
  /** How the statement is known. */
  evidence?: Evidence;
  /** Whether an expert who is a native speaker has reviewed the label. */
  native_review?: NativeReview;
  /** What was done or must be known, in one or two sentences. */
  note?: LanguageMap;
}

/** What is known about the narrower concepts of a concept as a group. */
export interface NarrowerStatement {
  /** Whether the narrower concepts together cover the concept. */
  exhaustive: Exhaustiveness;
  /** Whether the narrower concepts exclude each other. */
  disjoint: Disjointness;
}

/** A concept that people confuse with this one, and how to tell them apart. */
export interface Distinction {
  /** The concept that the statement is about. */
  concept: ConceptId;
  /** The difference, in one sentence about the other concept. */
  because: LanguageMap;
}

/** One necessary condition in one facet, as codes or as an interval. */
export interface Criterion {
  /** The facet that the criterion is about. */
  facet: SlugId;
  /** The codes of which at least one must hold. For a facet with one value the record's value is among them; for a facet with many at least one of the record's values is. */
  values?: CodeId[];
  /** The interval that the value must lie in. */
  interval?: Interval;
  /** The source that says it. */
  source: SlugId;
  /** The place in the source, such as a section, an article or a field name. */
  where?: Line;
  /** How the statement is known. */
  evidence?: Evidence;
  /** True where the statement is the editors' inference and not what the source says. */
  inferred?: boolean;
  /** What was done or must be known, in one or two sentences. */
  note?: LanguageMap;
}

/** Whole numbers from `min`, inclusive, to `max`, exclusive. Without a bound it is open on that side. */
export interface Interval {
  /** The lower bound, inclusive; absent where there is none. */
  min?: number;
  /** The upper bound, exclusive; absent where there is none. Under 18 is written 18. */
  max?: number;
}

/** One change of a record. */
export interface Change {
  /** The day. */
  date: Day;
  /** What kind of thing it is. */
  kind: ChangeKind;
  /** What was done or must be known, in one or two sentences. */
  note: LanguageMap;
  /** The editorial decisions that shaped the record. */
  decisions?: DecisionId[];
}

/** When and why a record was deprecated. */
export interface Deprecation {
  /** The day. */
  date: Day;
  /** Why, in one or two sentences. */
  reason: LanguageMap;
  /** True where it was decided that nothing replaces the record. */
  no_replacement?: boolean;
}

/** The classification, glossary, form, law or other list of terms of one organisation, as this registry describes it. */
export interface Scheme {
  /** The permanent identifier of the record. */
  id: SlugId;
  /** The title, one in each language. */
  title: LanguageMap;
  /** The organisation that publishes it. */
  publisher: SlugId;
  /** Where the record stands in its life. */
  status: Status;
  /** The version as the publisher states it. */
  version?: Line;
  /** When the publisher issued it. */
  issued?: PartialDate;
  /** Where it can be read. */
  url: WebAddress;
  /** What kind of thing it is. */
  kind: SchemeKind;
  /** The field that it serves. */
  scope: Scope;
  /** Who can read the publisher's own text. */
  access: Access;
  /** The licence as the publisher states it, or `unknown`. */
  licence: Line;
  /** The address of the licence, where the publisher names one. */
  licence_url?: WebAddress;
  /** How much of the scheme this registry may publish. */
  publishing_right: PublishingRight;
  /** The languages that the publisher uses. */
  languages: LanguageTag[];
  /** What the thing is, in the registry's own words. */
  description: LanguageMap;
  /** How much of the scheme the registry holds. */
  coverage: Coverage;
  /** What is missing and why. */
  coverage_note?: LanguageMap;
  /** True where no two concepts of the scheme can mean the same. */
  distinct_codes?: boolean;
  /** The versions that the registry knows, oldest first. */
  versions?: SchemeVersion[];
  /** The day the record was written. */
  created: Day;
  /** The day the record last changed in substance. */
  modified: Day;
  /** The record or records to use instead of a deprecated one. */
  replaced_by?: SlugId[];
  /** The sources that a file brings with it. Their identifiers are unique in the whole registry. */
  sources: Source[];
  /** What a curator must know, such as traps, conflicts between versions and what could not be confirmed. */
  notes?: LanguageMapOfLists;
  /** What changed in the record, oldest first. */
  changes?: Change[];
  /** The concepts of the scheme. */
  concepts?: SchemeConcept[];
}

/** One version of a scheme. */
export interface SchemeVersion {
  /** The version as the publisher states it. */
  version: Line;
  /** When the publisher issued it. */
  issued?: PartialDate;
  /** What was done or must be known, in one or two sentences. */
  note?: LanguageMap;
  /** The source that says it. */
  source?: SlugId;
  /** How the statement is known. */
  evidence?: Evidence;
}

/** One concept, code, category, provision or value of an organisation's scheme. */
export interface SchemeConcept {
  /** The permanent identifier of the record. */
  id: SchemeConceptId;
  /** The scheme's own code, exact as printed, always quoted text. */
  notation?: Line;
  /** What kind of thing the concept stands for. */
  type: SchemeConceptType;
  /** The preferred label, one in each language. */
  prefLabel: LanguageMap;
  /** Other labels that may be used, such as synonyms and acronyms. */
  altLabel?: LanguageMapOfLists;
  /** Labels that are searched and never shown bare: misspellings, inflected forms and words to avoid. A word to avoid also has a label note. */
  hiddenLabel?: LanguageMapOfLists;
  /** Facts about single labels: usage advice, what an acronym stands for, the source of a translation. */
  label_notes?: LabelNote[];
  /** What the scheme's concept covers and how it differs from its neighbours, in the registry's own words, never the publisher's definition. */
  gloss?: LanguageMap;
  /** The more general concepts. Every record of this concept is a record of each of them. */
  broader?: SchemeConceptId[];
  /** Concepts that a reader may also want, neither more general nor more special. */
  related?: SchemeConceptId[];
  /** Whether the narrower concepts cover the concept and whether they exclude each other. Counts depend on it. */
  narrower_are?: NarrowerStatement;
  /** Whom the record is about. */
  population?: Population;
  /** What material a record of the concept involves. */
  material?: Material;
  /** True where every record of the concept involves a live transmission. */
  live?: boolean;
  /** Facet by facet, the values that the concept requires. Each criterion is necessary. */
  criteria?: Criterion[];
  /** True where the broader concepts and all the criteria together are also sufficient: whatever falls under all broader concepts and meets all criteria falls under the concept. */
  criteria_define?: boolean;
  /** The first day on which the code had this meaning. */
  valid_from?: PartialDate;
  /** The last day on which the code had this meaning. */
  valid_until?: PartialDate;
  /** The version of the scheme that has the concept, where it is not in all of them. */
  scheme_version?: Line;
  /** The record or records to use instead of a deprecated one. */
  replaced_by?: SchemeConceptId[];
  /** When and why the record was deprecated. */
  deprecation?: Deprecation;
  /** The source that says it. */
  source: SlugId;
  /** The place in the source, such as a section, an article or a field name. */
  where?: Line;
  /** How the label in the scheme's first language is known; other labels have notes. */
  evidence: Evidence;
  /** True where the statement is the editors' inference and not what the source says. */
  inferred?: boolean;
  /** What a curator must know, such as traps, conflicts between versions and what could not be confirmed. */
  notes?: LanguageMapOfLists;
}

/** A small list of codes that reports and criteria use, such as age bands or motives. */
export interface CodeList {
  /** The permanent identifier of the record. */
  id: SlugId;
  /** The title, one in each language. */
  title: LanguageMap;
  /** What the thing is, in the registry's own words. */
  description: LanguageMap;
  /** Where the record stands in its life. */
  status: Status;
  /** The day the record was written. */
  created: Day;
  /** The day the record last changed in substance. */
  modified: Day;
  /** The sources that a file brings with it. Their identifiers are unique in the whole registry. */
  sources?: Source[];
  /** What a curator must know, such as traps, conflicts between versions and what could not be confirmed. */
  notes?: LanguageMapOfLists;
  /** The codes of the list, in the order in which they are shown. */
  entries: Code[];
}

/** One entry of a code list. */
export interface Code {
  /** The permanent identifier of the record. */
  id: CodeId;
  /** The scheme's own code, exact as printed, always quoted text. */
  notation?: Line;
  /** Where the record stands in its life. */
  status?: Status;
  /** The preferred label, one in each language. */
  prefLabel: LanguageMap;
  /** Other labels that may be used, such as synonyms and acronyms. */
  altLabel?: LanguageMapOfLists;
  /** Labels that are searched and never shown bare: misspellings, inflected forms and words to avoid. A word to avoid also has a label note. */
  hiddenLabel?: LanguageMapOfLists;
  /** What the concept means, in the registry's own words, genus first, 8 to 60 words. */
  definition: LanguageMap;
  /** The more general concepts. Every record of this concept is a record of each of them. */
  broader?: CodeId[];
  /** Concepts that a reader may also want, neither more general nor more special. */
  related?: CodeId[];
  /** The whole years that an age band covers. */
  interval?: Interval;
  /** The kind of a hash format: cryptographic, perceptual image, perceptual video, audio or text. */
  hash_kind?: Line;
  /** The length of a hash format's digest in bits, where it is fixed and known. */
  digest_bits?: number;
  /** How the digest is written, for example lower-case hexadecimal. */
  digest_encoding?: Line;
  /** What a technology is used for against online child sexual exploitation and abuse. */
  used_in_ocsea?: LanguageMap;
  /** What a technology is used for against technology-facilitated gender-based violence. */
  used_in_tfgbv?: LanguageMap;
  /** The source that says it. */
  source?: SlugId;
  /** The place in the source, such as a section, an article or a field name. */
  where?: Line;
  /** How the statement is known. */
  evidence?: Evidence;
  /** What a curator must know, such as traps, conflicts between versions and what could not be confirmed. */
  notes?: LanguageMapOfLists;
  /** The record or records to use instead of a deprecated one. */
  replaced_by?: CodeId[];
  /** When and why the record was deprecated. */
  deprecation?: Deprecation;
}

/** A respect in which records differ, such as authenticity or motive. Criteria are written facet by facet. */
export interface Facet {
  /** The permanent identifier of the record. */
  id: SlugId;
  /** The preferred label, one in each language. */
  prefLabel: LanguageMap;
  /** What the concept means, in the registry's own words, genus first, 8 to 60 words. */
  definition: LanguageMap;
  /** The code list that the facet's values come from. */
  values_from?: SlugId;
  /** The unit of an interval facet, for example years. */
  measured_in?: Line;
  /** How many values one record can have. */
  exclusivity: Exclusivity;
  /** What a curator must know, such as traps, conflicts between versions and what could not be confirmed. */
  notes?: LanguageMapOfLists;
}

/** A document, page or file that a statement rests on. */
export interface Source {
  /** The permanent identifier of the record. */
  id: SlugId;
  /** The title, as printed, in its own language. */
  title: Line;
  /** Who published the source, as named there. */
  published_by: Line;
  /** The kind of body that it is. */
  sector?: Sector;
  /** When the publisher issued it. */
  issued?: PartialDate;
  /** Where it can be read; the page that says it, not a home page. */
  url?: WebAddress;
  /** How much of the source the registry's editors read. */
  seen: Seen;
  /** The languages that the publisher uses. */
  languages?: LanguageTag[];
  /** The licence as the publisher states it, or `unknown`. */
  licence?: Line;
  /** What was done or must be known, in one or two sentences. */
  note?: LanguageMap;
}

/** An organisation that publishes a scheme or runs an initiative. Being listed implies no endorsement. */
export interface Organisation {
  /** The permanent identifier of the record. */
  id: SlugId;
  /** The name, one in each language. */
  name: LanguageMap;
  /** Other names and acronyms. */
  altName?: Line[];
  /** The kind of body that it is. */
  sector: Sector;
  /** The country of the seat, as an ISO 3166-1 alpha-2 code. */
  country?: Line;
  /** Where it can be read. */
  url?: WebAddress;
  /** The source that says it. */
  source?: SlugId;
  /** How the statement is known. */
  evidence?: Evidence;
  /** What was done or must be known, in one or two sentences. */
  note?: LanguageMap;
}

/** A joint programme, service or standard of the field. Being listed implies no endorsement. */
export interface Initiative {
  /** The permanent identifier of the record. */
  id: SlugId;
  /** The name, one in each language. */
  name: LanguageMap;
  /** Other names and acronyms. */
  altName?: Line[];
  /** The organisations that run it. */
  organisations: SlugId[];
  /** When it started. */
  started?: PartialDate;
  /** The field that it serves. */
  scope: Scope;
  /** What its members share, or what it produces. */
  shares: LanguageMap;
  /** The schemes of the registry that describe its vocabulary. */
  schemes?: SlugId[];
  /** Where it can be read. */
  url?: WebAddress;
  /** The source that says it. */
  source: SlugId;
  /** How the statement is known. */
  evidence: Evidence;
  /** What a curator must know, such as traps, conflicts between versions and what could not be confirmed. */
  notes?: LanguageMapOfLists;
}

/** An editorial decision about meaning, scope or wording that someone may contest. */
export interface Decision {
  /** The permanent identifier of the record. */
  id: DecisionId;
  /** The title, one in each language. */
  title: LanguageMap;
  /** The day. */
  date: Day;
  /** Where the decision stands. */
  decision_status: DecisionStatus;
  /** Why a decision was needed, with what the sources on each side say. */
  context: LanguageMap;
  /** The options that were weighed. */
  options: LanguageMapOfLists;
  /** What was decided. */
  decision: LanguageMap;
  /** What follows for readers, coders and counts. */
  consequences: LanguageMap;
  /** The concepts that the decision is about. */
  about?: ConceptId[];
  /** The sources that are cited. */
  cites?: SlugId[];
  /** Who decided. The registry's editors as a group until a real reviewer's decision is recorded. */
  decided_by: Line[];
  /** The later decision that replaces this one. */
  superseded_by?: DecisionId;
}

/** A finding that is accepted for a stated reason, by a named party, until a stated day. */
export interface Exemption {
  /** The code of the check that is not applied. */
  check: Line;
  /** The identifier of the record that the exemption is for. */
  subject: Line;
  /** Why, in one or two sentences. */
  reason: LanguageMap;
  /** Who answers for the exemption. */
  granted_by: Line;
  /** The day after which the exemption no longer holds. */
  expires: Day;
}

/** The release that the next build makes. */
export interface Release {
  /** The name of the release, `YYYY.MM` or `YYYY.MM.n`. */
  release: Line;
  /** The day. */
  date: Day;
  /** The name of the release before. */
  previous?: Line;
  /** The title, one in each language. */
  title: LanguageMap;
  /** What the thing is, in the registry's own words. */
  description: LanguageMap;
  /** The licence as the publisher states it, or `unknown`. */
  licence: Line;
  /** The address of the licence, where the publisher names one. */
  licence_url: WebAddress;
  /** Who may give out which concept numbers. */
  id_ranges: IdRange[];
}

/** A range of concept numbers that one contributor may give out. */
export interface IdRange {
  /** Who gives out the numbers of a range. */
  contributor: Line;
  /** The first number of the range. */
  first: number;
  /** The last number of the range. */
  last: number;
}

/** The file `registry/sources.yaml`, the sources that no scheme brings with it. */
export interface SourceFile {
  /** The sources that a file brings with it. Their identifiers are unique in the whole registry. */
  sources: Source[];
}

/** The file `registry/organisations.yaml`. */
export interface OrganisationFile {
  /** The organisations. */
  organisations: Organisation[];
}

/** The file `registry/initiatives.yaml`. */
export interface InitiativeFile {
  /** The initiatives. */
  initiatives: Initiative[];
}

/** The file `registry/facets.yaml`. */
export interface FacetFile {
  /** The facets. */
  facets: Facet[];
}

/** The file `registry/exemptions.yaml`. */
export interface ExemptionFile {
  /** The exemptions. */
  exemptions: Exemption[];
}

/** One incident, in codes alone. Undeclared fields are refused, because that is where personal data hides. */
export interface HarmReport {
  /** The version of this model that the report follows. */
  schema_version: SchemaVersion;
  /** The release of the vocabulary that the report was coded with. */
  vocabulary_release: ReleaseName;
  /** The identifier that the organisation gave the report, random and opaque. */
  report_id: ReportId;
  /** The organisation that coded the report. */
  organisation_id: ReporterId;
  /** The month in which the organisation received or found the incident. */
  received: Month;
  /** How the report came in. */
  channel: CodeId;
  /** How the incident was noticed. */
  detection?: CodeId;
  /** The harm that the report is about first of all. */
  primary_harm: Classification;
  /** Further harms in the same incident. */
  harms?: Classification[];
  /** The persons affected, in groups of one age band and gender. Persons of the same group are one entry. */
  affected?: AffectedGroup[];
  /** Those who are said to have done it, in groups. Nothing here is a finding of guilt. */
  alleged_perpetrators?: PerpetratorGroup[];
  /** The kind of service where it happened. */
  service?: ServiceUse;
  /** What content is involved, without the content. */
  content?: ContentFacts;
  /** The countries that the incident touches, as far as they are known. */
  countries?: CountryCode[];
  /** The languages of the content or of the conversation. */
  languages?: LanguageTag[];
  /** What was done about it. */
  actions?: ActionTaken[];
  /** The laws and treaties that the organisation cited. */
  legal_instruments?: CodeId[];
  /** The apparent motives. */
  motive?: CodeId[];
  /** The consequences that the persons affected reported. */
  impact?: CodeId[];
}

/** One harm that was recognised, as a concept of the vocabulary, as a code of an organisation's scheme, or both. At least one of the two must be there. */
export interface Classification {
  /** The harm concept. */
  concept?: ConceptId;
  /** The code that the organisation itself uses, in its own scheme. */
  original?: SchemeCode;
  /** Who or what assigned the classification. */
  assigned_by: CodeId;
  /** How sure the assignment is, in whole per cent. Only for automated assignment that measures it. */
  confidence?: number;
}

/** A code of an organisation's own scheme. */
export interface SchemeCode {
  /** The scheme, by its identifier in this registry. */
  scheme: SlugId;
  /** The scheme's code exact as printed; where the scheme prints none, the part of our id after the colon. */
  notation: Notation;
  /** The version of the scheme, as this registry names it. */
  version?: Notation;
}

/** Persons affected who share an age band and a gender. */
export interface AffectedGroup {
  /** The age band at the time of the incident. */
  age_band: CodeId;
  /** How the age is known. */
  age_known_by?: CodeId;
  /** The gender as far as it is known. */
  gender?: CodeId;
  /** How many there are, a whole number. */
  count?: number;
}

/** Alleged perpetrators who share a relationship to the person affected and an age band. */
export interface PerpetratorGroup {
  /** What the alleged perpetrator is to the person affected. */
  relationship: CodeId;
  /** The age band at the time of the incident. */
  age_band?: CodeId;
  /** How many there are, a whole number. */
  count?: number;
}

/** A kind of service, and the part of it. Never its name or address. */
export interface ServiceUse {
  /** The kind of service. */
  kind: CodeId;
  /** The part of the service. */
  surface?: CodeId;
}

/** Facts about the content involved. */
export interface ContentFacts {
  /** The forms of the content. */
  forms: CodeId[];
  /** Whether items are recorded, altered, generated or drawn. All that apply. */
  authenticity?: CodeId[];
  /** How material that the person made of herself or himself came about. */
  self_generated?: CodeId;
  /** The formats in which hashes were computed. Never the hash values. */
  hash_formats?: CodeId[];
}

/** One thing that was done, and by whom. */
export interface ActionTaken {
  /** What was done. */
  action: CodeId;
  /** By whom it was done. */
  actor?: CodeId;
  /** The month in which it was done. */
  month?: Month;
}

/** Published counts of one organisation for one period. Small counts are for the publisher to suppress. */
export interface AggregateReport {
  /** The version of this model that the report follows. */
  schema_version: SchemaVersion;
  /** The release of the vocabulary that the report was coded with. */
  vocabulary_release: ReleaseName;
  /** The organisation that coded the report. */
  organisation_id: ReporterId;
  /** The first month of the period. */
  period_start: Month;
  /** The last month of the period. */
  period_end: Month;
  /** The scheme that the notations come from, absent where all codes are concepts of the vocabulary. */
  scheme?: SlugId;
  /** The version of the scheme, as this registry names it. */
  version?: Notation;
  /** What is counted. */
  unit_of_count: CodeId;
  /** True where one unit may be counted under several codes, so that the counts must not be added up. */
  several_codes: boolean;
  /** The count of each code. */
  counts: CodeCount[];
}

/** One code, a concept of the vocabulary or a notation of the scheme, and its count. */
export interface CodeCount {
  /** The harm concept. */
  concept?: ConceptId;
  /** The scheme's code exact as printed. */
  notation?: Notation;
  /** How many units carry the code, a whole number. */
  total: number;
}
