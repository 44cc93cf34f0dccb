"""Broad and narrow point the right way.

Why: `broadMatch` says that the OBJECT is broader: every subject is an object. It is the commonest error in mappings.
Here population, material, ages and the rest of the hierarchy say that the row would fit turned round, and does not
fit as it is.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:broadMatch  hlx:H0101  # <-
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:C
        population: any

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:narrowMatch  hlx:H0101
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:C
        population: any

Mend: say the test sentence: “Every <subject> is a <object>” for broadMatch, “Every <object> is a <subject>” for
narrowMatch. If it is wrong, turn the predicate.

Exemptions: allowed with a reason, for the subject of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.contrast import not_inside
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity
from harmlex.model.mappings import MappingRow

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M065"
SEVERITY: Severity = "warning"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield broad and narrow rows that contradict what is known, and would not if they were turned."""
    for row in view.rows.stated:
        if row.predicate_id not in ("skos:broadMatch", "skos:narrowMatch"):
            continue
        low, high = view.concept_like(row.subject_id), view.concept_like(row.object_id)
        if low is None or high is None or not low.sound or not high.sound:
            continue
        turned = "skos:narrowMatch" if row.predicate_id == "skos:broadMatch" else "skos:broadMatch"
        if row.predicate_id == "skos:narrowMatch":
            low, high = high, low
        reason = not_inside(low, high) or _ring(view, row, low.id, high.id)
        if reason and not not_inside(high, low) and not _ring(view, row, high.id, low.id):
            message = f"The row says that every {low} is a {high}, but {reason}."
            yield view.rows.finding(CODE, SEVERITY, row, "predicate_id", message, f"Probably `{turned}` is meant.")


def _ring(view: View, row: MappingRow, low: str, high: str) -> str:
    """Return why ``high`` above ``low`` would close a circle, without this row."""
    rows = view.rows
    if rows.group(low) != rows.group(high) and rows.group(low) in rows.above(high, without=row):
        return f"other rows and hierarchies put {low} above {high}"
    return ""
