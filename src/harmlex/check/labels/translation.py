"""A label in another language than English has a note with its source.

Why: an unverified translation in this field can hurt; it is left out until a source shows it. The note names the
source, the evidence, and whether a native expert reviewed it.

Bad::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing, fr: divulgation de données personnelles}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing, fr: divulgation de données personnelles}
    label_notes:
      - form: {fr: divulgation de données personnelles}
        source: book-1
        evidence: verified
        native_review: none

Mend: add the note, or leave the label out. Hidden labels, which are only searched, need none.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C120"
SEVERITY: Severity = "error"
BINDS = ("concept",)


_NEEDED = ("source", "evidence", "native_review")


def check(view: View) -> Iterator[Problem]:
    """Yield labels in other languages whose note is missing or not complete."""
    for record in view.of("concept"):
        if all(set(record.data.get(slot, ())) <= {"en"} for slot in ("prefLabel", "altLabel")):
            continue
        notes = {form: note for note in record.data.get("label_notes", ()) for form in note["form"].items()}
        for path, slot, lang, text in view.labels(record):
            if lang.split("-")[0] == "en" or slot == "hiddenLabel":
                continue
            note = notes.get((lang, text), {})
            if missing := [key for key in _NEEDED if not note.get(key)]:
                message = f"`{text}` ({lang}) has no label note with {', '.join(f'`{key}`' for key in missing)}."
                yield Problem(record, path, message, "Name the source that shows the label, or leave it out.")
