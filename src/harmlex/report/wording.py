"""Rules on codes: that they exist, are in use, and stand where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from weakref import WeakKeyDictionary

from harmlex.report.case import Case
from harmlex.report.countries import COUNTRIES
from harmlex.report.findings import Problem
from harmlex.report.registering import ReportRule, rule
from harmlex.report.vocabulary import RETIRED, Vocabulary, release_order

__all__ = [
    "RULES",
    "newer_release",
    "no_harm",
    "other_model",
    "out_of_force",
    "retired_code",
    "retired_concept",
    "too_general",
    "unknown_code",
    "unknown_concept",
    "unknown_country",
    "unknown_notation",
    "unknown_scheme",
    "unknown_version",
]

RULES: dict[str, ReportRule] = {}
_vocabulary = partial(rule, RULES, "vocabulary")

_SEARCH = "Find the concept with `harmlex search` and a word for the harm."
# The same wrong code stands in thousands of reports; what it may mean is worked out once.
_HINTS: WeakKeyDictionary[Vocabulary, dict[str, str]] = WeakKeyDictionary()
_BARE_ID = re.compile(r"^(?:https://w3id\.org/harmlex/|hlx:)?H?(\d{1,6})$", re.IGNORECASE)


def _concepts(case: Case) -> Iterable[tuple[str, str]]:
    """Yield every concept that is given, with its pointer."""
    for _, pointer, text in case.by_slot.get("concept", ()):
        yield pointer, text


@_vocabulary("HLX-R101")
def unknown_concept(case: Case) -> Iterable[Problem]:
    """A harm concept exists in this release.

    Why: a code that nobody else knows cannot be compared or counted.

    Bad::

        {"concept": "doxxing", "assigned_by": "assignment:person"}

    Good::

        {"concept": "hlx:H0042", "assigned_by": "assignment:person"}

    Mend: write the identifier that the finding suggests. A code of an organisation's own scheme goes into
    ``original``, beside the concept that it maps to.
    """
    for pointer, text in _concepts(case):
        if text not in case.vocabulary.concepts:
            said = f"There is no such harm concept in release {case.vocabulary.release}."
            hints = _HINTS.setdefault(case.vocabulary, {})
            if text not in hints:
                if len(hints) > 1_000:
                    hints.clear()
                hints[text] = _meant(case.vocabulary, text)
            yield Problem(pointer, said, hints[text])


def _meant(vocabulary: Vocabulary, text: str) -> str:
    """Say what a text in a concept's place may mean, naming registry entries only."""
    if len(text) > 200:
        return _SEARCH
    bare = _BARE_ID.match(text.strip())
    if bare:
        wanted = f"hlx:H{int(bare[1]):04}"
        if wanted in vocabulary.concepts:
            return f"Did you mean {vocabulary.describe(wanted)}?"
    usable = vocabulary.usable_set
    exact = [one for one in vocabulary.by_label(text, exact=True) if one in usable]
    scheme, _, notation = text.partition(":")
    tables = [scheme] if notation and scheme in vocabulary.schemes else []
    if not tables and not exact:
        tables = [name for name, table in vocabulary.schemes.items() if text in table.notations][:1]
        notation = text
    for name in tables:
        found = vocabulary.schemes[name].notations.get(notation, ())
        targets = [one for meaning in found for one in vocabulary.hub_of(meaning.concept.id)]
        said = f"This is a code of the scheme {name}: write it under `original`, with `scheme` and `notation`"
        if targets:
            return f"{said}. It maps to {vocabulary.describe(targets[0])}."
        return f"{said}." if found else f"The scheme {name} goes under `original`, with one of its notations."
    named = exact or [one for one in vocabulary.by_label(text) if one in usable]
    if named:
        return f"Did you mean {' or '.join(vocabulary.describe(one) for one in named[:3])}?"
    return _SEARCH


@_vocabulary("HLX-R102")
def retired_concept(case: Case) -> Iterable[Problem]:
    """A harm concept is in use.

    Why: a deprecated concept was replaced for a reason, and counts break where both are used.

    Bad::

        {"concept": "hlx:H0199", "assigned_by": "assignment:person"}    (deprecated)

    Good::

        {"concept": "hlx:H0004", "assigned_by": "assignment:person"}

    Mend: use the successor that the finding names; ``harmlex validate --fix OUT`` does it where there is exactly one.
    """
    for pointer, text in _concepts(case):
        concept = case.vocabulary.concepts.get(text)
        if concept is None or (concept.status not in RETIRED and concept.deprecation is None):
            continue
        since = f" since {concept.deprecation.date}" if concept.deprecation else ""
        word = "rejected" if concept.status == "rejected" else "deprecated"
        yield Problem(pointer, f"The harm concept is {word}{since}.", _instead(case.vocabulary, text))


