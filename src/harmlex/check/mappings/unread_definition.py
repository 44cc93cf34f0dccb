"""A checked inclusion rests on a description that was read.

Why: `hlx:extension-checked` lets a row enter counts. Where the registry has no gloss of the scheme concept, or only
recalls it, nobody can check that.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  curation_rule
    demo:C      skos:exactMatch  hlx:H0080  hlx:extension-checked  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  curation_rule
    demo:C      skos:exactMatch  hlx:H0080  hlx:extension-checked
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:C
        gloss: {en: Watching somebody again and again through a device or an account.}

Mend: add a gloss with its source to the scheme concept, or use `hlx:label-only`.

Exemptions: allowed with a reason, for the subject of the row.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M057"
SEVERITY: Severity = "warning"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield checked rows about scheme concepts that are not described, or only recalled."""
    for row in view.rows.all:
        if "hlx:extension-checked" not in row.curation_rule:
            continue
        for slot, id in (("subject_id", row.subject_id), ("object_id", row.object_id)):
            record = view.get("scheme-concept", id)
            if record is None or not record.sound:
                continue
            if not record.data.get("gloss") and not record.data.get("criteria"):
                message = f"{record} has neither gloss nor criteria; what was checked?"
            elif record.data.get("evidence") == "recalled":
                message = f"{record} is only recalled; its definition was not seen."
            else:
                continue
            yield view.rows.finding(
                CODE, SEVERITY, row, slot, message, "Remove `hlx:extension-checked`, or add a source."
            )
