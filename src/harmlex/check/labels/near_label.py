"""No label nearly repeats the label of another concept.

Why: "cyber stalking" beside "cyberstalking", or the same words in another order, is most often one concept written
twice. Compared are preferred and alternative labels of harm concepts: without spaces, as sets of words without the
small ones, and with one letter more or less in one word.

Bad::

    # registry/concepts/H0051-outing.yaml
    prefLabel: {en: dox ing}  # <-

Good::

    # registry/concepts/H0051-outing.yaml
    prefLabel: {en: outing}

Mend: merge the two. If they differ, say how in `distinguish_from` of one of them; such a pair is not named again.

Exemptions: where the difference is plain from the labels.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.check.words import fold
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C108"
SEVERITY: Severity = "warning"
BINDS = ("concept",)


_SMALL = frozenset(["a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "s", "the", "through", "to", "with"])


def check(view: View) -> Iterator[Problem]:
    """Yield the later of two concepts whose labels are nearly the same; each pair once."""
    told_apart = {
        frozenset((record.id, other["concept"]))
        for record in view.of("concept")
        for other in record.data.get("distinguish_from", ())
    }
    keys: dict[tuple[str, str, str], tuple[str, str, str]] = {}
    said: set[frozenset[str]] = set()
    neighbours = _neighbours(view)
    for record in view.of("concept"):
        for path, slot, lang, text in view.labels(record):
            if slot == "hiddenLabel":
                continue
            folded = fold(text)
            for key in _keys(folded.split(), neighbours):
                id, label, other = keys.setdefault((lang, *key), (record.id, text, folded))
                if id == record.id or other == folded:
                    continue
                pair = frozenset((id, record.id))
                if pair not in said and pair not in told_apart:
                    said.add(pair)
                    message = f"`{text}` ({lang}) nearly repeats `{label}` of {id}."
                    yield Problem(record, path, message, "Merge the two, or tell them apart with `distinguish_from`.")


def _keys(found: list[str], neighbours: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the words of two labels must share to be nearly the same."""
    yield "joined", "".join(found)
    large = [neighbours.get(word, word) for word in found if word not in _SMALL]
    if large:
        yield "set", " ".join(sorted(large))


def _neighbours(view: View) -> dict[str, str]:
    """Map each word to the first word that differs from it by one letter more or less; linear in the words' letters."""
    result: dict[str, str] = {}
    shorter: dict[str, str] = {}
    for record in view.of("concept"):
        for _, slot, _, text in view.labels(record):
            if slot == "hiddenLabel":
                continue
            for word in fold(text).split():
                if word in result or len(word) < 6 or not word.isalpha():
                    continue
                forms = {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}
                first = next(
                    (shorter[form] for form in sorted(forms & shorter.keys()) if _one_apart(word, form, shorter[form])),
                    word,
                )
                result[word] = first
                if first == word:
                    for form in forms:
                        shorter.setdefault(form, word)
    return result


def _one_apart(word: str, form: str, other: str) -> bool:
    return abs(len(word) - len(other)) == 1 and form in (word, other)
