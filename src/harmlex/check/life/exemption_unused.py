"""An exemption answers a finding.

Why: once the finding is mended the exemption would hide the next one.

Bad::

    # registry/exemptions.yaml
    exemptions:
      - check: HLX-C217  # <-
        subject: hlx:H0042
        reason: {en: Seen and accepted.}
        granted_by: The editors
        expires: "2099-01-01"

Good::

    # registry/concepts/H0042-doxing.yaml
    reportable: false
    # registry/exemptions.yaml
    exemptions:
      - check: HLX-C217
        subject: hlx:H0042
        reason: {en: Seen and accepted.}
        granted_by: The editors
        expires: "2099-01-01"

Mend: delete the exemption.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "LAST", "SEVERITY", "check"]

CODE = "HLX-C319"
SEVERITY: Severity = "warning"
BINDS = ("exemption",)
LAST = True


def check(view: View) -> Iterator[Problem]:
    """Yield exemptions that hold and met no finding; runs after all other checks."""
    for record in view.of("exemption"):
        code = record.data["check"]
        holds = record.data["expires"] >= view.today and code in view.known_codes
        if holds and record.pointer not in view.used_exemptions:
            yield Problem(record, ("check",), f"Nothing is found by {code} at {record.id}.", "Delete the exemption.")
