"""No concept is made impossible by what is said of it.

Why: if a concept lies inside two things that exclude each other, no record can ever have it; then some row, some step
of a hierarchy or some criterion is wrong. Only root causes are reported, with a smallest set of statements that
explains each.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  confidence
    demo:B      skos:broadMatch  hlx:H0042  0.8  # <-
    demo:C      skos:broadMatch  hlx:H0101  0.9
    # registry/concepts/H0042-doxing.yaml
    population: adult
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:C
        broader: [demo:B]

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  confidence
    demo:B      skos:broadMatch  hlx:H0042  0.8
    demo:C      skos:broadMatch  hlx:H0051  0.9
    # registry/concepts/H0042-doxing.yaml
    population: adult
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:C
        broader: [demo:B]

Mend: one of the statements that are listed must go; logic cannot say which. Begin with the least certain.

Exemptions: none; nothing is derived from the rows until one of them is mended.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.network import judged, shown
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M101"
SEVERITY: Severity = "error"
BINDS = ("mapping", "scheme-concept", "concept")


def check(view: View) -> Iterator[Problem | Finding]:
    """Yield the concepts that can have no record, root causes only."""
    found = judged(view)
    for one in found.contradictions:
        if one.kind == "E1":
            yield from shown(view, CODE, SEVERITY, one.subject_id, one.because(found.compiled), _HINT, one.rows)


_HINT = "Correct or withdraw one of the statements; the first row named is the least certain."
