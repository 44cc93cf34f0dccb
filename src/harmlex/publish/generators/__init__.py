"""What `harmlex generate` makes of the schema: every generated file, and which of them are stale."""

from __future__ import annotations

from pathlib import Path

__all__ = ["generate", "stale"]

_CODE = "src/harmlex/generated"
_PAGES = "docs/reference"


def generate(root: Path) -> dict[str, str]:
    """Return every generated file of the checkout at ``root``, by path from there.

    Importing LinkML takes seconds, so it is imported here and not by those who only ask for the name.
    """
    from harmlex.publish.generators.context import context
    from harmlex.publish.generators.exports_page import exports_page
    from harmlex.publish.generators.json_schema import json_schema
    from harmlex.publish.generators.model import SCHEMA, view
    from harmlex.publish.generators.pydantic_models import pydantic_models
    from harmlex.publish.generators.reference import reference
    from harmlex.publish.generators.shacl import shacl
    from harmlex.publish.generators.shapes import shape_table
    from harmlex.publish.generators.typescript import typescript

    schema = view(root)
    source = str(root / SCHEMA)
    files = {
        f"{_CODE}/harmlex.context.jsonld": context(schema, source),
        f"{_CODE}/harmlex.schema.json": json_schema(schema, source),
        f"{_CODE}/harmlex.shacl.ttl": shacl(schema, source),
        f"{_CODE}/harmlex.ts": typescript(schema),
        f"{_CODE}/models.py": pydantic_models(schema, source),
    }
    files["src/harmlex/load/shape.json"] = shape_table(root)
    files[f"{_PAGES}/exports.md"] = exports_page()
    files |= {f"{_PAGES}/{name}": text for name, text in reference(schema).items()}
    return {path: text.rstrip("\n") + "\n" for path, text in sorted(files.items())}


def stale(root: Path, files: dict[str, str]) -> list[str]:
    """Return the paths that differ from what the schema says, are missing, or should no longer be there."""
    wrong = []
    for path, text in files.items():
        place = root / path
        if not place.is_file() or place.read_bytes() != text.encode():
            wrong.append(path)
    wrong += [
        found.relative_to(root).as_posix()
        for found in sorted((root / _PAGES).glob("*.md"))
        if found.relative_to(root).as_posix() not in files
    ]
    return sorted(wrong)
