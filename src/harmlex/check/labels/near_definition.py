"""No definition nearly repeats the definition of another concept.

Why: two definitions that share four words of five describe one concept, or hide the difference in a word that nobody
will see.

Bad::

    # registry/concepts/H0051-outing.yaml
    definition:
      en: Publishing private information about a person without any consent to expose them.  # <-

Good::

    # registry/concepts/H0051-outing.yaml
    definition: {en: Disclosing somebody's sexual orientation or gender identity without their consent.}

Mend: merge the two, or let the definition begin with what sets the concept apart.

Exemptions: for parallel concepts that must read alike, such as the same act against adults and children.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from harmlex.check.problem import Problem, Record
from harmlex.check.view import View
from harmlex.check.words import fold, words
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C109"
SEVERITY: Severity = "warning"
BINDS = ("concept",)


# Two definitions are near when they share this part of their words.
_SHARED = 0.8
# A word that more definitions have tells nothing; looking through them would cost the square of their number.
_COMMON = 24


def check(view: View) -> Iterator[Problem]:
    """Yield the later of two definitions of harm concepts in one language that share most of their words."""
    by_lang: dict[str, list[tuple[Record, tuple[str, ...]]]] = {}
    shared: dict[str, str] = {}
    for record in view.of("concept"):
        for lang, text in record.data.get("definition", {}).items():
            found = tuple({shared.setdefault(word, word): None for word in words(text)})
            by_lang.setdefault(lang, []).append((record, found))
    for lang, group in by_lang.items():
        yield from _near(lang, group)


def _near(lang: str, group: list[tuple[Record, tuple[str, ...]]]) -> Iterator[Problem]:
    counts = Counter(word for _, found in group for word in found)
    holders: dict[str, list[int]] = {}
    for number, (record, found) in enumerate(group):
        mine = frozenset(found)
        # Two sets that share so much share one of the rarest words of each.
        length = len(mine) - math.ceil(_SHARED * len(mine)) + 1
        rarest = [w for w in sorted(mine, key=lambda word: (counts[word], word))[:length] if counts[w] <= _COMMON]
        for candidate in sorted({n for word in rarest for n in holders.get(word, ())}):
            other, theirs = group[candidate]
            both = sum(word in mine for word in theirs)
            share = both / (len(mine) + len(theirs) - both)
            # The very same text is an error of its own, HLX-C110.
            same = share == 1 and fold(record.data["definition"][lang]) == fold(other.data["definition"][lang])
            if share >= _SHARED and not same and other.id != record.id:
                message = f"The definition ({lang}) shares {share:.0%} of its words with that of {other}."
                yield Problem(record, ("definition", lang), message, "Merge the two, or define by the difference.")
                break
        for word in rarest:
            holders.setdefault(word, []).append(number)
