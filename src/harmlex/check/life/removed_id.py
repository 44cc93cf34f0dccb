"""No id of a release is removed.

Why: reports, mappings and links of others carry it; a published id lives for ever. Compared is the newest artefact in
`releases/`. (voc4cat check_for_removed_iris.)

Bad: the file of a concept that was in the last release was deleted.

Good: its status is `deprecated`, with a reason and a replacement.

Mend: restore the record from git and deprecate it.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C313"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield ids of the newest release that are gone, at the release or at the scheme that held them."""
    previous = view.previous
    if previous is None:
        return
    home = next(view.of("release"), None)
    for frozen in (*previous.concepts.values(), *previous.others.values()):
        if view.concept_like(frozen.id) is None:
            group = frozen.id.split(":")[0]
            holder = view.get("scheme", group) or view.get("codelist", group) or home
            if holder is not None:
                label = frozen.prefLabel.get("en", frozen.notation)
                message = f"{frozen.id} ({label}) was in {previous.file} and is gone."
                yield Problem(holder, (), message, "Restore the record and deprecate it.")
