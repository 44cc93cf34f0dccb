"""An equality that nobody asserted is worth a look.

Why: exact matches chain, and small differences add up. Where two concepts of different schemes follow to be equal by
three rows or more, or their population is stated differently, a curator should have read the chain.

Bad::

    # mappings/demo.sssom.tsv
    subject_id    predicate_id     object_id  confidence
    demo:C        skos:exactMatch  hlx:H0080  0.9
    # mappings/demo-act.sssom.tsv
    subject_id    predicate_id     object_id  confidence
    demo-act:s-1  skos:exactMatch  hlx:H0080  0.9  # <-
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:C
        population: any
    # registry/schemes/demo-act.yaml
    concepts:
      - id: demo-act:s-1
        population: adult

Good::

    # mappings/demo.sssom.tsv
    subject_id    predicate_id     object_id  confidence
    demo:C        skos:exactMatch  hlx:H0080  0.9
    # mappings/demo-act.sssom.tsv
    subject_id    predicate_id     object_id  confidence
    demo-act:s-1  skos:exactMatch  hlx:H0080  0.9

Mend: read the chain. If it is wrong, weaken a row; if it is right, nothing needs to be done.

Exemptions: allowed with a reason, for the first of the two concepts.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.network import judged, shown
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M112"
SEVERITY: Severity = "info"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Problem | Finding]:
    """Yield equalities that nobody asserted."""
    found = judged(view)
    for one in found.lints:
        if one.kind == "W2":
            yield from shown(view, CODE, SEVERITY, one.subject_id, one.text, _HINT, one.rows)


_HINT = "Read the chain; if it is right, say so with an exact match of your own."
