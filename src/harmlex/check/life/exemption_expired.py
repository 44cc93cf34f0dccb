"""An exemption that has expired is renewed or removed.

Why: exemptions are for a time; after it, somebody looks again. From the day after `expires` it no longer holds.

Bad::

    # registry/exemptions.yaml
    exemptions:
      - check: HLX-C217
        subject: hlx:H0042
        reason: {en: Seen and accepted.}
        granted_by: The editors
        expires: "2020-01-01"  # <-

Good::

    # registry/exemptions.yaml
    exemptions: []

Mend: mend what it exempts, or look again and set a new day.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C318"
SEVERITY: Severity = "error"
BINDS = ("exemption",)


def check(view: View) -> Iterator[Problem]:
    """Yield exemptions whose day is past."""
    for record in view.of("exemption"):
        if record.data["expires"] < view.today:
            message = f"The exemption of {record.id} from {record.data['check']} expired on {record.data['expires']}."
            yield Problem(record, ("expires",), message, "Mend what it exempts, or look again and set a new day.")
