"""Incidents are mapped to incidents, and everything else to code lists.

Why: an age, a role or a channel is no set of incidents; a row that says that it lies inside a harm stays out of
inference.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:broadMatch  hlx:H0080  # <-
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:C
        type: channel

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: map to an entry of a code list, or write `sssom:NoTermFound`; or correct the type of the scheme concept.

Exemptions: not needed; it is for information.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.inclusion import stands_for_incidents
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M071"
SEVERITY: Severity = "info"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield inclusions between a set of incidents and something else."""
    for row in view.rows.stated:
        if row.predicate_id == "skos:relatedMatch" or row.predicate_id == "owl:disjointWith":
            continue
        one, two = view.concept_like(row.subject_id), view.concept_like(row.object_id)
        if one is None or two is None or stands_for_incidents(one) == stands_for_incidents(two):
            continue
        what = {"concept": "a harm", "code": "a code"}.get(two.kind, f"of type `{two.data.get('type')}`")
        message = f"{one} is of type `{one.data.get('type')}`, {two} is {what}: the row stays out of inference."
        yield view.rows.finding(CODE, SEVERITY, row, "object_id", message, "Map like to like.")
