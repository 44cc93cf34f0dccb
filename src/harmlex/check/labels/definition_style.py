"""A definition reads as one: 8 to 60 words, genus first, the label not repeated.

Why: a definition that begins with its own label is circular, one of five words tells nothing, one of a hundred is not
read. (ROBOT lowercase_definition, ISO 704.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    definition: {en: Doxing is publishing private information about a person without consent.}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    definition:
      en: Publishing private information about a person without consent to expose them.

Mend: begin with the kind of act or thing, then what sets it apart; close with a full stop.

Exemptions: not needed; this is information for the report.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.check.words import fold, plural
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C112"
SEVERITY: Severity = "info"
BINDS = ("concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield English definitions of unusual length or form."""
    for record in view.of("concept"):
        text = record.data.get("definition", {}).get("en", "")
        if not text:
            continue
        place = ("definition", "en")
        count = len(text.split())
        if not 8 <= count <= 60:
            yield Problem(record, place, f"The definition has {plural(count, 'word')}.", "Write 8 to 60.")
        label = fold(record.data.get("prefLabel", {}).get("en", ""))
        if label and f" {fold(text)} ".find(f" {label} ") >= 0:
            yield Problem(
                record, place, f"The definition repeats the label `{label}`.", "Say what it is in other words."
            )
        if text[0].islower() or text[-1] not in ".)":
            yield Problem(
                record, place, "The definition is not a sentence with capital and full stop.", "Write it as one."
            )
