"""A review file is whole, and nobody has accepted a row without a name.

Why: an accepted row is one that a named person, not its author, has read.

Bad::

    # mappings/demo.review.tsv
    subject_id  predicate_id     object_id  state     reviewer_id  review_date
    demo:C      skos:exactMatch  hlx:H0080  accepted  (empty)      2026-11-22  # <-

Good::

    # mappings/demo.review.tsv
    subject_id  predicate_id     object_id  state     reviewer_id            review_date
    demo:C      skos:exactMatch  hlx:H0080  accepted  orcid:0000-0001-0000-0000  2026-11-22

Mend: record reviews with `harmlex review`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M081"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
