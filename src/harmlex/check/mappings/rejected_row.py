"""A row that was rejected is gone, or denied.

Why: what a reviewer refused is left out of releases; it should not stand in the file as if nothing had been said, nor
be proposed again. (Bioregistry.)

Bad::

    # mappings/demo.review.tsv
    subject_id  predicate_id     object_id  state     reviewer_id              review_date
    demo:C      skos:exactMatch  hlx:H0080  rejected  orcid:0000-0001-0000-0000  2026-11-22  # <-

Good::

    # mappings/demo.review.tsv
    subject_id  predicate_id     object_id  state     reviewer_id              review_date
    demo:C      skos:exactMatch  hlx:H0080  accepted  orcid:0000-0001-0000-0000  2026-11-22

Mend: remove the row, or write it with `Not` and the reason, so that nobody proposes it again.

Exemptions: allowed with a reason, for the subject of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.rows import review_finding
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M085"
SEVERITY: Severity = "warning"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield entries that reject a row which is still there."""
    for file in view.loaded.reviews:
        known = view.rows.reviewed_keys(file.scheme)
        for review in file.reviews:
            if review.state == "rejected" and review.key in known:
                row = known[review.key]
                message = f"{row.file}:{row.line} was rejected by `{review.reviewer_id}` and is still there."
                hint = "Remove it, or write it with `Not` and the reason."
                yield review_finding(CODE, SEVERITY, file, review, message, hint)
