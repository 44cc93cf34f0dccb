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
from typing import NamedTuple

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


class _Avoided(NamedTuple):
    """The words to avoid of one language.

    Attributes:
        phrases: Each as it is written and the concept that notes it, by its folded words.
        lengths: How many words the phrases have that begin with a word.
    """

    phrases: dict[tuple[str, ...], tuple[str, str]]
    lengths: dict[str, set[int]]

    def used(self, text: str) -> list[tuple[str, str]]:
        """Return the words to avoid in a text, in its order; the work does not grow with the number of phrases."""
        said = words(text)
        return [
            self.phrases[phrase]
            for at, word in enumerate(said)
            if word in self.lengths
            for length in self.lengths[word]
            if (phrase := tuple(said[at : at + length])) in self.phrases
        ]


def check(view: View) -> Iterator[Problem]:
    """Yield texts of harm concepts that use a word to avoid."""
    avoided = _avoided(view)
    if not avoided:
        return
    for record in view.of("concept"):
        for path, slot, lang, text in view.texts(record):
            if lang not in avoided or slot not in _SLOTS or not avoided[lang].used(text):
                continue
            for form, id in avoided[lang].used(_QUOTED.sub(" | ", text)):
                message = f"`{slot}` ({lang}) uses `{form}`, a word to avoid."
                yield Problem(record, path, message, f"Say it as the note on it in {id} advises, or quote it.")


def _avoided(view: View) -> dict[str, _Avoided]:
    """Return the words to avoid by language."""
    result: dict[str, _Avoided] = {}
    for record in view.of("concept"):
        for note in record.data.get("label_notes", ()):
            if note.get("usage") != "avoid":
                continue
            for lang, form in note["form"].items():
                if found := tuple(words(form)):
                    here = result.setdefault(lang, _Avoided({}, {}))
                    here.phrases[found] = (form, record.id)
                    here.lengths.setdefault(found[0], set()).add(len(found))
    return result
