"""The number of a harm concept lies in a range that somebody may give out.

Why: contributors who work apart would otherwise give out the same number twice. The ranges stand in
`registry/release.yaml` and do not overlap. (voc4cat, ODK.)

Bad::

    # registry/concepts/H200001-far.yaml
    id: hlx:H200001  # <-

Good::

    # registry/concepts/H0500-near.yaml
    id: hlx:H0500

Mend: take a number of your own range, or ask for one.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C303"
SEVERITY: Severity = "error"
BINDS = ("concept", "release")


def check(view: View) -> Iterator[Problem]:
    """Yield concepts outside every range, and ranges that are empty or overlap."""
    ranges: list[tuple[int, int, str]] = []
    for record in view.of("release"):
        for index, each in enumerate(record.data["id_ranges"]):
            first, last, who = each["first"], each["last"], each["contributor"]
            if first > last:
                message = f"The range {first} to {last} of {who} is empty."
                yield Problem(record, ("id_ranges", index), message, "Write the smaller number first.")
            for other_first, other_last, other in ranges:
                if first <= other_last and other_first <= last:
                    message = f"The range {first} to {last} of {who} overlaps that of {other}."
                    yield Problem(record, ("id_ranges", index), message, "Give each contributor a range of their own.")
            ranges.append((first, last, who))
    if not ranges:
        return
    for record in view.of("concept"):
        number = record.id.removeprefix("hlx:H")
        if number.isdigit() and not any(first <= int(number) <= last for first, last, _ in ranges):
            message = f"{record.id} lies in no range of registry/release.yaml."
            yield Problem(record, ("id",), message, "Take a number of your range, or add a range.")
