"""A reviewer is not an author of the row.

Why: nobody accepts a judgement of their own.

Bad::

    # mappings/demo.review.tsv
    subject_id  predicate_id     object_id  state     reviewer_id              review_date
    demo:C      skos:exactMatch  hlx:H0080  accepted  hlx:editors                2026-11-22  # <-

Good::

    # mappings/demo.review.tsv
    subject_id  predicate_id     object_id  state     reviewer_id              review_date
    demo:C      skos:exactMatch  hlx:H0080  accepted  orcid:0000-0001-0000-0000  2026-11-22

Mend: ask somebody else to review the row.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.rows import review_finding
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M083"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield entries whose reviewer is an author of the row."""
    for file in view.loaded.reviews:
        known = view.rows.reviewed_keys(file.scheme)
        for review in file.reviews:
            row = known.get(review.key)
            if row is not None and review.reviewer_id in row.author_id:
                message = f"`{review.reviewer_id}` is an author of the row."
                yield review_finding(CODE, SEVERITY, file, review, message, "Ask somebody else to review it.")
