"""Fuzz the doors of the validator for a bounded time, from a seed: guided by coverage where atheris is installed.

``python tests/fuzz/run.py --seconds 600`` for people (``make fuzz``); the test suite runs it for some seconds.
``--again FILE`` enters the doors with one input, such as the file that a run left behind.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

GUIDED = importlib.util.find_spec("atheris") is not None


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--release", help="a harmlex-….json; the release of the package otherwise")
    parser.add_argument("--again", type=Path, metavar="FILE", help="enter the doors with this input alone")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where an input that breaks a promise is left")
    parser.add_argument("--unguided", action="store_true", help="do without coverage")
    return parser.parse_args()


def main() -> int:
    """Run, and return 0 if every promise held."""
    given = _parsed()
    guided = GUIDED and not given.unguided and not given.again
    keep = (given.keep or Path.cwd()).resolve()
    release = str(Path(given.release).resolve()) if given.release else None
    again = given.again.read_bytes() if given.again else None
    sys.path.insert(0, str(Path(__file__).parent))
    watched: Any = contextlib.nullcontext()
    if guided:
        import atheris

        watched = atheris.instrument_imports(include=["harmlex.report", "harmlex.cli"], enable_loader_override=False)
    with watched:
        from doors import Doors
        from mutations import Mutator

        import harmlex.cli.summarise
        import harmlex.cli.validate
        import harmlex.report.collector  # noqa: F401

    from harmlex.report.synthetic import Maker

    with tempfile.TemporaryDirectory(prefix="harmlex-fuzz-") as folder:
        room = Path(folder) / "room"
        room.mkdir()
        doors = Doors(release, room)
        if again is not None:
            doors(again)
            return 0
        maker = Maker(doors.validator.vocabulary, given.seed)
        random = Random(given.seed)
        if guided:
            corpus = Path(folder) / "corpus"
            corpus.mkdir()
            mutator = Mutator(maker)
            for number in range(200):
                (corpus / f"{number:03}").write_bytes(mutator.fresh(random))
            return _guided(doors, maker, corpus, keep, given.seconds, given.seed)
        return _unguided(doors, Mutator(maker), random, keep, given.seconds)


def _guided(doors: Any, maker: Any, corpus: Path, keep: Path, seconds: int, seed: int) -> int:
    import atheris
    from mutations import Mutator

    mutator = Mutator(maker, lambda body, most: atheris.Mutate(body, most) if body else b"{}")
    flags = [f"-max_total_time={seconds}", f"-seed={seed}", "-max_len=6000", "-timeout=30", "-rss_limit_mb=3000",
             "-print_final_stats=0", "-len_control=0", f"-artifact_prefix={keep}{os.sep}broken-"]  # fmt: skip
    atheris.Setup(
        [sys.argv[0], *flags, str(corpus)],
        doors,
        custom_mutator=lambda data, most, number: mutator.mutated(data, most, Random(number)),
    )
    atheris.Fuzz()
    return 0


def _unguided(doors: Any, mutator: Any, random: Random, keep: Path, seconds: int) -> int:
    pool = [mutator.fresh(random) for _ in range(200)]
    end = time.monotonic() + seconds
    tries = 0
    while time.monotonic() < end:
        data = mutator.mutated(random.choice(pool), 6_000, random)
        try:
            doors(data)
        except BaseException:
            (keep / "broken-input").write_bytes(data)
            sys.stderr.write(f"after {tries} inputs; the input is {data!r}\n")
            raise
        tries += 1
        if random.random() < 0.02:
            pool[random.randrange(len(pool))] = data
    sys.stderr.write(f"Done {tries} inputs, {dict(doors.calls)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
