"""Predicates are those whose meaning is settled here.

Why: counts and inference rest on what a predicate says. `skos:exactMach` passes `sssom validate`.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id    object_id
    demo:C      skos:exactMach  hlx:H0080  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: use exactMatch, broadMatch, narrowMatch, closeMatch or relatedMatch of `skos`, or `owl:disjointWith`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M016"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
