"""What changed since the newest release has a change note.

Why: the list of differences is for machines; people read the notes. (voc4cat #293.)

Bad: the preferred label is another than in the last release, and `changes` is as it was.

Good: `changes` has a new item of kind `label-changed`.

Mend: add a change with date, kind and a note of one sentence.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C315"
SEVERITY: Severity = "warning"
BINDS = ("concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield concepts that differ from the newest release in what defines them, with no change added."""
    if view.previous is None:
        return
    for record in view.of("concept"):
        frozen = view.previous.concepts.get(record.id)
        data = record.data
        if frozen is None or len(data.get("changes", ())) > len(frozen.changes):
            continue
        now = (data["status"], data.get("prefLabel"), data.get("definition", {}), sorted(data.get("broader", ())))
        then = (frozen.status, frozen.prefLabel, frozen.definition, sorted(frozen.broader))
        names = ("status", "prefLabel", "definition", "broader")
        different = [name for name, a, b in zip(names, now, then, strict=True) if a != b]
        if different:
            what = " and ".join(f"`{name}`" for name in different)
            message = f"{what} of {record} changed since {view.previous.file} without a note."
            yield Problem(record, ("changes",), message, "Add a change that says what was done.")
