"""Labels in a mapping file are those of the scheme and of the hub.

Why: a label that no longer fits shows that the meaning may have moved since the row was written. (dismech.)

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  object_label
    demo:C      skos:exactMatch  hlx:H0080  stalking by phone  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  object_label
    demo:C      skos:exactMatch  hlx:H0080  cyberstalking

Mend: read both definitions again, then copy the label.

Exemptions: allowed with a reason, for the subject of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.rows import withheld
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M054"
SEVERITY: Severity = "warning"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield labels that are missing or are not the preferred label, in English or else in the first language."""
    for row in view.rows.all:
        for side, id, label in (
            ("subject", row.subject_id, row.subject_label),
            ("object", row.object_id, row.object_label),
        ):
            record = view.concept_like(id)
            if record is None or not record.sound or withheld(view, record):
                continue
            expected = record.label if record.data.get("prefLabel") else record.data.get("notation", record.id)
            if " ".join(label.split()) != " ".join(expected.split()):
                message = (
                    f"The label of {id} is `{expected}`, not `{label}`." if label else f"The label of {id} is missing."
                )
                hint = f"Write `{expected}`, if the row still holds."
                yield view.rows.finding(CODE, SEVERITY, row, f"{side}_label", message, hint)
