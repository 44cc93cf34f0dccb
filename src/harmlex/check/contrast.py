"""Whether one set of incidents can lie inside another, as far as population, material and age say."""

from __future__ import annotations

from typing import Any

from harmlex.check.inclusion import stands_for_incidents
from harmlex.check.problem import Record

__all__ = ["apart", "not_inside"]

_AGE = "youngest-affected-age"
_NO_END = 10**6
Ages = tuple[int, int]


def apart(one: Record, two: Record) -> str:
    """Return why no incident belongs to both; empty where some may."""
    if not (stands_for_incidents(one) and stands_for_incidents(two)):
        return ""
    populations = {one.data.get("population"), two.data.get("population")}
    if populations == {"child", "adult"}:
        return "one is about children, the other about adults only"
    materials = {one.data.get("material"), two.data.get("material")}
    if len(materials) == 2 and materials <= {"none", "real", "synthetic"}:
        return f"the material of one is `{one.data['material']}`, of the other `{two.data['material']}`"
    ages, others = _ages(one.data), _ages(two.data)
    if ages and others and (ages[1] <= others[0] or others[1] <= ages[0]):
        return f"one is about {_said(ages)}, the other about {_said(others)}"
    return ""


def not_inside(low: Record, high: Record) -> str:
    """Return why not every incident of ``low`` belongs to ``high``; empty where nothing is known against it."""
    if not (stands_for_incidents(low) and stands_for_incidents(high)):
        return ""
    for slot, opened in (("population", "any"), ("material", "either")):
        wide, narrow = low.data.get(slot), high.data.get(slot)
        if wide and narrow and narrow not in (opened, wide):
            return f"`{slot}` is `{wide}` there and `{narrow}` here"
    ages, around = _ages(low.data), _ages(high.data)
    if ages and around and not (around[0] <= ages[0] and ages[1] <= around[1]):
        return f"one is about {_said(ages)}, the other about {_said(around)}"
    return ""


def _ages(data: dict[str, Any]) -> Ages | None:
    """Return the ages in years, from and to below, that criteria and population leave to the youngest person."""
    low, high, known = 0, _NO_END, False
    for criterion in data.get("criteria", ()):
        interval = criterion.get("interval") if criterion.get("facet") == _AGE else None
        if isinstance(interval, dict):
            known = True
            low = max(low, int(interval.get("min", 0)))
            high = min(high, int(interval.get("max", _NO_END)))
    if data.get("population") == "child":
        known, high = True, min(high, 18)
    elif data.get("population") == "adult":
        known, low = True, max(low, 18)
    return (low, high) if known and low < high else None


def _said(ages: Ages) -> str:
    low, high = ages
    if high == _NO_END:
        return f"persons of {low} years and more"
    return f"persons under {high}" if low == 0 else f"persons of {low} to under {high} years"
