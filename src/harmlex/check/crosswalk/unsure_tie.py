"""A concept does not hang on one unsure row.

Why: everything that is derived about the concept rests on this row. Below a confidence of 0.7 it is more a guess than a
judgement.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence
    demo:C      skos:broadMatch   hlx:H0080  0.6  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence
    demo:C      skos:broadMatch   hlx:H0080  0.8

Mend: read both definitions; then the row is surer, or another.

Exemptions: allowed with a reason, for the concept.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.network import judged, shown
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M113"
SEVERITY: Severity = "info"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Problem | Finding]:
    """Yield concepts that one unsure row alone ties to the hub."""
    found = judged(view)
    for one in found.lints:
        if one.kind == "W3":
            yield from shown(view, CODE, SEVERITY, one.subject_id, one.text, _HINT, one.rows)


_HINT = "Read both definitions and raise the confidence, or find the better match."
