"""The id of a scheme's concept or a code begins with the id of its scheme or list.

Why: `iwf:A` is read as concept A of the scheme iwf; an id in another file's space would take its place.

Bad::

    # registry/schemes/demo.yaml
    concepts:
      - id: other:D  # <-

Good::

    # registry/schemes/demo.yaml
    concepts:
      - id: demo:D

Mend: write the scheme's id before the colon. The local part is the notation where it fits, else a slug.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C302"
SEVERITY: Severity = "error"
BINDS = ("scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield records whose id has another prefix than the file they stand in."""
    for record in view.of(*BINDS):
        if record.within and not record.id.startswith(f"{record.within}:"):
            message = f"`{record.id}` stands in the file of `{record.within}`."
            yield Problem(record, ("id",), message, f"Write `{record.within}:{record.id.partition(':')[2]}`.")
