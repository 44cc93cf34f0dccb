"""The manual of the house: one page for each check of the registry, and each rule on counts and reports, by code."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from harmlex.check.rules import all_rules, rule
from harmlex.crosswalk.count_rules import COUNT_RULES
from harmlex.model.errors import UnknownName
from harmlex.model.findings import Severity
from harmlex.report.rules import RULES

__all__ = ["ManualPage", "Part", "Section", "page_of", "pages"]

_HEADING = re.compile(r"(Why|Bad|Good|Mend|Exemptions):{1,2}(?:\s+|$)")
_LITERAL = "    "


class Part(msgspec.Struct, frozen=True):
    """A paragraph, or lines to be shown as they are.

    Attributes:
        text: A paragraph on one line; or lines, their common indent taken away.
        literal: Whether these are lines to be shown as they are.
    """

    text: str
    literal: bool


class Section(msgspec.Struct, frozen=True):
    """What stands below one heading of a page.

    Attributes:
        name: ``Why``, ``Bad``, ``Good``, ``Mend`` or ``Exemptions``; empty for what follows the title directly.
        parts: Its paragraphs and literals, in order.
    """

    name: str
    parts: tuple[Part, ...]


class ManualPage(msgspec.Struct, frozen=True):
    """One page.

    Attributes:
        code: Stable name, ``HLX-R101``.
        severity: How grave findings are, unless a finding says otherwise.
        binds: Which records it looks at; ``reports`` or ``counts`` for a rule on these.
        group: The topic that it belongs to.
        title: What it asks for, in one sentence without its full stop.
        text: The whole page, title included.
    """

    code: str
    severity: Severity
    binds: tuple[str, ...]
    group: str
    title: str
    text: str

    def __str__(self) -> str:
        """Return the page as it is printed."""
        return f"{self.code}  {self.severity}, binds {', '.join(self.binds)}\n\n{self.text}\n"

    def sections(self) -> tuple[Section, ...]:
        """Return what stands below the title, heading by heading.

        >>> [section.name for section in page_of("R012").sections()]
        ['Why', 'Bad', 'Good', 'Mend']
        """
        found: list[tuple[str, list[Part]]] = [("", [])]
        for block in self.text.split("\n\n")[1:]:
            if block.startswith(_LITERAL):
                lines = "\n".join(line.removeprefix(_LITERAL) for line in block.splitlines())
                found[-1][1].append(Part(lines, literal=True))
                continue
            heading = _HEADING.match(block)
            if heading:
                found.append((heading[1], []))
                block = block[heading.end() :]
            if block:
                found[-1][1].append(Part(" ".join(block.split()), literal=False))
        return tuple(Section(name, tuple(parts)) for name, parts in found if name or parts)


@cache
def pages() -> dict[str, ManualPage]:
    """Return every page by its code: checks of records, then of mappings, rules on counts, rules on reports."""
    checks = {
        one.code: ManualPage(one.code, one.severity, one.binds, one.topic, one.title, one.page)
        for one in all_rules().values()
    }
    return checks | {code: _on_counts(code) for code in COUNT_RULES} | {code: _on_reports(code) for code in RULES}


def page_of(code: str) -> ManualPage:
    """Return one page by its code, in any case and with or without ``HLX-``.

    Raises:
        UnknownName: Nothing has this code; the nearest codes are its suggestions.
    """
    wanted = code.strip().upper().removeprefix("HLX-")
    if wanted.startswith("R"):
        if f"HLX-{wanted}" not in RULES:
            raise UnknownName("rule", code, tuple(one for one in RULES if one.startswith(f"HLX-{wanted[:2]}"))[:3])
        return _on_reports(f"HLX-{wanted}")
    if f"HLX-{wanted}" in COUNT_RULES:
        return _on_counts(f"HLX-{wanted}")
    found = rule(code)
    return ManualPage(found.code, found.severity, found.binds, found.topic, found.title, found.page)


def _on_counts(code: str) -> ManualPage:
    page = COUNT_RULES[code]
    return ManualPage(code, "error", ("counts",), "counts", page.partition("\n")[0].rstrip("."), page)


def _on_reports(code: str) -> ManualPage:
    one = RULES[code]
    return ManualPage(one.code, one.severity, ("reports",), one.group, one.title, one.page)
