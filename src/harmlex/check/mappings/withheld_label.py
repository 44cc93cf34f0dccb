"""Labels that may not be published stand in no mapping file.

Why: mapping files are published as they are, and the publisher of a scheme with the right `codes` or `none` did not
allow its labels. (pavois #248.)

Bad::

    # mappings/demo-act.sssom.tsv
    subject_id    subject_label                      predicate_id     object_id
    demo-act:s-1  disclosure of private information  skos:broadMatch  hlx:H0057  # <-

Good::

    # mappings/demo-act.sssom.tsv
    subject_id    subject_label  predicate_id     object_id
    demo-act:s-1  (empty)        skos:broadMatch  hlx:H0057

Mend: empty the cell, and take the label out of the comment.

Exemptions: none; a right is not a matter of taste.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.rows import withheld
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M055"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield labels of schemes whose labels may not be published, in label cells and in comments."""
    for row in view.rows.all:
        for side, id, label in (
            ("subject", row.subject_id, row.subject_label),
            ("object", row.object_id, row.object_label),
        ):
            record = view.concept_like(id)
            if record is None or not record.sound or not withheld(view, record):
                continue
            if label:
                message = f"The labels of `{record.within}` may not be published."
                yield view.rows.finding(CODE, SEVERITY, row, f"{side}_label", message, "Empty the cell.")
            # A label of one word is a word of the language; only longer ones are recognisably the publisher's.
            if len(record.label.split()) > 2 and record.label.casefold() in row.comment.casefold():
                message = f"The comment holds a label of `{record.within}`, which may not be published."
                yield view.rows.finding(CODE, SEVERITY, row, "comment", message, "Say it in our own words.")
