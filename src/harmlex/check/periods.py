"""When a code of a scheme had its meaning, and whether two records could hold on the same day."""

from __future__ import annotations

from harmlex.check.problem import Record

__all__ = ["periods_overlap"]


def periods_overlap(one: Record, other: Record) -> bool:
    """Say whether two records of a scheme can hold on one day; versions that are stated and differ keep them apart."""
    versions = one.data.get("scheme_version"), other.data.get("scheme_version")
    if None not in versions and versions[0] != versions[1]:
        return False
    return _from(one) <= _until(other) and _from(other) <= _until(one)


def _from(record: Record) -> str:
    """Return the first day; a year or month begins with its first."""
    stated: str = record.data.get("valid_from", "")
    return stated + "-01-01"[len(stated) - 4 :] if stated else "0000"


def _until(record: Record) -> str:
    """Return the last day; a year or month ends after all its days."""
    stated: str = record.data.get("valid_until", "")
    return stated + "-12-31"[len(stated) - 4 :] if stated else "9999"
