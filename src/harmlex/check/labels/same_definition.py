"""No two records of one vocabulary have the same definition.

Why: what is defined alike is the same. (VocPub, ROBOT duplicate_definition.) One definition per language follows from
the form: a language stands once.

Bad::

    # registry/concepts/H0051-outing.yaml
    definition:
      en: Publishing private information about a person without consent to expose them.  # <-

Good::

    # registry/concepts/H0051-outing.yaml
    definition: {en: Disclosing somebody's sexual orientation or gender identity without their consent.}

Mend: define each by what sets it apart, or merge them.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.check.words import fold
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C110"
SEVERITY: Severity = "error"
BINDS = ("concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield the later of two records with the same folded definition."""
    seen: dict[tuple[str, str, str], str] = {}
    for record in view.of(*BINDS):
        for lang, text in record.data.get("definition", {}).items():
            first = seen.setdefault((record.within, lang, fold(text)), record.id)
            if first != record.id:
                message = f"The definition ({lang}) is the same as that of {first}."
                yield Problem(record, ("definition", lang), message, "Define by the difference, or merge the two.")
