"""A pairing as one JSON document, read from the hub to the codes and back; its form is a JSON Schema."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from harmlex.model.artefact import Artefact
from harmlex.model.records import SchemeConcept, Source
from harmlex.publish.exports.tables import english
from harmlex.publish.identity import dataset_iri
from harmlex.publish.machine.heading import heading, review_state, scheme_facts
from harmlex.publish.machine.pairing import Pair, Pairing, Said

__all__ = ["LeftOut", "code_values", "crosswalk_document", "crosswalk_schema", "us_provisions"]

Value = dict[str, Any]


class LeftOut(msgspec.Struct, frozen=True):
    """Codes of the scheme that a form does not have: how many, and why."""

    codes: int
    why: str


def crosswalk_document(
    artefact: Artefact,
    pairing: Pairing,
    *,
    title: str,
    notes: Sequence[str],
    left_out: Sequence[LeftOut],
    more: Mapping[str, Value] | None = None,
) -> str:
    """Return the document.

    Args:
        artefact: The compiled registry.
        pairing: What the hub and the scheme are to each other.
        title: What it is, in a phrase.
        notes: What its readers must know.
        left_out: What of the scheme is not in it.
        more: Further members for harm concepts, by concept.
    """
    values = code_values(pairing)
    rows_of_codes = _code_list_rows(artefact)
    told = [pair.reviewed for pair in pairing.pairs]
    sources = {source.id: source for source in artefact.sources}
    document = {
        "$schema": "../crosswalk.schema.json",
        **heading(artefact, title, review_state(pairing.concepts.values(), told)),
        "notes": list(notes),
        "hub": {"version": artefact.release.release, "concepts": len(pairing.concepts)},
        "scheme": scheme_facts(pairing.scheme),
        "rows_withheld": pairing.withheld,
        "left_out": [msgspec.to_builtins(one) for one in left_out],
        "lists": [
            {
                "name": one.name,
                "meaning": one.meaning,
                "state": one.state,
                "send": one.send,
                "codes": [_code(code, values, sources, rows_of_codes) for code in one.codes],
            }
            for one in pairing.lists
        ],
        "hub_to_codes": {
            id: {
                "label": concept.label,
                "status": concept.status,
                "reportable": concept.reportable,
                "lists": {name: _said(said, values, to_hub=False) for name, said in pairing.to_codes[id].items()},
                **(more or {}).get(id, {}),
            }
            for id, concept in pairing.concepts.items()
        },
        "codes_to_hub": {
            values[code.id]: {"id": code.id, "list": one.name, **_said(pairing.to_hub[code.id], values, to_hub=True)}
            for one in pairing.lists
            for code in one.codes
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def code_values(pairing: Pairing) -> dict[str, str]:
    """Return, by id, the code as it is sent: its notation, else its label where the label is what is sent.

    What the publishing right withholds, or what two codes have in common, gives way to the identifier.
    """
    sent = {code.id: code.notation or english(code.prefLabel) or code.id for code in pairing.codes.values()}
    many = Counter(sent.values())
    return {id: value if many[value] == 1 else id for id, value in sent.items()}


def us_provisions(artefact: Artefact, concepts: Iterable[str]) -> dict[str, Value]:
    """Return, by harm concept, the provisions of United States law that the registry says name it, with the source."""
    # The United Nations sit in the same country; their treaties are none of its laws.
    legislators = {one.id for one in artefact.organisations if one.country == "US" and one.sector == "legislation"}
    sources = {source.id: source for source in artefact.sources}
    provisions = {
        code.id: (scheme.label, code)
        for scheme in artefact.schemes
        if scheme.kind == "legal-instrument" and scheme.publisher in legislators
        for code in scheme.concepts
    }
    wanted = set(concepts)
    out: dict[str, Value] = {}
    for concept in artefact.concepts:
        named = [provisions[id] for id in concept.legal if id in provisions]
        if concept.id in wanted and named:
            out[concept.id] = {
                "us_provisions": [
                    {
                        "id": code.id,
                        "instrument": instrument,
                        "provision": code.notation,
                        "heading": english(code.prefLabel),
                        **_advice(code),
                        **_sourced(code, sources),
                    }
                    for instrument, code in named
                ]
            }
    return out


def _code(
    code: SchemeConcept,
    values: Mapping[str, str],
    sources: Mapping[str, Source],
    rows_of_codes: Mapping[str, list[Value]],
) -> Value:
    told: Value = {"code": values[code.id], "id": code.id, "type": code.type, "label": english(code.prefLabel)}
    told |= _advice(code)
    if text := english(code.gloss):
        told["gloss"] = text
    told |= {
        "population": code.population,
        "valid_from": code.valid_from,
        "valid_until": code.valid_until,
        "scheme_version": code.scheme_version,
        "replaced_by": [values.get(one, one) for one in code.replaced_by],
        **({"superseded_because": english(code.deprecation.reason)} if code.deprecation else {}),
        "values": rows_of_codes.get(code.id, []),
        **_sourced(code, sources),
    }
    return told


def _advice(code: SchemeConcept) -> Value:
    """Return what to say instead of a publisher's wording that is to be avoided."""
    for note in code.label_notes:
        if note.usage == "avoid" and any(code.prefLabel.get(tag) == text for tag, text in note.form.items()):
            return {"label_usage": "avoid", "say": english(note.say), "say_because": english(note.reason)}
    return {}


