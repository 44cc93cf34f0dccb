"""How fast counts are bounded: closed form, with an age margin by linear programme, and many labels at once.

Seconds are CPU seconds of one core. All counts are made up.
"""

from __future__ import annotations

import random
import sys
import time

from measure import table

from harmlex.crosswalk.bounds import Tabulated, closed_forms
from harmlex.crosswalk.build import Compiled, build_network
from harmlex.crosswalk.counts import Count, CountTable
from harmlex.model.mappings import MappingRow
from harmlex.model.records import Change, Code, CodeList, Concept, Facet, Interval, NarrowerStatement, Scheme
from harmlex.model.records import SchemeConcept as Part

FAILED: list[str] = []
BANDS = (("under-13", None, 13), ("13-15", 13, 16), ("16-17", 16, 18), ("18-plus", 18, None))
_CHANGE = (Change(date="2026-11-22", kind="created", note={"en": "First version."}),)


def hub(nodes: int, rng: random.Random) -> list[Concept]:
    """A tree whose branches exclude each other; a third of the leaves are about children, a third about adults."""
    out = []
    for i in range(nodes):
        above = (f"hlx:H{(i - 1) // 6:05}",) if i else ()
        population = rng.choice(("any", "any", "child", "adult")) if 6 * i + 1 >= nodes else "any"
        out.append(
            Concept(
                id=f"hlx:H{i:05}", status="proposed", prefLabel={"en": f"harm {i}"}, population=population,
                material="either", reportable=True, changes=_CHANGE, broader=above,
                narrower_are=NarrowerStatement(exhaustive="open", disjoint="disjoint"),
            )
        )  # fmt: skip
    return out


def scheme(name: str, codes: int, nodes: int, rng: random.Random) -> tuple[Scheme, list[MappingRow]]:
    """Codes that lie inside a hub concept, some equal to one, some for minors only."""
    parts, rows = [], []
    for i in range(codes):
        one = f"{name}:{i:04}"
        parts.append(
            Part(id=one, type="harm", prefLabel={"en": one}, population="child" if rng.random() < 0.3 else None)
        )
        kind = "skos:exactMatch" if rng.random() < 0.5 and not parts[-1].population else "skos:broadMatch"
        target = f"hlx:H{rng.randrange(nodes // 8, nodes):05}"
        rows.append(
            MappingRow(subject_id=one, predicate_id=kind, object_id=target, curation_rule=("hlx:extension-checked",))
        )
    made = Scheme(
        id=name, title={"en": name}, publisher="x", status="proposed", url="https://example.org/",
        kind="classification", scope="both", access="public", licence="unknown", publishing_right="full",
        languages=("en",), description={"en": "x"}, coverage="complete", created="2026-11-22",
        modified="2026-11-22", concepts=tuple(parts),
    )  # fmt: skip
    return made, rows


def world(schemes: int, codes: int, nodes: int) -> tuple[Compiled, list[Scheme]]:
    rng = random.Random(3)
    made = [scheme(f"s{i:02}", codes, nodes, rng) for i in range(schemes)]
    bands = CodeList(
        id="age-band", title={"en": "x"}, description={"en": "x"}, status="proposed", created="2026-11-22",
        modified="2026-11-22",
        entries=tuple(Code(id=f"age-band:{n}", prefLabel={"en": n}, definition={"en": n},
                           interval=Interval(min=lo, max=hi)) for n, lo, hi in BANDS),
    )  # fmt: skip
    age = Facet(id="youngest-affected-age", prefLabel={"en": "age"}, definition={"en": "x"}, exclusivity="one",
                measured_in="years")  # fmt: skip
    compiled = build_network(
        hub(nodes, rng), [s for s, _ in made], [bands], [age], [r for _, rows in made for r in rows],
        counting=True, values=[f"age-band:{name}" for name, *_ in BANDS],
    )  # fmt: skip
    compiled.network.close()
    return compiled, [s for s, _ in made]


def counted(compiled: Compiled, one: Scheme, rng: random.Random, *, ages: bool, uncoded: int = 0) -> CountTable:
    """Counts of every code that can have records, the ages of all of them together, and a total with some uncoded."""
    network = compiled.network
    alive = compiled.alive(one.id)
    counts = []
    margin = dict.fromkeys((name for name, *_ in BANDS), 0)
    for part in one.concepts:
        node = network.index[part.id]
        if node not in alive:
            continue
        number = rng.randint(0, 5000)
        counts.append(Count(event=(part.id,), low=number, high=number))
        open_ = [n for n, *_ in BANDS if not compiled.apart(node, compiled.literal(f"age-band:{n}") or 0)]
        margin[rng.choice(open_)] += number
    if ages:
        counts += [Count(event=(f"age-band:{n}",), low=v, high=v) for n, v in margin.items()]
    if uncoded:
        total = sum(margin.values()) + uncoded
        counts.append(Count(event=(), low=total, high=total))
    return CountTable(organisation=one.id, scheme=one.id, unit="items", counts=tuple(counts))


