"""The machine forms of a release: which files there are, what each holds of its scheme, and how they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import msgspec

from harmlex.crosswalk.library import Bridges
from harmlex.model.artefact import Artefact
from harmlex.model.records import Scheme, SchemeConcept
from harmlex.publish.exports.csvw import csv_table, csvw_metadata
from harmlex.publish.exports.tables import Table
from harmlex.publish.machine.document import LeftOut, crosswalk_document, crosswalk_schema, us_provisions
from harmlex.publish.machine.misp import machinetag
from harmlex.publish.machine.pairing import Codes, Pairing, codes_by_state, pairing_of
from harmlex.publish.machine.sheet import dsa_table, ncmec_table

__all__ = ["FORMS", "Form", "Making", "forms_of", "machine_files"]

DSA, ATPROTO, MATRIX, NCMEC = "dsa-transparency-db", "atproto-ozone", "matrix-msc4456", "ncmec-cybertipline"
# Only reasons that a reporter gives; values that a service puts on accounts and posts are no part of any form.
_REASONS = ("tools.ozone.report.defs#reason", "com.atproto.moderation.defs#reason")
_NCMEC_LISTS = {
    "incidentType": "the kind of incident; a report has exactly one",
    "reportAnnotations": "tags on the report as a whole; none, one or several",
    "fileAnnotations": "tags on a file inside the report, which only the clearinghouse sees; none, one or several",
}


class Making:
    """What the forms of one release are made from, each part worked out once.

    Args:
        artefact: The compiled registry.
    """

    def __init__(self, artefact: Artefact) -> None:
        """Work nothing out yet."""
        self.artefact = artefact
        self.schemes = {scheme.id: scheme for scheme in artefact.schemes}
        self._pairings: dict[str, Pairing] = {}

    @cached_property
    def bridges(self) -> Bridges:
        """What follows between the schemes."""
        return Bridges(self.artefact, self.artefact.mappings)

    def pairing(self, scheme: str) -> Pairing:
        """Return what the hub and a scheme are to each other."""
        if scheme not in self._pairings:
            one = self.schemes[scheme]
            lists = tuple(_lists(one, self.artefact.release.date))
            self._pairings[scheme] = pairing_of(self.artefact, self.bridges, one, lists)
        return self._pairings[scheme]

    def left_out(self, scheme: str, why: str) -> tuple[LeftOut, ...]:
        """Say how many codes of a scheme its form does not have."""
        number = len(self.schemes[scheme].concepts) - len(self.pairing(scheme).codes)
        return (LeftOut(number, why),) if number else ()


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One file.

    Attributes:
        path: Its path from the output folder.
        meaning: What it is, for the page that offers it.
        scheme: The scheme without which it is not written; empty for those that need none.
        make: Makes its text.
        table: For a table, makes that instead.
    """

    path: str
    meaning: str
    scheme: str = ""
    make: Callable[[Making], str] | None = None
    table: Callable[[Pairing], Table] | None = None


def forms_of(artefact: Artefact) -> Iterator[Form]:
    """Yield the forms that a release has: those whose scheme it holds, with codes that may be published."""
    held = {scheme.id for scheme in artefact.schemes if scheme.concepts}
    return (form for form in FORMS if not form.scheme or form.scheme in held)


