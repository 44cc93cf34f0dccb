"""No two records of one vocabulary have the same preferred label.

Why: two concepts with one name are mixed up in every list. Homonyms exist, so this asks and does not forbid. Labels
are compared without case, hyphens and punctuation. (qSKOS ol, ISO 25964.)

Bad::

    # registry/concepts/H0051-outing.yaml
    prefLabel: {en: Doxing}  # <-

Good::

    # registry/concepts/H0051-outing.yaml
    prefLabel: {en: outing}

In an organisation's scheme, two codes of their own with one label are a fact, and only information.

Mend: add a qualifier, "doxing (of organisations)", or merge the two. In a scheme, a code that changed its meaning has
one record per meaning with the same label; records whose validity does not overlap are passed over, and so are
concepts below different broader ones, for a form may list "Other" in each of its fields.

Exemptions: where a publisher really has one name for two codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.periods import periods_overlap
from harmlex.check.problem import Problem, Record
from harmlex.check.view import View
from harmlex.check.words import fold
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C106"
SEVERITY: Severity = "warning"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield the later of two records with the same folded label in one language."""
    seen: dict[tuple[str, str, str, tuple[str, ...]], Record] = {}
    for record in view.of(*BINDS):
        beside = tuple(record.data.get("broader", ())) if record.kind == "scheme-concept" else ()
        for lang, text in record.data.get("prefLabel", {}).items():
            first = seen.setdefault((record.within, lang, fold(text), beside), record)
            if first is not record and periods_overlap(first, record):
                message = f"`{text}` ({lang}) is also the preferred label of {first.id}."
                codes = first.data.get("notation"), record.data.get("notation")
                # What a publisher calls two codes of its own is a fact that no curator can mend.
                severity: Severity = "info" if None not in codes and codes[0] != codes[1] else "warning"
                yield Problem(record, ("prefLabel", lang), message, "Add a qualifier, or merge the two.", severity)
