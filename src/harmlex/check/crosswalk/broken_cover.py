"""What is said to cover a concept leaves nothing over.

Why: `hlx:covers-subject` says that the objects together contain the subject, and `exhaustive` says it of narrower
concepts. If something inside is proved to be apart from all parts, the cover is wrong. Upper bounds of counts rest
on covers.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id       object_id  confidence  curation_rule
    demo:A      skos:narrowMatch   hlx:H0042  0.8         hlx:covers-subject  # <-
    demo:B      skos:broadMatch    demo:A     0.9
    demo:B      owl:disjointWith   hlx:H0042  0.9

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id       object_id  confidence  curation_rule
    demo:A      skos:narrowMatch   hlx:H0042  0.8         hlx:covers-subject
    demo:A      skos:narrowMatch   hlx:H0080  0.8         hlx:covers-subject
    demo:B      skos:broadMatch    demo:A     0.9
    demo:B      owl:disjointWith   hlx:H0042  0.9

Mend: add the part that is missing to the cover, or take the rule away.

Exemptions: none; counts would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.network import judged, shown
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M104"
SEVERITY: Severity = "error"
BINDS = ("mapping", "scheme-concept", "concept")


def check(view: View) -> Iterator[Problem | Finding]:
    """Yield what a declared cover makes impossible."""
    found = judged(view)
    for one in found.contradictions:
        if one.kind == "E4":
            yield from shown(view, CODE, SEVERITY, one.subject_id, one.because(found.compiled), _HINT, one.rows)


_HINT = "Name the part that is missing, or withdraw the cover."
