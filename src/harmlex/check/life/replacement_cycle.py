"""Replacements do not run in a circle (R3).

Why: who follows them would never arrive.

Bad::

    # registry/concepts/H0042-doxing.yaml
    status: deprecated
    deprecation: {date: "2026-06-01", reason: {en: It was merged.}}
    replaced_by: [hlx:H0051]  # <-
    # registry/concepts/H0051-outing.yaml
    status: deprecated
    deprecation: {date: "2026-06-01", reason: {en: It was merged.}}
    replaced_by: [hlx:H0042]

Good::

    # registry/concepts/H0042-doxing.yaml
    status: deprecated
    deprecation: {date: "2026-06-01", reason: {en: It was merged.}}
    replaced_by: [hlx:H0051]

Mend: decide which of them lives. A circle is reported once, at its smallest id.

Exemptions: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from harmlex.check.problem import Problem
from harmlex.check.view import View
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C310"
SEVERITY: Severity = "error"
BINDS = ("concept", "scheme-concept", "code")


def check(view: View) -> Iterator[Problem]:
    """Yield each circle of replacements once, at its smallest id."""
    done: set[str] = set()
    for record in view.of(*BINDS):
        if record.id in done or not record.data.get("replaced_by"):
            continue
        path: list[str] = []
        on_path: set[str] = set()
        work: list[tuple[str, Iterator[str]]] = [(record.id, iter(record.data["replaced_by"]))]
        path.append(record.id)
        on_path.add(record.id)
        while work:
            id, ahead = work[-1]
            following = next(ahead, None)
            if following is None:
                work.pop()
                on_path.discard(path.pop())
                done.add(id)
            elif following in on_path:
                circle = path[path.index(following) :]
                first = view.concept_like(min(circle))
                if len(circle) > 1 and first is not None:
                    message = f"These replace each other: {', '.join(sorted(circle))}."
                    yield Problem(first, ("replaced_by",), message, "Decide which of them is in use.")
            elif following not in done and (target := view.concept_like(following)) is not None:
                work.append((following, iter(target.data.get("replaced_by", ()))))
                path.append(following)
                on_path.add(following)