def _sourced(code: SchemeConcept, sources: Mapping[str, Source]) -> Value:
    source = sources.get(code.source or "")
    return {
        "source": code.source,
        "source_title": source.title if source else None,
        "source_url": source.url if source else None,
        "where": code.where,
        "evidence": code.evidence,
    }


def _said(said: Said, values: Mapping[str, str], *, to_hub: bool) -> Value:
    told: Value = {
        "kind": said.kind,
        "lossy": said.lossy,
        "ambiguous": said.ambiguous,
        "unmapped": said.kind == "none",
        "gap": said.gap or None,
        "reason": said.reason or None,
        "targets": [_target(pair, values, to_hub=to_hub) for pair in said.targets],
        "also": [_target(pair, values, to_hub=to_hub) for pair in said.also],
    }
    return told | ({"comment": said.comment} if said.comment else {})


def _target(pair: Pair, values: Mapping[str, str], *, to_hub: bool) -> Value:
    end = {"id": pair.concept} if to_hub else {"code": values[pair.code], "id": pair.code}
    low, high = pair.interval or (None, None)
    return {
        **end,
        "predicate_id": pair.predicate_id,
        "asserted": pair.asserted,
        "reviewed": pair.reviewed,
        "confidence": pair.confidence,
        "confidence_low": low,
        "confidence_high": high,
        "rows": list(pair.rows),
        "because": list(pair.because),
    }


def _code_list_rows(artefact: Artefact) -> dict[str, list[Value]]:
    """Return the entries of our code lists that rows name, by subject: an age, a medium, an action."""
    entries = {code.id for codelist in artefact.codelists for code in codelist.entries}
    found: dict[str, list[Value]] = {}
    for row in artefact.mappings:
        if row.object_id in entries and row.predicate_modifier != "Not":
            found.setdefault(row.subject_id, []).append({"predicate_id": row.predicate_id, "id": row.object_id})
    return found


# -- the form

_SCHEME = ("id", "uri", "title", "version", "issued", "url", "licence", "licence_url", "coverage", "coverage_note")


