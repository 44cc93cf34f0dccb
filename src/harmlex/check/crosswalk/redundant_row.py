"""A row says something that does not follow already.

Why: a broad match to a concept above another broad match adds nothing for machines, and is one more row to review.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence
    demo:C      skos:broadMatch   hlx:H0080  0.9
    demo:C      skos:broadMatch   hlx:H0001  0.9  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id      object_id  confidence
    demo:C      skos:broadMatch   hlx:H0080  0.9

Mend: leave the row out, unless it says something to readers.

Exemptions: allowed with a reason, for the subject of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.network import judged, shown
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M114"
SEVERITY: Severity = "info"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Problem | Finding]:
    """Yield rows that say an inclusion which follows without them."""
    found = judged(view)
    for one in found.lints:
        if one.kind == "W4":
            yield from shown(view, CODE, SEVERITY, one.subject_id, one.text, _HINT, one.rows)


_HINT = "Nothing need be done; a row that adds a reason may stay."
