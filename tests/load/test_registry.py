"""A registry is read file by file, and no file stops the others."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from harmlex.load.registry import RootNotFound, find_root, load_registry
from harmlex.model.errors import RegistryError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("concepts", "schemes", "codelists", "decisions"):
        (tmp_path / "registry" / folder).mkdir(parents=True)
    (tmp_path / "registry" / "release.yaml").write_text('release: "2026.11"\n')
    for number in (3, 1, 2):
        path = tmp_path / "registry" / "concepts" / f"H000{number}-some-harm.yaml"
        path.write_text(f"id: hlx:H000{number}\nstatus: proposed\n")
    return tmp_path


def test_files_are_read_in_a_fixed_order_with_their_kinds(root):
    (root / "registry" / "sources.yaml").write_text("sources: []\n")
    loaded = load_registry(root)
    assert loaded.findings == ()
    assert [d.file for d in loaded.of("concept")] == [f"registry/concepts/H000{n}-some-harm.yaml" for n in (1, 2, 3)]
    assert [d.kind for d in loaded.documents] == ["concept"] * 3 + ["release", "sources"]
    assert loaded.of("scheme") == ()


def test_a_broken_file_is_a_finding_and_the_others_are_read(root):
    (root / "registry" / "concepts" / "H0002-some-harm.yaml").write_bytes(b"id: 'x\n")
    (root / "registry" / "schemes" / "gone.yaml").symlink_to(root / "nowhere")
    (root / "registry" / "schemes" / "folder.yaml").mkdir()
    loaded = load_registry(root)
    assert [d.data["id"] for d in loaded.of("concept")] == ["hlx:H0001", "hlx:H0003"]
    assert [(f.code, f.file) for f in loaded.findings] == [
        ("HLX-C006", "registry/concepts/H0002-some-harm.yaml"),
        ("HLX-C001", "registry/schemes/folder.yaml"),
        ("HLX-C001", "registry/schemes/gone.yaml"),
    ]


def test_a_huge_file_is_not_even_read(root, monkeypatch):
    path = root / "registry" / "concepts" / "H0009-huge.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    read_bytes = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda p: pytest.fail("read") if p == path else read_bytes(p))
    loaded = load_registry(root)
    assert [(f.code, f.file) for f in loaded.findings] == [("HLX-C002", "registry/concepts/H0009-huge.yaml")]


def test_what_has_no_place_in_the_registry_is_a_finding(root):
    (root / "registry" / "concepts" / "H0004-x.yml").write_text("id: hlx:H0004\n")
    (root / "registry" / "concepts" / "more").mkdir()
    (root / "registry" / "notes.txt").write_text("")
    (root / "registry" / "README.md").write_text("fine")
    (root / "registry" / "concepts" / ".H0004-x.yaml.swp").write_text("fine")
    (root / "registry" / "concepts" / "H0004-x.yaml~").write_text("fine")
    found = {f.file.removeprefix("registry/"): f for f in load_registry(root).findings}
    assert set(found) == {"concepts/H0004-x.yml", "concepts/more", "notes.txt"}
    assert {f.code for f in found.values()} == {"HLX-C019"}
    assert "H0004-x.yaml" in found["concepts/H0004-x.yml"].hint


def test_places_are_read_from_the_file(root):
    loaded = load_registry(root)
    assert loaded.place(loaded.of("concept")[0], ("status",)) == (2, 1)
    assert loaded.places("registry/gone.yaml", [("id",)]) == {("id",): (1, 1)}


def test_the_root_is_found_from_below_and_its_absence_names_the_remedy(root, tmp_path_factory):
    assert find_root(root / "registry" / "concepts") == root.resolve()
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with pytest.raises(RootNotFound, match="--root") as caught:
        find_root(elsewhere)
    assert caught.value.start == elsewhere.resolve()
    assert isinstance(caught.value, RegistryError)


def test_an_absent_registry_is_a_finding(tmp_path):
    loaded = load_registry(tmp_path)
    assert loaded.documents == ()
    assert [(f.code, f.file) for f in loaded.findings] == [("HLX-C001", "registry")]


def test_loading_leaves_the_garbage_collector_as_it_was(root):
    assert gc.isenabled()
    load_registry(root)
    assert gc.isenabled()


def test_what_is_no_plain_file_is_not_waited_for(root):
    os.mkfifo(root / "registry" / "concepts" / "H0005-pipe.yaml")
    found = load_registry(root).findings
    assert [(f.code, f.file) for f in found] == [("HLX-C001", "registry/concepts/H0005-pipe.yaml")]


def test_a_file_name_that_is_no_text_is_said_in_letters(root):
    name = os.fsencode(root / "registry" / "concepts") + b"/H0006-\xff\x1b.yaml"
    Path(os.fsdecode(name)).write_text("id: hlx:H0006\n")
    (finding,) = load_registry(root).findings
    assert finding.code == "HLX-C019"
    assert finding.file == "registry/concepts/H0006-\\udcff\\x1b.yaml"
