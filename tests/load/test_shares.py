"""Work in shares: everything is done once, and a process that comes to grief is made good."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmlex.load import registry
from harmlex.load.registry import load_registry
from harmlex.load.shares import Helper, in_shares

ROOT = Path(__file__).parents[2]

forks = pytest.mark.skipif(sys.platform != "linux", reason="helpers run on Linux only")


@given(st.lists(st.integers(0, 1_000)), st.integers(1, 5), st.integers(0, 1_000))
def test_each_thing_is_in_one_share(weights, count, first):
    shares = in_shares(weights, count, first)
    assert len(shares) == count
    assert sorted(place for share in shares for place in share) == list(range(len(weights)))


@given(st.lists(st.integers(1, 1_000), min_size=1), st.integers(1, 5))
def test_no_share_is_heavier_than_another_by_more_than_one_thing(weights, count):
    loads = [sum(weights[place] for place in share) for share in in_shares(weights, count)]
    assert max(loads) - min(loads) <= max(weights)


@forks
def test_a_helper_hands_over_what_it_found():
    helper = Helper(lambda: [(os.getpid() != os.getppid(), {"a": ["é", 1, None]})])
    assert helper.result() == [(True, {"a": ["é", 1, None]})]


@forks
@pytest.mark.parametrize("end", [lambda: 1 / 0, lambda: os._exit(3), lambda: os.kill(os.getpid(), signal.SIGKILL)])
def test_a_helper_that_comes_to_grief_says_nothing(end, capfd):
    assert Helper(end).result() is None
    assert capfd.readouterr() == ("", "")


def as_values(loaded):
    return [(d.file, d.kind, d.data) for d in loaded.documents], loaded.findings, loaded.mapping_sets, loaded.reviews


@forks
def test_two_processes_read_what_one_reads(tmp_path):
    for number in range(registry._WORTH_HELP):
        path = tmp_path / "registry" / "concepts" / f"H{number:04}-word.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"id: hlx:H{number:04}\nreportable: true\n" + ("broken: [\n" if number % 7 == 0 else ""))
    (tmp_path / "registry" / "release.yaml").write_text('release: "2026.11"\n')
    alone, together = load_registry(tmp_path), load_registry(tmp_path, processes=2)
    assert as_values(alone) == as_values(together)
    assert alone.findings
    assert len(alone.documents) > 50


@forks
def test_what_a_broken_helper_leaves_is_read_all_the_same(monkeypatch):
    alone = load_registry(ROOT)
    monkeypatch.setattr(registry, "_read_share", lambda entries: 1 / 0)
    assert as_values(load_registry(ROOT, processes=3)) == as_values(alone)
