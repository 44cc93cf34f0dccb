"""How fast relations follow: the real registry, made-up ones up to 100,000 rows, and SeMRA on the same rows.

Seconds are CPU seconds of one core. SeMRA is measured where its Python is named with ``--semra``; its prefix map is
cached for it, because as shipped it is built anew for every expansion.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from bridges import write_star, write_tree
from measure import ROOT, table

from harmlex.crosswalk.build import Compiled, build_network
from harmlex.crosswalk.contradictions import contradictions
from harmlex.crosswalk.derive import all_pairs, derive_all
from harmlex.crosswalk.streams import read_records, write_records
from harmlex.crosswalk.translate import Translator
from harmlex.load.mappings import load_mappings, parse_mapping_set
from harmlex.load.registry import load_registry
from harmlex.model.records import CodeList, Concept, Facet, Scheme

FAILED: list[str] = []


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    value = call()
    return time.process_time() - started, value


def within(name: str, seconds: float, most: float) -> str:
    if seconds > most:
        FAILED.append(f"{name}: {seconds:.2f} s, wanted at most {most:g} s")
    return f"{seconds:.2f}"


def real() -> Compiled:
    """The registry of this checkout."""
    loaded = load_registry(ROOT)

    def records(kind: str, form: Any) -> list[Any]:
        plain = ({k: v for k, v in d.data.items() if k != "sources"} for d in loaded.of(kind))
        return [msgspec.convert(one, form) for one in plain]

    facets = [msgspec.convert(f, Facet) for d in loaded.of("facets") for f in d.data["facets"]]
    rows = [row for one in load_mappings(ROOT)[0] for row in one.rows]
    return build_network(
        records("concept", Concept), records("scheme", Scheme), records("codelist", CodeList), facets, rows
    )


def every_pair(compiled: Compiled) -> int:
    """Derive every pair of schemes with proofs, confidence, covers and gaps; return how many links there are."""
    return sum(len(walk.links) for walk in derive_all(compiled))


def bench_real() -> list[list[str]]:
    build, compiled = timed(real)
    close, _ = timed(compiled.network.close)
    check, found = timed(lambda: contradictions(compiled))
    pairs, links = timed(lambda: every_pair(compiled))
    rows, concepts = len(compiled.rows), sum(1 for s in compiled.network.scheme if s)
    codes = [c.id for s in compiled.schemes.values() if s.id == "ncmec-cybertipline" for c in s.concepts]
    speed = bench_translate(compiled, codes)
    return [
        ["read and compile (with YAML)", f"{rows:,} rows, {concepts:,} concepts", f"{build:.2f}"],
        ["close", "", f"{close:.2f}"],
        ["contradictions", f"{len(found)} found", f"{check:.2f}"],
        ["every pair of schemes, with proofs", f"{links:,} links", within("all pairs", pairs, 5)],
        ["translate in memory, records a second", "", f"{speed[0]:,.0f}"],
        ["translate NDJSON, read and written, records a second", "", f"{speed[1]:,.0f}"],
    ]


def bench_translate(compiled: Compiled, codes: list[str]) -> tuple[float, float]:
    translator = Translator(compiled, "ncmec-cybertipline", "hlx", "best")
    records = [{"id": n, "code": codes[n % len(codes)]} for n in range(300_000)]
    seconds, _ = timed(lambda: sum(1 for _ in translator.records(records)))
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as sink:
        encode = msgspec.json.Encoder().encode
        source.writelines(encode(record) + b"\n" for record in records)
        source.seek(0)
        passed, _ = timed(
            lambda: write_records(translator.records(read_records(source, "ndjson", "x")), sink, "ndjson")
        )
    if 300_000 / seconds < 300_000:
        FAILED.append(f"translation: {300_000 / seconds:,.0f} records a second, wanted 300,000")
    return 300_000 / seconds, 300_000 / passed


def bench_made_up(sizes: list[int], folder: Path) -> list[list[str]]:
    rows = []
    for size in sizes:
        path = folder / f"star-{size}.sssom.tsv"
        write_star(path, size)
        read, (found, _) = timed(lambda p=path: parse_mapping_set(p.read_bytes(), "mappings/x.sssom.tsv"))
        build, compiled = timed(lambda f=found: build_network((), (), (), (), f.rows))
        close, _ = timed(compiled.network.close)
        check, _ = timed(lambda c=compiled: contradictions(c))
        derived, links = timed(lambda c=compiled: sum(1 for _ in all_pairs(c)))
        proved = ""
        if size <= 10_000:
            seconds, _ = timed(lambda c=compiled: every_pair(c))
            proved = f"{seconds:.2f}"
        whole = read + build + close + check
        limit = within(f"{size} rows read, closed, checked", whole, 15 if size >= 100_000 else 2)
        rows.append([f"star, {size:,} rows", f"{read:.2f}", f"{build + close:.2f}", f"{check:.2f}", limit,
                     f"{derived:.2f}", f"{links:,}", proved])  # fmt: skip
    return rows


def bench_contradictions(folder: Path, size: int, errors: int) -> list[list[str]]:
    path = folder / "tree.sssom.tsv"
    write_tree(path, size, errors)
    read, (found, _) = timed(lambda: parse_mapping_set(path.read_bytes(), "mappings/x.sssom.tsv"))
    build, compiled = timed(lambda: build_network((), (), (), (), found.rows))
    close, _ = timed(compiled.network.close)
    check, told = timed(lambda: contradictions(compiled))
    caught = sum(any(row.confidence == 0.5 for row in one.rows) for one in told)
    return [
        [f"tree, {len(found.rows):,} rows, {errors} wrong", f"{read:.2f}", f"{build + close:.2f}",
         within("explanations", check, 15), f"{len(told)} roots, {caught} name a wrong row"]
    ]  # fmt: skip


SEMRA = """
import logging, sys, time, warnings
warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
import curies
from bioregistry import Resource, manager
for prefix in [f"s{i:02}" for i in range(25)] + ["hlx"]:  # private prefixes have to be known, or rows are dropped
    uri = "https://w3id.org/harmlex/" + ("$1" if prefix == "hlx" else f"scheme/{prefix}/$1")
    manager.registry[prefix] = Resource(prefix=prefix, name=prefix, uri_format=uri)
    manager.synonyms[prefix] = prefix
