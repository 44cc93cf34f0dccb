"""The plan of the house: imports point one way, starting costs little, names are public in one place."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "harmlex"

# A package may import itself and what stands in earlier rows; `cli` stands right of all.
LAYERS = [
    {"generated", "model"},
    {"load"},
    {"search", "crosswalk", "report", "diff", "check"},
    {"registry"},
    {"publish", "api", "spark"},
    {"cli"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
MODULES = sorted(p for p in SOURCE.rglob("*.py") if "generated" not in p.parts)


def _package(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def _imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "harmlex"}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_imports_point_left_only(path: Path) -> None:
    own = _package(path)
    if own in ("__init__", "__main__"):
        return
    backwards = {
        name
        for name in _imported(path)
        if name.startswith("harmlex.") and name.split(".")[1] in RANK and name.split(".")[1] != own
        if RANK[name.split(".")[1]] >= RANK[own]
    }
    # Within one layer only `check` may look at its neighbours: it is where findings of all of them meet.
    if own == "check":
        backwards = {name for name in backwards if RANK[name.split(".")[1]] > RANK[own]}
    assert backwards == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_a_module_says_its_idea_and_lists_its_public_names(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert (ast.get_docstring(tree) or "").strip(), "no docstring"
    public = {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    }
    listed: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            listed = set(ast.literal_eval(node.value))
    if path.parent.name == "cli" and path.name != "__init__.py":
        public -= {"command"}
    assert public <= listed | ({"group"} if path == SOURCE / "cli" / "__init__.py" else set())


HEAVY = {
    "linkml",
    "linkml_runtime",
    "rdflib",
    "mkdocs",
    "pandas",
    "yaml",
    "pydantic",
    "fastapi",
    "pyshacl",
    "rich",
    "jinja2",
}


@pytest.mark.parametrize(
    "statement",
    [
        "import harmlex",
        "from harmlex import Registry; Registry.load().search('doxxing')",
        "import harmlex.cli as c, contextlib\nwith contextlib.suppress(SystemExit): c.main(['show', 'doxing'])",
        "import harmlex.cli as c, contextlib\nwith contextlib.suppress(SystemExit): c.main(['search', 'doxxing'])",
    ],
)
def test_starting_loads_nothing_heavy(statement: str) -> None:
    code = f"import sys\n{statement}\nprint('LOADED', *sorted(m for m in sys.modules if '.' not in m))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.rpartition("LOADED")[2].split())
    assert loaded & HEAVY == set()
    assert "harmlex" in loaded
