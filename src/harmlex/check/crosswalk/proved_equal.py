"""Two concepts of the hub do not follow to be the same.

Why: the hub keeps its concepts apart, and so does a scheme that declares distinct codes. Two inclusions that point in
opposite directions make their ends equal, over whatever detours.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence
    demo:A      skos:narrowMatch  hlx:H0042  0.9
    demo:A      skos:broadMatch   hlx:H0051  0.9
    demo:B      skos:narrowMatch  hlx:H0051  0.9
    demo:B      skos:broadMatch   hlx:H0042  0.8  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence
    demo:A      skos:narrowMatch  hlx:H0042  0.9
    demo:A      skos:broadMatch   hlx:H0057  0.9
    demo:B      skos:broadMatch   hlx:H0042  0.8

Mend: make one of the inclusions a close match, or merge the two concepts.

Exemptions: none; what follows from the rows is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.network import judged, shown
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M103"
SEVERITY: Severity = "error"
BINDS = ("mapping", "scheme-concept", "concept")


def check(view: View) -> Iterator[Problem | Finding]:
    """Yield pairs that follow to be equal by more than exact matches; for those alone there is a check of its own."""
    found = judged(view)
    for one in found.contradictions:
        if one.kind == "E3" and any(row.predicate_id != "skos:exactMatch" for row in one.rows):
            yield from shown(view, CODE, SEVERITY, one.subject_id, one.because(found.compiled), _HINT, one.rows)


_HINT = "Look at each step: one of the inclusions is too strong, or the two are one concept."
