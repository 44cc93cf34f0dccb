"""A notation is unique in its scheme at any time.

Why: notations are joins; two concepts with one code at one time make every count wrong. A code that changed its
meaning has one record per meaning, told apart by `valid_from` and `valid_until` or by `scheme_version`. The schema
sees to it that a notation is one quoted text. (SkoHub, VocPub 2.3.10, qSKOS anr.)

Bad::

    # registry/schemes/demo.yaml
    concepts:
      - {id: demo:A, notation: A}
      - {id: demo:B, notation: A}  # <-

Good::

    # registry/schemes/demo.yaml
    concepts:
      - {id: demo:A, notation: A, valid_until: "2020-12-31"}
      - {id: demo:B, notation: A, valid_from: "2021-01-01"}

Mend: correct the notation, or state the periods in which each meaning held.

Exemptions: where the publisher uses one code for two things at once; say so in the scheme's notes.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.periods import periods_overlap
from harmlex.check.problem import Problem, Record
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C115"
SEVERITY: Severity = "error"
BINDS = ("scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield the later of two records of one scheme with the same notation at the same time."""
    seen: dict[tuple[str, str], list[Record]] = {}
    for record in view.of(*BINDS):
        notation = record.data.get("notation")
        if notation is None:
            continue
        holders = seen.setdefault((record.within, notation), [])
        for other in holders:
            if periods_overlap(other, record):
                message = f"The notation `{notation}` is also that of {other.id}."
                yield Problem(record, ("notation",), message, "Correct it, or state when each meaning held.")
                break
        holders.append(record)
