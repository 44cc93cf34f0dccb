"""`harmlex check` of the whole registry against pyshacl with the generated shapes on the same data, in one run."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from measure import BIN, ROOT, run, table

ROUNDS = 5
WANTED = 20
# In a process of its own: a child's peak memory is counted from what its parent holds.
PREPARE = """
import sys
from pathlib import Path
from harmlex.load.registry import load_registry
from harmlex.publish.compile import compile_artefact
from harmlex.publish.exports.rdf import turtle
from harmlex.search.entries import build_entries
artefact = compile_artefact(load_registry(Path(sys.argv[1])), search_entries=build_entries)
Path(sys.argv[2]).write_text("".join(turtle(artefact)), encoding="utf-8")
records = len(artefact.concepts) + sum(len(s.concepts) for s in artefact.schemes)
print(records + sum(len(c.entries) for c in artefact.codelists))
"""


def main() -> int:
    shapes = ROOT / "src" / "harmlex" / "generated" / "harmlex.shacl.ttl"
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "harmlex.ttl"
        prepared = run(sys.executable, "-c", PREPARE, ROOT, data)
        if prepared.code != 0:
            print(prepared.output, file=sys.stderr)
            return 2
        checks, shacl = [], []
        # One after the other in each round, so that a busy moment meets both.
        for _ in range(ROUNDS):
            checks.append(run(BIN / "harmlex", "check"))
            shacl.append(run(BIN / "pyshacl", "-s", shapes, "-i", "none", data))
    for made in (*checks, *shacl):
        if made.code not in (0, 1):
            print(made.output, file=sys.stderr)
            return 2
    ours, theirs = (min(one.seconds for one in runs) for runs in (checks, shacl))
    print(
        f"{prepared.output.strip()} concepts and codes; best of {len(checks)} and {len(shacl)} runs of the whole "
        f"command; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n"
    )
    names = ("`harmlex check`", "`pyshacl -s harmlex.shacl.ttl harmlex.ttl`")
    rows = [
        [
            name,
            f"{min(one.seconds for one in runs):.2f}",
            f"{statistics.median(one.seconds for one in runs):.2f}",
            f"{min(one.worked for one in runs):.2f}",
            f"{max(one.megabytes for one in runs):.0f}",
        ]
        for name, runs in zip(names, (checks, shacl), strict=True)
    ]
    print(table(["command", "seconds, best", "seconds, median", "processor seconds, best", "peak MB"], rows))
    print(f"\nratio: {theirs / ours:.1f} (wanted: at least {WANTED})")
    return 0 if theirs / ours >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
