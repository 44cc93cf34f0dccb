"""Neither end of a row is deprecated (R4).

Why: what is translated to a term that is no longer used is lost.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:exactMatch  hlx:H0080  # <-
    # registry/concepts/H0080-cyberstalking.yaml
    status: deprecated
    deprecation: {date: "2026-06-01", reason: {en: It was merged.}}
    replaced_by: [hlx:H0001]

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: map to the replacement; read its definition first.

Exemptions: allowed with a reason, for the subject of the row: an old version of a scheme may stay mapped.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M052"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield hub concepts and codes that are no longer to be used; an old scheme concept may be mapped to the new."""
    for row in view.rows.all:
        end = view.concept_like(row.object_id)
        if end is None or end.kind == "scheme-concept" or not view.deprecated(end):
            continue
        instead = ", ".join(end.data.get("replaced_by", ()))
        hint = f"Map to {instead}, after reading its definition." if instead else "Find another, or no term."
        yield view.rows.finding(CODE, SEVERITY, row, "object_id", f"{end} is deprecated.", hint)
