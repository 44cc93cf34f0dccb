"""Every line of the plan of checks is answered: by a check, by the form of the data, or at another place."""

from __future__ import annotations

from harmlex.check.rules import all_rules

# The lines of the sections on labels, structure, metadata and life cycle, schema and data; and what answers each.
BY_CHECK = {
    "every concept and scheme has a preferred label": "C101 C022",
    "one preferred label per language": "C102 C013",
    "pref/alt/hidden pairwise disjoint": "C103",
    "no empty or blank label": "C104",
    "no unprintable characters, markup, stray space": "C105 C004 C005",
    "same label on two concepts of a scheme": "C106",
    "label equals another's synonym": "C107 C103",
    "near-duplicate label or definition": "C108 C109",
    "definition present": "C111",
    "one definition per language; not identical to another's": "C110 C102",
    "definition style": "C112",
    "language tag present and valid": "C113",
    "languages each accepted concept must have": "C114",
    "notation is a plain string, unique in scheme": "C115 C015",
    "discouraged label has reason, source, preferred form": "C116 C117 C118",
    "domain and range of semantic relations": "C201",
    "no cycle over broader": "C202",
    "no self relation": "C203",
    "related disjoint with broaderTransitive": "C204",
    "redundant broader": "C205",
    "related between siblings": "C206",
    "top concepts exist; every concept reaches a top": "C207 C202",
    "orphan; disconnected cluster": "C208",
    "broader target exists here": "C215",
    "more than one parent": "C209",
    "kind of hierarchy stated where it matters": "C216",
    "mapping property used inside one scheme": "C201",
    "unknown or deprecated term in the SKOS namespace": "C023",
    "scheme: title, description, created, modified, publisher": "C022 C304",
    "scheme licence as IRI": "C305",
    "scheme publishing right": "C022 C306",
    "concept source where wording is borrowed": "C222 C221",
    "scheme and concept status from a list": "C024 C307",
    "IRI shape, digit count, inside the contributor's range": "C026 C303",
    "no ID removed, none re-used, meaning not replaced in place": "C313 C314 C301",
    "deprecated has reason and date": "C308 C017",
    "R1, R2": "C309",
    "R3": "C310",
    "R4": "C311",
    "every changed concept carries a change note": "C315 C312",
    "http(s) IRIs only": "C026",
    "canonical file order": "C501",
}
BY_FORM = {
    "given both ways": "`broader` and `related` are written one way; inverses are generated.",
    "only transitive relation asserted": "no slot for a transitive relation exists.",
    "collections": "the registry has none.",
    "preferred namespace declared": "one namespace, in the generated context.",
}
ELSEWHERE = {
    "broken links": "a weekly job, since the network is flaky.",
    "in-links and out-links": "mapping coverage, in the report.",
    "LinkML lint, generated artefacts current, enums, examples, round trip": "the test suite and `harmlex generate`.",
}


def test_every_planned_check_exists():
    known = {code.removeprefix("HLX-") for code in all_rules()}
    named = {code for codes in BY_CHECK.values() for code in codes.split()}
    assert named <= known
    assert all(len(reason.split()) >= 3 for reason in {**BY_FORM, **ELSEWHERE}.values())
