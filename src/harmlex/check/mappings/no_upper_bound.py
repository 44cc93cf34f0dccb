"""A set of incidents that is mapped has something that holds all of it.

Why: counts of a scheme are bounded from above by an exact or broad match, or by narrow ones that together cover the
subject. Where only parts are named, the upper bound of any count is everything. (CROSSWALKS W5.)

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id
    demo:A      skos:narrowMatch  hlx:H0042  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id
    demo:A      skos:broadMatch   hlx:H0057
    demo:A      skos:narrowMatch  hlx:H0042
    demo:B      skos:broadMatch   hlx:H0057

Mend: add the nearest broader concept, with `hlx:best-available` if no equal one exists, or `hlx:covers-subject` on
all rows that together contain the subject.

Exemptions: not needed; it is for information.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.inclusion import stands_for_incidents
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity
from harmlex.model.mappings import MappingRow

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M073"
SEVERITY: Severity = "info"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield the first row of each subject of which only parts or neighbours are named."""
    first: dict[tuple[str, str], MappingRow] = {}
    bounded: set[tuple[str, str]] = set()
    for row in view.rows.stated:
        key = (row.subject_id, row.subject_source_version)
        first.setdefault(key, row)
        covers = any(rule.startswith("hlx:covers-subject") for rule in row.curation_rule)
        if row.predicate_id in ("skos:exactMatch", "skos:broadMatch") or covers:
            bounded.add(key)
    for key, row in first.items():
        subject = view.concept_like(row.subject_id)
        if key in bounded or subject is None or not stands_for_incidents(subject):
            continue
        message = f"Nothing holds all of {subject}: its rows name parts or neighbours only."
        hint = "Add the nearest broader concept, or say which rows together cover it."
        yield view.rows.finding(CODE, SEVERITY, row, "predicate_id", message, hint)
