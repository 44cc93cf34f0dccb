"""The registry in Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from harmlex.load.artefact import load_artefact, load_sections
from harmlex.model.artefact import Artefact
from harmlex.model.errors import ArtefactUnreadable, RegistryError, UnknownName
from harmlex.registry import Registry

# Nothing that reads a compiled registry may need these: they are slow, or only an extra brings them.
HEAVY = ["fastapi", "jinja2", "linkml", "mkdocs", "pandas", "pydantic", "rdflib", "rich", "uvicorn", "yaml"]


@pytest.fixture(scope="module")
def registry(toy: Artefact) -> Registry:
    return Registry(toy)


@pytest.mark.parametrize(
    "name", ["hlx:H0042", "H0042", "h0042", "https://w3id.org/harmlex/H0042", "doxing", "Doxxing", "doxxed", " doxing "]
)
def test_a_concept_has_many_names(registry: Registry, name: str) -> None:
    assert registry.concept(name).id == "hlx:H0042"


def test_a_word_to_avoid_finds_the_concept_it_was_used_for(registry: Registry) -> None:
    assert registry.concept("revenge porn").id == "hlx:H0031"


def test_an_unknown_concept_says_what_comes_near(registry: Registry) -> None:
    with pytest.raises(UnknownName) as error:
        registry.concept("doxnig")
    assert error.value.suggestions == ("doxing",)
    assert str(error.value) == "There is no concept 'doxnig'. Did you mean doxing?"
    assert isinstance(error.value, KeyError)


def test_things_of_every_kind_are_found_by_id(registry: Registry) -> None:
    assert registry.scheme("toy-form").label == "A toy form"
    assert registry.scheme_concept("toy-form:A.2").notation == "A.2"
    assert registry.codelist("age-band").entries[0] == registry.code("age-band:under-18")
    assert registry.source("toy-1").title == "A toy study"


@pytest.mark.parametrize(
    ("iri", "kind"),
    [
        ("https://w3id.org/harmlex/scheme/toy-form", "Scheme"),
        ("https://w3id.org/harmlex/scheme/toy-form/A.2", "SchemeConcept"),
        ("https://w3id.org/harmlex/code/age-band", "CodeList"),
        ("https://w3id.org/harmlex/code/age-band/13-15", "Code"),
        ("https://w3id.org/harmlex/H0001", "Concept"),
    ],
)
def test_an_iri_is_a_name(registry: Registry, iri: str, kind: str) -> None:
    assert type(registry.get(iri)).__name__ == kind


@pytest.mark.parametrize("name", ["", "nothing", "hlx:H9999", "toy-form:Z", "https://example.org/H0042", "H", "Hé"])
def test_getting_what_there_is_not_is_none(registry: Registry, name: str) -> None:
    assert registry.get(name) is None


@pytest.mark.parametrize(
    ("ask", "kind"),
    [("scheme", "scheme"), ("scheme_concept", "scheme concept"), ("codelist", "code list"), ("code", "code"),
     ("source", "source"), ("concept", "concept"), ("narrower", "concept or code"), ("ancestors", "concept or code")],
)  # fmt: skip
def test_an_unknown_name_says_what_was_looked_for(registry: Registry, ask: str, kind: str) -> None:
    with pytest.raises(UnknownName) as error:
        getattr(registry, ask)("zzzz")
    assert (error.value.kind, error.value.name) == (kind, "zzzz")


def test_an_unknown_scheme_says_what_comes_near(registry: Registry) -> None:
    with pytest.raises(UnknownName, match="Did you mean toy-form"):
        registry.scheme("toy-from")


def test_the_hierarchy_is_walked_up_and_down(registry: Registry) -> None:
    assert [one.id for one in registry.narrower("H0030")] == ["hlx:H0031", "hlx:H0044"]
    assert [one.id for one in registry.broader("H0044")] == ["hlx:H0004", "hlx:H0030"]
    assert [one.id for one in registry.ancestors("H0042")] == ["hlx:H0001", "hlx:H0057"]
    assert [one.id for one in registry.descendants("H0057")] == ["hlx:H0042"]
    assert [one.id for one in registry.narrower("toy-form:A")] == ["toy-form:A.2", "toy-form:A1"]
    assert [one.id for one in registry.ancestors("age-band:13-15")] == ["age-band:under-18"]
    assert registry.descendants("hlx:H0042") == ()


def test_descendants_are_those_that_have_the_concept_among_their_ancestors(real: Artefact) -> None:
    registry = Registry(real)
    for concept in registry.concepts:
        below = {one.id for one in registry.descendants(concept.id)}
        assert below == {one.id for one in registry.concepts if concept in registry.ancestors(one.id)}


def test_mappings_are_found_from_both_ends(registry: Registry) -> None:
    assert registry.mappings("hlx:H0101") == registry.mappings("toy-form:A1")
    assert registry.mappings("hlx:H0101")[0].predicate_id == "skos:exactMatch"
    assert registry.mappings("hlx:H0001") == ()


def test_results_do_not_change(registry: Registry) -> None:
    with pytest.raises(AttributeError):
        registry.concept("doxing").status = "accepted"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        registry.mappings("hlx:H0101")[0].predicate_id = "x"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        registry.search("doxing")[0].score = 1.0  # type: ignore[misc]


def test_a_search_hit_has_what_was_promised(registry: Registry) -> None:
    hit = registry.search("doxxed")[0]
    assert (hit.concept.id, hit.concept.prefLabel, hit.matched_label) == ("hlx:H0042", {"en": "doxing"}, "doxxed")
    assert hit.score > 0
    assert str(hit) == "hlx:H0042 doxing"


def test_it_draws_itself_for_rich(registry: Registry) -> None:
    from rich.console import Console

    console = Console(width=100)
    with console.capture() as drawn:
        console.print(registry)
        console.print(registry.search("doxing")[0])
    assert drawn.get().splitlines() == ["Registry 2026.11, 13 concepts", "hlx:H0042 doxing pref 100"]
    assert repr(registry) == "<Registry 2026.11, 13 concepts>"


# -- reading the artefact


def test_sections_have_what_the_whole_artefact_has(real_file: Path, real: Artefact) -> None:
    sections = load_sections(real_file)
    assert load_artefact(real_file) == real
    for name in Artefact.__struct_fields__:
        assert getattr(sections, name) == getattr(real, name), name


def test_one_record_looked_up_is_the_one_in_the_list(toy_file: Path) -> None:
    registry = Registry.load(toy_file)
    assert registry.concept("doxing") is next(one for one in registry.concepts if one.id == "hlx:H0042")
    assert registry.scheme_concept("toy-form:A1") is registry.scheme("toy-form").concepts[1]


def test_a_registry_is_loaded_from_a_path_in_either_form(toy_file: Path) -> None:
    assert Registry.load(toy_file).digest == Registry.load(str(toy_file)).digest


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "damaged"),
        (b"not json", "damaged"),
        (b'{"format": "harmlex-artefact/1", "digest"', "damaged"),
        (b"\xff\xfe", "damaged"),
        (b"{}", "laid out otherwise"),
        (b"[]", "laid out otherwise"),
    ],
)
def test_a_damaged_file_says_so_and_what_to_do(tmp_path: Path, raw: bytes, told: str) -> None:
    path = tmp_path / "harmlex.json"
    path.write_bytes(raw)
    for load in (load_artefact, load_sections):
        with pytest.raises(ArtefactUnreadable, match=told) as error:
            load(path)
        assert error.value.remedy


def test_another_format_is_refused(tmp_path: Path, toy_file: Path) -> None:
    path = tmp_path / "harmlex.json"
    path.write_bytes(toy_file.read_bytes().replace(b"harmlex-artefact/1", b"harmlex-artefact/9"))
    with pytest.raises(ArtefactUnreadable, match="harmlex-artefact/9"):
        load_sections(path)


def test_a_section_damaged_inside_is_found_when_it_is_used(tmp_path: Path, toy_file: Path) -> None:
    path = tmp_path / "harmlex.json"
    path.write_bytes(toy_file.read_bytes().replace(b'"population":"any"', b'"population":1', 1))
    registry = Registry.load(path)
    assert registry.release.release == "2026.11"
    with pytest.raises(ArtefactUnreadable, match="concepts"):
        registry.concept("hlx:H0001")
    with pytest.raises(ArtefactUnreadable, match="concepts"):
        _ = registry.concepts


def test_a_missing_file_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="harmlex build"):
        Registry.load(tmp_path / "nothing.json")
    with pytest.raises(ArtefactUnreadable):
        Registry.load(tmp_path)


# -- weight


@pytest.mark.parametrize(
    "statement",
    [
        "import harmlex",
        "from harmlex import Registry; r = Registry.load({path!r}); r.concept('doxing'); r.search('doxnig')",
        "import sys; from harmlex.cli import main\n"
        "try: main(['show', 'doxing', '--artefact', {path!r}])\nexcept SystemExit as end: assert end.code == 0",
        "import sys; from harmlex.cli import main\n"
        "try: main(['search', 'doxnig', '--artefact', {path!r}])\nexcept SystemExit as end: assert end.code == 0",
    ],
)
def test_reading_loads_nothing_heavy(statement: str, toy_file: Path) -> None:
    script = statement.format(path=str(toy_file))
    script += f"\nimport sys\nprint('loaded', *sorted(set({HEAVY!r}) & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "loaded"


def test_importing_harmlex_loads_nothing_but_the_standard_library() -> None:
    script = "import sys; before = set(sys.modules); import harmlex; print(*sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "msgspec" not in ran.stdout
    assert "harmlex.registry" not in ran.stdout
