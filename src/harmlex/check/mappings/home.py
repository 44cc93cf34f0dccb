"""A mapping file speaks of the scheme that it is named after.

Why: files run from a scheme to the hub, so that broad and narrow always mean the same, and everybody finds the rows
of a scheme in one place.

Bad::

    # mappings/demo.sssom.tsv
    #  demo-act: https://w3id.org/harmlex/scheme/demo-act/
    subject_id    predicate_id     object_id
    demo-act:s-1  skos:broadMatch  hlx:H0057  # <-

Good::

    # mappings/demo.sssom.tsv
    subject_id  predicate_id   object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: move the row to the file of its subject.

Exemptions: none; programs find the files by their names.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.rows import scheme_of_file
from harmlex.check.view import View
from harmlex.model.findings import Finding, Severity
from harmlex.model.namespace import NAMESPACE
from harmlex.model.sssom import AGENT_PREFIXES

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M068"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield files of no scheme, rows of another scheme, and metadata that names another."""
    rows = view.rows
    for one in rows.sets:
        scheme = scheme_of_file(one.file)
        if view.get("scheme", scheme) is None:
            message = f"There is no scheme `{scheme}`."
            hint = "Name the file after the scheme whose concepts it maps."
            yield rows.header_finding(CODE, SEVERITY, one.file, "mapping_set_id", message, hint)
            continue
        if one.metadata.get("mapping_set_id") != f"{_SETS}{scheme}":
            message = f"The mapping set of `{scheme}` has the identifier `{one.metadata.get('mapping_set_id')}`."
            hint = f"Write {_SETS}{scheme}."
            yield rows.header_finding(CODE, SEVERITY, one.file, "mapping_set_id", message, hint)
        for prefix, base in rows.prefixes(one.file).items():
            expected = _base(view, prefix)
            if not expected:
                message = f"`{prefix}` is the prefix of nothing that a row of ours joins or is written by."
                hint = "Remove it; persons are named by their ORCID."
                yield rows.header_finding(CODE, SEVERITY, one.file, "curie_map", message, hint)
            elif base != expected:
                message = f"The prefix `{prefix}` stands for `{base}`."
                yield rows.header_finding(CODE, SEVERITY, one.file, "curie_map", message, f"Write {expected}.")
        told = False
        for row in one.rows:
            if row.subject_id.partition(":")[0] != scheme:
                message = f"`{row.subject_id}` is no concept of `{scheme}`."
                hint = "Move the row to the file of its scheme; the hub and the code lists are objects only."
                yield rows.finding(CODE, SEVERITY, row, "subject_id", message, hint)
            elif row.other.get("subject_source") != f"hlx:scheme/{scheme}" and not told:
                told = True
                message = f"The subjects are of `{row.other.get('subject_source')}`."
                hint = f"Write hlx:scheme/{scheme}."
                yield rows.header_finding(CODE, SEVERITY, one.file, "subject_source", message, hint)


def _base(view: View, prefix: str) -> str:
    """Return what a prefix of ours or of persons stands for, empty for those of others."""
    if prefix in AGENT_PREFIXES:
        return AGENT_PREFIXES[prefix]
    if prefix == "hlx":
        return NAMESPACE
    if view.get("scheme", prefix) is not None:
        return f"{NAMESPACE}scheme/{prefix}/"
    return f"{NAMESPACE}code/{prefix}/" if view.get("codelist", prefix) is not None else ""


_SETS = f"{NAMESPACE}mappings/"
