"""A deprecated record has a day, a reason, and a replacement or the statement that there is none.

Why: reports coded with it must be translated, and people must be told why. A deprecation without status, or a
replacement of a record in use, leaves readers unsure which holds. (ROBOT deprecated_boolean_datatype.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    status: deprecated  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    status: deprecated
    deprecation: {date: "2026-06-01", reason: {en: It was merged with disclosure.}}
    replaced_by: [hlx:H0057]

Mend: add `deprecation` with `date` and `reason`, and `replaced_by` or `no_replacement: true`. Scheme concepts have no
status: there `deprecation` is ours, and `replaced_by` alone is the publisher's own succession.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C308"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme", "scheme-concept", "codelist", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield records whose status, deprecation and replacement do not fit together."""
    for record in view.of(*BINDS):
        data = record.data
        status, replaced = data.get("status"), data.get("replaced_by")
        said = data.get("deprecation")
        if status == "deprecated" and said is None and record.kind in ("concept", "code"):
            message = f"{record} is deprecated without day and reason."
            yield Problem(record, ("status",), message, "Add `deprecation` with `date` and `reason`.")
        if said is not None:
            if status not in (None, "deprecated", "rejected"):
                message = f"{record} has a deprecation and the status `{status}`."
                yield Problem(
                    record, ("deprecation",), message, "Write `status: deprecated`, or delete the deprecation."
                )
            if not replaced and not said.get("no_replacement"):
                message = f"{record} is deprecated and names no replacement."
                yield Problem(record, ("deprecation",), message, "Add `replaced_by`, or `no_replacement: true`.")
            if replaced and said.get("no_replacement"):
                message = f"{record} has a replacement and says that there is none."
                yield Problem(record, ("deprecation", "no_replacement"), message, "Delete one of the two.")
        elif replaced and status not in ("deprecated", "rejected") and record.kind in ("concept", "code"):
            message = f"{record} is replaced and not deprecated."
            yield Problem(record, ("replaced_by",), message, "Deprecate it, or delete `replaced_by`.")
