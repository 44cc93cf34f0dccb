"""Language tags are valid BCP 47.

Why: direction of writing, search and fonts follow from the tag; a made-up tag breaks all three. (qSKOS oilt, SkoHub.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing, uk-en: doxxing}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing, en-GB: doxxing}

Mend: write language, then script, then region: `pt`, `pt-BR`, `zh-Hant`. Two letters where there are two (`en`, not
`eng`); regions in capitals.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.languages import trouble_with
from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C113"
SEVERITY: Severity = "error"
BINDS = (
    "concept",
    "scheme-concept",
    "code",
    "scheme",
    "codelist",
    "facet",
    "organisation",
    "initiative",
    "decision",
    "source",
)


def check(view: View) -> Iterator[Problem]:
    """Yield language tags that are not well formed or name no language, script or region."""
    sound: set[str] = set()
    for record in view.of(*BINDS):
        for path, slot, texts, _ in view.language_maps(record):
            if texts.keys() <= sound:
                continue
            for tag in texts:
                if tag not in sound:
                    if trouble := trouble_with(tag):
                        yield Problem(
                            record,
                            (*path, tag),
                            f"`{tag}` at `{slot}` is no language tag: {trouble}.",
                            "Write a BCP 47 tag, such as en, pt-BR or zh-Hant.",
                        )
                    else:
                        sound.add(tag)
        for index, tag in enumerate(record.data.get("languages", ())):
            if tag not in sound and (trouble := trouble_with(tag)):
                yield Problem(
                    record, ("languages", index), f"`{tag}` is no language tag: {trouble}.", "Write a BCP 47 tag."
                )
