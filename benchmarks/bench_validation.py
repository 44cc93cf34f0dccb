"""Throughput of report validation beside its peers, each in a fresh process on the same made-up reports.

The reports come from `harmlex.report.synthetic`: content-free, about nobody, with a share of defects of every kind that
the release has a code for. Every contender answers "which lines are not valid?" and is scored on reports a second and
on the planted defects that it found. harmlex does all four steps (structure, vocabulary, coherence, minimisation); the
peers do structure alone, as that is what they can do, and so find less.

    harmlex build --no-site --out build
    python benchmarks/bench_validation.py --artefact build/harmlex.json               # the peers, 200,000 reports
    python benchmarks/bench_validation.py --artefact build/harmlex.json --bad          # share of bad reports 0 to 100 %
    python benchmarks/bench_validation.py --artefact build/harmlex.json --cores --n 1000000  # one core and two
    python benchmarks/bench_validation.py --artefact build/harmlex.json --memory 10000000   # peak of the command line
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from harmlex.load.artefact import load_sections
from harmlex.report.schema import release_schema
from harmlex.report.synthetic import DEFECTS, Maker, spoil
from harmlex.report.validator import Validator
from harmlex.report.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2026-11-22"


def generate(artefact: Path, out: Path, count: int, share: float) -> dict[int, str]:
    """Write reports and return the planted defects by line."""
    maker = Maker(Vocabulary(load_sections(artefact)), today=TODAY)
    kinds = [kind for kind in DEFECTS if spoil(maker, maker.report(), kind) is not None]
    planted: dict[int, str] = {}
    chosen = set(maker.random.sample(range(count), round(count * share)))
    with out.open("wb") as stream:
        for line in range(count):
            report = maker.report()
            raw = None
            if line in chosen:
                kind = kinds[len(planted) % len(kinds)]
                raw = spoil(maker, report, kind)
                planted[line] = kind
            stream.write(raw or json.dumps(report, separators=(",", ":")).encode())
            stream.write(b"\n")
    return planted


# ------------------------------------------------------------------------------------------------ contenders

Lines = list[bytes]
Judge = Callable[[Lines], "list[int] | None"]


def orjson_alone(artefact: Path) -> Judge:
    import orjson

    def judge(lines: Lines) -> None:
        for line in lines:
            try:
                orjson.loads(line)
            except orjson.JSONDecodeError:
                continue

    return judge


def harmlex_all(artefact: Path) -> Judge:
    validator = Validator(load_sections(artefact), today=TODAY)
    validator.line(b"{}")  # the collector is made here; start-up is measured elsewhere

    def judge(lines: Lines) -> list[int]:
        bad = []
        # Read from a file, lines come in blocks of about so many.
        for start in range(0, len(lines), 1_000):
            block = lines[start : start + 1_000]
            bad += [start + place for place in validator.refused(block) if validator.slowly(block[place])]
        return bad

    return judge


def harmlex_slowly(artefact: Path) -> Judge:
    validator = Validator(load_sections(artefact), today=TODAY)
    return lambda lines: [place for place, line in enumerate(lines) if validator.slowly(line)]


def pydantic_generated(artefact: Path) -> Judge:
    """The generated classes: patterns, no codes."""
    from harmlex.generated.models import HarmReport

    return _pydantic(HarmReport)


def pydantic_closed(artefact: Path) -> Judge:
    """The same shape as plain pydantic models with the release's codes as literals: pydantic at its best."""
    return _pydantic(_closed_models(artefact))


def _pydantic(model: type) -> Judge:
    from pydantic import TypeAdapter, ValidationError

    validate = TypeAdapter(model).validate_json

    def judge(lines: Lines) -> list[int]:
        bad = []
        for place, line in enumerate(lines):
            try:
                validate(line)
            except ValidationError:
                bad.append(place)
        return bad

    return judge


def _closed_models(artefact: Path) -> type:
    from typing import Annotated, Any, Literal

    from pydantic import BaseModel, ConfigDict, Field, create_model

    schema = release_schema(Vocabulary(load_sections(artefact)))
    made: dict[str, Any] = {}

    class Closed(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)

    def kind(shape: dict[str, Any]) -> Any:
        if "$ref" in shape:
            return model(shape["$ref"].rpartition("/")[2])
        if "enum" in shape:
            return Literal[tuple(shape["enum"])]
        if shape["type"] == "array":
            bounds = {"max_length": shape.get("maxItems"), "min_length": shape.get("minItems")}
            return Annotated[list[kind(shape["items"])], Field(**bounds)]
        if shape["type"] == "integer":
            return Annotated[int, Field(ge=shape["minimum"], le=shape["maximum"])]
        return bool if shape["type"] == "boolean" else Annotated[str, Field(pattern=shape["pattern"])]

    def model(name: str) -> Any:
        if name not in made:
            shape = schema["$defs"][name]
            fields = {
                slot: (kind(inner), ...) if slot in shape["required"] else (kind(inner), None)
                for slot, inner in shape["properties"].items()
            }
            made[name] = create_model(name, __base__=Closed, **fields)
        return made[name]

    return model("HarmReport")


