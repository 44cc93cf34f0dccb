"""A record's changes begin with its creation, stand in order of time, and do not lie ahead.

Why: the change feed is made of them. A deprecated concept has a change that says so. (voc4cat #293, Homosaurus #28.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    changes:
      - {date: "2026-02-01", kind: created, note: {en: First version.}}
      - {date: "2026-01-01", kind: corrected, note: {en: A typing error.}}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    changes:
      - {date: "2026-01-01", kind: created, note: {en: First version.}}
      - {date: "2026-02-01", kind: corrected, note: {en: A typing error.}}

Mend: put the changes in order, oldest first, and correct the days.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C312"
SEVERITY: Severity = "warning"
BINDS = ("concept", "scheme")


def check(view: View) -> Iterator[Problem]:
    """Yield changes that are out of order, in the future, or missing at the beginning."""
    for record in view.of(*BINDS):
        changes = record.data.get("changes", ())
        for index, change in enumerate(changes):
            place = ("changes", index, "date")
            if index == 0 and change["kind"] != "created" and record.kind == "concept":
                message = f"The first change of {record} is `{change['kind']}`."
                yield Problem(record, ("changes", 0, "kind"), message, "Begin with `kind: created`.")
            if index and change["date"] < changes[index - 1]["date"]:
                message = f"The change of {change['date']} stands after that of {changes[index - 1]['date']}."
                yield Problem(record, place, message, "Put the oldest first.")
            if change["date"] > view.today:
                yield Problem(record, place, f"The change of {change['date']} lies in the future.", "Correct the day.")
        deprecated = record.kind == "concept" and record.data["status"] == "deprecated"
        if deprecated and all(change["kind"] != "deprecated" for change in changes):
            message = f"{record} is deprecated, and no change says so."
            yield Problem(record, ("changes",), message, "Add a change of kind `deprecated`.")
