"""A pairing as a table: one row for each pair that is nearest to one of its ends, and one for each gap."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from harmlex.crosswalk.derive import BROAD, EXACT, NARROW
from harmlex.model.artefact import Artefact
from harmlex.model.records import SchemeConcept
from harmlex.publish.exports.tables import Cell, Column, Table, english
from harmlex.publish.identity import NAMESPACE
from harmlex.publish.machine.document import code_values
from harmlex.publish.machine.heading import USE, review_state, version_of_scheme
from harmlex.publish.machine.pairing import Pair, Pairing, Said

__all__ = ["dsa_table", "ncmec_table"]

Cells = dict[str, Cell]
_DIRECTIONS = {EXACT: "both", BROAD: "hub-to-code", NARROW: "code-to-hub"}

_FIRST = (
    Column("key", "What tells the row apart: the harm concept and the code, or the end that has no counterpart."),
    Column("hub_id", "The harm concept; empty where a code has no counterpart."),
    Column("hub_label", "Its preferred label."),
    Column("hub_status", "Its status."),
    Column("hub_reportable", "Whether it may code a report, or only groups.", "boolean"),
    Column("predicate_id", "What the code is to the harm concept: skos:broadMatch says that the code is broader."),
    Column("direction", "In which direction a translation is true: both, hub-to-code, code-to-hub or neither."),
)
_LAST = (
    Column("kind", "How the harm concept is said in the list: same, up (detail is lost), split (one has to choose) or "
                   "none."),
    Column("best", "Whether the code is among those to say for the harm concept.", "boolean"),
    Column("best_back", "Whether the harm concept is among those to say for the code.", "boolean"),
    Column("lossy", "Whether saying the harm concept in this list loses something.", "boolean"),
    Column("ambiguous", "Whether there are several codes to say; one has to choose if the field takes one.", "boolean"),
    Column("asserted", "Whether a mapping row says just this; else it was derived.", "boolean"),
    Column("reviewed", "Whether a person reviewed every row in the proof.", "boolean"),
    Column("confidence", "The product of the confidences of the rows; empty where the proof needs no row.", "decimal"),
    Column("confidence_low", "The least that it may be, however errors hang together.", "decimal"),
    Column("confidence_high", "The most that it may be.", "decimal"),
    Column("proof_rows", "The mapping rows in the proof, by mapping sameness identifier.", many=True),
    Column("because", "The proof in sentences."),
    Column("gap", "Why there is no counterpart: no-term, apart, not-there, other-list, not-incident …"),
    Column("reason", "What is lost, or why there is no counterpart, in a sentence."),
    Column("comment", "What the mapping row says that found nothing."),
    Column("use", "What the table is for, and what it is never for."),
    Column("status", "Whether what stands in the table was accepted and reviewed."),
    Column("release", "The release that the row belongs to, which is the version of the hub."),
    Column("release_date", "The day of the release.", "date"),
    Column("scheme", "The scheme."),
    Column("scheme_version", "The version of the scheme that the registry follows, or when it was issued."),
    Column("licence", "The licence of the release."),
    Column("registry", "The address of the registry.", "anyURI"),
)  # fmt: skip

_DSA = (
    Column("category", "The statement category that the keyword is documented under, or the category itself."),
    Column("keyword", "The keyword; empty where the row is about a category."),
    Column("code_id", "The code's identifier in this registry, which tells apart two meanings of one constant."),
    Column("code_label", "The publisher's label."),
    Column("code_state", "current, or superseded: to be read in older statements, not to be sent."),
    Column("valid_from", "The first day on which the code had this meaning; empty where the registry has none."),
    Column("valid_until", "The last day; empty where it still holds or the registry has none."),
    Column("code_version", "The version of the database's schema that the meaning belongs to."),
    Column("replaced_by", "What followed it, by identifier.", many=True),
)
_NCMEC = (
    Column("list", "The field of the report: incidentType, reportAnnotations or fileAnnotations."),
    Column("code", "The value as it is sent; of incident types the publisher's wording."),
    Column("code_id", "The code's identifier in this registry."),
    Column("say", "What to say instead where the publisher's wording is to be avoided."),
    Column("population", "Whom the code is about."),
    Column("evidence", "How the registry knows the code: verified, reported or recalled."),
)


def dsa_table(pairing: Pairing) -> Table:
    """Return the keywords and categories of the DSA Transparency Database with their dates."""
    columns = (*_FIRST, *_DSA, *_LAST)
    return Table(
        name="keywords",
        meaning="One harm concept and one keyword or category of the DSA Transparency Database, or one gap.",
        key=("key",),
        columns=columns,
        rows=lambda artefact: _rows(artefact, pairing, columns, lambda code: _dsa(pairing, code)),
    )


def ncmec_table(pairing: Pairing) -> Table:
    """Return the incident types and annotations of the CyberTipline."""
    values, columns = code_values(pairing), (*_FIRST, *_NCMEC, *_LAST)
    return Table(
        name="incident-types",
        meaning="One harm concept and one incident type or annotation of the CyberTipline, or one gap.",
        key=("key",),
        columns=columns,
        rows=lambda artefact: _rows(artefact, pairing, columns, lambda code: _ncmec(pairing, values, code)),
    )


def _rows(
    artefact: Artefact, pairing: Pairing, columns: tuple[Column, ...], about: Callable[[SchemeConcept], Cells]
) -> Iterator[tuple[Cell, ...]]:
    release = artefact.release
    common: Cells = {
        "use": USE,
        "status": review_state(pairing.concepts.values(), (pair.reviewed for pair in pairing.pairs)),
        "release": release.release,
        "release_date": release.date,
        "scheme": pairing.scheme.id,
        "scheme_version": version_of_scheme(pairing.scheme),
        "licence": release.licence,
        "registry": NAMESPACE,
    }
    for cells in (*_related(pairing, about), *_hub_gaps(pairing), *_code_gaps(pairing, about)):
        told = common | cells
        yield tuple(told.get(column.name) for column in columns)


def _related(pairing: Pairing, about: Callable[[SchemeConcept], Cells]) -> Iterator[Cells]:
    for pair in pairing.pairs:
        if pair.nearest_to_concept or pair.nearest_to_code:
            said = pairing.to_codes[pair.concept].get(pair.codes)
            back = pairing.to_hub[pair.code]
            yield {
                "key": f"{pair.concept} {pair.code}",
                **_hub(pairing, pair.concept),
                **about(pairing.codes[pair.code]),
                **_proof(pair),
                **_loss(pair, said),
                "best_back": any(one.concept == pair.concept for one in back.targets),
            }


def _loss(pair: Pair, said: Said | None) -> Cells:
    if said is None:
        return {"kind": None, "best": False}
    best = any(one.code == pair.code for one in said.targets)
    return {
        "kind": said.kind,
        "best": best,
        "lossy": said.lossy,
        "ambiguous": said.ambiguous,
        "reason": said.reason or None,
    }


def _proof(pair: Pair) -> Cells:
    low, high = pair.interval or (None, None)
    return {
        "predicate_id": pair.predicate_id,
        "direction": _DIRECTIONS.get(pair.predicate_id, "neither"),
        "asserted": pair.asserted,
        "reviewed": pair.reviewed,
        "confidence": pair.confidence,
        "confidence_low": low,
        "confidence_high": high,
        "proof_rows": " ".join(pair.rows) or None,
        "because": " ".join(pair.because) or None,
    }


def _hub_gaps(pairing: Pairing) -> Iterator[Cells]:
    for id, by_list in pairing.to_codes.items():
        for name, said in by_list.items():
            if said.kind == "none":
                gap = {"kind": "none", "gap": said.gap, "reason": said.reason, "list": name}
                yield {"key": f"{id} {name}", **_hub(pairing, id), **gap}


def _code_gaps(pairing: Pairing, about: Callable[[SchemeConcept], Cells]) -> Iterator[Cells]:
    for id, said in pairing.to_hub.items():
        if said.kind == "none":
            gap: Cells = {"gap": said.gap, "reason": said.reason, "comment": said.comment or None}
            yield {"key": id, **about(pairing.codes[id]), **gap}


def _hub(pairing: Pairing, id: str) -> Cells:
    concept = pairing.concepts[id]
    return {
        "hub_id": id,
        "hub_label": concept.label,
        "hub_status": concept.status,
        "hub_reportable": concept.reportable,
    }


def _dsa(pairing: Pairing, code: SchemeConcept) -> Cells:
    constant = code.notation or code.id.partition(":")[2]
    above = next((pairing.codes[id].notation for id in code.broader if id in pairing.codes), None)
    is_keyword = constant.startswith("KEYWORD_")
    return {
        "category": above if is_keyword else constant,
        "keyword": constant if is_keyword else None,
        "code_id": code.id,
        "code_label": english(code.prefLabel),
        "code_state": next(one.state for one in pairing.lists if code in one.codes),
        "valid_from": code.valid_from,
        "valid_until": code.valid_until,
        "code_version": code.scheme_version,
        "replaced_by": " ".join(code.replaced_by) or None,
    }


def _ncmec(pairing: Pairing, values: Mapping[str, str], code: SchemeConcept) -> Cells:
    avoided = next((note for note in code.label_notes if note.usage == "avoid"), None)
    return {
        "list": next(one.name for one in pairing.lists if code in one.codes),
        "code": values[code.id],
        "code_id": code.id,
        "say": english(avoided.say) if avoided else None,
        "population": code.population,
        "evidence": code.evidence,
    }
