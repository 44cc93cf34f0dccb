"""The cold start of `harmlex show doxing` against that of `linkml-validate --help`, in one run."""

from __future__ import annotations

import os
import statistics
import sys

from measure import BIN, run, table

ROUNDS = 15
WANTED = 15


def main() -> int:
    commands = {
        "harmlex show doxing": [BIN / "harmlex", "show", "doxing"],
        "linkml-validate --help": [BIN / "linkml-validate", "--help"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    # One after the other in each round, so that a busy moment meets all of them.
    for _ in range(ROUNDS):
        for name, command in commands.items():
            made = run(*command)
            if made.code != 0:
                print(made.output, file=sys.stderr)
                return 2
            times[name].append(made.seconds)
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    rows = [[f"`{name}`", f"{medians[name]:.3f}", f"{min(times[name]):.3f}"] for name in commands]
    print(table(["command", "seconds, median", "seconds, best"], rows))
    ratio = min(times["linkml-validate --help"]) / min(times["harmlex show doxing"])
    load = f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    print(f"\nratio of the best of {ROUNDS} rounds each: {ratio:.1f} (wanted: at least {WANTED}); {load}")
    return 0 if ratio >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
