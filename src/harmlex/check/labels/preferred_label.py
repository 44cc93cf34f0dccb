"""Every record has a preferred label; a harm concept has one in English.

Why: without a name a record can be neither shown nor found. (qSKOS ml, SKOS Reference 5, SkoHub.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing}

Mend: write the label that a practitioner would accept; for a scheme's concept, the publisher's own.

Exemptions: a harm concept without an English label may be exempted where no English word exists yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C101"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code", "scheme", "codelist", "facet")


def check(view: View) -> Iterator[Problem]:
    """Yield records without a preferred label or title."""
    for record in view.of(*BINDS):
        slot = "title" if record.kind in ("scheme", "codelist") else "prefLabel"
        texts = record.data.get(slot, {})
        if not texts:
            yield Problem(
                record, (slot,), f"`{slot}` of {record.id} is empty.", "Write the label in at least one language."
            )
        elif record.kind == "concept" and "en" not in texts:
            yield Problem(record, (slot,), f"{record.id} has no preferred label in English.", "Add `en`.")
