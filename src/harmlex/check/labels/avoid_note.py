"""A word to avoid has a reason, a source and what to say instead.

Why: to advise against a word that people use about themselves or others without saying why is of no help, and without
the better word nobody changes. This is the core promise of the glossary.

Bad::

    # registry/concepts/H0042-doxing.yaml
    hiddenLabel: {en: [dox dropping]}
    label_notes: [{form: {en: dox dropping}, usage: avoid}]  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    hiddenLabel: {en: [dox dropping]}
    label_notes:
      - form: {en: dox dropping}
        usage: avoid
        instead: [hlx:H0042]
        reason: {en: It makes light of the act.}
        source: book-1

Mend: add `reason`, `source`, and `instead` (a concept) or `say` (a phrase). A label with `usage: care` needs a reason.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C116"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield label notes with usage advice that is not complete."""
    for record in view.of(*BINDS):
        for index, note in enumerate(record.data.get("label_notes", ())):
            usage = note.get("usage")
            if usage not in ("avoid", "care"):
                continue
            missing = [key for key in ("reason", "source") if not note.get(key)]
            if usage == "care":
                missing = [key for key in missing if key == "reason"]
            elif not note.get("instead") and not note.get("say"):
                missing.append("instead` or `say")
            if missing:
                form = next(iter(note["form"].values()), "")
                lacks = "`, no `".join(missing)
                what = "a word to avoid" if usage == "avoid" else "a word to use with care"
                message = f"The note on `{form}`, {what}, has no `{lacks}`."
                yield Problem(record, ("label_notes", index), message, "Say why, who says so, and what to say instead.")
