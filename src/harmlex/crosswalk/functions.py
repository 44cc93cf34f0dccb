"""The crosswalk engine as plain functions, with data frames where they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from harmlex.crosswalk.bounds import Interval
from harmlex.crosswalk.compare import Comparison
from harmlex.crosswalk.counts import CountTable, parse_counts
from harmlex.crosswalk.coverage import Coverage, HubGap
from harmlex.crosswalk.derive import Crosswalk, Gap
from harmlex.crosswalk.explain import Explanation
from harmlex.crosswalk.forms import to_rows
from harmlex.crosswalk.library import Bridges
from harmlex.crosswalk.suggest import Suggestion
from harmlex.crosswalk.translate import Policy
from harmlex.model.errors import RegistryError
from harmlex.model.findings import Finding

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["UnusableCounts", "bounds", "compare", "coverage", "derive", "explain", "gaps", "suggest", "translate"]

_KEPT: dict[str, Bridges] = {}


class UnusableCounts(RegistryError):
    """Counts that cannot be read, contradict each other, mix units or give a suppressed number away.

    Attributes:
        findings: What is wrong, with file and line.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Name the first finding."""
        self.findings = tuple(findings)
        first = self.findings[0]
        super().__init__(f"{first.file}:{first.line}: {first.message} {first.hint}")


def _bridges(release: str | Path | Bridges | None) -> Bridges:
    if isinstance(release, Bridges):
        return release
    key = "" if release is None else str(release)
    if key not in _KEPT:
        _KEPT[key] = Bridges.load(release)
    return _KEPT[key]


def derive(
    a: str, b: str, *, frame: bool = False, apart: bool = False, release: str | Path | Bridges | None = None
) -> Crosswalk | pd.DataFrame:
    """Return every relation that follows from scheme ``a`` to scheme ``b``, with proofs and gaps.

    Args:
        a: A scheme's id, or ``hub``.
        b: Another.
        frame: Return a pandas data frame, one row for each link and gap.
        apart: Say also which concepts share no record.
        release: Another release than the one that comes with the package.
    """
    bridges = _bridges(release)
    walk = bridges.derive(a, b, apart=apart)
    if not frame:
        return walk
    return _frame(to_rows(bridges.network(), walk, every=True))


def explain(x: str, y: str, *, release: str | Path | Bridges | None = None) -> Explanation:
    """Return what two concepts are to each other, and the proof in sentences."""
    return _bridges(release).explain(x, y)


def translate(
    records: Iterable[dict[str, Any]] | pd.DataFrame,
    a: str,
    b: str,
    *,
    policy: Policy = "safe",
    field: str | None = None,
    release: str | Path | Bridges | None = None,
) -> list[dict[str, Any]] | pd.DataFrame:
    """Return records with their codes said in another scheme, the loss stated.

    Args:
        records: Dicts, HarmReports among them, or a data frame, which comes back with columns for the translation.
        a: The scheme of the codes.
        b: The scheme to say them in.
        policy: ``exact``, ``safe`` or ``best``.
        field: Where the codes stand: a name, or a path such as ``primary_harm.concept``. By default ``code``, or the
            classifications of a HarmReport.
        release: Another release than the one that comes with the package.
    """
    translator = _bridges(release).translator(a, b, policy)
    if hasattr(records, "to_dict") and hasattr(records, "assign"):
        table: Any = records
        codes = table[field or "code"]
        told = [one["translation"] for one in translator.records(({"code": code} for code in codes), "code")]
        changed: pd.DataFrame = table.assign(
            translation_kind=[t["kind"] for t in told],
            translation_targets=["|".join(x["id"] for x in t["targets"]) for t in told],
            translation_lossy=[t["lossy"] for t in told],
            translation_ambiguous=[t["ambiguous"] for t in told],
            translation_unmapped=[t["unmapped"] for t in told],
            translation_reason=[t["reason"] for t in told],
        )
        return changed
    return list(translator.records(records, field))


def coverage(*, frame: bool = False, release: str | Path | Bridges | None = None) -> Coverage | pd.DataFrame:
    """Return which scheme has a code for which hub concept; as a data frame, concepts by schemes."""
    matrix = _bridges(release).coverage()
    if not frame:
        return matrix
    import pandas as pd

    cells = [[matrix.cells[c].get(s, "") for s in matrix.schemes] for c in matrix.concepts]
    return pd.DataFrame(cells, index=list(matrix.concepts), columns=list(matrix.schemes))


def gaps(
    a: str | None = None, b: str | None = None, *, release: str | Path | Bridges | None = None
) -> list[HubGap] | tuple[Gap, ...]:
    """Return what of scheme ``a`` has no counterpart in ``b``; without schemes, hub concepts that hardly any has."""
    bridges = _bridges(release)
    if a is None or b is None:
        return bridges.hub_gaps()
    return bridges.derive(a, b).gaps


def suggest(scheme: str, *, limit: int = 3, release: str | Path | Bridges | None = None) -> list[Suggestion]:
    """Return mappings that a curator might look at, because labels are alike."""
    return _bridges(release).suggest(scheme, limit=limit)


def bounds(
    counts: str | Path | CountTable | pd.DataFrame, target: str, *, release: str | Path | Bridges | None = None
) -> Interval:
    """Return between which numbers the count of a target lies.

    Args:
        counts: A CSV file, a data frame of the same columns, or a table.
        target: A hub concept, a code of any scheme or a value of a facet; ``A & B`` asks for both, ``!`` denies.
        release: Another release than the one that comes with the package.

    Raises:
        UnusableCounts: The counts cannot be read, contradict each other, or give a suppressed number away.
    """
    found = compare([counts], [target], release=release)
    return found[0].intervals[0]


def compare(
    counts: Sequence[str | Path | CountTable | pd.DataFrame],
    targets: Sequence[str],
    *,
    release: str | Path | Bridges | None = None,
) -> list[Comparison]:
    """Return what several tables of counts say about targets; otherwise as `bounds`."""
    tables: list[CountTable] = []
    for one in counts:
        tables += [one] if isinstance(one, CountTable) else _read(one)
    found, findings = _bridges(release).compare(tables, targets)
    if findings:
        raise UnusableCounts(findings)
    return found


def _read(counts: str | Path | pd.DataFrame) -> list[CountTable]:
    if isinstance(counts, str | Path):
        raw, name = Path(counts).read_bytes(), str(counts)
    else:
        raw, name = counts.to_csv(index=False).encode(), "data frame"
    tables, findings = parse_counts(raw, name)
    if findings:
        raise UnusableCounts(findings)
    return tables


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(msgspec.to_builtins(rows))
