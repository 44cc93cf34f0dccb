"""What follows from ``broader`` being inclusion: facts of a concept hold for everything below it."""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem, Record
from harmlex.check.view import View

__all__ = ["stands_for_incidents", "widened"]


def stands_for_incidents(record: Record) -> bool:
    """Say whether a record is a set of incidents: hub concepts are, and a scheme's harms and groupings."""
    return record.kind == "concept" or record.data.get("type") in ("harm", "grouping")


def widened(view: View, kinds: tuple[str, ...], slot: str, open_value: str) -> Iterator[Problem]:
    """Yield records whose value in ``slot`` is not that of a broader concept which states a narrower one."""
    for record in view.of(*kinds):
        value = record.data.get(slot)
        if value is None or not stands_for_incidents(record):
            continue
        for id in view.parents(record):
            parent = view.concept_like(id)
            if parent is None or not stands_for_incidents(parent):
                continue
            above = parent.data.get(slot, open_value)
            if above not in (open_value, value):
                verb = "is wider than" if value == open_value else "contradicts"
                message = f"`{slot}: {value}` of {record} {verb} `{slot}: {above}` of its broader concept {parent}."
                yield Problem(record, (slot,), message, "Correct one of the two, or place the concept elsewhere.")
