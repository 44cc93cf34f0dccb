"""A row that rests on a label alone says so, and is not sure of itself.

Why: a label is not a definition. Such rows stay at a confidence of 0.7 or below and never enter counts; the other way
round, a low confidence names its reason.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  confidence  curation_rule
    demo:C      skos:exactMatch  hlx:H0080  0.9         hlx:label-only  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  confidence  curation_rule
    demo:C      skos:exactMatch  hlx:H0080  0.7         hlx:label-only

Mend: lower the confidence, or read the definition and remove the rule.

Exemptions: allowed with a reason, for the subject of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity
from harmlex.model.sssom import NO_TERM

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M056"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield rows on a label alone that claim more, and doubtful rows that do not say why they are."""
    for row in view.rows.all:
        rules = row.curation_rule
        alone = "hlx:label-only" in rules
        if alone and row.confidence > LIMIT:
            message = f"The row rests on a label alone and has the confidence {row.confidence:g}."
            yield view.rows.finding(CODE, SEVERITY, row, "confidence", message, f"Write {LIMIT} or less.")
        if alone and "hlx:extension-checked" in rules:
            message = "The row claims that both definitions were read, and that it rests on a label alone."
            yield view.rows.finding(CODE, SEVERITY, row, "curation_rule", message, "Keep one of the two rules.")
        if row.confidence <= LIMIT and not alone and "hlx:needs-review" not in rules and row.object_id != NO_TERM:
            message = f"The confidence is {row.confidence:g}, and no rule says why."
            hint = "Add `hlx:label-only` or `hlx:needs-review`."
            yield view.rows.finding(CODE, "warning", row, "confidence", message, hint)


LIMIT = 0.7
