"""One vocabulary of online harms, every organisation's own scheme beside it, and proven bridges between them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harmlex.crosswalk.functions import bounds, compare, coverage, derive, explain, gaps, suggest, translate
    from harmlex.registry import Registry
    from harmlex.report.functions import validate, validate_stream, validate_table

__all__ = [
    "Registry",
    "bounds",
    "compare",
    "coverage",
    "derive",
    "explain",
    "gaps",
    "suggest",
    "translate",
    "validate",
    "validate_stream",
    "validate_table",
]

# Public name: module. Imported on first use, so that `import harmlex` costs nothing.
_BRIDGES = ("bounds", "compare", "coverage", "derive", "explain", "gaps", "suggest", "translate")
_REPORTS = ("validate", "validate_stream", "validate_table")
_HOMES = (
    {"Registry": "harmlex.registry"}
    | dict.fromkeys(_BRIDGES, "harmlex.crosswalk.functions")
    | dict.fromkeys(_REPORTS, "harmlex.report.functions")
)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'harmlex' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
