"""The canonical form: one, stable, and silent about values."""

from __future__ import annotations

import textwrap

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harmlex.load.canonical import ChangedValues, canonical, hindrances, same_values
from harmlex.load.documents import Document, parse_document
from harmlex.load.prose import WIDTH, fold_lines, written

FILE = "registry/concepts/H0042-doxing.yaml"
LABELS = {"hlx:H0007": "privacy violation", "hlx:H0057": "disclosure", "D0001": "what is covered"}


def form(text: str, file: str = FILE, kind: str = "concept") -> str:
    raw = textwrap.dedent(text).encode()
    document, findings = parse_document(raw, file, kind)
    assert document is not None, findings
    assert hindrances(findings) == []
    return canonical(raw, document, LABELS).decode()


def test_keys_languages_and_sets_have_one_order():
    text = """\
        prefLabel: {fr: divulgation, en: doxing, "no": doksing}
        broader: [hlx:H0057, hlx:H0007]
        status: proposed
        id: hlx:H0042
        """
    assert form(text) == textwrap.dedent("""\
        id: hlx:H0042
        status: proposed
        prefLabel:
          en: doxing
          fr: divulgation
          "no": doksing
        broader:
          - hlx:H0007  # privacy violation
          - hlx:H0057  # disclosure
        """)


def test_keys_that_the_schema_does_not_know_stay_at_the_end_in_their_order():
    result = form("zeta: 'b'\nalpha: {x: [], z: {}}\nid: hlx:H0042\n")
    assert result == "id: hlx:H0042\nzeta: b\nalpha:\n  x: []\n  z: {}\n"


def test_codes_days_and_what_others_misread_are_quoted():
    text = """\
        id: x
        version: 2.0
        issued: 2024
        title: {en: "no", fr: yes, de: "a: b", es: "# c", pt: 'it''s', it: "-x", nl: "ends:"}
        concepts:
          - {id: x:a, notation: A1, valid_from: "2024", prefLabel: {en: 0301}}
        """
    assert form(text, "registry/schemes/x.yaml", "scheme") == textwrap.dedent("""\
        id: x
        title:
          en: "no"
          de: "a: b"
          es: "# c"
          fr: "yes"
          it: "-x"
          nl: "ends:"
          pt: it's
        version: "2.0"
        issued: "2024"
        concepts:
          - id: x:a
            notation: "A1"
            prefLabel:
              en: "0301"
            valid_from: "2024"
        """)


def test_long_texts_are_folded_at_phrases_below_100_columns():
    text = (
        "Publishing private or identifying information about a person without consent, so that others can find, "
        "contact, expose or frighten that person."
    )
    result = form(f"id: hlx:H0042\ndefinition: {{en: '{text}'}}\n")
    assert result == textwrap.dedent("""\
        id: hlx:H0042
        definition:
          en: >-
            Publishing private or identifying information about a person without consent,
            so that others can find, contact, expose or frighten that person.
        """)


def test_texts_of_several_lines_and_odd_spaces_keep_them():
    text = 'id: hlx:H0042\nnotes: {en: ["one\\n\\ntwo", " lead", "two  spaces", "tab\\tin", "end\\n"]}\n'
    document, _ = parse_document(text.encode(), FILE, "concept")
    again, findings = parse_document(form(text).encode(), FILE, "concept")
    assert document is not None
    assert again is not None
    assert findings == []
    assert again.data == document.data


def test_comments_move_with_what_they_are_about():
    text = """\
        # About this file.
        status: proposed  # until reviewed
        # The id is for ever.
        id: hlx:H0042
        broader:
          # the closest
          - hlx:H0057
          # end of the list
        altLabel:
          en:  # from the field
            - doxxing  # common
            - 'd#x'
        definition:
          en: >-  # ours
            A text that goes # on.
        changes:
          # first
          - date: "2026-01-01"
            # why
            kind: created
        # The end.
        """
    assert form(text) == textwrap.dedent("""\
        # About this file.
        # The id is for ever.
        id: hlx:H0042
        status: proposed  # until reviewed
        altLabel:
          en:  # from the field
            - doxxing  # common
            - d#x
        definition:
          en: "A text that goes # on."  # ours
        broader:
          # the closest
          - hlx:H0057  # disclosure
          # end of the list
        changes:
          # first
          - date: "2026-01-01"
            # why
            kind: created
        # The end.
        """)


def test_a_label_behind_an_id_is_brought_up_to_date_and_a_persons_words_are_kept():
    text = """\
        id: hlx:H0042
        broader:
          - hlx:H0007  # privacy violations
          - hlx:H0057  # ask the working group about this one
        distinguish_from:
          - concept: hlx:H0007  # see minutes of May
            because: {en: There it is a group.}
        decisions: [D0001]
        related: [hlx:H9999]
        """
    result = form(text)
    assert result == textwrap.dedent("""\
        id: hlx:H0042
        broader:
          - hlx:H0007  # privacy violation
          # ask the working group about this one
          - hlx:H0057  # disclosure
        related:
          - hlx:H9999
        distinguish_from:
          # see minutes of May
          - concept: hlx:H0007  # privacy violation
            because:
              en: There it is a group.
        decisions:
          - D0001  # what is covered
        """)
    assert form(result) == result


def test_sources_stand_in_the_order_of_their_ids():
    text = "sources:\n  # ten\n  - id: a-10\n  - id: a-9\n    title: Nine\n"
    result = form(text, "registry/sources.yaml", "sources")
    assert result == "sources:\n  - id: a-9\n    title: Nine\n  # ten\n  - id: a-10\n"