def crosswalk_schema(artefact: Artefact) -> str:
    """Return the JSON Schema of the documents."""
    text, maybe = {"type": "string", "minLength": 1}, {"type": ["string", "null"]}
    flag, share = {"type": "boolean"}, {"type": ["number", "null"], "minimum": 0, "maximum": 1}
    texts = {"type": "array", "items": text}
    said = {
        "kind": {"enum": ["same", "up", "split", "none"]},
        "lossy": flag,
        "ambiguous": flag,
        "unmapped": flag,
        "gap": {"type": ["string", "null"], "pattern": "^[a-z]+(-[a-z]+)*$"},
        "reason": maybe,
        "targets": {"type": "array", "items": {"$ref": "#/$defs/Target"}},
        "also": {"type": "array", "items": {"$ref": "#/$defs/Target"}},
        "comment": text,
    }  # fmt: skip
    sourced = {"source": maybe, "source_title": maybe, "source_url": maybe, "where": maybe, "evidence": maybe}
    advice = {"label_usage": {"const": "avoid"}, "say": maybe, "say_because": maybe}
    version = {"version": text, "concepts": {"type": "integer"}}
    value = _closed({"predicate_id": text, "id": text})
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{dataset_iri(artefact.release.release)}/machine/crosswalk.schema.json",
        "title": "A crosswalk between the harmlex hub and the codes of one scheme",
        "description": "lists has the codes; hub_to_codes and codes_to_hub say each side on the other.",
        **_closed(
            {
                "$schema": text,
                "title": text,
                "use": {"const": heading(artefact, "", "")["use"]},
                "status": text,
                "release": text,
                "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
                "licence": text,
                "licence_url": text,
                "registry": text,
                "dataset": text,
                "notes": texts,
                "hub": _closed(version),
                "scheme": {"$ref": "#/$defs/Scheme"},
                "rows_withheld": {"type": "integer", "minimum": 0},
                "left_out": {"type": "array", "items": _closed({"codes": {"type": "integer"}, "why": text})},
                "lists": {"type": "array", "items": {"$ref": "#/$defs/List"}},
                "hub_to_codes": _by_name("Concept", r"^hlx:H[0-9]{4,6}$"),
                "codes_to_hub": _by_name("Code to hub", "."),
            }
        ),
        "$defs": {
            "Scheme": _closed({"notes": texts} | dict.fromkeys(_SCHEME, maybe)),
            "List": _closed(
                {
                    "name": text,
                    "meaning": text,
                    "state": {"enum": ["current", "superseded", "other-version", "future"]},
                    "send": flag,
                    "codes": {"type": "array", "items": {"$ref": "#/$defs/Code"}},
                }
            ),
            "Code": _closed(
                {"code": text, "id": text, "type": text, "label": maybe, **advice, "gloss": text, "population": maybe,
                 "valid_from": maybe, "valid_until": maybe, "scheme_version": maybe, "replaced_by": texts,
                 "superseded_because": maybe, "values": {"type": "array", "items": value}, **sourced},
                optional={*advice, "gloss", "superseded_because"},
            ),
            "Target": _closed(
                {"code": text, "id": text, "predicate_id": {"pattern": "^(skos|hlx):"}, "asserted": flag,
                 "reviewed": flag, "confidence": share, "confidence_low": share, "confidence_high": share,
                 "rows": {"type": "array", "items": {"type": "string", "pattern": "^mapping:[0-9a-f]{64}~?$"}},
                 "because": texts},
                optional={"code"},
            ),
            "Said": _closed(said, optional={"comment"}),
            "Code to hub": _closed({"id": text, "list": text, **said}, optional={"comment"}),
            "Provision": _closed(
                {"id": text, "instrument": text, "provision": maybe, "heading": maybe, **advice, **sourced},
                optional=set(advice),
            ),
            "Concept": _closed(
                {"label": text, "status": {"enum": ["proposed", "accepted"]}, "reportable": flag,
                 "lists": {"type": "object", "additionalProperties": {"$ref": "#/$defs/Said"}},
                 "us_provisions": {"type": "array", "items": {"$ref": "#/$defs/Provision"}}},
                optional={"us_provisions"},
            ),
        },
    }  # fmt: skip
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _closed(properties: Mapping[str, Any], optional: Iterable[str] = ()) -> Value:
    """Return an object with these members and no others."""
    free = set(optional)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in properties if name not in free],
        "properties": dict(properties),
    }


def _by_name(of: str, names: str) -> Value:
    return {
        "type": "object",
        "propertyNames": {"pattern": names},
        "additionalProperties": {"$ref": f"#/$defs/{of.replace(' ', '%20')}"},
    }
