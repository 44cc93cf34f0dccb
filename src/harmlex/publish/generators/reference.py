"""The reference of the model as Markdown, for people who read it and not for machines."""

from __future__ import annotations

from linkml_runtime.linkml_model.meta import SlotDefinition  # type: ignore[import-untyped]
from linkml_runtime.utils.schemaview import SchemaView  # type: ignore[import-untyped]

from harmlex.publish.generators.model import (
    annotation,
    at_least_one,
    exactly_one,
    language_map,
    record_classes,
    slots_of,
)
from harmlex.publish.generators.shacl import REPORTS, UNPUBLISHED

__all__ = ["reference"]

# Heading: classes below it, in the order in which a reader meets them.
_CHAPTERS = {
    "Harm concepts": ["Concept", "LabelNote", "Criterion", "Interval", "NarrowerStatement", "Distinction"],
    "Schemes of organisations": ["Scheme", "SchemeVersion", "SchemeConcept"],
    "Code lists and facets": ["CodeList", "Code", "Facet"],
    "Evidence and actors": ["Source", "Organisation", "Initiative"],
    "Life of a record": ["Change", "Deprecation", "Decision", "Exemption", "Release", "IdRange"],
    "Files that hold several records": [
        "SourceFile",
        "OrganisationFile",
        "InitiativeFile",
        "FacetFile",
        "ExemptionFile",
    ],
    "Reports": [
        "HarmReport",
        "Classification",
        "SchemeCode",
        "AffectedGroup",
        "PerpetratorGroup",
        "ServiceUse",
        "ContentFacts",
        "ActionTaken",
        "AggregateReport",
        "CodeCount",
    ],
}
# Annotation of a report's slot: the system whose field holds the same kind of fact.
_KNOWN_AS = {
    "ncmec": "NCMEC CyberTipline API",
    "dsa": "DSA statement of reasons",
    "iccam": "INHOPE ICCAM",
    "gbvims": "GBVIMS",
}
_WORDS = {
    "Line": "one line of text",
    "Text": "text",
    "string": "text",
    "boolean": "`true` or `false`",
    "integer": "whole number",
    "Day": "day, `YYYY-MM-DD`",
    "PartialDate": "year, month or day",
    "LanguageTag": "language tag",
    "WebAddress": "web address",
    "ConceptId": "id of a [harm concept](Concept.md)",
    "SchemeConceptId": "id of a [scheme's concept](SchemeConcept.md)",
    "CodeId": "id of a [code](Code.md)",
    "RecordId": "id of a concept or code",
    "SlugId": "id in lower case",
    "DecisionId": "id, `D` and four digits",
    "ReportId": "random UUID in lower case",
    "ReporterId": "opaque id, `org-` and four to eight letters or digits",
    "Month": "month, `YYYY-MM`",
    "CountryCode": "country, ISO 3166-1 alpha-2",
    "SchemaVersion": "version, three numbers",
    "ReleaseName": "release, `YYYY.MM`",
    "Notation": "code as printed",
}
_EDIT = "<!-- Generated from schema/ by `harmlex generate`; never edited by hand. -->\n"


def reference(schema: SchemaView) -> dict[str, str]:
    """Return the pages by file name: an index, one page for each class, one of all closed lists, one of the types."""
    told = [cls for classes in _CHAPTERS.values() for cls in classes]
    missing = set(record_classes(schema)) ^ set(told)
    if missing:
        raise ValueError(f"the reference has no chapter for these classes, or no such class: {sorted(missing)}")
    pages = {"index.md": _index(schema), "values.md": _values(schema), "types.md": _types(schema)}
    pages |= {f"{cls}.md": _class(schema, cls) for cls in told}
    return dict(sorted(pages.items()))