def _instead(vocabulary: Vocabulary, name: str) -> str:
    after = vocabulary.retired.get(name, ())
    if len(after) == 1:
        return f"Use {vocabulary.describe(vocabulary.successor(name) or after[0])}."
    if after:
        return f"Use one of {', '.join(vocabulary.describe(one) for one in after)}, whichever fits."
    return "Nothing replaces it; choose again."


@_vocabulary("HLX-R103")
def too_general(case: Case) -> Iterable[Problem]:
    """A harm concept may code a report.

    Why: some concepts only group others; a report that says no more than the group says too little to act on.

    Bad::

        {"concept": "hlx:H0001", "assigned_by": "assignment:person"}    (technology-facilitated gender-based violence)

    Good::

        {"concept": "hlx:H0042", "assigned_by": "assignment:person"}    (doxing)

    Mend: use one of the narrower concepts that the finding names.
    """
    for pointer, text in _concepts(case):
        concept = case.vocabulary.concepts.get(text)
        if concept is not None and not concept.reportable:
            below = _reportable_below(case.vocabulary, text)
            shown = ", ".join(case.vocabulary.describe(one) for one in below[:5])
            more = f" and {len(below) - 5} more; `harmlex search` finds one by any word" if len(below) > 5 else ""
            hint = f"Use a narrower one: {shown}{more}." if below else _SEARCH
            yield Problem(pointer, "The harm concept only groups others and is too general for a report.", hint)


def _reportable_below(vocabulary: Vocabulary, name: str) -> list[str]:
    """Return the nearest narrower concepts that may code a report."""
    usable = vocabulary.usable_set
    found: dict[str, None] = {}
    waiting = list(vocabulary.narrower.get(name, ()))
    seen = set(waiting)
    while waiting:
        one = waiting.pop(0)
        if one in usable:
            found[one] = None
            continue
        for below in vocabulary.narrower.get(one, ()):
            if below not in seen:
                seen.add(below)
                waiting.append(below)
    return list(found)


def _scheme_codes(case: Case) -> Iterable[tuple[str, str | None, str | None, str | None]]:
    """Yield every scheme's code: pointer of its object, scheme, notation, version."""
    for pointer, given in case.given_classifications if "notation" in case.by_slot or "version" in case.by_slot else ():
        original = given.get("original")
        if isinstance(original, dict):
            yield (
                f"{pointer}/original",
                case.text(original, "scheme"),
                case.text(original, "notation"),
                case.text(original, "version"),
            )


def _aggregate_codes(case: Case) -> Iterable[tuple[str, str | None, str | None, str | None]]:
    if case.cls == "AggregateReport":
        scheme, version = case.text(case.report, "scheme"), case.text(case.report, "version")
        for pointer, given in case.objects("counts"):
            if "notation" in given:
                yield pointer, scheme, case.text(given, "notation"), version


@_vocabulary("HLX-R104")
def unknown_scheme(case: Case) -> Iterable[Problem]:
    """A scheme is one that this release describes.

    Why: a notation means nothing without the scheme that it belongs to.

    Bad::

        {"scheme": "dsa", "notation": "KEYWORD_CYBER_HARASSMENT"}

    Good::

        {"scheme": "dsa-transparency-db", "notation": "KEYWORD_CYBER_HARASSMENT"}

    Mend: write the scheme's identifier as the registry has it. A scheme that the registry does not have yet can be
    proposed; until then code with the hub concept alone.
    """
    schemes = case.vocabulary.schemes
    for _, pointer, text in case.by_slot.get("scheme", ()):
        if text not in schemes:
            near = _near(text, list(schemes))
            hint = f"Did you mean {near}?" if near else "`harmlex show SCHEME` shows one; the site lists all."
            yield Problem(pointer, f"Release {case.vocabulary.release} describes no such scheme.", hint)
    if case.cls == "AggregateReport" and "scheme" not in case.report:
        for pointer, given in case.objects("counts"):
            if "notation" in given:
                said = "There is a notation, and the table does not say of which scheme."
                yield Problem(pointer, said, "Add `scheme` to the table, or use `concept`.")


