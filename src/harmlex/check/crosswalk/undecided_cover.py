"""Where only parts of a concept are known, it is decided whether they cover it.

Why: without a cover and without anything around it, no count of the concept has an upper bound.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence
    demo:C      skos:narrowMatch  hlx:H0080  0.9  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence  curation_rule
    demo:C      skos:narrowMatch  hlx:H0080  0.9         hlx:covers-subject
    demo:C      skos:narrowMatch  hlx:H0042  0.9         hlx:covers-subject

Mend: add the rule to the rows of the parts, or a row to what contains the concept.

Exemptions: allowed with a reason, for the concept.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.network import judged, shown
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M115"
SEVERITY: Severity = "info"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Problem | Finding]:
    """Yield concepts with parts of which nobody said whether they cover them."""
    found = judged(view)
    for one in found.lints:
        if one.kind == "W5":
            yield from shown(view, CODE, SEVERITY, one.subject_id, one.text, _HINT, one.rows)


_HINT = "Decide whether the parts cover the concept: add hlx:covers-subject to all of them, or a broad match."
