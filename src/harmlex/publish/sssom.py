"""Mapping rows as SSSOM TSV in its canonical form, one spelling for one content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import yaml
from msgspec.structs import replace

from harmlex.load.mappings import parse_mapping_set
from harmlex.model.artefact import Artefact
from harmlex.model.findings import Finding, at_least
from harmlex.model.mappings import MappingRow, MappingSet
from harmlex.model.sssom import AGENT_PREFIXES, BUILT_IN_PREFIXES, NO_TERM, ROW_SLOTS, SET_SLOTS
from harmlex.publish.identity import NAMESPACE, code_list_iri, scheme_iri

__all__ = ["PER_ROW", "format_mapping_file", "row_values", "sssom_of", "to_sssom"]

# Curated files keep these in every row, so that a later row does not rewrite the earlier ones.
PER_ROW = frozenset({"mapping_date", "curation_rule"})

# Rows have a field of the name `other`, too, which holds the slots without a field.
_FIELDS = tuple(name for name in ROW_SLOTS if name in MappingRow.__struct_fields__ and name != "other")
# A plain YAML scalar may begin with these and hold whatever does not look like a key or a comment.
_PLAIN = re.compile(r"[A-Za-z0-9_(/.<=+$^\u00a1-\ud7ff\ue000-\uffef][^\x00-\x1f\x7f-\x9f\ufeff]*")
_NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_RESOLVER: Any = yaml.resolver.Resolver()


def to_sssom(mapping_set: MappingSet, *, per_row: frozenset[str] = frozenset()) -> str:
    """Return a mapping set as SSSOM TSV.

    What all rows share goes to the metadata block as far as SSSOM lets it; prefixes that nothing uses, empty columns
    and needless quotes are left out; slots, columns and rows are sorted.

    Args:
        mapping_set: The set; its order and spelling do not matter.
        per_row: Slots that stay with the rows even if all rows share a value.
    """
    rows = [row_values(row) for row in mapping_set.rows]
    metadata = {name: value for name, value in mapping_set.metadata.items() if name != "curie_map"}
    _condense(metadata, rows, per_row)
    # A set without rows still names the columns that every set has.
    columns = [name for name in ROW_SLOTS if any(name in row for row in rows)] or list(_NEEDED)
    table = sorted(tuple(row.get(name, "") for name in columns) for row in rows)
    declared = mapping_set.metadata.get("curie_map")
    prefixes = dict(declared) if isinstance(declared, dict) else {}
    head = [*_prefix_lines(prefixes, metadata, columns, table), *_metadata_lines(metadata)]
    body = ["\t".join(columns), *("\t".join(map(_cell, row)) for row in table)]
    return "".join(f"{line}\n" for line in [*(f"#{line}" for line in head), *body])


def format_mapping_file(raw: bytes, file: str) -> tuple[bytes | None, list[Finding]]:
    """Return a curated mapping file in its one form, and the errors that kept it from being written.

    Args:
        raw: The bytes of the file.
        file: Its path from the repository root, for the findings.
    """
    found, findings = parse_mapping_set(raw, file)
    errors = at_least(findings, "error")
    if found is None or errors:
        return None, errors
    return to_sssom(found, per_row=PER_ROW).encode(), []


def sssom_of(artefact: Artefact) -> str:
    """Return all mappings of a release as one SSSOM set."""
    release = artefact.release
    prefixes = {"hlx": NAMESPACE, **AGENT_PREFIXES}
    prefixes |= {scheme.id: f"{scheme_iri(scheme.id)}/" for scheme in artefact.schemes}
    prefixes |= {codelist.id: f"{code_list_iri(codelist.id)}/" for codelist in artefact.codelists}
    schemes = {scheme.id for scheme in artefact.schemes}
    mapped = sorted({row.subject_id.partition(":")[0] for row in artefact.mappings})
    metadata: dict[str, object] = {
        "curie_map": prefixes,
        "mapping_set_id": f"{NAMESPACE}release/{release.release}/mappings",
        "mapping_set_version": release.release,
        "mapping_set_source": tuple(f"{NAMESPACE}mappings/{name}" for name in mapped),
        "mapping_set_title": "All mappings of harmlex, scheme by scheme",
        "creator_id": ("hlx:editors",),
        "license": release.licence_url,
    }
    rows = tuple(_with_sources(row, schemes) for row in artefact.mappings)
    return to_sssom(MappingSet(file="", metadata=metadata, rows=rows))


def row_values(row: MappingRow) -> dict[str, str]:
    """Return the filled slots of a row as SSSOM writes them, in the order of the model."""
    values = {name: _text(getattr(row, name)) for name in _FIELDS}
    values |= row.other
    return {name: values[name] for name in ROW_SLOTS if values.get(name)}


def _with_sources(row: MappingRow, schemes: set[str]) -> MappingRow:
    def source(end: str) -> str:
        prefix = end.partition(":")[0]
        return f"hlx:scheme/{prefix}" if prefix in schemes else "hlx:hub"

    other = {
        "subject_type": "skos concept",
        "subject_source": source(row.subject_id),
        "object_type": "skos concept",
        "object_source": source(row.object_id) if row.object_id != NO_TERM else "hlx:hub",
    }
    return replace(row, other=other | row.other)


def _condense(metadata: dict[str, object], rows: Sequence[dict[str, str]], per_row: frozenset[str]) -> None:
    """Move what all rows share to the metadata, where SSSOM allows that."""
    for slot in SET_SLOTS.values():
        if not slot.propagates or slot.name in per_row or not rows:
            continue
        shared = rows[0].get(slot.name)
        if not shared or any(row.get(slot.name) != shared for row in rows):
            continue
        value = tuple(shared.split("|")) if slot.many else shared
        if metadata.get(slot.name, value) == value:
            metadata[slot.name] = value
            for row in rows:
                del row[slot.name]


def _prefix_lines(
    prefixes: dict[str, str], metadata: dict[str, object], columns: Sequence[str], table: Sequence[Sequence[str]]
) -> list[str]:
    used: set[str] = set()
    for place, name in enumerate(columns):
        if ROW_SLOTS[name].holds == "id":
            used |= {one.partition(":")[0] for value in {row[place] for row in table} for one in value.split("|")}
    for name, value in metadata.items():
        if SET_SLOTS[name].holds == "id":
            used |= {one.partition(":")[0] for one in _items(value)}
    wanted = sorted(used & set(prefixes) - set(BUILT_IN_PREFIXES))
    return ["curie_map:", *(f"  {prefix}: {_scalar(prefixes[prefix])}" for prefix in wanted)]


def _metadata_lines(metadata: dict[str, object]) -> list[str]:
    lines: list[str] = []
    for name, slot in SET_SLOTS.items():
        if name == "curie_map" or not metadata.get(name):
            continue
        if slot.many:
            lines += [f"{name}:", *(f"  - {_scalar(item)}" for item in _items(metadata[name]))]
        elif slot.holds == "date":
            lines.append(f"{name}: {metadata[name]}")
        else:
            lines.append(f"{name}: {_scalar(str(metadata[name]))}")
    return lines


def _items(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple | list) else (str(value),)


def _scalar(text: str) -> str:
    """Return a YAML scalar, plain where that means the same text, else in double quotes.

    >>> _scalar("https://w3id.org/harmlex/"), _scalar("2026.11"), _scalar('a "b": c')
    ('https://w3id.org/harmlex/', '"2026.11"', '"a \\\\"b\\\\": c"')
    """
    plain = (
        _PLAIN.fullmatch(text)
        and ": " not in text
        and " #" not in text
        and not text.endswith((":", " "))
        and _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"
    )
    if plain:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one.isprintable() else _escape(one) for one in escaped) + '"'


def _escape(one: str) -> str:
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(one) or f"\\U{ord(one):08X}"


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "|".join(value)
    return _decimal(value) if isinstance(value, float) else str(value)


def _decimal(value: float) -> str:
    """Return a number with up to three decimals, halves rounded up.

    >>> _decimal(0.9), _decimal(1.0), _decimal(0.0005), _decimal(0.1234)
    ('0.9', '1', '0.001', '0.123')
    """
    rounded = Decimal(str(value)).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".")


def _cell(value: str) -> str:
    if any(sign in value for sign in '"\t\n\r'):
        return '"' + value.replace('"', '""') + '"'
    return value
