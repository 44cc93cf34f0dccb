"""An accepted concept has a preferred label in each language of the registry.

Why: the glossary is offered in Arabic, English, French, Portuguese and Spanish; a gap is work for a translator, not a
reason to keep a concept back. Proposed concepts are counted in the coverage table and not named here. (qSKOS ilc.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    status: accepted
    prefLabel: {en: doxing, fr: divulgation de données personnelles}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    status: proposed
    prefLabel: {en: doxing}

Mend: add the label with a label note that names the source in which it was read.

Exemptions: until a reviewed translation is found.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C114"
SEVERITY: Severity = "warning"
BINDS = ("concept",)


_LANGUAGES = ("ar", "en", "es", "fr", "pt")


def check(view: View) -> Iterator[Problem]:
    """Yield accepted concepts that lack a label in a language of the registry."""
    for record in view.of("concept"):
        if record.data.get("status") == "accepted":
            tags = {tag.split("-")[0] for tag in record.data.get("prefLabel", {})}
            if missing := [lang for lang in _LANGUAGES if lang not in tags]:
                message = f"{record} has no preferred label in {', '.join(missing)}."
                yield Problem(record, ("prefLabel",), message, "Add labels that a source shows, each with its note.")
