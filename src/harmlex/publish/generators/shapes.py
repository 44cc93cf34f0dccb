"""The shape of every class of the vocabulary as a table, for those who read registry files without LinkML."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import yaml

from harmlex.load.shape import derive

__all__ = ["shape_table"]


def shape_table(root: Path) -> str:
    """Return the table as JSON; see :mod:`harmlex.load.shape`."""
    schema = yaml.safe_load((root / "schema" / "vocabulary.yaml").read_text(encoding="utf-8"))
    return json.dumps(msgspec.to_builtins(derive(schema)), indent=1, ensure_ascii=False)
