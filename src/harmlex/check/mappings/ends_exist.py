"""Both ends of a row exist.

Why: a mapping to nothing is worse than none: it is counted, shown and followed. (cell-ontology #2748.)

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:exactMatch  hlx:H0800  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: correct the id, or write `sssom:NoTermFound` with what was looked for.

Exemptions: none; programs follow these ids.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.check.words import near, quote
from harmlex.model.findings import Finding, Severity
from harmlex.model.sssom import NO_TERM

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M051"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield ends that are no hub concept, code or scheme concept."""
    known = [id for kind in ("concept", "scheme-concept", "code") for id in view.ids(kind)]
    for row in view.rows.all:
        for slot, id in (("subject_id", row.subject_id), ("object_id", row.object_id)):
            if id == NO_TERM or view.concept_like(id) is not None:
                continue
            found = near(id, known)
            hint = f"Did you mean {quote(found)}?" if found else "Correct it, or remove the row."
            yield view.rows.finding(CODE, SEVERITY, row, slot, f"There is no `{id}` in this registry.", hint)
