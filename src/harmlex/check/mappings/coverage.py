"""Every scheme concept has a row, or an explicit “no term found”.

Why: who translates a report has to know whether a code has no equivalent or was not looked at yet.

Bad::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:C      skos:exactMatch  hlx:H0080
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:D  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id     object_id
    demo:D      skos:exactMatch  sssom:NoTermFound
    # registry/schemes/demo.yaml
    concepts:
      - id: demo:D

Mend: map the concept, or write `sssom:NoTermFound` with what was looked for and where.

Exemptions: allowed with a reason, for the concept or, where a whole scheme is not mapped, for the scheme.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.rows import scheme_of_file
from harmlex.check.view import View
from harmlex.check.words import plural
from harmlex.load.mappings import SUFFIX
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M067"
SEVERITY: Severity = "warning"
BINDS = ("scheme-concept",)


def check(view: View) -> Iterator[Problem]:
    """Yield scheme concepts without a row, and schemes without a file once for all their concepts."""
    mapped = {row.subject_id for row in view.rows.all}
    files = {scheme_of_file(one.file) for one in view.rows.sets}
    without: dict[str, int] = {}
    for record in view.of("scheme-concept"):
        if record.id in mapped:
            continue
        if record.within in files:
            hint = "Add a row, or `sssom:NoTermFound` with the reason."
            yield Problem(record, ("id",), f"{record} has no mapping.", hint)
        else:
            without[record.within] = without.get(record.within, 0) + 1
    for scheme in view.of("scheme"):
        if scheme.id in without:
            message = f"None of the {plural(without[scheme.id], 'concept')} of {scheme} is mapped."
            yield Problem(scheme, ("id",), message, f"Write mappings/{scheme.id}{SUFFIX}.")
