"""A value has the form that the schema gives it.

Why: a single text where a list is meant, or a bare text where a text for each language is meant, breaks every reader.

Bad::

    # registry/concepts/H0042-doxing.yaml
    altLabel: {en: doxxing}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    altLabel: {en: [doxxing]}

Mend: write a list, a mapping or a text, as the finding says. The long form `{en: {text: …}}` is refused too.

Exemptions: none; programs read these records by the schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C025"
SEVERITY: Severity = "error"
BINDS = ("file",)


def check(view: View) -> Iterator[Problem]:
    """Yield what the JSON Schema says."""
    yield from view.violations(CODE)