def test_windows_line_ends_become_line_feeds():
    raw = b'id: hlx:H0042\r\nnotes: {en: ["a"]}  # why\r\n'
    document, findings = parse_document(raw, FILE, "concept")
    assert document is not None
    assert [f.code for f in findings] == ["HLX-C020"]
    assert canonical(raw, document, {}) == b"id: hlx:H0042\nnotes:\n  en:\n    - a  # why\n"


@pytest.mark.parametrize("text", ["id: a\nid: b\n", "id: a\nstatus:\n", "id: a\n? [x]\n: y\n", "id: a\nb: 'x\ty'\n"])
def test_a_file_of_which_something_would_be_lost_is_not_formatted(text):
    _, findings = parse_document(text.encode(), FILE, "concept")
    assert hindrances(findings)


def test_a_mistake_of_the_formatter_would_be_noticed(monkeypatch):
    import harmlex.load.canonical as module

    monkeypatch.setattr(module, "written", lambda text, **_: "x" if text == "doxing" else text)
    raw = b"id: hlx:H0042\nprefLabel: {en: doxing}\n"
    document, _ = parse_document(raw, FILE, "concept")
    assert document is not None
    with pytest.raises(ChangedValues, match="left as it is"):
        canonical(raw, document, {})


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=60,
) | st.sampled_from(
    ["no", "~", "0x1F", "2026-01-01", "- a", "a: b", "a #b", "#", "'", '"', "\\", "|", ">-", "a\nb", "x\n", "\na"]
)
LONG = st.lists(TEXTS.map(lambda t: t.strip() or "x"), min_size=15, max_size=30).map(" ".join)
LANGS = st.sampled_from(["en", "no", "fr", "pt-BR", "zh-Hant"])
RECORDS = st.fixed_dictionaries(
    {"id": st.just("hlx:H0042")},
    optional={
        "prefLabel": st.dictionaries(LANGS, TEXTS, max_size=3),
        "altLabel": st.dictionaries(LANGS, st.lists(TEXTS, max_size=3), max_size=3),
        "definition": st.dictionaries(LANGS, LONG, max_size=2),
        "broader": st.lists(st.sampled_from(["hlx:H0007", "hlx:H0057", "hlx:H0100", "hlx:H00100"]), max_size=4),
        "reportable": st.booleans(),
        "criteria": st.lists(
            st.fixed_dictionaries(
                {"facet": TEXTS},
                optional={"interval": st.fixed_dictionaries({"min": st.integers(0, 99)}), "where": LONG},
            ),
            max_size=3,
        ),
        "unknown": st.recursive(
            TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)
        ),
    },
)


def shuffled(data, draw):
    keys = draw(st.permutations(list(data)))
    return {key: data[key] for key in keys}


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(RECORDS, st.data(), st.booleans())
def test_any_record_keeps_its_values_and_the_form_is_stable(record, data, flow):
    raw = yaml.safe_dump(
        shuffled(record, data.draw), sort_keys=False, allow_unicode=True, default_flow_style=flow
    ).encode()
    document, findings = parse_document(raw, FILE, "concept")
    if document is None or hindrances(findings):
        return
    once = canonical(raw, document, LABELS)
    again, findings = parse_document(once, FILE, "concept")
    assert again is not None
    assert [f.code for f in findings] == []
    assert same_values(document, again)
    assert canonical(once, again, LABELS) == once
    assert all(line == line.rstrip() or '"' in line for line in once.decode().split("\n"))


COMMENTS = st.sampled_from(["# one", "# two: three", "# hlx:H0007", "# - item", "# it's"])
LINES = (
    "status: proposed", "prefLabel:", "  en: doxing", "  fr: 'x # y'", "broader:", "  - hlx:H0057", "  - hlx:H0007",
    "definition:", "  en: >-", "    A folded # text", "    that goes on.", "changes:", '  - date: "2026-01-01"',
    "    kind: created", "    note: {en: First., fr: Premier.}", "  - kind: corrected", "id: hlx:H0042",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(LINES)), COMMENTS, st.integers(0, 6), st.booleans()), max_size=6))
def test_no_comment_is_lost_wherever_it_stands(comments):
    lines = list(LINES)
    inside = (9, 10)
    placed = []
    for at, comment, indent, behind in sorted(comments, reverse=True):
        if behind and at < len(LINES) and at not in inside and "#" not in lines[at].replace("# y", ""):
            lines[at] += f"  {comment}"
            placed.append(comment)
        elif not behind and at not in inside and at != 11:
            lines.insert(at, " " * indent + comment)
            placed.append(comment)
    raw = ("\n".join(lines) + "\n").encode()
    document, findings = parse_document(raw, FILE, "concept")
    assert document is not None, (raw.decode(), findings)
    once = canonical(raw, document, LABELS)
    text = once.decode()
    for comment in set(placed):
        expected = placed.count(comment)
        assert text.count(comment) >= expected, text
    again, _ = parse_document(once, FILE, "concept")
    assert isinstance(again, Document)
    assert canonical(once, again, LABELS) == once


@given(LONG, st.integers(0, 20))
def test_folded_lines_join_to_the_text_and_fit(text, indent):
    lines = fold_lines(text, indent)
    if lines is not None:
        assert " ".join(lines) == text
        assert all(line and not line[0].isspace() and not line[-1].isspace() for line in lines)
        for line in lines:
            assert (
                len(line) + indent <= WIDTH or " " not in line.strip() or "  " in line or any(c.isspace() for c in line)
            )


@given(TEXTS)
def test_a_written_text_is_read_back_as_it_was(text):
    assert yaml.safe_load(f"k: {written(text)}\n") == {"k": text}
