"""A file is YAML.

Why: nothing in a file can be used before it can be read.

Bad::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    where: Section 3: definitions  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    where: "Section 3: definitions"

Mend: quote texts that contain a colon and a space or begin with a special character; check the indentation.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C006"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
