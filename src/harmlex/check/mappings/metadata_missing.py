"""A mapping set says what it is, whose it is, and which versions it joins.

Why: without licence nobody may use it; without versions nobody can tell whether it still holds. `sssom` invents a
licence and an identifier where there are none.

Bad::

    # mappings/demo.sssom.tsv (without license) <-
    #mapping_set_title: From a demonstration to the harmlex hub

Good::

    # mappings/demo.sssom.tsv
    #license: https://creativecommons.org/licenses/by/4.0/

Mend: add the key: mapping_set_id, mapping_set_version, mapping_set_title, creator_id, license, subject_type,
subject_source, subject_source_version, and the same for the object.

Exemptions: none; a file that cannot be trusted is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M006"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Finding]:
    """Yield what the reader said."""
    yield from view.said(CODE)
