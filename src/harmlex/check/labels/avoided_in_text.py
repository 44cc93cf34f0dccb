"""Our own texts do not use the words that we advise against.

Why: a glossary that says "avoid this word" and then uses it is not believed. Bound are labels, definitions and advice
of harm concepts; a word in quotation marks is mentioned, not used.

Bad::

    # registry/concepts/H0042-doxing.yaml
    hiddenLabel: {en: [dox dropping]}
    label_notes:
      - {form: {en: dox dropping}, usage: avoid, say: {en: doxing}, reason: {en: It makes light.}, source: book-1}
    use_when: {en: There was dox dropping on a public page.}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    hiddenLabel: {en: [dox dropping]}
    label_notes:
      - {form: {en: dox dropping}, usage: avoid, say: {en: doxing}, reason: {en: It makes light.}, source: book-1}
    use_when: {en: Private information was put on a public page.}

Mend: say it as the label note of the word advises.

Exemptions: where the word has a second, harmless meaning that is meant here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.check.words import words
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C121"
SEVERITY: Severity = "warning"
BINDS = ("concept",)


_SLOTS = ("prefLabel", "altLabel", "definition", "use_when", "do_not_use_when", "because", "examples")
_QUOTED = re.compile(r"[\"“”«»][^\"“”«»]*[\"“”«»]|(?<!\w)['‘][^'’]*['’](?!\w)")


def check(view: View) -> Iterator[Problem]:
    """Yield texts of harm concepts that use a word to avoid."""
    avoided: dict[tuple[str, str], dict[tuple[str, ...], tuple[str, str]]] = {}
    for record in view.of("concept"):
        for note in record.data.get("label_notes", ()):
            if note.get("usage") == "avoid":
                for lang, form in note["form"].items():
                    if found := tuple(words(form)):
                        avoided.setdefault((lang, found[0]), {})[found] = (form, record.id)
    if not avoided:
        return
    for record in view.of("concept"):
        for path, slot, lang, text in view.texts(record):
            if slot not in _SLOTS:
                continue
            found_words = words(_QUOTED.sub(" | ", text))
            for at, word in enumerate(found_words):
                for phrase, (form, id) in avoided.get((lang, word), {}).items():
                    if tuple(found_words[at : at + len(phrase)]) == phrase:
                        message = f"`{slot}` ({lang}) uses `{form}`, a word to avoid."
                        yield Problem(record, path, message, f"Say it as the note on it in {id} advises, or quote it.")
