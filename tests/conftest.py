"""A toy registry, small enough to know by heart, for whatever reads a compiled one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest

from harmlex.load.registry import find_root, load_registry
from harmlex.model.artefact import FORMAT, Artefact, Hierarchy
from harmlex.model.mappings import MappingRow
from harmlex.model.records import (
    Change,
    Code,
    CodeList,
    Concept,
    Criterion,
    Decision,
    Deprecation,
    Distinction,
    Interval,
    LabelNote,
    NarrowerStatement,
    Organisation,
    Release,
    Scheme,
    SchemeConcept,
    Source,
)
from harmlex.publish.compile import compile_artefact, encode_artefact
from harmlex.search.entries import build_entries

CREATED = (Change(date="2026-11-22", kind="created", note={"en": "First version."}),)


def concept(number: int, label: str, **rest: object) -> Concept:
    """Make a toy concept from its number and English label."""
    given: dict[str, object] = {
        "id": f"hlx:H{number:04}",
        "status": "proposed",
        "prefLabel": {"en": label},
        "population": "any",
        "material": "either",
        "reportable": True,
        "changes": CREATED,
    }
    return msgspec.convert(given | rest, Concept)


def acronym(form: str, long: str) -> LabelNote:
    """Make the note that an acronym stands for a long form."""
    return LabelNote(form={"en": form}, abbreviates={"en": long})


CONCEPTS = (
    concept(1, "technology-facilitated gender-based violence", altLabel={"en": ["TFGBV"]}, reportable=False,
            hiddenLabel={"ar": ["العنف"]},
            label_notes=[acronym("TFGBV", "technology-facilitated gender-based violence")],
            narrower_are=NarrowerStatement(exhaustive="open", disjoint="overlapping")),
    concept(2, "online child sexual exploitation and abuse", population="child", reportable=False),
    concept(4, "online harassment and threats", broader=["hlx:H0001"],
            prefLabel={"en": "online harassment and threats", "ar": "المضايقات", "fr": "harcèlement en ligne"}),
    concept(30, "image-based sexual abuse", altLabel={"en": ["IBSA"]}, broader=["hlx:H0001"],
            label_notes=[acronym("IBSA", "image-based sexual abuse")]),
    concept(31, "non-consensual sharing of intimate images", population="adult", broader=["hlx:H0030"],
            altLabel={"en": ["NCII"]}, hiddenLabel={"en": ["revenge porn", "non-consensual pornography"]},
            label_notes=[
                acronym("NCII", "non-consensual intimate images"),
                LabelNote(form={"en": "revenge porn"}, usage="avoid", instead=("hlx:H0031",), source="toy-1",
                          reason={"en": "It blames the person shown and presumes a motive."}),
            ]),
    concept(42, "doxing", altLabel={"en": ["doxxing"]}, hiddenLabel={"en": ["doxxed", "doxed"]}, broader=["hlx:H0057"],
            four_c="conduct",
            definition={"en": "Publishing private or identifying information about a person without consent, so that "
                              "others can find, contact, expose or frighten that person."},
            definition_sources=["toy-1"],
            use_when={"en": "A home address was made available to others without consent."},
            do_not_use_when={"en": "What was disclosed is an intimate image."},
            examples={"en": ["A home address is posted in a public group."]},
            distinguish_from=[Distinction(concept="hlx:H0031", because={"en": "There an intimate image is shared."})],
            criteria=[Criterion(facet="act", values=("act:publish-private-information",), source="toy-1"),
                      Criterion(facet="youngest-affected-age", interval=Interval(min=18), source="toy-1")],
            offline_counterpart=["offline-gbv:stalking"], legal=["toy-law:art-8"], decisions=["D0001"],
            known_gaps={"en": "Whether a threat to publish counts is not settled."}),
    concept(44, "cyberflashing", altLabel={"en": ["unsolicited sexual images"]}, broader=["hlx:H0004", "hlx:H0030"]),
    concept(45, "sexual extortion", altLabel={"en": ["sextortion"]}, broader=["hlx:H0001"],
            label_notes=[LabelNote(form={"en": "sextortion"}, usage="care",
                                   reason={"en": "It can make the crime sound slight."})]),
    concept(57, "non-consensual disclosure of private information", broader=["hlx:H0001"]),
    concept(73, "online defamation", prefLabel={"en": "online defamation", "ar": "التشهير"}, broader=["hlx:H0004"]),
    concept(101, "child sexual abuse material", population="child", altLabel={"en": ["CSAM"]}, broader=["hlx:H0002"],
            hiddenLabel={"en": ["child pornography"]},
            label_notes=[
                acronym("CSAM", "child sexual abuse material"),
                LabelNote(form={"en": "child pornography"}, usage="avoid", say={"en": "child sexual abuse material"},
                          reason={"en": "It hides that abuse is recorded."}),
            ]),
    concept(130, "online grooming of children for sexual purposes", population="child", broader=["hlx:H0002"],
            altLabel={"en": ["online grooming"], "pt-BR": ["aliciamento online"]}),
    concept(199, "cyber-bullying by happy slapping", status="deprecated", replaced_by=["hlx:H0004"],
            deprecation=Deprecation(date="2026-11-22", reason={"en": "The word belittles an assault."})),
)  # fmt: skip

SCHEMES = (
    Scheme(
        id="toy-law", title={"en": "A toy law"}, publisher="toy-parliament", status="proposed", kind="legal-instrument",
        url="https://example.org/law", scope="both", access="public", licence="unknown", publishing_right="full",
        languages=("en",), description={"en": "A law for tests."}, coverage="partial", created="2026-11-22",
        modified="2026-11-22",
        concepts=(SchemeConcept(id="toy-law:art-8", type="harm", notation="8", prefLabel={"en": "Cyber harassment"}),),
    ),
    Scheme(
        id="toy-form", title={"en": "A toy form", "fr": "Un formulaire"}, publisher="toy-hotline", status="proposed",
        url="https://example.org/form", kind="reporting-form", scope="ocsea", access="public", licence="CC BY 4.0",
        publishing_right="labels", languages=("en",), description={"en": "A form for tests."}, coverage="complete",
        created="2026-11-22", modified="2026-11-22", version="1.2",
        concepts=(
            SchemeConcept(id="toy-form:A", type="grouping", notation="A", prefLabel={"en": "Images"},
                          gloss={"en": "Anything with pictures."}),
            SchemeConcept(id="toy-form:A1", type="harm", notation="A1", prefLabel={"en": "CSAM"},
                          broader=("toy-form:A",)),
            SchemeConcept(id="toy-form:A.2", type="harm", notation="A.2", prefLabel={"en": "Posing"},
                          broader=("toy-form:A",)),
        ),
    ),
)  # fmt: skip

CODELISTS = (
    CodeList(
        id="age-band", title={"en": "Age band"}, description={"en": "Ages in whole years."}, status="proposed",
        created="2026-11-22", modified="2026-11-22",
        entries=(
            Code(id="age-band:under-18", prefLabel={"en": "under 18"}, definition={"en": "Younger than 18 years."},
                 interval=Interval(max=18)),
            Code(id="age-band:13-15", prefLabel={"en": "13 to 15"}, definition={"en": "From 13 to under 16 years."},
                 broader=("age-band:under-18",), interval=Interval(min=13, max=16)),
        ),
    ),
)  # fmt: skip


def hierarchy_of(records: list[Concept | SchemeConcept | Code]) -> Hierarchy:
    """Close ``broader`` by walking up from each record, the slow and obvious way."""
    broader = {record.id: record.broader for record in records}
    ancestors: dict[str, set[str]] = {}
    for name in broader:
        above, waiting = set(), list(broader[name])
        while waiting:
            one = waiting.pop()
            if one not in above:
                above.add(one)
                waiting.extend(broader.get(one, ()))
        ancestors[name] = above
    narrower = {name: tuple(sorted(n for n in broader if name in broader[n])) for name in sorted(broader)}
    return Hierarchy(
        narrower={name: below for name, below in narrower.items() if below},
        ancestors={name: tuple(sorted(above)) for name, above in sorted(ancestors.items()) if above},
    )


def make_toy(concepts: tuple[Concept, ...] = CONCEPTS) -> Artefact:
    """Compile the toy registry, with other concepts if some are given."""
    records = [*concepts, *(c for s in SCHEMES for c in s.concepts), *(c for lst in CODELISTS for c in lst.entries)]
    source = Source(id="toy-1", title="A toy study", published_by="Toy University", seen="full-text",
                    url="https://example.org/study", issued="2024")  # fmt: skip
    row = MappingRow(
        subject_id="toy-form:A1", subject_label="CSAM", predicate_id="skos:exactMatch", object_id="hlx:H0101",
        object_label="child sexual abuse material", author_id=("hlx:editors",), mapping_date="2026-11-22",
        confidence=0.95, comment="Both are about persons under 18.", subject_source_version="1.2",
        object_source_version="2026.11",
    )  # fmt: skip
    toy = Artefact(
        format=FORMAT,
        digest="",
        schema_version="1.0.0",
        release=Release(
            release="2026.11", date="2026-11-22", title={"en": "A toy registry"}, description={"en": "For tests."},
            licence="CC BY 4.0", licence_url="https://creativecommons.org/licenses/by/4.0/",
        ),
        concepts=concepts,
        schemes=tuple(sorted(SCHEMES, key=lambda scheme: scheme.id)),
        codelists=CODELISTS,
        facets=(),
        sources=(source,),
        organisations=(
            Organisation(id="toy-hotline", name={"en": "Toy Hotline"}, sector="hotline"),
            Organisation(id="toy-parliament", name={"en": "Toy Parliament"}, sector="legislation"),
        ),
        initiatives=(),
        decisions=(
            Decision(
                id="D0001", title={"en": "Spelling of doxing"}, date="2026-11-22", decision_status="proposed",
                context={"en": "Two spellings."}, options={"en": ("doxing", "doxxing")}, decision={"en": "One x."},
                consequences={"en": "The other is a synonym."}, decided_by=("hlx:editors",), about=("hlx:H0042",),
            ),
        ),
        mappings=(row,),
        hierarchy=hierarchy_of(records),
        search=build_entries(concepts),
    )  # fmt: skip
    digest = hashlib.sha256(msgspec.json.encode(toy, order="sorted")).hexdigest()
    return msgspec.structs.replace(toy, digest=f"sha256:{digest}")


@pytest.fixture(scope="session")
def toy() -> Artefact:
    """The toy registry, compiled."""
    return make_toy()


@pytest.fixture(scope="session")
def toy_file(toy: Artefact, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy registry as a file."""
    path = tmp_path_factory.mktemp("toy") / "harmlex.json"
    path.write_bytes(msgspec.json.encode(toy))
    return path


@pytest.fixture(scope="session")
def real() -> Artefact:
    """The registry of this checkout, compiled as it stands."""
    return compile_artefact(load_registry(find_root(Path(__file__))), search_entries=build_entries)


@pytest.fixture(scope="session")
def real_file(real: Artefact, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry of this checkout as a file."""
    path = tmp_path_factory.mktemp("real") / "harmlex.json"
    path.write_bytes(encode_artefact(real))
    return path
