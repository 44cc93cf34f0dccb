"""Made-up registries of 1,000, 10,000 and 100,000 concepts: time and peak memory of checking, compiling and RDF."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from measure import run, table
from synthetic import write_registry

WANTED_MB = 2048
# Stage: what a process of its own does; it is given the registry's folder and a folder to write to.
STAGES = {
    "check": """
from harmlex.check.engine import check_registry
from harmlex.load.registry import load_registry
report = check_registry(load_registry(root), today="2026-11-22")
errors = [f for f in report.findings if f.severity == "error"]
print(len(report.findings), "findings,", len(errors), "errors", *(f"{f.code} {f.message}" for f in errors[:3]), sep=" ")
sys.exit(1 if errors else 0)
""",
    "compile": """
from harmlex.load.registry import load_registry
from harmlex.publish.compile import compile_artefact, encode_artefact
from harmlex.search.entries import build_entries
artefact = compile_artefact(load_registry(root), search_entries=build_entries)
(out / "harmlex.json").write_bytes(encode_artefact(artefact))
""",
    "tables": """
from harmlex.load.artefact import load_artefact
from harmlex.publish.exports.csvw import csv_table
from harmlex.publish.exports.tables import TABLES
artefact = load_artefact(out / "harmlex.json")
for table in TABLES:
    with (out / f"{table.name}.csv").open("w", encoding="utf-8") as file:
        file.writelines(csv_table(artefact, table))
""",
    "workbook": """
from harmlex.load.artefact import load_artefact
from harmlex.publish.exports.xlsx import workbook
(out / "harmlex.xlsx").write_bytes(workbook(load_artefact(out / "harmlex.json")))
""",
    "database": """
from harmlex.load.artefact import load_artefact
from harmlex.publish.exports.sqlite import database
(out / "harmlex.sqlite").write_bytes(database(load_artefact(out / "harmlex.json")))
""",
    "rdf": """
from harmlex.load.artefact import load_artefact
from harmlex.publish.build import _write_rdf
_write_rdf(load_artefact(out / "harmlex.json"), out)
""",
}
HEAD = "import sys\nfrom pathlib import Path\nroot, out = Path(sys.argv[1]), Path(sys.argv[2])\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--stages", default=",".join(STAGES), help="which of %(default)s; those after compile need it")
    asked = parser.parse_args()
    stages = [stage for stage in STAGES if stage in asked.stages.split(",")]
    rows, worst = [], 0.0
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as folder:
            root, out = Path(folder) / "registry", Path(folder) / "out"
            out.mkdir()
            write_registry(root, size)
            cells = [f"{size:,}"]
            for stage in stages:
                made = run(sys.executable, "-c", HEAD + STAGES[stage], root, out)
                if made.code != 0:
                    print(f"{stage} of {size}: {made.output}", file=sys.stderr)
                    return 2
                cells += [f"{made.seconds:.1f}", f"{made.seconds / size * 1000:.2f}", f"{made.megabytes:.0f}"]
                if stage != "rdf":
                    worst = max(worst, made.megabytes)
            rows.append(cells)
            print(f"{size:,} done", file=sys.stderr)
    head = ["concepts", *(f"{stage}: {unit}" for stage in stages for unit in ("s", "ms each", "peak MB"))]
    print(table(head, rows))
    print(f"\npeak memory without RDF: {worst:.0f} MB (wanted: below {WANTED_MB})")
    return 0 if worst < WANTED_MB else 1


if __name__ == "__main__":
    sys.exit(main())
