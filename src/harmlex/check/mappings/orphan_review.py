"""Every entry of a review file is about a row that is there.

Why: an entry without a row is left over from a row that was changed; what was accepted was something else.

Bad::

    # mappings/demo.review.tsv
    subject_id  predicate_id     object_id  state     reviewer_id              review_date
    demo:C      skos:exactMatch  hlx:H0042  accepted  orcid:0000-0001-0000-0000  2026-11-22  # <-

Good::

    # mappings/demo.review.tsv
    subject_id  predicate_id     object_id  state     reviewer_id              review_date
    demo:C      skos:exactMatch  hlx:H0080  accepted  orcid:0000-0001-0000-0000  2026-11-22

Mend: look at the row as it is now with `harmlex review`; remove the old entry.

Exemptions: allowed with a reason, for the subject of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.rows import review_finding
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M082"
SEVERITY: Severity = "warning"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield entries whose row is gone or has changed its ends, predicate or versions."""
    for file in view.loaded.reviews:
        known = view.rows.reviewed_keys(file.scheme)
        for review in file.reviews:
            # What was rejected stays on record, so that nobody proposes it again.
            if review.key not in known and review.state != "rejected":
                message = (
                    f"There is no row {review.subject_id} {review.predicate_id} {review.object_id} of these versions."
                )
                hint = "The row has changed; remove the entry, and look at the row as it is now."
                yield review_finding(CODE, SEVERITY, file, review, message, hint)
