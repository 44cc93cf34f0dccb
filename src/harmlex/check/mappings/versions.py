"""A row names the versions of both ends, and they are ones that we know.

Why: a code that changed its meaning has a row for each version; without the right one the row is about something
else.

Bad::

    # mappings/demo.sssom.tsv
    #subject_source_version: "7"  # <-
    subject_id  predicate_id     object_id
    demo:C      skos:exactMatch  hlx:H0080

Good::

    # mappings/demo.sssom.tsv
    #subject_source_version: unversioned
    subject_id  predicate_id     object_id
    demo:C      skos:exactMatch  hlx:H0080

Mend: write the version of the scheme, else the day it was issued, else `unversioned`; for the hub and the code lists
the release. After a new release read the rows again, or keep the older release as version.

Exemptions: none; staleness is found by digests, see HLX-M084.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Record
from harmlex.check.view import View
from harmlex.check.words import quote
from harmlex.model.findings import Finding, Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-M053"
SEVERITY: Severity = "error"
BINDS = ("mapping",)


def check(view: View) -> Iterator[Finding]:
    """Yield versions that neither the scheme nor its history nor the releases know; one finding a file and version."""
    told: set[tuple[str, str, str]] = set()
    for row in view.rows.all:
        for side, id, version in (
            ("subject", row.subject_id, row.subject_source_version),
            ("object", row.object_id, row.object_source_version),
        ):
            scheme = view.get("scheme", id.partition(":")[0])
            known = _of_scheme(view, scheme, id) if scheme is not None else _releases(view)
            key = (row.file, id.partition(":")[0], version)
            if version in known or key in told:
                continue
            told.add(key)
            whose = f"the scheme `{scheme.id}`" if scheme is not None else "the registry"
            slot = f"{side}_source_version"
            message = f"`{version}` is no version of {whose} that we know."
            yield view.rows.finding(CODE, SEVERITY, row, slot, message, f"Write {quote(sorted(known))}.")


def _of_scheme(view: View, scheme: Record, id: str) -> set[str]:
    data = scheme.data
    known = {data.get("version") or data.get("issued") or "unversioned"}
    known |= {one.get("version", "") for one in data.get("versions", ()) if isinstance(one, dict)}
    concept = view.get("scheme-concept", id)
    if concept is not None:
        known.add(concept.data.get("scheme_version", ""))
    return {version for version in known if isinstance(version, str) and version}


def _releases(view: View) -> set[str]:
    """Return the release in the making, and the newest frozen one."""
    known = {record.id for record in view.of("release")}
    if view.previous is not None:
        known.add(view.previous.file.rpartition("/")[2].removeprefix("harmlex-").removesuffix(".json"))
    return known
