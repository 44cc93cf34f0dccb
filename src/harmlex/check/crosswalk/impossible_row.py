"""No row says what the others rule out.

Why: a close match says that the two share records. If the two are proved to exclude each other, or a row denies what
follows from the others, one of the statements is wrong.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence
    demo:A      skos:closeMatch   hlx:H0101  0.8  # <-
    demo:A      skos:broadMatch   hlx:H0042  0.9
    # registry/concepts/H0042-doxing.yaml
    population: adult

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence
    demo:A      skos:closeMatch   hlx:H0080  0.8
    demo:A      skos:broadMatch   hlx:H0042  0.9
    # registry/concepts/H0042-doxing.yaml
    population: adult

Mend: one of the statements that are listed must go.

Exemptions: none; nothing is derived from the rows until one of them is mended.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.network import judged, shown
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M102"
SEVERITY: Severity = "error"
BINDS = ("mapping", "scheme-concept", "concept")


def check(view: View) -> Iterator[Problem | Finding]:
    """Yield the rows that say something exists which cannot."""
    found = judged(view)
    for one in found.contradictions:
        if one.kind == "E2":
            yield from shown(view, CODE, SEVERITY, one.subject_id, one.because(found.compiled), _HINT, one.rows)


_HINT = "Correct or withdraw one of the statements; the first row named is the least certain."
