"""The strict reader of mapping files against `sssom.parsers.parse_sssom_table`, on the same files, in one run."""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from pathlib import Path

from measure import run, table

WANTED = 10
ROUNDS = {10_000: 5, 100_000: 3}
HEAD = """\
#curie_map:
#  big: https://w3id.org/harmlex/scheme/big/
#  hlx: https://w3id.org/harmlex/
#mapping_set_id: https://w3id.org/harmlex/mappings/big
#mapping_set_version: "2026.11"
#mapping_set_title: From a made-up scheme to the harmlex hub
#creator_id:
#  - hlx:editors
#license: https://creativecommons.org/licenses/by/4.0/
#subject_type: skos concept
#subject_source: hlx:scheme/big
#subject_source_version: "1"
#object_type: skos concept
#object_source: hlx:hub
#object_source_version: "2026.11"
"""
COLUMNS = [
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_id",
    "mapping_date",
    "confidence",
    "curation_rule",
    "comment",
]
PREDICATES = ("skos:exactMatch", "skos:broadMatch", "skos:closeMatch")
# Both time only the reading, in a process that has imported all it needs; both count the rows that come out.
OURS = """
import sys, time
from pathlib import Path
from harmlex.load.mappings import parse_mapping_set
raw = Path(sys.argv[1]).read_bytes()
start = time.perf_counter()
found, findings = parse_mapping_set(raw, "mappings/big.sssom.tsv")
seconds = time.perf_counter() - start
assert findings == [], findings[:3]
print("RESULT", seconds, len(found.rows))
"""
THEIRS = """
import sys, time, logging, warnings
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
from sssom.parsers import parse_sssom_table
start = time.perf_counter()
found = parse_sssom_table(sys.argv[1])
seconds = time.perf_counter() - start
print("RESULT", seconds, len(found.df))
"""


def write_set(path: Path, rows: int) -> None:
    """Write a mapping set like ours: labels, reasons, rules, one row in fifty denied; the same file each time."""
    chance = random.Random(rows)
    lines = []
    for number in range(rows):
        hub = chance.randrange(1, 1000)
        denied = number % 50 == 0
        lines.append(
            "\t".join(
                (
                    f"big:c{number:07}",
                    f"concept number {number}",
                    "skos:exactMatch"
                    if denied
                    else chance.choice(("skos:exactMatch", "skos:broadMatch", "skos:closeMatch")),
                    "Not" if denied else "",
                    f"hlx:H{hub:04}",
                    f"hub concept {hub}",
                    "semapv:ManualMappingCuration",
                    "hlx:editors",
                    "2026-11-22",
                    chance.choice(("0.8", "0.9", "0.95")),
                    "" if denied else chance.choice(("hlx:extension-checked", "hlx:extension-checked|hlx:proper", "")),
                    f"What decides in case {number} is the age of the person shown and where the act took place.",
                )
            )
        )
    path.write_text(HEAD + "\t".join(COLUMNS) + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


def measured(code: str, path: Path, rows: int) -> tuple[float, float]:
    """Return seconds of reading and megabytes of the process; a reader that loses rows is a failure."""
    done = run(sys.executable, "-c", code, path)
    found = [line.split() for line in done.output.splitlines() if line.startswith("RESULT")]
    if done.code != 0 or not found or int(found[0][2]) != rows:
        raise SystemExit(done.output)
    return float(found[0][1]), done.megabytes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(ROUNDS))
    sizes = parser.parse_args().sizes
    lines, missed = [], []
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            path = Path(folder) / f"{rows}.sssom.tsv"
            write_set(path, rows)
            rounds = ROUNDS.get(rows, 3)
            ours = [measured(OURS, path, rows) for _ in range(rounds)]
            theirs = [measured(THEIRS, path, rows) for _ in range(max(1, rounds - 2))]
            fast, slow = (statistics.median(seconds for seconds, _ in runs) for runs in (ours, theirs))
            peaks = (max(megabytes for _, megabytes in runs) for runs in (ours, theirs))
            lines.append(
                [f"{rows:,}", f"{fast:.2f}", f"{slow:.2f}", f"{slow / fast:.0f}", *(f"{p:.0f}" for p in peaks)]
            )
            if slow / fast < WANTED:
                missed.append(rows)
    print(table(["rows", "strict reader, s", "sssom-py, s", "times faster", "peak MB", "peak MB, sssom-py"], lines))
    for rows in missed:
        print(f"\nMissed: less than {WANTED} times faster at {rows:,} rows.", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
