"""A crosswalk in the forms that people and programs read: rows, CSV, SSSOM, JSKOS, a workbook, plain text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from harmlex.crosswalk.build import Compiled
from harmlex.crosswalk.derive import BROAD, Crosswalk, Link
from harmlex.crosswalk.explain import sentence, sentences
from harmlex.crosswalk.facts import Known
from harmlex.model.mappings import MappingRow
from harmlex.model.namespace import NAMESPACE
from harmlex.model.sameness import sameness_identifier
from harmlex.model.sssom import BUILT_IN_PREFIXES, expand

__all__ = ["FORMATS", "identifiers", "to_csv", "to_jskos", "to_proofs", "to_rows", "to_sssom", "to_text", "to_xlsx"]

FORMATS = ("text", "csv", "json", "sssom", "jskos", "xlsx")
COLUMNS = ("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "confidence", "confidence_low",
           "confidence_high", "nearest", "asserted", "countable", "gap", "comment")  # fmt: skip
_WORDS = {
    "skos:exactMatch": "=  same records as",
    "skos:broadMatch": "<  inside",
    "skos:narrowMatch": ">  contains",
    "hlx:overlapMatch": "~  shares records with",
    "owl:disjointWith": "x  shares no record with",
}


def to_rows(compiled: Compiled, walk: Crosswalk, *, every: bool = False) -> list[dict[str, Any]]:
    """Return the links as rows with their proofs in sentences; then the gaps of both sides, with their reasons.

    Args:
        compiled: The network.
        walk: The crosswalk.
        every: All links, not the nearest only.
    """
    rows: list[dict[str, Any]] = []
    for link in walk.links if every else walk.nearest:
        rows.append(
            {
                "subject_id": link.subject_id,
                "subject_label": _label(compiled, link.subject_id),
                "predicate_id": link.predicate_id,
                "object_id": link.object_id,
                "object_label": _label(compiled, link.object_id),
                "confidence": round(link.confidence, 3),
                "confidence_low": round(link.interval[0], 3),
                "confidence_high": round(link.interval[1], 3),
                "nearest": link.nearest,
                "asserted": link.asserted,
                "countable": link.countable,
                "gap": "",
                "comment": "",
                "proof": list(sentences(compiled, link.steps)),
            }
        )
    for cover in walk.covers:
        told = " ".join(sentences(compiled, cover.steps))
        rows.append(_bare(compiled, cover.subject_id, "", "covered") | {
            "object_id": "|".join(cover.object_ids), "comment": f"These together cover it. {told}"})  # fmt: skip
    rows += [_bare(compiled, gap.concept_id, "", gap.reason) | {"comment": gap.text} for gap in walk.gaps]
    rows += [_bare(compiled, "", gap.concept_id, gap.reason) | {"comment": gap.text} for gap in walk.gaps_back]
    return rows


def _bare(compiled: Compiled, subject: str, obj: str, gap: str) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "subject_id": subject, "subject_label": _label(compiled, subject), "predicate_id": "", "object_id": obj,
        "object_label": _label(compiled, obj), "confidence": None, "confidence_low": None, "confidence_high": None,
        "nearest": True, "asserted": False, "countable": False, "gap": gap, "comment": "", "proof": [],
    }  # fmt: skip
    return empty


def _label(compiled: Compiled, name: str) -> str:
    return compiled.concepts[name].label if name in compiled.concepts else ""


def to_csv(rows: Iterable[dict[str, Any]]) -> str:
    """Return rows as CSV; the proof is one cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, "proof"])
    for row in rows:
        cells = ["" if row[name] is None else row[name] for name in COLUMNS]
        writer.writerow([*(_cell(cell) for cell in cells), " ".join(row["proof"])])
    return out.getvalue()


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def to_xlsx(rows: list[dict[str, Any]], title: str) -> bytes:
    """Return rows as a workbook, the same bytes for the same rows."""
    from datetime import UTC, datetime

    import xlsxwriter  # type: ignore[import-untyped]

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "created": datetime(2026, 1, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("crosswalk")
    head = book.add_format({"bold": True})
    for column, name in enumerate([*COLUMNS, "proof"]):
        sheet.write_string(0, column, name, head)
    for number, row in enumerate(rows, 1):
        for column, name in enumerate([*COLUMNS, "proof"]):
            value = " ".join(row["proof"]) if name == "proof" else row[name]
            if isinstance(value, float | int) and not isinstance(value, bool):
                sheet.write_number(number, column, value)
            elif value is not None:
                sheet.write_string(number, column, str(_cell(value)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS))
    book.close()
    return out.getvalue()


# -- SSSOM


def _iri_of(compiled: Compiled) -> Callable[[str], str]:
    """Return what turns a concept's id into its address."""
    prefixes = {**BUILT_IN_PREFIXES, "hlx": NAMESPACE}
    prefixes |= {scheme: f"{NAMESPACE}scheme/{scheme}/" for scheme in compiled.schemes}
    return lambda name: expand(name, prefixes)


def _sameness(row: MappingRow, iri: Callable[[str], str]) -> str:
    """Return the mapping sameness identifier of a row."""
    negated = row.predicate_modifier == "Not"
    return sameness_identifier([iri(row.subject_id)], iri(row.predicate_id), [iri(row.object_id)], negated=negated)


def identifiers(compiled: Compiled) -> Callable[[MappingRow], str]:
    """Return what gives each row its mapping sameness identifier."""
    iri = _iri_of(compiled)
    return lambda row: _sameness(row, iri)


def to_sssom(compiled: Compiled, walk: Crosswalk, *, release: str, version: str, every: bool = False) -> str:
    """Return the links as an SSSOM set; each names the rows it was derived from by their sameness identifiers.

    Args:
        compiled: The network.
        walk: The crosswalk.
        release: The release of the registry.
        version: The version of this program.
        every: All links, not the nearest only.
    """
    iri = _iri_of(compiled)
    links = walk.links if every else walk.nearest
    a, b = walk.subject_scheme, walk.object_scheme
    used = {end.partition(":")[0] for link in links for end in (link.subject_id, link.object_id)} | {"hlx"}
    head = ["#curie_map:"]
    for prefix in sorted(used):
        head.append(f"#  {prefix}: {NAMESPACE if prefix == 'hlx' else f'{NAMESPACE}scheme/{prefix}/'}")
    head += [
        f"#mapping_set_id: {NAMESPACE}release/{release}/crosswalks/{a}/{b}",
        f'#mapping_set_version: "{release}"',
        f"#mapping_set_title: Crosswalk from {a} to {b}, derived by harmlex",
        "#license: https://creativecommons.org/licenses/by/4.0/",
        "#subject_type: skos concept",
        f"#subject_source: {_source(a)}",
        "#object_type: skos concept",
        f"#object_source: {_source(b)}",
        "#mapping_tool: harmlex",
        f'#mapping_tool_version: "{version}"',
    ]
    many = Counter((link.subject_id, link.predicate_id) for link in links)
    back = Counter((link.object_id, link.predicate_id) for link in links)
    columns = ("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
               "mapping_cardinality", "confidence", "comment", "other")  # fmt: skip
    table = []
    for link in links:
        left = "1" if back[link.object_id, link.predicate_id] == 1 else "n"
        right = "1" if many[link.subject_id, link.predicate_id] == 1 else "n"
        identifiers = "|".join(_sameness(row, iri) for row in link.rows)
        table.append(
            (
                link.subject_id,
                _label(compiled, link.subject_id),
                link.predicate_id,
                link.object_id,
                _label(compiled, link.object_id),
                _justification(link),
                f"{left}:{right}",
                f"{link.confidence:.3f}".rstrip("0").rstrip("."),
                " ".join(sentences(compiled, link.steps)),
                f"derived_from={identifiers}" if identifiers else "",
            )
        )
    body = ["\t".join(columns), *("\t".join(_tsv(cell) for cell in row) for row in sorted(table))]
    return "".join(f"{line}\n" for line in [*head, *body])


def _tsv(cell: str) -> str:
    cell = cell.replace("\t", " ").replace("\n", " ")
    return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell


def _source(scheme: str) -> str:
    return "hlx:hub" if scheme == "hlx" else f"hlx:scheme/{scheme}"


def _justification(link: Link) -> str:
    if len(link.steps) == 1 and isinstance(link.steps[0], MappingRow):
        row = link.steps[0]
        if row.predicate_id == link.predicate_id and row.subject_id == link.subject_id:
            return row.mapping_justification
        if row.subject_id != link.subject_id and row.predicate_id != "skos:closeMatch":
            return "semapv:MappingInversion"
        return "semapv:LogicalReasoning"
    return "semapv:MappingChaining" if link.rows else "semapv:LogicalReasoning"


def to_proofs(compiled: Compiled, walk: Crosswalk, *, every: bool = False) -> bytes:
    """Return the proofs of the links, a JSON object a line: what an SSSOM file names by identifier, in full.

    Each has the link with its own sameness identifier, ``derived_from`` (those of the rows that it rests on) and
    ``steps``: rows with their file and line, and what records state with source, place and evidence.
    """
    iri = _iri_of(compiled)
    lines = []
    for link in walk.links if every else walk.nearest:
        ends = {"subject_id": link.subject_id, "predicate_id": link.predicate_id, "object_id": link.object_id}
        lines.append(
            ends
            | {
                "id": sameness_identifier([iri(link.subject_id)], iri(link.predicate_id), [iri(link.object_id)]),
                "confidence": round(link.confidence, 3),
                "countable": link.countable,
                "derived_from": [_sameness(row, iri) for row in link.rows],
                "steps": [_step(compiled, step, iri) for step in link.steps],
            }
        )
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)