made, kept = curies.Converter.prefix_map.fget, {}
def prefix_map(self):
    if id(self) not in kept:
        kept[id(self)] = made(self)
    return kept[id(self)]
curies.Converter.prefix_map = property(prefix_map)
from semra import io
from semra.inference import infer_chains, infer_reversible
started = time.process_time()
mappings = io.from_sssom(sys.argv[1])
read = time.process_time() - started
started = time.process_time()
derived = infer_chains(infer_reversible(mappings, progress=False), progress=False)
print("SEMRA", len(mappings), len(derived), round(read, 2), round(time.process_time() - started, 2))
"""


def bench_semra(python: str, folder: Path, size: int) -> list[list[str]]:
    path = folder / f"peer-{size}.sssom.tsv"
    write_star(path, size)
    script = folder / "peer.py"
    script.write_text(SEMRA)
    done = subprocess.run([python, str(script), str(path)], capture_output=True, text=True, check=False)
    line = next((x for x in done.stdout.splitlines() if x.startswith("SEMRA ")), None)
    if line is None:
        return [["SeMRA", "did not run", (done.stderr.strip().splitlines() or ["no output"])[-1][:120]]]
    _, rows, links, read, chained = line.split()
    (found, _) = parse_mapping_set(path.read_bytes(), "mappings/x.sssom.tsv")
    assert found is not None

    def ours() -> int:
        compiled = build_network((), (), (), (), found.rows)
        return sum(len(walk.links) for walk in derive_all(compiled, gaps=False))

    seconds, count = timed(ours)
    ratio = float(chained) / seconds
    if ratio < 20:
        FAILED.append(f"SeMRA: {ratio:.1f} times, wanted 20")
    return [
        [
            "SeMRA 0.3.0 `infer_reversible` and `infer_chains`, prefix map cached, after reading",
            f"{int(links):,} mappings",
            f"{float(chained):.2f}",
        ],
        ["harmlex, compiled, closed, every pair with proof rows and confidence", f"{count:,} links", f"{seconds:.2f}"],
        [f"times faster, {int(rows):,} rows (SeMRA took {read} s more to read them)", "", f"{ratio:.1f}"],
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000", help="Rows of the made-up sets.")
    parser.add_argument("--semra", help="A Python that has SeMRA.")
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(table(["the registry", "size", "CPU s"], bench_real()), "\n")
        head = ["made up", "read", "compile and close", "check", "together", "derive all pairs", "pairs", "with proofs"]
        print(table(head, bench_made_up(sizes, folder)), "\n")
        tree = bench_contradictions(folder, max(sizes), 100)
        print(table(["contradictions", "read", "compile and close", "find and explain", "found"], tree), "\n")
        if asked.semra:
            print(table(["10,000 rows", "result", "CPU s"], bench_semra(asked.semra, folder, 10_000)), "\n")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for failure in FAILED:
        print(f"missed: {failure}", file=sys.stderr)
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
