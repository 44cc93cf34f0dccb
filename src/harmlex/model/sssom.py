"""The words of SSSOM: which slots a mapping set and a row may have, in which order, and what each holds.

Source: the slot tables of the SSSOM model, 1.0 and 1.1; see also docs/decisions on mapping files.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = [
    "AGENT_PREFIXES",
    "BUILT_IN_PREFIXES",
    "CURATION_RULES",
    "DERIVED_JUSTIFICATIONS",
    "JUSTIFICATIONS",
    "NO_TERM",
    "PREDICATES",
    "ROW_SLOTS",
    "SET_SLOTS",
    "Slot",
    "expand",
]

Holds = Literal["id", "uri", "text", "number", "date", "entity_type", "modifier", "cardinality", "version", "map"]


class Slot(NamedTuple):
    """One slot of the SSSOM model.

    Attributes:
        name: Its name.
        holds: What a value of it is; ``id`` is a CURIE.
        many: Whether it holds a list.
        newer: Whether only SSSOM 1.1 has it.
        propagates: Whether a value of the set counts as the value of every row.
    """

    name: str
    holds: Holds
    many: bool = False
    newer: bool = False
    propagates: bool = False


def _slots(*slots: Slot) -> dict[str, Slot]:
    return {slot.name: slot for slot in slots}


_SHARED = _slots(
    Slot("subject_type", "entity_type", propagates=True),
    Slot("subject_source", "id", propagates=True),
    Slot("subject_source_version", "text", propagates=True),
    Slot("object_type", "entity_type", propagates=True),
    Slot("object_source", "id", propagates=True),
    Slot("object_source_version", "text", propagates=True),
    Slot("predicate_type", "entity_type", newer=True, propagates=True),
    Slot("mapping_provider", "uri", propagates=True),
    Slot("cardinality_scope", "text", many=True, newer=True, propagates=True),
    Slot("mapping_tool", "text", propagates=True),
    Slot("mapping_tool_id", "id", newer=True, propagates=True),
    Slot("mapping_tool_version", "text", propagates=True),
    Slot("mapping_date", "date", propagates=True),
    Slot("subject_match_field", "id", many=True, propagates=True),
    Slot("object_match_field", "id", many=True, propagates=True),
    Slot("subject_preprocessing", "id", many=True, propagates=True),
    Slot("object_preprocessing", "id", many=True, propagates=True),
    Slot("similarity_measure", "text", propagates=True),
    Slot("curation_rule", "id", many=True, propagates=True),
    Slot("curation_rule_text", "text", many=True, propagates=True),
)


def _shared(*names: str) -> tuple[Slot, ...]:
    return tuple(_SHARED[name] for name in names)


# In the order of the model, which is also the order in which they are written.
SET_SLOTS = _slots(
    Slot("sssom_version", "version", newer=True),
    Slot("curie_map", "map"),
    Slot("mapping_set_id", "uri"),
    Slot("mapping_set_version", "text"),
    Slot("mapping_set_source", "uri", many=True),
    Slot("mapping_set_title", "text"),
    Slot("mapping_set_description", "text"),
    Slot("mapping_set_confidence", "number", newer=True),
    Slot("creator_id", "id", many=True),
    Slot("creator_label", "text", many=True),
    Slot("license", "uri"),
    *_shared(
        "subject_type", "subject_source", "subject_source_version", "object_type", "object_source",
        "object_source_version", "predicate_type", "mapping_provider", "cardinality_scope", "mapping_tool",
        "mapping_tool_id", "mapping_tool_version", "mapping_date",
    ),
    Slot("publication_date", "date"),
    *_shared(
        "subject_match_field", "object_match_field", "subject_preprocessing", "object_preprocessing",
        "similarity_measure", "curation_rule", "curation_rule_text",
    ),
    Slot("see_also", "uri", many=True),
    Slot("issue_tracker", "uri"),
    Slot("other", "text"),
    Slot("comment", "text"),
)  # fmt: skip

ROW_SLOTS = _slots(
    Slot("record_id", "id", newer=True),
    Slot("subject_id", "id"),
    Slot("subject_label", "text"),
    Slot("subject_category", "text"),
    Slot("predicate_id", "id"),
    Slot("predicate_label", "text"),
    Slot("predicate_modifier", "modifier"),
    Slot("object_id", "id"),
    Slot("object_label", "text"),
    Slot("object_category", "text"),
    Slot("mapping_justification", "id"),
    Slot("author_id", "id", many=True),
    Slot("author_label", "text", many=True),
    Slot("reviewer_id", "id", many=True),
    Slot("reviewer_label", "text", many=True),
    Slot("creator_id", "id", many=True),
    Slot("creator_label", "text", many=True),
    Slot("license", "uri"),
    *_shared(
        "subject_type", "subject_source", "subject_source_version", "object_type", "object_source",
        "object_source_version", "predicate_type", "mapping_provider",
    ),
    Slot("mapping_source", "id"),
    Slot("mapping_cardinality", "cardinality"),
    *_shared("cardinality_scope", "mapping_tool", "mapping_tool_id", "mapping_tool_version", "mapping_date"),
    Slot("publication_date", "date"),
    Slot("review_date", "date", newer=True),
    Slot("confidence", "number"),
    Slot("reviewer_agreement", "number", newer=True),
    *_shared("curation_rule", "curation_rule_text", "subject_match_field", "object_match_field"),
    Slot("match_string", "text", many=True),
    *_shared("subject_preprocessing", "object_preprocessing"),
    Slot("similarity_score", "number"),
    *_shared("similarity_measure"),
    Slot("see_also", "uri", many=True),
    Slot("issue_tracker_item", "id"),
    Slot("other", "text"),
    Slot("comment", "text"),
)  # fmt: skip

BUILT_IN_PREFIXES = {
    "linkml": "https://w3id.org/linkml/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# Besides our own, authors and reviewers are named in these.
AGENT_PREFIXES = {"orcid": "https://orcid.org/"}

# The predicates of curated rows. What each says is in docs on crosswalks: the object of a broad match is the broader.
PREDICATES = (
    "skos:exactMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
    "skos:closeMatch",
    "skos:relatedMatch",
    "owl:disjointWith",
)
NO_TERM = "sssom:NoTermFound"

# What the model allows as reason of a mapping; the derived ones are written by programs only.
DERIVED_JUSTIFICATIONS = ("semapv:MappingChaining", "semapv:MappingInversion")
JUSTIFICATIONS = (
    "semapv:BackgroundKnowledgeBasedMatching",
    "semapv:CompositeMatching",
    "semapv:InstanceBasedMatching",
    "semapv:LexicalMatching",
    "semapv:LexicalSimilarityThresholdMatching",
    "semapv:LogicalReasoning",
    "semapv:ManualMappingCuration",
    "semapv:MappingReview",
    "semapv:SemanticSimilarityThresholdMatching",
    "semapv:StructuralMatching",
    "semapv:UnspecifiedMatching",
)

# What a curator may say to have checked; `covers-subject` may carry a number where a subject is covered in two ways.
CURATION_RULES = {
    "hlx:best-available": "the nearest broader concept; no equal one exists",
    "hlx:covers-subject": "the objects of all rows of this subject with this rule together contain the subject",
    "hlx:extension-checked": "both definitions were read, and the relation holds for records",
    "hlx:label-only": "judged by the label alone; never counted with",
    "hlx:needs-review": "somebody else should look at it",
    "hlx:parts-disjoint": "the objects of these rows exclude each other",
    "hlx:proper": "the inclusion is proper; the comment has a counter-example",
}


def expand(curie: str, prefixes: dict[str, str]) -> str:
    """Return the IRI of a CURIE.

    Args:
        curie: A CURIE whose prefix is built in or among ``prefixes``.
        prefixes: The prefix map of the set.

    Raises:
        KeyError: The prefix is not declared.

    >>> expand("skos:exactMatch", {}), expand("hlx:H0042", {"hlx": "https://w3id.org/harmlex/"})
    ('http://www.w3.org/2004/02/skos/core#exactMatch', 'https://w3id.org/harmlex/H0042')
    """
    prefix, _, local = curie.partition(":")
    base = BUILT_IN_PREFIXES.get(prefix)
    return (prefixes[prefix] if base is None else base) + local
