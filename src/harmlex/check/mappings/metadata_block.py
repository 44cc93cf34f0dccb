"""The metadata block is plain YAML without comments.

Why: SSSOM forbids comments, anchors, aliases, tags and directives: other readers drop them, or the rest of the block
with them.

Bad::

    # mappings/demo.sssom.tsv
    #subject_type: skos concept # as always  # <-

Good::

    # mappings/demo.sssom.tsv
    #subject_type: skos concept

Mend: write one `#key: value` for each slot; what is to be said about the set belongs into `#comment:`.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M003"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