def _index(schema: SchemaView) -> str:
    lines = [
        _EDIT,
        "# The model of harmlex",
        "",
        str(schema.schema_map["vocabulary"].description),
        "",
        "Each page lists the *slots* of one kind of record: the name of a slot as it is written in the files, what it",
        "holds, whether it must be there, and what it means. A slot that has nothing to say is left out.",
        "",
        "- *One text in each language* is written `{en: doxing, fr: …}`: a language tag, a colon, the text.",
        "- *Texts in each language* are lists: `{en: [doxxing, dox]}`.",
        "- Words from a closed list are explained under [closed lists](values.md), forms of text under",
        "  [types](types.md).",
        "- The files that a release consists of have a [page of their own](exports.md).",
        "",
    ]
    for chapter, classes in _CHAPTERS.items():
        lines += [f"## {chapter}", "", "| Record | What it is |", "|---|---|"]
        lines += [f"| [{cls}]({cls}.md) | {_cell(schema.get_class(cls).description)} |" for cls in classes]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _class(schema: SchemaView, cls: str) -> str:
    definition = schema.get_class(cls)
    lines = [_EDIT, f"# {cls}", "", str(definition.description), ""]
    if cls in REPORTS:
        lines += ["It belongs to a report, which is coded with a release and is not part of one.", ""]
    elif cls in UNPUBLISHED:
        lines += ["It keeps house in the registry and is not part of a release.", ""]
    else:
        lines += [f"In RDF it is a `{definition.class_uri}`, and a `hs:{cls}`, by which the shapes know it.", ""]
    lines += ["| Slot | Holds | Must | Meaning | In RDF |", "|---|---|---|---|---|"]
    for slot in slots_of(schema, cls):
        must = "yes" if slot.required or slot.identifier else ""
        address = "the IRI" if slot.identifier else f"`{slot.slot_uri}`"
        lines.append(f"| `{slot.name}` | {_holds(schema, slot)} | {must} | {_cell(slot.description)} | {address} |")
    lines.append("")
    for first, second in exactly_one(schema, cls):
        lines += [f"Exactly one of `{first}` and `{second}` must be there.", ""]
    if needed := at_least_one(schema, cls):
        lines += [f"At least one of {' and '.join(f'`{name}`' for name in needed)} must be there.", ""]
    if cls in REPORTS:
        lines += _known_as(schema, cls)
    return "\n".join(lines).rstrip() + "\n"


def _known_as(schema: SchemaView, cls: str) -> list[str]:
    """Return the table of fields of other systems that hold the same kind of fact; empty where there are none."""
    rows = []
    for slot in slots_of(schema, cls):
        said = [_cell(annotation(slot, name)) for name in _KNOWN_AS]
        if any(said):
            rows.append(f"| `{slot.name}` | {' | '.join(said)} |")
    if not rows:
        return []
    head = f"| Slot | {' | '.join(_KNOWN_AS.values())} |"
    rule = f"|---|{'---|' * len(_KNOWN_AS)}"
    text = "Fields of other systems that hold the same kind of fact; an empty cell says that we know of none."
    return ["## As others know it", "", text, "", head, rule, *rows, ""]


def _holds(schema: SchemaView, slot: SlotDefinition) -> str:
    texts = language_map(slot)
    if texts:
        return "one text in each language" if texts == "one" else "texts in each language"
    name = str(slot.range)
    if name in schema.all_enums():
        words = f"word from [{name}](values.md#{name.lower()})"
    elif name in schema.all_classes():
        whole = slot.inlined or slot.inlined_as_list
        words = f"[{name}]({name}.md)" if whole else f"id of [{name}]({name}.md)"
    else:
        listed = annotation(slot, "code_list")
        words = f"code of the list `{listed}`" if listed else _WORDS[name]
    return f"list: {words}" if slot.multivalued else words


def _values(schema: SchemaView) -> str:
    lines = [_EDIT, "# Closed lists", "", "Slots that take one word out of a few take it from one of these lists.", ""]
    for name, enum in schema.all_enums().items():
        lines += [f"## {name}", "", str(enum.description), "", "| Word | Meaning |", "|---|---|"]
        lines += [f"| `{value}` | {_cell(said.description)} |" for value, said in enum.permissible_values.items()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _types(schema: SchemaView) -> str:
    lines = [_EDIT, "# Types", "", "The forms that identifiers, dates and texts take.", ""]
    lines += ["| Type | Meaning | Pattern |", "|---|---|---|"]
    for name, kind in schema.all_types().items():
        if kind.pattern:
            pattern = str(kind.pattern).replace("|", "\\|")
            # A backtick inside code needs a longer fence around it.
            code = f"`` {pattern} ``" if "`" in pattern else f"`{pattern}`"
            lines.append(f"| {name} | {_cell(kind.description)} | {code} |")
    return "\n".join(lines).rstrip() + "\n"


def _cell(text: str | None) -> str:
    return " ".join(str(text or "").split()).replace("|", "\\|")