def _step(compiled: Compiled, step: Known, iri: Callable[[str], str]) -> dict[str, Any]:
    told: dict[str, Any] = {"text": sentence(compiled, step)}
    if isinstance(step, MappingRow):
        place = {"file": step.file, "line": step.line} if step.file else {}
        return told | {"kind": "mapping", "id": _sameness(step, iri), "confidence": step.confidence} | place
    stated = {name: value for name in ("source", "where", "evidence") if (value := getattr(step, name))}
    rows = {"rows": [_sameness(row, iri) for row in step.rows]} if step.rows else {}
    return told | {"kind": step.kind, "about": list(step.about), "inferred": step.inferred} | stated | rows


# -- JSKOS


def to_jskos(compiled: Compiled, walk: Crosswalk, *, every: bool = False) -> list[dict[str, Any]]:
    """Return the links as JSKOS mappings, then the covers: into whichever of several concepts fits."""
    iri = _iri_of(compiled)
    ends = {
        "fromScheme": {"uri": _iri_scheme(walk.subject_scheme)},
        "toScheme": {"uri": _iri_scheme(walk.object_scheme)},
    }
    out = []
    for link in walk.links if every else walk.nearest:
        subject, predicate, obj = iri(link.subject_id), iri(link.predicate_id), iri(link.object_id)
        out.append(
            {
                "identifier": [sameness_identifier([subject], predicate, [obj])],
                "from": {"memberSet": [_member(compiled, link.subject_id, subject)]},
                "to": {"memberSet": [_member(compiled, link.object_id, obj)]},
                **ends,
                "type": [predicate],
                "mappingRelevance": round(link.confidence, 3),
                "justification": iri(_justification(link)),
                "note": {"en": list(sentences(compiled, link.steps))},
            }
        )
    for cover in walk.covers:
        subject = iri(cover.subject_id)
        out.append(
            {
                "from": {"memberSet": [_member(compiled, cover.subject_id, subject)]},
                "to": {"memberChoice": [_member(compiled, name, iri(name)) for name in cover.object_ids]},
                **ends,
                "type": [iri(BROAD)],
                "justification": iri("semapv:LogicalReasoning"),
                "note": {"en": list(sentences(compiled, cover.steps))},
            }
        )
    return out


