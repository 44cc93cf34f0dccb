"""A label of a record stands once: preferred, alternative or hidden.

Why: the three kinds exclude each other; a label in two places is shown twice, or shown although it should be hidden.
(SKOS S13, qSKOS dlv.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing}
    altLabel: {en: [doxing]}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing}
    altLabel: {en: [doxxing]}

Mend: keep the label where it belongs and delete the other.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C103"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield labels that repeat a label of the same record and language."""
    for record in view.of(*BINDS):
        seen: dict[tuple[str, str], str] = {}
        for path, slot, lang, text in view.labels(record):
            first = seen.get((lang, text))
            if first is None:
                seen[lang, text] = slot
            else:
                message = f"`{text}` ({lang}) is already a {first} of {record.id}."
                yield Problem(record, path, message, "Delete one of the two.")
