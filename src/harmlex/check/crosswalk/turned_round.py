"""A broad or narrow row does not make the contradictions that its inverse would not.

Why: `broadMatch` says that the OBJECT is broader. A row that is the wrong way round often shows only far away, where
what follows from it meets a concept of another population. Each broad and narrow row of a contradiction is turned
and the contradictions are counted again.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence
    demo:A      skos:broadMatch   hlx:H0101  0.9  # <-
    demo:B      skos:broadMatch   hlx:H0042  0.9
    # registry/concepts/H0042-doxing.yaml
    population: adult
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:B
        broader: [demo:A]

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence
    demo:A      skos:narrowMatch  hlx:H0101  0.9
    demo:B      skos:broadMatch   hlx:H0042  0.9
    # registry/concepts/H0042-doxing.yaml
    population: adult
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:B
        broader: [demo:A]

Mend: turn the predicate, if the test sentence says so.

Exemptions: allowed with a reason, for the subject of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.network import judged, shown
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M108"
SEVERITY: Severity = "warning"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Problem | Finding]:
    """Yield broad and narrow rows that the other way round would leave fewer contradictions."""
    found = judged(view)
    for one in found.lints:
        if one.kind == "flip":
            yield from shown(view, CODE, SEVERITY, one.subject_id, one.text, _HINT, one.rows)


_HINT = "Say “Every subject is an object” for broadMatch; if that is false, turn the predicate."
