"""A concept keeps its meaning.

Why: reports coded last year would say something else today. When a definition changed more than a little since the
newest release, either a change of kind `definition-changed` says that only the wording did, or it is a new concept.
(own; voc4cat.)

Bad: the concept "doxing" of the last release is now defined as something else, without a word in `changes`.

Good: a new concept has the new meaning; the old one is deprecated and points to it.

Mend: take a new id for the new meaning; or, if only the words changed, add a change that says so.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C314"
SEVERITY: Severity = "warning"
BINDS = ("concept",)


# Two wordings of one meaning share at least this part of their letters, in order.
_ALIKE = 60


def check(view: View) -> Iterator[Problem]:
    """Yield concepts whose definition or label is far from that of the newest release without a change saying so."""
    if view.previous is None:
        return
    from rapidfuzz import fuzz

    for record in view.of("concept"):
        frozen = view.previous.concepts.get(record.id)
        if frozen is None:
            continue
        old, new = frozen.definition.get("en", ""), record.data.get("definition", {}).get("en", "")
        changed = {change["kind"] for change in record.data.get("changes", ())[len(frozen.changes) :]}
        if old and new and "definition-changed" not in changed and fuzz.token_sort_ratio(old, new) < _ALIKE:
            message = f"The definition of {record} is far from that in {view.previous.file}."
            hint = "A new meaning takes a new id; for new words alone add a change `definition-changed`."
            yield Problem(record, ("definition",), message, hint)
