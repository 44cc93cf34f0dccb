"""A licence that is named has an address.

Why: "CC BY" without version or link lets nobody check what is allowed. A scheme whose licence is not known says
`unknown`, which is no error; a right that is reserved or a statement without a licence has no address. (SkoHub,
VocPub 2.1.13, ROBOT.)

Bad::

    # registry/schemes/demo.yaml
    licence: CC BY 4.0  # <-

Good::

    # registry/schemes/demo.yaml
    licence: CC BY 4.0
    licence_url: https://creativecommons.org/licenses/by/4.0/

Mend: add `licence_url`.

Exemptions: where the licence's own page is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C305"
SEVERITY: Severity = "error"
BINDS = ("scheme", "release")


_NAMED = re.compile(
    r"(CC0|CC[ -]BY|Creative Commons|Open Government Licen|OGL|MIT|Apache|GPL|BSD|ODbL|ODC|MPL)\b", re.IGNORECASE
)


def check(view: View) -> Iterator[Problem]:
    """Yield named public licences without an address."""
    for record in view.of(*BINDS):
        licence = record.data["licence"]
        if "licence_url" not in record.data and _NAMED.match(licence):
            message = f"The licence `{licence}` of {record.id} has no address."
            yield Problem(record, ("licence",), message, "Add `licence_url`.")
