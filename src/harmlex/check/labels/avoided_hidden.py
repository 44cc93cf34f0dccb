"""A word to avoid is a hidden label.

Why: it must be found by those who search for it, and never be shown as one of our names.

Bad::

    # registry/concepts/H0042-doxing.yaml
    altLabel: {en: [doxxing, dox dropping]}
    label_notes:
      - form: {en: dox dropping}  # <-
        usage: avoid
        instead: [hlx:H0042]
        reason: {en: It makes light of the act.}
        source: book-1

Good::

    # registry/concepts/H0042-doxing.yaml
    hiddenLabel: {en: [dox dropping]}
    label_notes:
      - form: {en: dox dropping}
        usage: avoid
        instead: [hlx:H0042]
        reason: {en: It makes light of the act.}
        source: book-1

Mend: move it to `hiddenLabel`. In an organisation's scheme the publisher's own label stays; there only other labels
are bound.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C117"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield words to avoid that stand among the labels that are shown."""
    for record in view.of(*BINDS):
        for index, note in enumerate(record.data.get("label_notes", ())):
            if note.get("usage") != "avoid":
                continue
            for lang, form in note["form"].items():
                shown = form in record.data.get("altLabel", {}).get(lang, ())
                named = form == record.data.get("prefLabel", {}).get(lang) and record.kind != "scheme-concept"
                if named or shown:
                    slot = "prefLabel" if named else "altLabel"
                    message = f"`{form}` ({lang}) is a word to avoid and stands in `{slot}`."
                    yield Problem(record, ("label_notes", index), message, "Move it to `hiddenLabel`.")
