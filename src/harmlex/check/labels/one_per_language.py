"""Each language stands once in a language map.

Why: two preferred labels in one language leave it to chance which is shown. YAML keeps a key from standing twice, but
`pt-BR` and `pt-br` are the same language too. (SKOS S14, qSKOS ipl.)

Bad::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing, pt-BR: doxxing, pt-br: doxing}  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing, pt-BR: doxxing}

Mend: keep one as preferred label and make the other an alternative label.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C102"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code", "scheme", "codelist")


def check(view: View) -> Iterator[Problem]:
    """Yield language tags that repeat another tag of the same map."""
    for record in view.of(*BINDS):
        for path, slot, texts, _ in view.language_maps(record):
            if len(texts) > 1:
                seen: dict[str, str] = {}
                for tag in texts:
                    first = seen.setdefault(tag.casefold(), tag)
                    if first != tag:
                        message = f"`{slot}` has `{first}` and `{tag}`, which are one language."
                        yield Problem(record, (*path, tag), message, "Keep one of them.")