@_vocabulary("HLX-R105")
def unknown_notation(case: Case) -> Iterable[Problem]:
    """A notation stands in its scheme.

    Why: a misspelt code is lost for every comparison.

    Bad::

        {"scheme": "dsa-transparency-db", "notation": "CYBER_HARASSMENT"}

    Good::

        {"scheme": "dsa-transparency-db", "notation": "KEYWORD_CYBER_HARASSMENT"}

    Mend: write the notation exact as printed. Where the scheme prints none, write what stands after the colon in our
    identifier of its concept.
    """
    for pointer, scheme, notation, _ in [*_scheme_codes(case), *_aggregate_codes(case)]:
        table = case.vocabulary.schemes.get(scheme or "")
        if table is None or notation is None or notation in table.notations:
            continue
        near = _near(notation.removeprefix(f"{scheme}:"), list(table.notations))
        hint = f"Did you mean {near}?" if near else f"`harmlex show {scheme}` lists its codes."
        said = f"The scheme {scheme} has no such notation, as far as the registry knows it."
        yield Problem(f"{pointer}/notation", said, hint)


@_vocabulary("HLX-R106")
def unknown_version(case: Case) -> Iterable[Problem]:
    """A notation stands in the version of its scheme that the report names.

    Why: schemes use a code again with another meaning; the version says which one is meant.

    Bad::

        {"scheme": "dsa-transparency-db", "notation": "KEYWORD_CYBER_HARASSMENT", "version": "v1"}

    Good::

        {"scheme": "dsa-transparency-db", "notation": "KEYWORD_CYBER_HARASSMENT", "version": "v2"}

    Mend: name a version that the registry knows and that has the code, or leave the version out.
    """
    for pointer, scheme, notation, version in [*_scheme_codes(case), *_aggregate_codes(case)]:
        table = case.vocabulary.schemes.get(scheme or "")
        if table is None or version is None:
            continue
        where = "/version" if case.cls == "AggregateReport" else f"{pointer}/version"
        if version not in table.versions:
            known = ", ".join(sorted(table.versions)[:6])
            hint = f"The registry knows {known}." if known else "Leave it out; the registry knows no versions of it."
            yield Problem(where, f"The registry knows no such version of the scheme {scheme}.", hint)
        elif notation in table.notations and not table.in_version(notation or "", version):
            has = sorted({one.concept.scheme_version or "" for one in table.notations[notation or ""]})
            said = f"The notation is not in that version of the scheme {scheme}."
            yield Problem(where, said, f"It is in {', '.join(has)}.")


@_vocabulary("HLX-R107", "warning")
def out_of_force(case: Case) -> Iterable[Problem]:
    """A notation was in force in the month of receipt.

    Why: before and after, the code meant something else or nothing.

    Bad: a code that was introduced in July 2025, in a report of May 2025.

    Good: the code that was in force in May 2025.

    Mend: correct the month or the code, or name the version of the scheme that is meant.
    """
    month = case.month
    if month is None:
        return
    for pointer, scheme, notation, version in _scheme_codes(case):
        table = case.vocabulary.schemes.get(scheme or "")
        if table is None or notation is None:
            continue
        found = table.notations.get(notation, ()) if version is None else table.in_version(notation, version)
        fit = [one for one in found if one.holds_in(month)]
        if found and not fit:
            spans = "; ".join(f"{one.months[0]} to {one.months[1]}" for one in found)
            spans = spans.replace("0000-01 to", "until").replace(" to 9999-12", " onwards")
            said = "The notation was not in force in the month of receipt."
            yield Problem(f"{pointer}/notation", said, f"It is from {spans}.")
        elif len(fit) > 1:
            said = "The notation has several meanings in that month."
            yield Problem(f"{pointer}/notation", said, "Name the version of the scheme.")


@_vocabulary("HLX-R108")
def unknown_code(case: Case) -> Iterable[Problem]:
    """A code stands in the list that its field takes codes from.

    Why: a report holds codes and nothing else, so that it can tell nothing else.

    Bad::

        {"age_band": "teenager"}

    Good::

        {"age_band": "age-band:13-17"}

    Mend: write the code that the finding suggests, or one of the list that it names.
    """
    for pointer, name, text in case.codes:
        codes = case.vocabulary.lists.get(name, {})
        if text in codes:
            continue
        usable = case.vocabulary.usable_codes(name)
        wanted = text if text.startswith(f"{name}:") else f"{name}:{text.partition(':')[2] or text}"
        near = wanted if wanted in usable else _near(wanted.casefold().replace(" ", "-").replace("_", "-"), usable)
        by_label = [code for code in usable if codes[code].label.casefold() == text.casefold()]
        if by_label or near:
            hint = f"Did you mean {case.vocabulary.describe((by_label or [str(near)])[0])}?"
        elif len(usable) <= 20:
            hint = f"Use one of {', '.join(usable)}."
        else:
            hint = f"`harmlex show {name}` lists its codes."
        yield Problem(pointer, f"There is no such code in the list {name}.", hint)


