"""What was looked at is still what it was.

Why: a row holds for two meanings. When labels, definition, place in the hierarchy or criteria of either end changed
since, somebody has to read the two again. (jskos-server #91.)

Bad::

    # mappings/demo.review.tsv
    subject_id  predicate_id     object_id  state     reviewer_id              review_date  object_digest
    demo:C      skos:exactMatch  hlx:H0080  accepted  orcid:0000-0001-0000-0000  2026-11-22  0123456789abcdef  # <-

Good::

    # mappings/demo.review.tsv
    subject_id  predicate_id     object_id  state     reviewer_id              review_date
    demo:C      skos:exactMatch  hlx:H0080  accepted  orcid:0000-0001-0000-0000  2026-11-22

Mend: read both ends again; `harmlex review` shows the stale rows and records the new state.

Exemptions: allowed with a reason, for the subject of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.rows import review_finding
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M084"
SEVERITY: Severity = "warning"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield entries whose digests are no longer those of the two ends."""
    for file in view.loaded.reviews:
        known = view.rows.reviewed_keys(file.scheme)
        for review in file.reviews:
            row = known.get(review.key)
            if row is None:
                continue
            ends = (row.subject_id, review.subject_digest), (row.object_id, review.object_digest)
            changed = [id for id, digest in ends if digest and view.digest(id) not in ("", digest)]
            if changed:
                since = f" since {review.review_date}" if review.review_date else ""
                message = f"{' and '.join(changed)} changed{since}; the row was `{review.state}` for another meaning."
                hint = f"Read both again: harmlex review {file.scheme}."
                yield review_finding(CODE, SEVERITY, file, review, message, hint)
