"""Curation rules fit the relation of their row.

Why: an equality is not proper, a denial covers nothing, and one concept that is narrower and covers the subject is
its equal.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  curation_rule
    demo:C      skos:exactMatch  hlx:H0080  hlx:proper  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id  curation_rule
    demo:C      skos:broadMatch  hlx:H0080  hlx:proper

Mend: remove the rule, or correct the predicate.

Exemptions: none; what is counted would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity
from harmlex.model.mappings import MappingRow
from harmlex.model.sssom import NO_TERM

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M070"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield rules that cannot hold for the predicate of their row, or for its group of rows."""
    cover: dict[tuple[str, str, str], list[MappingRow]] = {}
    for row in view.rows.all:
        silent = bool(row.predicate_modifier) or row.object_id == NO_TERM
        for rule in row.curation_rule:
            covers = rule.startswith("hlx:covers-subject")
            if covers:
                cover.setdefault((row.subject_id, row.subject_source_version, rule), []).append(row)
            wrong = ""
            if silent and (covers or rule in ("hlx:proper", "hlx:parts-disjoint", "hlx:best-available")):
                wrong = "on a row that states no relation"
            elif rule == "hlx:proper" and row.predicate_id not in _ONE_WAY:
                wrong = f"with `{row.predicate_id}`, which is not an inclusion one way"
            elif rule == "hlx:best-available" and row.predicate_id == "skos:exactMatch":
                wrong = "with `skos:exactMatch`: then an equal one exists"
            if wrong:
                message = f"`{rule}` stands {wrong}."
                yield view.rows.finding(CODE, SEVERITY, row, "curation_rule", message, "Remove the rule.")
    for rows in cover.values():
        if len(rows) == 1 and rows[0].predicate_id == "skos:narrowMatch":
            message = "One narrower concept covers the subject: then the two are the same."
            hint = "Write `skos:exactMatch`, or name the other concepts that cover it."
            yield view.rows.finding(CODE, SEVERITY, rows[0], "curation_rule", message, hint)


_ONE_WAY = ("skos:broadMatch", "skos:narrowMatch")
