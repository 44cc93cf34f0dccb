"""A row joins concepts that some record can belong to both of.

Why: a concept about children only and one about adults only share no record, so no relation but disjointness holds
between them. An exact match needs the same population.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:closeMatch  hlx:H0101  # <-
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:C
        population: adult

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      owl:disjointWith  hlx:H0101
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:C
        population: adult

Mend: choose another object, deny the row (`Not`), or correct the population.

Exemptions: none for concepts that exclude each other; the milder warning may be answered for the subject of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.contrast import apart, not_inside
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M066"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield rows between concepts apart, and exact rows between concepts that differ."""
    for row in view.rows.stated:
        if row.predicate_id not in ("skos:exactMatch", "skos:broadMatch", "skos:narrowMatch", "skos:closeMatch"):
            continue
        one, two = view.concept_like(row.subject_id), view.concept_like(row.object_id)
        if one is None or two is None or not one.sound or not two.sound:
            continue
        reason = apart(one, two)
        if reason:
            message = f"{one} and {two} share no record: {reason}."
            hint = "Choose another object, or correct what is stated of the two."
            yield view.rows.finding(CODE, SEVERITY, row, "object_id", message, hint)
        elif row.predicate_id == "skos:exactMatch" and (reason := not_inside(one, two) or not_inside(two, one)):
            message = f"The row says that {one} and {two} are the same, but {reason}."
            hint = "Probably a broad or narrow match is meant."
            yield view.rows.finding(CODE, "warning", row, "predicate_id", message, hint)
