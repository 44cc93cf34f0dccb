"""Bounds hold the truth of every random population, and are the optimum that another solver finds another way."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from harmlex.crosswalk.bounds import NothingToCount, Tabulated, closed_forms
from harmlex.crosswalk.build import Compiled, build_network
from harmlex.crosswalk.counts import Count, CountTable, parse_counts
from harmlex.model.errors import UnknownName
from harmlex.model.records import Criterion, Interval

from .worlds import FACETS, World, allowed_kinds, codes, facet, hub, meets, met, needs, part, row, scheme, worlds

SLOW = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

MARGINS = {
    "act:threaten": Criterion(facet="act", values=("act:threaten",), source="toy-1"),
    "authenticity:recorded": Criterion(facet="authenticity", values=("authenticity:recorded",), source="toy-1"),
    "meeting:met": Criterion(facet="meeting", values=("meeting:met",), source="toy-1"),
}


def compiled(world: World, values: tuple[str, ...] = (), **rest: Any) -> Compiled:
    return build_network(
        world.concepts, world.schemes, world.codelists, world.facets, world.rows, values=values, **rest
    )


def table(counts: dict[tuple[str, ...], int | tuple[int, int]], **rest: Any) -> CountTable:
    given_: dict[str, Any] = {"organisation": "toy", "scheme": "a", "unit": "items"} | rest
    return CountTable(
        counts=tuple(
            Count(event=event, low=v if isinstance(v, int) else v[0], high=v if isinstance(v, int) else v[1])
            for event, v in counts.items()
        ),
        **given_,
    )


@st.composite
def counted(draw: st.DrawFn, labelling: str) -> tuple[World, CountTable, dict[str, int], list[Any]]:
    """A world, a population of it, what a publisher in scheme a counts of it, and the truth."""
    world = draw(worlds(criteria=True, covers=True).filter(lambda w: len(w.names) < 6))
    margin = draw(st.sampled_from([None, *MARGINS]))
    if margin is not None:  # the margin's values have to differ among the kinds of records
        used = {c.facet for r in world.records for c in r.criteria}
        margin = margin if MARGINS[margin].facet in used else None
    kinds = allowed_kinds(world)
    names = {name: 1 << i for i, name in enumerate(world.names)}
    own = [c.id for c in world.schemes[0].concepts]
    total = draw(st.booleans())
    complete = labelling == "multi" and draw(st.booleans())
    choices: list[tuple[int, dict[str, Any], tuple[str, ...]]] = []
    for kind, profile in kinds:
        fitting = [c for c in own if kind & names[c]]
        if labelling == "single":
            sets = [(c,) for c in fitting]
        elif complete:
            sets = [tuple(fitting)] if fitting else []
        else:
            sets = [
                s for n in range(1, 1 << len(fitting)) for s in [tuple(c for i, c in enumerate(fitting) if n >> i & 1)]
            ]
        sets += [()] if total and not (complete and fitting) else []
        choices += [(kind, profile, s) for s in sets]
    if not choices or not met(sorted({k for k, _ in kinds}), needs(world)):
        choices = []
    population = draw(st.lists(st.sampled_from(choices), max_size=12)) if choices else []
    counts: dict[tuple[str, ...], int] = {(c,): sum(c in s for *_, s in population) for c in own}
    if margin is not None:
        counts[(margin,)] = sum(meets(p, MARGINS[margin]) for _, p, _ in population)
        if draw(st.booleans()):
            counts[own[0], margin] = sum(meets(p, MARGINS[margin]) and own[0] in s for _, p, s in population)
    if total:
        counts[()] = len(population)
    truth = {name: sum(bool(k & bit) for k, _, _ in population) for name, bit in names.items()}
    return world, table(counts, labelling=labelling, complete=complete), truth, choices


def reference(world: World, counts: CountTable, choices: list[Any], target: str) -> tuple[float, float] | None:
    """The same optimum by scipy, over all kinds of the world one by one."""
    parts = [(1 << world.names.index(part.removeprefix("!")), not part.startswith("!")) for part in target.split(" & ")]

    def holds(count: Count, profile: dict[str, Any], carried: tuple[str, ...]) -> bool:
        return all(meets(profile, MARGINS[x]) if x in MARGINS else x in carried for x in count.event)

    def fits(kind: int) -> bool:
        return all(bool(kind & bit) == wanted for bit, wanted in parts)

    columns = {(tuple(holds(c, p, s) for c in counts.counts), fits(k)) for k, p, s in choices}
    if not columns:
        return (0.0, 0.0) if all(c.low == 0 for c in counts.counts) else None
    ordered = sorted(columns)
    a = np.array([[float(x) for x in held] for held, _ in ordered]).T
    c = np.array([float(inside) for _, inside in ordered])
    lo, hi = np.array([x.low for x in counts.counts], float), np.array([x.high for x in counts.counts], float)
    ends = []
    for sign in (1, -1):
        solved = linprog(sign * c, A_ub=np.vstack([a, -a]), b_ub=np.concatenate([hi, -lo]), method="highs")
        if solved.status == 2:
            return None
        ends.append(sign * solved.fun if solved.status == 0 else float("inf"))
    return ends[0], ends[1]


def check(case: tuple[World, CountTable, dict[str, int], list[Any]]) -> None:
    world, counts, truth, choices = case
    if not choices:
        return
    margins = tuple(x for c in counts.counts for x in c.event if x in MARGINS)
    laid = Tabulated(compiled(world, values=margins), counts)
    for target in world.names:
        interval = laid.interval(target, explain=False)
        assert interval is not None
        assert interval.low - 1e-6 <= truth[target] <= interval.high + 1e-6
        expected = reference(world, counts, choices, target)
        assert expected is not None
        assert (interval.low, interval.high) == pytest.approx(expected, abs=1e-6), (target, interval.method)


@SLOW
@given(counted("single"))
def test_bounds_of_single_codes_hold_the_truth_and_are_attained(case: Any) -> None:
    check(case)


@SLOW
@given(counted("multi"))
def test_bounds_of_several_codes_hold_the_truth_and_are_attained(case: Any) -> None:
    check(case)


@SLOW
@given(counted("single"), st.randoms(use_true_random=False))
def test_bounds_of_several_parts_at_once_are_attained(case: Any, rng: Any) -> None:
    world, counts, _, choices = case
    if not choices:
        return
    margins = tuple(x for c in counts.counts for x in c.event if x in MARGINS)
    laid = Tabulated(compiled(world, values=margins), counts)
    for first in world.names:
        target = " & ".join(rng.choice(("", "!")) + part for part in (first, rng.choice(world.names)))
        interval = laid.interval(target)
        expected = reference(world, counts, choices, target)
        assert interval is not None
        assert expected is not None
        assert (interval.low, interval.high) == pytest.approx(expected, abs=1e-6), target
        assert all(n.least <= n.most <= interval.width + 1e-6 for n in interval.narrowing)


@SLOW
@given(counted("multi"))
def test_column_generation_finds_what_listing_all_kinds_finds(case: Any) -> None:
    world, counts, _, choices = case
    plain = [c for c in counts.counts if len(c.event) < 2]
    counts = table({c.event: c.low for c in plain}, labelling="multi", complete=counts.complete)
    if not choices or not counts.counts:
        return
    margins = tuple(x for c in counts.counts for x in c.event if x in MARGINS)
    laid = Tabulated(compiled(world, values=margins), counts)
    for target in world.names:
        interval = laid.interval(target, explain=False)
        assert interval is not None
        assert interval.method == "linear programme"
        generated = laid._generated(laid.node(target))
        assert generated == pytest.approx((interval.low, interval.high), abs=1e-6)


@SLOW
@given(counted("single"))
def test_many_closed_forms_at_once_are_those_one_by_one(case: Any) -> None:
    world, counts, _, choices = case
    counts = table({c.event: c.low for c in counts.counts if len(c.event) == 1 and c.event[0] not in MARGINS})
    if not choices:
        return
    laid = Tabulated(compiled(world), counts)
    together = closed_forms(laid, world.names)
    for target in world.names:
        interval = laid.interval(target)
        assert interval is not None
        assert together[target] == (interval.low, interval.high)


@SLOW
@given(counted("single"))
def test_codes_taken_together_give_what_each_gives_alone(case: Any) -> None:
    world, counts, _, choices = case
    counts = msgspec.structs.replace(counts, counts=tuple(c for c in counts.counts if len(c.event) < 2))
    if not choices or not counts.counts:
        return
    margins = tuple(x for c in counts.counts for x in c.event if x in MARGINS)
    out = compiled(world, values=margins)
    together, alone = Tabulated(out, counts), Tabulated(out, counts)
    assert together._shapes is not None
    vars(alone)["_shapes"] = None
    for target in world.names:
        ends = [laid._programmed(laid.node(target))[0] for laid in (together, alone)]
        assert ends[0] == pytest.approx(ends[1], abs=1e-6), target
        assert ends[0] is not None
        ours, plain = (
            sorted(laid._narrowing((target,), *ends[0], "linear programme"), key=lambda n: n.code)
            for laid in (together, alone)
        )
        assert [(n.code, n.count, n.rows) for n in ours] == [(n.code, n.count, n.rows) for n in plain], target
        assert [n.least for n in ours] == pytest.approx([n.least for n in plain], abs=1e-6), target
        assert [n.most for n in ours] == pytest.approx([n.most for n in plain], abs=1e-6), target


# -- the worked examples of the semantics; all counts are invented

AGES = codes("age-band", ("under-13", ()))
SHOWN = codes("depiction", ("penetrative", ()), ("other-activity", ()), ("focus", ()), ("posing", ()))
MADE = codes("authenticity", ("recorded", ()), ("generated", ()))
WORKED_FACETS = (
    facet("youngest-affected-age", "one", None),
    facet("depiction", "one", "depiction"),
    facet("authenticity", "many", "authenticity"),
)


def needs_values(name: str, *values: str) -> Criterion:
    return Criterion(facet=name, values=tuple(f"{name}:{v}" for v in values), source="toy-1")


def images() -> Compiled:
    """Grades of images by what they show, and a category that asks for age, a real child and gravity."""
    young = msgspec.structs.replace(AGES.entries[0], interval=Interval(max=13))
    ages = msgspec.structs.replace(AGES, entries=(young,))
    grades = scheme(
        "uk",
        part("uk:A", criteria=(needs_values("depiction", "penetrative"),), population="child"),
        part("uk:B", criteria=(needs_values("depiction", "other-activity"),), population="child"),
        part("uk:C", criteria=(needs_values("depiction", "focus", "posing"),), population="child"),
    )
    baseline = scheme(
        "line",
        part(
            "line:baseline",
            criteria=(
                Criterion(facet="youngest-affected-age", interval=Interval(max=13), source="toy-1"),
                needs_values("authenticity", "recorded"),
                needs_values("depiction", "penetrative", "other-activity", "focus"),
            ),
            criteria_define=True,
        ),
    )
    return build_network(
        (hub(1),), (grades, baseline), (ages, SHOWN, MADE), WORKED_FACETS, (),
        values=("age-band:under-13", "authenticity:recorded", "depiction:focus"),
    )  # fmt: skip


STEPS: list[tuple[dict[tuple[str, ...], int], tuple[float, float]]] = [
    ({("A",): 20, ("B",): 15, ("C",): 65}, (0, 100)),
    ({("age-band:under-13",): 60}, (0, 60)),
    ({("!authenticity:recorded",): 5}, (0, 60)),
    ({("A", "age-band:under-13"): 16, ("B", "age-band:under-13"): 10, ("C", "age-band:under-13"): 34}, (21, 60)),
    ({("C", "age-band:under-13", "depiction:focus"): 12}, (33, 38)),
    ({("C", "!authenticity:recorded"): 5}, (33, 38)),
    ({("age-band:under-13", "!authenticity:recorded"): 0}, (38, 38)),
]


@pytest.mark.parametrize("steps", range(1, len(STEPS) + 1))
def test_each_number_more_narrows_the_baseline_among_graded_images(steps):
    counts: dict[tuple[str, ...], int] = {}
    for given_, _ in STEPS[:steps]:
        counts |= given_
    laid = Tabulated(images(), table(counts, scheme="uk"))
    interval = laid.interval("line:baseline")
    assert interval is not None
    assert (interval.low, interval.high) == STEPS[steps - 1][1]
    assert (
        interval.grade
        == {(0, 100): "X", (0, 60): "D", (21, 60): "D", (33, 38): "C", (38, 38): "A"}[STEPS[steps - 1][1]]
    )


def test_a_platform_that_labels_twice_settles_the_adults_by_its_policy():
    concepts = (
        hub(1),
        hub(2, broader=("hlx:H0001",), population="adult",
            criteria=(Criterion(facet="act", values=("act:share",), source="toy-1"),), criteria_define=True),
    )  # fmt: skip
    share = (Criterion(facet="act", values=("act:share",), source="toy-1"),)
    loose = scheme("a", part("a:ncii", criteria=share), part("a:safety", population="child"))
    child = (Criterion(facet="youngest-affected-age", interval=Interval(max=18), source="toy-1"),)
    strict = scheme("a", part("a:ncii", criteria=share), part("a:safety", criteria=child, criteria_define=True))
    rows = (row("a:ncii", "broadMatch", "hlx:H0001"),)
    counts: dict[tuple[str, ...], int] = {("ncii",): 5000, ("safety",): 3000}
    totals = counts | {(): 7200}
    for given_, one, rest, expected in (
        (counts, loose, {}, (0, 5000)),
        (totals, loose, {"exhaustive": True}, (0, 4200)),
        (totals, strict, {"complete": True, "exhaustive": True}, (4200, 4200)),
    ):
        lists = (codes("act", ("share", ()), ("threaten", ())),)
        out = build_network(concepts, (one,), lists, FACETS, rows)
        laid = Tabulated(out, table(given_, labelling="multi", **rest))
        target = "hlx:H0002"
        interval = laid.interval(target)
        assert interval is not None
        within = min(interval.high, 5000 if () not in given_ else interval.high)
        assert (interval.low, within) == expected


def flat(*rows: Any) -> Compiled:
    return build_network((hub(1), hub(2)), (scheme("a", part("a:x"), part("a:y"), part("a:z")),), (), (), rows)


def test_a_suppressed_cell_beside_a_total_is_named_and_its_number_is_not():
    counts = table({("x",): 40, ("y",): (1, 4), ("z",): 14, (): 57})
    found = Tabulated(flat(), counts).disclosed()
    assert [(f.code, f.subject) for f in found] == [("HLX-M211", "y")]
    assert "3" not in found[0].message
    assert Tabulated(flat(), table({("x",): 40, ("y",): (1, 4), ("z",): 14, (): 58})).disclosed() == []
    assert Tabulated(flat(), table({("x",): 40, ("y",): (1, 4), ("z",): 14})).disclosed() == []


def test_a_rounded_share_gives_nobody_away():
    raw = b"scheme,unit,code,low,high,range\na,items,x,40,40,\na,items,y,1,4,%b\na,items,z,14,14,\na,items,*,57,57,\n"
    for kind, found in ((b"rounded", []), (b"suppressed", ["HLX-M211"]), (b"", ["HLX-M211"])):
        tables, findings = parse_counts(raw % kind, "counts.csv")
        assert findings == []
        assert [f.code for f in Tabulated(flat(), tables[0]).disclosed()] == found
    assert [f.code for f in parse_counts(raw % b"vague", "counts.csv")[1]] == ["HLX-M204"]


def test_counts_that_contradict_the_mapping_are_named_none_to_spare():
    rows = [row(f"a:{c}", "broadMatch", "hlx:H0001") for c in "xy"]
    counts = table({("x",): 40, ("y",): 9, ("z",): 14, ("hlx:H0001",): 45})
    laid = Tabulated(flat(*rows), counts)
    assert laid.interval("hlx:H0002") is None
    assert {c.name for c in laid.conflict()} == {"x", "y", "hlx:H0001"}
    assert Tabulated(flat(*rows), table({("x",): 40, ("y",): 9})).conflict() == []


def test_the_most_ambiguous_code_is_the_one_to_refine():
    rows = [row("a:x", "broadMatch", "hlx:H0001", file="mappings/a.sssom.tsv", line=7)]
    laid = Tabulated(flat(*rows), table({("x",): 10, ("y",): 900, ("z",): 400}))
    interval = laid.interval("hlx:H0001")
    assert interval is not None
    assert (interval.low, interval.high, interval.grade) == (10, 1310, "D")
    assert [(n.code, n.least, n.most) for n in interval.narrowing] == [("a:y", 900, 900), ("a:z", 400, 400)]


def test_a_higher_rank_takes_what_it_contains():
    rows = [row("a:x", "exactMatch", "hlx:H0001")]
    laid = Tabulated(flat(*rows), table({("x",): 10, ("y",): 5}, ranks={"x": 1, "y": 2}))
    interval = laid.interval("hlx:H0001")
    assert interval is not None
    assert (interval.low, interval.high, interval.grade) == (10, 10, "A")


def aged(name: str, low: int, high: int) -> Any:
    years = Criterion(facet="youngest-affected-age", interval=Interval(min=low, max=high), source="toy-1")
    return part(name, type="age", criteria=(years,), criteria_define=True)


def test_a_record_has_a_grade_and_an_age():
    young = msgspec.structs.replace(AGES.entries[0], interval=Interval(max=13))
    lists = (msgspec.structs.replace(AGES, entries=(young,)), SHOWN, MADE)
    grades = scheme(
        "a", part("a:A"), part("a:B"), aged("a:0-10", 0, 11), aged("a:11-13", 11, 14), part("a:girls", type="person")
    )
    out = build_network((hub(1),), (grades,), lists, WORKED_FACETS, (), values=("age-band:under-13",))
    counts: dict[tuple[str, ...], int] = {("A",): 50, ("A", "0-10"): 20, ("A", "11-13"): 25, ("0-10",): 60, (): 100}
    laid = Tabulated(out, table(counts, complete=True))
    interval = laid.interval("a:A & age-band:under-13")
    assert interval is not None
    assert (interval.low, interval.high, interval.grade) == (20, 45, "D")
    # The other 5 of grade A are older than 13: whoever is younger has one of the two ages.
    assert [(n.code, n.least, n.most) for n in interval.narrowing] == [("A & 11-13", 25, 25)]
    assert laid.codes == ["a:A"]
    alone = Tabulated(out, table({("0-10",): 60, ("11-13",): 40}))
    assert alone.codes == ["a:0-10", "a:11-13"]
    interval = alone.interval("age-band:under-13")
    assert interval is not None
    assert (interval.low, interval.high) == (60, 100)
    with pytest.raises(NothingToCount, match="a:girls stands for a value"):
        Tabulated(out, table({("girls",): 3}))


def test_a_code_that_is_not_there_is_named_with_what_comes_near():
    with pytest.raises(UnknownName) as caught:
        Tabulated(flat(), table({("xx",): 1}))
    assert caught.value.kind == "code of a"


# -- reading

HEAD = "organisation,scheme,unit,period,code,count,low,high\n"


def test_a_file_of_counts_becomes_one_table_for_each_period():
    raw = (
        HEAD + "Toy,a,items,2024,x,10,,\nToy,a,items,2024,x & age-band:under-13,,0,4\nToy,a,items,2025,*,12,,\n"
    ).encode()
    tables, findings = parse_counts(raw, "counts.csv")
    assert findings == []
    assert [(t.period, [(c.event, c.low, c.high, c.line) for c in t.counts]) for t in tables] == [
        ("2024", [(("x",), 10, 10, 2), (("x", "age-band:under-13"), 0, 4, 3)]),
        ("2025", [((), 12, 12, 4)]),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Toy,a,items,2024,x,-1,,", "HLX-M208"),
        ("Toy,a,items,2024,x,1.5,,", "HLX-M207"),
        ("Toy,a,items,2024,x,,5,4", "HLX-M209"),
        ("Toy,a,items,2024,x,,,", "HLX-M203"),
        ("Toy,a,items,2024,,4,,", "HLX-M203"),
        ("Toy,a,,2024,x,4,,", "HLX-M205"),
        ("Toy,a,items,2024,x,4", "HLX-M203"),
    ],
)
def test_a_bad_line_is_a_finding_with_its_place_and_nothing_is_taken_from_the_file(line, code):
    tables, findings = parse_counts((HEAD + "Toy,a,items,2024,y,3,,\n" + line + "\n").encode(), "counts.csv")
    assert tables == []
    assert [(f.code, f.file, f.line) for f in findings] == [(code, "counts.csv", 3)]


@pytest.mark.parametrize(("raw", "code"), [(b"", "HLX-M201"), (b"\xff\xfe", "HLX-M201"), (b"a,b\n1,2\n", "HLX-M202")])
def test_a_file_that_is_no_table_of_counts_is_told_so(raw, code):
    tables, findings = parse_counts(raw, "counts.csv")
    assert tables == []
    assert {f.code for f in findings} == {code}
