"""An acronym among the labels says what it stands for.

Why: NCII and CSAM are plain to those who know them; the others need the long form, and so does search.

Bad::

    # registry/concepts/H0042-doxing.yaml
    altLabel: {en: [NCPD]}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    altLabel: {en: [NCPD]}
    label_notes: [{form: {en: NCPD}, abbreviates: {en: non-consensual publication of data}}]

Mend: add a label note with `abbreviates`.

Exemptions: for a name in capitals that stands for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C119"
SEVERITY: Severity = "warning"
BINDS = ("concept",)


_ACRONYM = re.compile(r"[A-Z][A-Z0-9/&-]*[A-Z0-9]s?")


def check(view: View) -> Iterator[Problem]:
    """Yield preferred and alternative labels in capitals without a note that spells them out."""
    for record in view.of("concept"):
        notes = {
            form
            for note in record.data.get("label_notes", ())
            if note.get("abbreviates")
            for form in note["form"].items()
        }
        for path, slot, lang, text in view.labels(record):
            if slot != "hiddenLabel" and _ACRONYM.fullmatch(text) and (lang, text) not in notes:
                yield Problem(
                    record, path, f"`{text}` ({lang}) is not spelt out.", "Add a label note with `abbreviates`."
                )
