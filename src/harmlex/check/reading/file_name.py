"""A file is named after the id inside.

Why: people find records by file name, and git shows a history by it. A concept is `H0042-doxing.yaml`, the slug may
follow the label; a scheme or a code list is its id; a decision may have a slug.

Bad::

    # registry/concepts/H0999-doxing.yaml <-
    id: hlx:H0042

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042

Mend: rename the file; an id is never changed to fit a name.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C018"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
