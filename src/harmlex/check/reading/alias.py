"""A file has no YAML aliases, anchors or merge keys.

Why: an alias makes one line change another far away, which no diff shows; and a few lines of aliases can grow to
billions of values in a reader.

Bad::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    use_when: &advice {en: Others can find the person.}  # <-
    do_not_use_when: *advice

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    use_when: {en: Others can find the person.}

Mend: write the value out where it is needed; quote a text that begins with `*` or `&`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C010"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the loader said."""
    yield from view.said(CODE)
