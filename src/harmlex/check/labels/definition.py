"""A harm concept has a definition in English.

Why: a glossary is its definitions. An accepted concept must have one (error); a proposed one without is a draft
(warning). (VocPub 2.1.04, qSKOS uc, ROBOT missing_definition.)

Bad::

    # registry/concepts/H0042-doxing.yaml (without definition, definition_sources) <-
    id: hlx:H0042

Good::

    # registry/concepts/H0042-doxing.yaml
    definition:
      en: Publishing private information about a person without consent to expose them.

Mend: write it in our own words, genus first, and name its sources.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C111"
SEVERITY: Severity = "error"
BINDS = ("concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield concepts without an English definition; deprecated and rejected ones are passed over."""
    for record in view.of("concept"):
        if not record.data.get("definition", {}).get("en") and not view.deprecated(record):
            severity: Severity = "error" if record.data.get("status") == "accepted" else "warning"
            message = f"{record} has no definition in English."
            yield Problem(record, ("definition",), message, "Write one in our own words, 8 to 60 of them.", severity)
