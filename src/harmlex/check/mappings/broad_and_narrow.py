"""A concept is not broader and narrower than one other.

Why: both together mean that the two are the same; then exactMatch says it, with the reason. (SSSOM chaining rules
RI1, RI2.)

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:broadMatch   hlx:H0080
    demo:C      skos:narrowMatch  hlx:H0080  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:broadMatch   hlx:H0080

Mend: keep one, or write one exactMatch.

Exemptions: none; the pair of rows hides what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity
from harmlex.model.mappings import MappingRow

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M063"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield the second of two opposite rows between the same two concepts, whichever way they are written."""
    seen: dict[tuple[str, str], MappingRow] = {}
    for row in view.rows.stated:
        if row.predicate_id not in ("skos:broadMatch", "skos:narrowMatch"):
            continue
        low, high = row.subject_id, row.object_id
        if row.predicate_id == "skos:narrowMatch":
            low, high = high, low
        opposite = seen.get((high, low))
        seen.setdefault((low, high), row)
        if opposite is not None:
            message = f"{low} and {high} are broader than each other, see {opposite.file}:{opposite.line}."
            yield view.rows.finding(CODE, SEVERITY, row, "predicate_id", message, "Keep one, or write one exactMatch.")
