"""The one list of checks: a stable code, a severity, which records it binds, and a manual page."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

import msgspec

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.errors import UnknownName
from harmlex.model.findings import Finding, Severity

__all__ = ["Rule", "all_rules", "rule"]

# Packages whose modules are checks, one each.
TOPICS = ("reading", "structural", "labels", "hierarchy", "facts", "life", "mappings", "crosswalk", "form")

Check = Callable[[View], Iterator[Problem | Finding]]


class Rule(msgspec.Struct, frozen=True):
    """One check.

    Attributes:
        code: Stable name, ``HLX-C101``.
        severity: How grave its findings are, unless a finding says otherwise.
        binds: Which records it looks at; ``file`` for whole files.
        topic: The package that it stands in.
        title: What it asks for, in a few words.
        page: The manual page, made from the module's docstring.
        check: The generator of problems.
        last: Whether it runs after all others, because it asks which exemptions they used.
    """

    code: str
    severity: Severity
    binds: tuple[str, ...]
    topic: str
    title: str
    page: str
    check: Check
    last: bool = False


@cache
def all_rules() -> dict[str, Rule]:
    """Return every check by its code, in the order of the codes."""
    rules: list[Rule] = []
    for topic in TOPICS:
        package = import_module(f"harmlex.check.{topic}")
        for found in pkgutil.iter_modules(package.__path__):
            module = import_module(f"harmlex.check.{topic}.{found.name}")
            page = (module.__doc__ or "").strip()
            rules.append(
                Rule(
                    code=module.CODE,
                    severity=module.SEVERITY,
                    binds=module.BINDS,
                    topic=topic,
                    title=re.split(r"\.?\n", page, maxsplit=1)[0].rstrip("."),
                    page=page,
                    check=module.check,
                    last=getattr(module, "LAST", False),
                )
            )
    return {rule.code: rule for rule in sorted(rules, key=lambda r: r.code)}


def rule(code: str) -> Rule:
    """Return one check by its code, in any case and with or without ``HLX-``.

    Raises:
        UnknownName: No check has this code; the nearest codes are its suggestions.
    """
    wanted = code.strip().upper()
    if not wanted.startswith("HLX-"):
        wanted = f"HLX-{wanted}"
    rules = all_rules()
    if wanted not in rules:
        raise UnknownName("check", code, _nearest(wanted, list(rules)))
    return rules[wanted]


def _nearest(wanted: str, codes: list[str]) -> tuple[str, ...]:
    """Return the codes whose numbers come nearest, those of the same letter first."""
    number = int("".join(filter(str.isdigit, wanted))[:6] or 0)
    return tuple(sorted(codes, key=lambda code: (code[:5] != wanted[:5], abs(int(code[5:]) - number)))[:3])