def jsonschema_rust(artefact: Path) -> Judge:
    import jsonschema_rs
    import orjson

    schema = release_schema(Vocabulary(load_sections(artefact)))
    valid = jsonschema_rs.validator_for(schema).is_valid

    def judge(lines: Lines) -> list[int]:
        bad = []
        for place, line in enumerate(lines):
            try:
                good = valid(orjson.loads(line))
            except orjson.JSONDecodeError:
                good = False
            if not good:
                bad.append(place)
        return bad

    return judge


def linkml_validator(artefact: Path) -> Judge:
    warnings.simplefilter("ignore")
    import orjson
    from linkml.validator import Validator as LinkML
    from linkml.validator.plugins import JsonschemaValidationPlugin

    plugin = JsonschemaValidationPlugin(closed=True)
    validator = LinkML(str(ROOT / "schema" / "harmlex.yaml"), validation_plugins=[plugin])
    validator.validate({}, "HarmReport")  # its schema is generated here

    def judge(lines: Lines) -> list[int]:
        bad = []
        for place, line in enumerate(lines):
            try:
                good = not validator.validate(orjson.loads(line), "HarmReport").results
            except orjson.JSONDecodeError:
                good = False
            if not good:
                bad.append(place)
        return bad

    return judge


def linkml_function(artefact: Path) -> Judge:
    """The function that LinkML's documentation shows, which makes a validator for every call."""
    warnings.simplefilter("ignore")
    import orjson
    from linkml.validator import validate

    schema = str(ROOT / "schema" / "harmlex.yaml")
    validate({}, schema, "HarmReport")

    def judge(lines: Lines) -> list[int]:
        bad = []
        for place, line in enumerate(lines):
            try:
                good = not validate(orjson.loads(line), schema, "HarmReport").results
            except orjson.JSONDecodeError:
                good = False
            if not good:
                bad.append(place)
        return bad

    return judge


# Name: what makes the judge, how many lines it gets, the package whose version counts.
CONTENDERS: dict[str, tuple[Callable[[Path], Judge], int | None, str]] = {
    "orjson.loads, parsing alone": (orjson_alone, None, "orjson"),
    "harmlex, all rules": (harmlex_all, None, "harmlex"),
    "harmlex, slow pass alone": (harmlex_slowly, 10_000, "harmlex"),
    "pydantic, generated classes": (pydantic_generated, None, "pydantic"),
    "pydantic, closed lists": (pydantic_closed, None, "pydantic"),
    "jsonschema-rs + orjson": (jsonschema_rust, None, "jsonschema_rs"),
    "linkml.validator, made once, + orjson": (linkml_validator, 2_000, "linkml"),
    "linkml.validator.validate() + orjson": (linkml_function, 10, "linkml"),
}


def one(name: str, artefact: Path, data: Path) -> dict[str, object]:
    """Run one contender in this process."""
    make, limit, package = CONTENDERS[name]
    judge = make(artefact)
    with data.open("rb") as stream:
        lines = [line.rstrip(b"\n") for line, _ in zip(stream, range(limit or 10**9), strict=False)]
    began, cpu = time.perf_counter(), time.process_time()
    bad = judge(lines)
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    version = importlib.metadata.version(package)
    return {"name": name, "n": len(lines), "wall": wall, "cpu": cpu, "bad": bad, "peak": peak, "version": version}