@_vocabulary("HLX-R109")
def retired_code(case: Case) -> Iterable[Problem]:
    """A code of a list is in use, and so is a scheme's code.

    Why: a retired code was split, joined or renamed; counts break where both are used.

    Bad: a code that its list or its scheme has withdrawn.

    Good: the code that replaced it.

    Mend: use the successor that the finding names.
    """
    retired = case.vocabulary.retired
    for pointer, name, text in case.codes:
        if text in retired and text in case.vocabulary.lists.get(name, {}):
            yield Problem(pointer, f"The code of the list {name} is retired.", _instead(case.vocabulary, text))
    for harm in case.harms:
        if harm.notation is not None and harm.notation.concept.deprecation is not None:
            after = ", ".join(harm.notation.concept.replaced_by)
            hint = f"Use {after}." if after else "Nothing replaces it; choose again."
            yield Problem(f"{harm.pointer}/original/notation", "The scheme has withdrawn this code.", hint)


@_vocabulary("HLX-R110")
def unknown_country(case: Case) -> Iterable[Problem]:
    """A country is one of ISO 3166-1.

    Why: a code that looks right and is none is lost in every table by country.

    Bad::

        {"countries": ["UK"]}

    Good::

        {"countries": ["GB"]}

    Mend: write the alpha-2 code. Leave the country out where it is not known.
    """
    for _, pointer, text in case.by_slot.get("countries", ()):
        if text not in COUNTRIES:
            if text.upper() in COUNTRIES:
                hint = "Write it in capitals."
            else:
                hint = "The United Kingdom is GB." if text.upper() == "UK" else "Use the alpha-2 code, such as GB."
            yield Problem(pointer, "This is not a country code of ISO 3166-1.", hint)


@_vocabulary("HLX-R111")
def other_model(case: Case) -> Iterable[Problem]:
    """The report follows the version of the model that this release has.

    Why: another version may have other fields, and what is checked must be what was meant.

    Bad::

        {"schema_version": "9.0.0"}

    Good::

        {"schema_version": "1.0.0"}

    Mend: write the version that the finding names, or validate with the release that has the other one.
    """
    given = case.text(case.report, "schema_version")
    if given is not None and given != case.vocabulary.schema_version:
        said = f"Release {case.vocabulary.release} has another version of the report model."
        yield Problem("/schema_version", said, f"Write {case.vocabulary.schema_version}.")


@_vocabulary("HLX-R112", "warning")
def newer_release(case: Case) -> Iterable[Problem]:
    """The report was coded with a release that this validator knows.

    Why: codes of a newer release are unknown here, and advice is out of date.

    Bad: a report coded with release 2027.06, checked against release 2026.12.

    Good: the same report, checked against 2027.06 or later.

    Mend: install a newer harmlex, or correct the release that the report names.
    """
    given = case.text(case.report, "vocabulary_release")
    if given is None or release_order(given)[0] == 9999:
        return
    if release_order(given) > release_order(case.vocabulary.release):
        said = f"The report names a release that is newer than {case.vocabulary.release}, which it is checked against."
        yield Problem("/vocabulary_release", said, "Install the newer release, or correct the name.")
    elif given[:7] < "2026.01":
        yield Problem("/vocabulary_release", "There was no release so early.", f"Write {case.vocabulary.release}.")


@_vocabulary("HLX-R113", "warning")
def no_harm(case: Case) -> Iterable[Problem]:
    """A scheme's code that classifies a report stands for a harm.

    Why: schemes also code ages, channels and actions. As a classification they say nothing about what happened.

    Bad: the code of an age group under ``original``.

    Good: the code of a harm under ``original``, and the age group under ``affected``.

    Mend: move the fact to the field that holds it, and give the code of the harm.
    """
    for harm in case.harms:
        if harm.notation is not None and harm.notation.concept.type not in {"harm", "grouping"}:
            said = f"The code stands for something else than a harm: {harm.notation.concept.type}."
            hint = "Give the code of the harm; ages, channels and actions have fields of their own."
            yield Problem(f"{harm.pointer}/original/notation", said, hint)


def _near(text: str, known: list[str]) -> str | None:
    """Return the known name that comes nearest, or ``None``."""
    from rapidfuzz import fuzz, process

    if not text or len(text) > 200:
        return None
    near = process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=72)
    if near:
        return str(near[0])
    begins = [one for one in known if len(text) > 1 and one.startswith(text.casefold())]
    return begins[0] if len(begins) == 1 else None
