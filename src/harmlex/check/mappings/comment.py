"""The comment says why, of this row.

Why: a practitioner accepts or refuses a mapping by its reason. “Same meaning” is none, and one sentence for many rows
says nothing about any of them.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  comment
    demo:C      skos:exactMatch  hlx:H0080  Same meaning.  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  comment
    demo:C      skos:exactMatch  hlx:H0080  Both need repeated watching of one person; neither asks for a threat.

Mend: name what decides: the age line, the meeting, the material, the demand, the publicity.

Exemptions: allowed with a reason, for the subject of the row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity
from harmlex.model.sssom import NO_TERM

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M069"
SEVERITY: Severity = "warning"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield comments of fewer than four words, and one comment on three and more rows of a file."""
    for one in view.rows.sets:
        times = Counter(row.comment for row in one.rows if row.object_id != NO_TERM)
        for row in one.rows:
            if len(row.comment.split()) < 4:
                message = f"The comment (`{row.comment}`) does not say why."
                yield view.rows.finding(CODE, SEVERITY, row, "comment", message, "Say in a sentence what decides.")
            elif times[row.comment] > 2:
                message = f"The same comment stands on {times[row.comment]} rows."
                hint = "Say of each row what decides there."
                yield view.rows.finding(CODE, SEVERITY, row, "comment", message, hint)