def apart(name: str, artefact: Path, data: Path) -> dict[str, object]:
    """Run one contender in a process of its own."""
    command = [sys.executable, __file__, "--artefact", str(artefact), "--one", name, "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, object] = json.loads(done.stdout)
    return result


def peers(artefact: Path, count: int, rounds: int) -> None:
    """Print the table of all contenders; rounds are interleaved, so that a busy machine is busy for all."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "reports.ndjson"
        planted = generate(artefact, data, count, 0.01)
        size = data.stat().st_size // count
        kinds = len(set(planted.values()))
        print(f"{count:,} reports of {size} bytes, {len(planted):,} defects of {kinds} kinds\n", flush=True)
        results: dict[str, list[dict]] = {name: [] for name in CONTENDERS}
        for _ in range(rounds):
            for name in CONTENDERS:
                results[name].append(apart(name, artefact, data))
        rate = {name: max(r["n"] / r["cpu"] for r in found) for name, found in results.items()}
        limit = rate["orjson.loads, parsing alone"]
        print("| contender | version | reports/CPU-s, best | median | of orjson | found | false alarms | peak MB |")
        print("|---|---|---:|---:|---:|---:|---:|---:|")
        for name, found in results.items():
            middle = statistics.median(r["n"] / r["cpu"] for r in found)
            first = found[0]
            hits = alarms = "–"
            if first["bad"] is not None:
                wanted = {line for line in planted if line < first["n"]}
                told = set(first["bad"])
                hits, alarms = f"{len(told & wanted):,}/{len(wanted):,}", len(told - wanted)
            rates = f"{rate[name]:,.0f} | {middle:,.0f} | {rate[name] / limit:.2f}"
            print(f"| {name} | {first['version']} | {rates} | {hits} | {alarms} | {first['peak']} |")
        ours = rate["harmlex, all rules"]
        print("\nharmlex, all rules, against each:")
        for name in CONTENDERS:
            if not name.startswith("harmlex"):
                print(f"  {ours / rate[name]:8.2f} times {name}")
        cores(artefact, data)


def cores(artefact: Path, data: Path) -> None:
    """Print how the command line gains from a second core; its start is in the time."""
    took = {}
    for jobs in (1, 2):
        took[jobs] = min(command_line(artefact, data, jobs)[0] for _ in range(3))
        count = sum(1 for _ in data.open("rb"))
        print(f"\nharmlex validate --jobs {jobs}: {took[jobs]:.2f} s, {count / took[jobs]:,.0f} reports/s", end="")
    print(f"\ntwo cores: {took[1] / took[2]:.2f} times one")


def command_line(artefact: Path, data: Path, jobs: int) -> tuple[float, int]:
    """Return seconds and peak megabytes of the largest process."""
    measure = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    command = [sys.executable, "-m", "harmlex", "validate", str(data), "--release", str(artefact), "--summary"]
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", measure, *command, "--jobs", str(jobs)], capture_output=True, text=True, check=True
    )
    return time.perf_counter() - began, int(done.stdout)


def by_share(artefact: Path, count: int) -> None:
    """Print how the rate falls as the share of bad reports grows."""
    print("| bad reports | reports/CPU-s |\n|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for share in (0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0):
            data = Path(folder) / "reports.ndjson"
            generate(artefact, data, count, share)
            best = max(r["n"] / r["cpu"] for r in (apart("harmlex, all rules", artefact, data) for _ in range(3)))
            print(f"| {share:.0%} | {best:,.0f} |", flush=True)


def repeat(artefact: Path, data: Path, count: int) -> None:
    """Write a file of so many reports that repeats the same ten thousand."""
    block = data.with_name("block.ndjson")
    generate(artefact, block, min(10_000, count), 0.01)
    raw = block.read_bytes()
    with data.open("wb") as out:
        for _ in range(max(1, count // 10_000)):
            out.write(raw)


def memory(artefact: Path, most: int) -> None:
    """Print the peak of the command line as files grow; the file repeats the same made-up reports."""
    print("| reports | seconds | peak MB |\n|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "reports.ndjson"
        for count in (100_000, 1_000_000, most):
            if count <= most:
                repeat(artefact, data, count)
                seconds, peak = command_line(artefact, data, 1)
                print(f"| {count:,} | {seconds:.1f} | {peak} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--artefact", type=Path, required=True, help="harmlex.json of a build")
    parser.add_argument("--n", type=int, default=200_000, help="how many reports")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--bad", action="store_true", help="share of bad reports instead of peers")
    parser.add_argument("--cores", action="store_true", help="one core and two instead of peers")
    parser.add_argument("--memory", type=int, metavar="REPORTS", help="peak memory instead of peers")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(one(given.one, given.artefact, given.data)))
    elif given.cores:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "reports.ndjson"
            repeat(given.artefact, data, given.n)
            cores(given.artefact, data)
    elif given.bad:
        by_share(given.artefact, min(given.n, 50_000))
    elif given.memory:
        memory(given.artefact, given.memory)
    else:
        peers(given.artefact, given.n, given.rounds)


if __name__ == "__main__":
    main()
