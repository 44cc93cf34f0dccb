"""No text is empty.

Why: an empty label is a label to programs and nothing to people. (qSKOS el.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    altLabel: {en: [""]}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    altLabel: {en: [doxxing]}

Mend: write the text, or delete the key.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C104"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code", "scheme", "codelist", "facet", "organisation", "initiative", "decision")


def check(view: View) -> Iterator[Problem]:
    """Yield empty or blank texts, and maps and lists without any."""
    for record in view.of(*BINDS):
        for path, slot, texts, many in view.language_maps(record):
            if not texts and slot not in ("prefLabel", "title"):
                yield Problem(record, path, f"`{slot}` has no text.", "Write one, or delete the key.")
            for lang, value in texts.items():
                if not value:
                    yield Problem(
                        record, (*path, lang), f"`{slot}` has no text in `{lang}`.", "Write one, or delete the key."
                    )
                elif many:
                    for index, text in enumerate(value):
                        if not text.strip():
                            here = (*path, lang, index)
                            yield Problem(record, here, f"`{slot}` has an empty text in `{lang}`.", "Delete it.")
                elif not value.strip():
                    yield Problem(
                        record, (*path, lang), f"`{slot}` is blank in `{lang}`.", "Write it, or delete the key."
                    )
