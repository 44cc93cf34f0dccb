"""A scheme concept's label in a further language has its own note.

Why: `evidence` on the concept is that of the label in the scheme's first language; a translation may come from another
source, or from nobody the publisher knows.

Bad::

    # registry/schemes/demo.yaml
    concepts:
      - {id: demo:A, prefLabel: {en: kind A, fr: sorte A}}  # <-

Good::

    # registry/schemes/demo.yaml
    concepts:
      - id: demo:A
        prefLabel: {en: kind A, fr: sorte A}
        label_notes: [{form: {fr: sorte A}, source: demo-1, evidence: verified}]

Mend: add a label note with `source` and `evidence`.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C224"
SEVERITY: Severity = "warning"
BINDS = ("scheme-concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield preferred labels in other languages than the scheme's first that no note explains."""
    for record in view.of("scheme-concept"):
        texts = record.data.get("prefLabel", {})
        if len(texts) < 2:
            continue
        scheme = view.get("scheme", record.within)
        languages = scheme.data.get("languages", ()) if scheme is not None and scheme.sound else ()
        first = languages[0] if languages and languages[0] in texts else next(iter(texts))
        notes = {form: note for note in record.data.get("label_notes", ()) for form in note["form"].items()}
        for lang, text in texts.items():
            note = notes.get((lang, text), {})
            if lang != first and not (note.get("source") and note.get("evidence")):
                message = f"`{text}` ({lang}) of {record.id} has no label note with source and evidence."
                yield Problem(record, ("prefLabel", lang), message, "Add the note, or leave the label out.")