def machine_files(artefact: Artefact) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield path and text of each file; beside each table its CSVW metadata."""
    making = Making(artefact)
    for form in forms_of(artefact):
        if form.table is not None:
            table = form.table(making.pairing(form.scheme))
            yield form.path, csv_table(artefact, table)
            yield f"{form.path}-metadata.json", [csvw_metadata(artefact, table)]
        elif form.make is not None:
            yield form.path, [form.make(making)]


# -- what each form holds


def _lists(scheme: Scheme, date: str) -> Iterator[Codes]:
    """Yield the lists of a scheme that its form has."""
    chosen: list[tuple[str, str, list[SchemeConcept]]]
    codes = scheme.concepts
    if scheme.id == DSA:
        both = [c for c in codes if _constant(c).startswith(("STATEMENT_CATEGORY_", "KEYWORD_"))]
        chosen = [("keyword", "statement categories and keywords", both)]
    elif scheme.id == ATPROTO:
        reasons = [c for c in codes if (c.notation or "").startswith(_REASONS)]
        chosen = [("reasonType", "reasons that a reporter gives", reasons)]
    elif scheme.id == NCMEC:
        chosen = [
            (name, meaning, [c for c in codes if f"{scheme.id}:{name}" in c.broader])
            for name, meaning in _NCMEC_LISTS.items()
        ]
    else:
        chosen = [("harms", "identifiers of harms", list(codes))]
    for name, meaning, some in chosen:
        yield from codes_by_state(scheme, some, field=name, meaning=meaning, date=date)


def _constant(code: SchemeConcept) -> str:
    return code.notation or code.id.partition(":")[2]


def _atproto(making: Making) -> str:
    return crosswalk_document(
        making.artefact,
        making.pairing(ATPROTO),
        title="Report reasons of the AT Protocol and the harm concepts of harmlex",
        notes=(
            "A reason says what a reporter believes. It is sent to a moderation service and is no finding.",
            "There are no label definitions here: labels stand in public on accounts and posts, and a public label "
            "that names child sexual abuse material would point to it.",
            "Reasons are an open list: any string may arrive, so whoever reads them needs a fallback.",
            "Lists with send: false are for reading what arrives. Send from the current list only.",
        ),
        left_out=making.left_out(ATPROTO, "values that are put on accounts, posts or links and are no report reasons"),
    )


def _matrix(making: Making) -> str:
    return crosswalk_document(
        making.artefact,
        making.pairing(MATRIX),
        title="Harm identifiers of the Matrix proposal MSC4456 and the harm concepts of harmlex",
        notes=(
            "For reports to the moderators of a server or room, and for what they record of a report. Not for events "
            "or profiles that other users can read.",
            "The identifiers come without definitions; relations rest on their names alone unless a row says more.",
            "The proposal is not accepted and may change.",
        ),
        left_out=making.left_out(MATRIX, "codes of other kinds"),
    )


def _ncmec(making: Making) -> str:
    pairing = making.pairing(NCMEC)
    return crosswalk_document(
        making.artefact,
        pairing,
        title="Incident types and annotations of the CyberTipline and the harm concepts of harmlex",
        notes=(
            "A report has exactly one incident type. The map narrows the choice; whoever reports decides.",
            "up: the type is broader than the harm. split: the type shares reports with the harm, and others may fit "
            "better. none: no type follows to be related.",
            "Annotations are set inside the report, beside the incident type. None of them may be shown on an account, "
            "a post or a file elsewhere.",
            "A value is the publisher's wording, as it is sent. Where label_usage is avoid, say something else.",
            "us_provisions are the provisions that the registry names beside a harm concept, with their sources. "
            "Whether one applies is for lawyers, and no report depends on it.",
        ),
        left_out=making.left_out(
            NCMEC, "other fields of the report, grades of files, the public form and names of hash databases"
        ),
        more=us_provisions(making.artefact, pairing.concepts),
    )


FORMS = (
    Form(
        path="machine/misp/harmlex/machinetag.json",
        meaning="the harm concepts as a MISP taxonomy, for tagging events",
        make=lambda making: machinetag(making.artefact),
    ),
    Form(
        path="machine/dsa/keywords.csv",
        meaning="CSV: harm concepts and keywords of the DSA Transparency Database, with the dates of the keywords",
        scheme=DSA,
        table=dsa_table,
    ),
    Form(
        path="machine/atproto/report-reasons.json",
        meaning="harm concepts and report reasons of the AT Protocol, both ways",
        scheme=ATPROTO,
        make=_atproto,
    ),
    Form(
        path="machine/matrix/harms.json",
        meaning="harm concepts and harm identifiers of Matrix, both ways",
        scheme=MATRIX,
        make=_matrix,
    ),
    Form(
        path="machine/ncmec/incident-types.json",
        meaning="harm concepts and incident types of the CyberTipline, both ways",
        scheme=NCMEC,
        make=_ncmec,
    ),
    Form(
        path="machine/ncmec/incident-types.csv",
        meaning="CSV: harm concepts and incident types of the CyberTipline",
        scheme=NCMEC,
        table=ncmec_table,
    ),
    Form(
        path="machine/crosswalk.schema.json",
        meaning="the JSON Schema of the JSON crosswalks",
        make=lambda making: crosswalk_schema(making.artefact),
    ),
)
