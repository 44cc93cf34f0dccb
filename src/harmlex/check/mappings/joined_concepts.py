"""Exact matches do not make two concepts of one vocabulary the same.

Why: the hub keeps its concepts apart, and so does a scheme that declares distinct codes; if a chain of exact matches
joins two, one row is wrong or the hub has a duplicate. (SSSOM chaining rules T1, RCE1, RCE2.)

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:A      skos:exactMatch  hlx:H0042  # <-
    demo:A      skos:exactMatch  hlx:H0051

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:A      skos:exactMatch  hlx:H0042
    demo:B      skos:exactMatch  hlx:H0051

Mend: make one of the rows a broad, narrow or close match; if the two hub concepts mean the same, merge them.

Exemptions: none; what follows from the rows is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M062"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield each group of exact matches that joins two hub concepts, codes, or codes of a scheme with distinct ones."""
    rows = view.rows
    for members in rows.groups.values():
        by_home: dict[str, list[str]] = {}
        for id in members:
            by_home.setdefault(id.partition(":")[0], []).append(id)
        for home, ids in by_home.items():
            scheme = view.get("scheme", home)
            if len(ids) < 2 or (scheme is not None and scheme.data.get("distinct_codes") is not True):
                continue
            first = next(
                row for row in rows.stated if row.predicate_id == "skos:exactMatch" and row.subject_id in members
            )
            message = f"Exact matches make {' and '.join(ids)} the same, over {', '.join(members)}."
            hint = "One of the rows between them is not exact."
            yield rows.finding(CODE, SEVERITY, first, "object_id", message, hint)