def bench(schemes: int, codes: int, nodes: int, limits: tuple[float, float]) -> list[list[str]]:
    """Every interval of every scheme: by closed form, with an age margin, and with records without a code besides.

    Laying the counts over the network is part of the time. Where the codes settle a number, no programme is solved for
    it, and one whose figures were met before is not solved again; how many were solved stands in the table.
    """
    compiled, made = world(schemes, codes, nodes)
    targets = [c.id for c in compiled.concepts.values() if c.id.startswith("hlx:")]
    targets = [t for t in targets if compiled.network.index[t] not in compiled.network.impossible]
    size = f"{schemes} schemes × {codes} codes, hub of {nodes:,}"
    rows = []

    def say(how: str, count: int, seconds: float, most: float, solved: str) -> None:
        if seconds > most:
            FAILED.append(f"{size}, {how}: {seconds:.2f} s, wanted at most {most:g} s")
        rows.append([size, how, f"{count:,}", solved, f"{seconds:.2f}", f"{1000 * seconds / count:.3f}"])

    rng = random.Random(4)
    plain = [counted(compiled, one, rng, ages=False) for one in made]
    started = time.process_time()
    count = sum(len(closed_forms(Tabulated(compiled, one), targets)) for one in plain)
    say("closed form", count, time.process_time() - started, limits[0], "–")
    for how, uncoded in (("age margin", 0), ("age margin, total with 5,000 uncoded records", 5000)):
        rng = random.Random(4)
        aged = [counted(compiled, one, rng, ages=True, uncoded=uncoded) for one in made]
        started = time.process_time()
        count = solved = 0
        for one in aged:
            laid = Tabulated(compiled, one)
            for target in targets:
                interval = laid.interval(target, explain=False)
                assert interval is not None, target
                count += 1
            solved += laid.solved
        say(how, count, time.process_time() - started, limits[1], f"{solved:,}")
    return rows


def bench_labels(codes: int) -> list[str]:
    """Codes that may be combined: one interval by column generation."""
    rng = random.Random(5)
    parts = [Part(id=f"a:{i:02}", type="harm", prefLabel={"en": f"{i}"}) for i in range(codes)]
    rows = []
    for i in range(1, codes):
        if rng.random() < 0.5:
            rows.append(_row(f"a:{i:02}", "skos:broadMatch", f"a:{rng.randrange(i):02}"))
    for i in rng.sample(range(codes), max(2, codes // 6)):
        rows.append(_row(f"a:{i:02}", "skos:broadMatch", "hlx:H00001"))
    made, _ = scheme("b", 1, 60, rng)
    network = build_network(hub(60, rng), [made], [], [], rows, counting=True)
    names = [p.id for p in parts if p.id in network.network.index]
    counts = [Count(event=(name,), low=n, high=n) for name in names for n in [rng.randint(10, 500)]]
    total = sum(c.high for c in counts)
    counts.append(Count(event=(), low=total, high=total))
    laid = Tabulated(
        network, CountTable(organisation="a", scheme="a", unit="items", labelling="multi", counts=tuple(counts))
    )
    started = time.process_time()
    ends = laid._generated(laid.node("hlx:H00001"))
    seconds = time.process_time() - started
    said = "no population" if ends is None else f"{ends[0]:,.0f} to {ends[1]:,.0f}"
    return [f"{len(names)} codes that may be combined", "column generation", said, "", f"{seconds:.2f}", ""]


def _row(subject: str, predicate: str, obj: str) -> MappingRow:
    rule = ("hlx:extension-checked",)
    return MappingRow(subject_id=subject, predicate_id=predicate, object_id=obj, curation_rule=rule)


def main() -> int:
    rows = bench(25, 40, 200, (1.0, 3.0))
    rows += bench(250, 40, 200, (30.0, 30.0))
    rows += bench(25, 400, 2_000, (30.0, 30.0))  # a hundred times the pairs of code and target
    rows += [bench_labels(size) for size in (10, 20, 40)]
    print(table(["what", "how", "intervals", "programmes solved", "CPU s", "ms each"], rows))
    for failure in FAILED:
        print(f"missed: {failure}", file=sys.stderr)
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
