"""A concept has one exact match in a scheme.

Why: two exact matches into one scheme make those two the same; usually one of them is broader, or the hub has a
duplicate.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:exactMatch  hlx:H0042
    demo:C      skos:exactMatch  hlx:H0080  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: make one of them a broad, narrow or close match.

Exemptions: allowed with a reason, for the subject of the row: two codes of a scheme may mean the same in two places.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity
from harmlex.model.mappings import MappingRow

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M061"
SEVERITY: Severity = "warning"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield the second and further exact match of one end into one scheme."""
    seen: dict[tuple[str, str], MappingRow] = {}
    for row in view.rows.stated:
        if row.predicate_id != "skos:exactMatch":
            continue
        pairs = ((row.subject_id, row.object_id, "object_id"), (row.object_id, row.subject_id, "subject_id"))
        for end, other, slot in pairs:
            # The same concept in two versions is one end in two rows.
            key = (f"{end} {row.subject_source_version}", other.partition(":")[0])
            first = seen.setdefault(key, row)
            if first is not row and (first.subject_id, first.object_id) != (row.subject_id, row.object_id):
                before = first.object_id if first.subject_id == end else first.subject_id
                message = f"{end} has two exact matches in one scheme: {before} and {other}."
                yield view.rows.finding(CODE, SEVERITY, row, slot, message, "Make one of them broad, narrow or close.")
