"""A report to start from: valid, content-free, and made to fit a concept by the concept's own demands."""

from __future__ import annotations

import uuid
from typing import Any

from harmlex.report.vocabulary import FACET_SLOTS, Vocabulary, open_code

__all__ = [
    "example_report",
    "fitting",
]


def example_report(vocabulary: Vocabulary, concept: str | None, today: str) -> dict[str, Any]:
    """Return a valid report about a concept, or about the first one that may be used.

    Args:
        vocabulary: The release.
        concept: A concept that a report may be coded with.
        today: The day, ``YYYY-MM-DD``; the report is of its month.
    """
    name = concept or vocabulary.usable_concepts[0]
    codes = fitting(vocabulary, name)
    report: dict[str, Any] = {
        "schema_version": vocabulary.schema_version,
        "vocabulary_release": vocabulary.release,
        "report_id": str(uuid.uuid4()),
        "organisation_id": "org-0000",
        "received": today[:7],
        "channel": "reporting-channel:helpline-chat",
        "detection": "detection:user-report",
        "primary_harm": {"concept": name, "assigned_by": "assignment:person"},
        "affected": [{"age_band": codes["age-band"], "gender": "gender:unknown", "count": 1}],
        "alleged_perpetrators": [{"relationship": codes["relationship"]}],
        "service": {"kind": codes["service-kind"], "surface": codes["service-surface"]},
        "content": {"forms": [codes["content-form"]], "authenticity": [codes["authenticity"]]},
        "countries": ["GB"],
        "languages": ["en"],
        "actions": [{"action": "action:under-review", "actor": "actor:helpline", "month": today[:7]}],
    }
    if vocabulary.concepts[name].material == "none":
        del report["content"]
    return report


def fitting(vocabulary: Vocabulary, name: str) -> dict[str, str]:
    """Return for each facet a code that meets every demand of a concept, a definite one where there is one."""
    meaning = vocabulary.meaning(name)
    found = {}
    for codelist in dict.fromkeys(FACET_SLOTS.values()):
        usable = vocabulary.usable_codes(codelist)
        fit = [code for code in usable if _fits(vocabulary.bit[code], meaning.forbidden, meaning.needs)]
        definite = [code for code in fit if not open_code(code) and not code.endswith(":none")]
        found[codelist] = (definite or fit or usable)[0]
    return found


def _fits(bit: int, forbidden: int, needs: tuple[tuple[int, int], ...]) -> bool:
    return not bit & forbidden and all(not bit & scope or bit & allowed for scope, allowed in needs)
