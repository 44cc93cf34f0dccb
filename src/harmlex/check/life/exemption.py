"""An exemption names an existing check and record, a reason, and who answers for it.

Why: an exemption is a promise that somebody looked. A mistyped check or subject exempts nothing and misleads.

Bad::

    # registry/exemptions.yaml
    exemptions:
      - check: HLX-C999  # <-
        subject: hlx:H0042
        reason: {en: Seen and accepted.}
        granted_by: The editors
        expires: "2027-01-01"

Good::

    # registry/exemptions.yaml
    exemptions: []

Mend: correct the code or the subject. `harmlex rule` lists all checks; the subject is the id in the finding.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import CLASS_OF_RECORD, View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C317"
SEVERITY: Severity = "error"
BINDS = ("exemption",)


def check(view: View) -> Iterator[Problem]:
    """Yield exemptions for unknown checks or records, twice granted, or without a reason worth the name."""
    seen: set[tuple[str, str]] = set()
    for record in view.of("exemption"):
        code, subject = record.data["check"], record.data["subject"]
        if code not in view.known_codes:
            yield Problem(record, ("check",), f"There is no check {code}.", "`harmlex rule` lists all checks.")
        if not any(view.get(kind, subject) for kind in CLASS_OF_RECORD if kind != "exemption"):
            message = f"There is no record `{subject}`."
            yield Problem(record, ("subject",), message, "Write the id that the finding names.")
        if (code, subject) in seen:
            yield Problem(record, ("subject",), f"{subject} is exempted from {code} twice.", "Keep one of them.")
        seen.add((code, subject))
        for lang, text in record.data["reason"].items():
            if len(text.split()) < 3:
                message = f"The reason (`{text}`) says too little."
                yield Problem(record, ("reason", lang), message, "Say in a sentence why the finding is accepted.")
