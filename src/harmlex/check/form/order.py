"""Keys stand in the order of the schema, and sets of ids are sorted.

Why: one order makes a diff show what changed and nothing else. `harmlex fmt` writes it.

Bad::

    # registry/concepts/H0042-doxing.yaml
    prefLabel: {en: doxing}
    id: hlx:H0042  # <-

Good::

    # registry/concepts/H0042-doxing.yaml
    id: hlx:H0042
    prefLabel: {en: doxing}

Mend: run `harmlex fmt`.

Exemptions: not needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from harmlex.check.problem import Problem, Record
from harmlex.check.view import View
from harmlex.load.documents import Pointer
from harmlex.load.order import in_set_order
from harmlex.load.shape import CLASS_OF_KIND, Slot, shapes
from harmlex.model.findings import Severity

__all__ = ["BINDS", "CODE", "SEVERITY", "check"]

CODE = "HLX-C501"
SEVERITY: Severity = "warning"
BINDS = ("file",)


def check(view: View) -> Iterator[Problem]:
    """Yield, once for each file, the first key or item that is out of order."""
    for document in view.loaded.documents:
        name_of_class = CLASS_OF_KIND[document.kind]
        if (place := _out_of_order(document.data, name_of_class, ())) is not None:
            name = document.data.get("id", "")
            record = Record(document.kind, name if isinstance(name, str) else "", {}, document, (), "", False)
            step = place[-1]
            message = f"`{step}` stands out of order." if isinstance(step, str) else "The items are not in order."
            yield Problem(record, place, message, f"Run `harmlex fmt {document.file}`.")


def _out_of_order(data: dict[str, Any], class_name: str, path: Pointer) -> Pointer | None:
    slots = _looked_into(class_name)
    late = _late_key(class_name, tuple(data))
    for key, value in data.items():
        if key == late:
            return (*path, key)
        if (slot := slots.get(key)) is None:
            continue
        if slot.holds == "objects" and isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    found = _out_of_order(item, slot.range, (*path, key, index))
                    if found is not None:
                        return found
        elif slot.holds == "object" and isinstance(value, dict):
            found = _out_of_order(value, slot.range, (*path, key))
            if found is not None:
                return found
        elif slot.holds == "texts" and isinstance(value, list) and len(value) > 1:
            if any(not isinstance(item, str) for item in value):
                continue
            ordered = in_set_order(value)
            for index, (item, wanted) in enumerate(zip(value, ordered, strict=False)):
                if item != wanted:
                    return (*path, key, index)
    return None


@cache
def _looked_into(name: str) -> dict[str, Slot]:
    """Return the slots of a class that hold objects or sets of ids."""
    return {
        key: slot
        for key, slot in shapes()[name].slots.items()
        if slot.holds in ("object", "objects") or (slot.holds == "texts" and slot.identifiers)
    }


@lru_cache(maxsize=1 << 12)
def _late_key(name: str, keys: tuple[str, ...]) -> str | None:
    """Return the first key that should stand before the one that precedes it; few sequences of keys differ."""
    ranks = {key: rank for rank, key in enumerate(shapes()[name].slots)}
    before = -1
    for key in keys:
        rank = ranks.get(key, len(ranks))
        if rank < before:
            return key
        before = rank
    return None