def _iri_scheme(scheme: str) -> str:
    """Return the address of a scheme, or of the hub."""
    return NAMESPACE if scheme == "hlx" else f"{NAMESPACE}scheme/{scheme}"


def _member(compiled: Compiled, name: str, uri: str) -> dict[str, Any]:
    return {"uri": uri, "notation": [name], "prefLabel": {"en": _label(compiled, name)}}


# -- text


def to_text(compiled: Compiled, walk: Crosswalk, *, every: bool = False) -> str:
    """Return the links by subject, then the gaps."""
    told: dict[str, list[str]] = {}
    for link in walk.links if every else walk.nearest:
        low, high = link.interval
        sure = f"{link.confidence:.2f}" if link.rows else "by criteria"
        spread = f", {low:.2f} to {high:.2f}" if len(link.rows) > 1 else ""
        line = f"  {_WORDS[link.predicate_id]} {compiled.label(link.object_id)}  [{sure}{spread}]"
        told.setdefault(link.subject_id, []).append(line)
    for cover in walk.covers:
        parts = ", ".join(map(compiled.label, cover.object_ids))
        told.setdefault(cover.subject_id, []).append(f"  <  covered by these together: {parts}")
    ordered = sorted(told, key=compiled.network.index.__getitem__)
    lines = [line for subject in ordered for line in (compiled.label(subject), *told[subject])]
    for title, gaps in ((walk.subject_scheme, walk.gaps), (walk.object_scheme, walk.gaps_back)):
        if gaps:
            lines.append(f"\nNothing related, in {title}:")
            lines += [f"  {gap.text}" for gap in gaps]
    if walk.withheld:
        lines.append(f"\n{len(walk.withheld)} mapping rows were left out: they are part of an open contradiction.")
    return "\n".join(lines)
