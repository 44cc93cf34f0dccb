"""A label note is about a label that the record has.

Why: the note is joined to the label by its form and language; a form that stands nowhere is advice that no reader sees.

Bad::

    # registry/concepts/H0042-doxing.yaml
    label_notes: [{form: {en: Doxxing}, usage: care, reason: {en: It has many spellings.}}]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    label_notes: [{form: {en: doxxing}, usage: care, reason: {en: It has many spellings.}}]

Mend: copy the label into `form` exactly as it stands, with its language; or add the label.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C118"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield notes whose form is not among the record's labels, or that repeat another note."""
    for record in view.of(*BINDS):
        notes = record.data.get("label_notes", ())
        if not notes:
            continue
        labels = {(lang, text) for _, _, lang, text in view.labels(record)}
        seen: set[tuple[str, str]] = set()
        for index, note in enumerate(notes):
            for form in note["form"].items():
                if form not in labels:
                    message = f"`{form[1]}` ({form[0]}) is not among the labels of {record.id}."
                    yield Problem(record, ("label_notes", index), message, "Copy the label exactly, or add it.")
                elif form in seen:
                    message = f"`{form[1]}` ({form[0]}) has a second note."
                    yield Problem(record, ("label_notes", index), message, "Join the two notes.")
                seen.add(form)
