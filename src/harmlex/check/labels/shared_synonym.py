"""A synonym belongs to one concept.

Why: a word that two concepts accept finds both, and a coder takes the wrong one; often the two are duplicates. Hidden
labels may be shared, because a vague word people use is found under each of its meanings. (ROBOT
duplicate_label_synonym, duplicate_exact_synonym.)

Bad::

    # registry/concepts/H0051-outing.yaml
    altLabel: {en: [doxxing]}  # <-

Good::

    # registry/concepts/H0051-outing.yaml
    altLabel: {en: [forced outing]}

Mend: keep it where it belongs, hide it in the other, or merge the two concepts.

Exemptions: where sources of both fields do use the word for either.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.check.words import fold
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C107"
SEVERITY: Severity = "warning"
BINDS = ("concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield accepted labels that another record of the same vocabulary has too, at least one of them a synonym."""
    owners: dict[tuple[str, str, str], tuple[str, str]] = {}
    for preferred in (True, False):
        for record in view.of(*BINDS):
            for path, slot, lang, text in view.labels(record):
                if slot == "hiddenLabel" or (slot == "prefLabel") is not preferred:
                    continue
                id, how = owners.setdefault((record.within, lang, fold(text)), (record.id, slot))
                if id != record.id and (how, slot) != ("prefLabel", "prefLabel"):
                    kind = "the preferred label" if how == "prefLabel" else "another label"
                    message = f"`{text}` ({lang}) is also {kind} of {id}."
                    yield Problem(record, path, message, "Keep it in one of them, or hide it in the other.")
