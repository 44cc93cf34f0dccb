"""Counts over reports, with small cells suppressed before anybody sees them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from harmlex.report.vocabulary import Vocabulary

__all__ = ["Tally", "suppressed"]


class Tally:
    """Counts valid reports by harm, month of receipt and country."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Begin with nothing."""
        self._vocabulary = vocabulary
        self.reports = 0
        self.left_out = 0
        self.harms: Counter[str] = Counter()
        self.months: Counter[str] = Counter()
        self.countries: Counter[str] = Counter()

    def add(self, raw: bytes) -> None:
        """Count one report that has no error."""
        report: dict[str, Any] = msgspec.json.decode(raw)
        if "primary_harm" not in report:
            self.left_out += 1
            return
        self.reports += 1
        primary = report["primary_harm"]
        if "concept" in primary:
            self.harms[self._vocabulary.describe(primary["concept"])] += 1
        else:
            original = primary["original"]
            self.harms[f"{original['scheme']} {original['notation']}"] += 1
        self.months[report["received"]] += 1
        # A report may touch several countries, so these do not add up to the number of reports.
        self.countries.update(set(report.get("countries", ())) or {"not said"})


def suppressed(counts: Counter[str], least: int, *, exclusive: bool) -> list[tuple[str, int | None]]:
    """Return a table with its small cells suppressed.

    A single suppressed cell of an exclusive table could be worked out from the total, so the next smallest goes too.

    Args:
        counts: The cells.
        least: Cells below this count are suppressed.
        exclusive: Whether the cells add up to a total that is shown.

    Returns:
        The cells, largest first, those suppressed last with ``None``.

    >>> suppressed(Counter(a=30, b=12, c=2), 10, exclusive=True)
    [('a', 30), ('b', None), ('c', None)]
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    kept = [(name, count) for name, count in ordered if count >= least]
    hidden = [name for name, count in ordered if count < least]
    if exclusive and len(hidden) == 1 and kept:
        hidden.append(kept.pop()[0])
    return [*kept, *((name, None) for name in sorted(hidden))]
