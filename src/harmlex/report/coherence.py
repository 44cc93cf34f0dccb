"""Rules on sense: what the classifications demand of the rest of the report, as the vocabulary says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import combinations

from harmlex.report.case import Case, is_month
from harmlex.report.findings import Problem
from harmlex.report.registering import ReportRule, rule
from harmlex.report.vocabulary import GROUND, local

__all__ = [
    "RULES",
    "adult_expected",
    "child_expected",
    "classifications_contradict",
    "criterion_unmet",
    "crosswalk_contradicts",
    "given_twice",
    "groups_overlap",
    "in_the_future",
    "known_unknown",
    "live_expected",
    "no_material_expected",
    "nothing_beside_something",
    "one_line",
    "own_age",
    "real_expected",
    "synthetic_expected",
    "wrong_order",
]

RULES: dict[str, ReportRule] = {}
_coherence = partial(rule, RULES, "coherence")

_LONERS = frozenset({"none", "unknown"})


def _unmet(case: Case, code: str) -> Iterator[tuple[str, str, str]]:
    """Yield the classifications of which a demand is not met: pointer, words, place of what contradicts it."""
    for pointer, words, ground in case.unmet.get(code, ()):
        yield pointer, words, GROUND[ground]


@_coherence("HLX-R201")
def child_expected(case: Case) -> Iterable[Problem]:
    """A harm to children has a child among the affected persons.

    Why: the concept says that at least one affected person is under 18.

    Bad: ``hlx:H0101`` (child sexual abuse material) with only ``age-band:25-34`` affected.

    Good: the same with ``age-band:10-12`` affected.

    Mend: correct the age band, or use the concept for harm to adults. Where the age is not known, say so with
    ``age-band:unknown``.
    """
    for pointer, words, ground in _unmet(case, "HLX-R201"):
        said = f"{words} is about children, and all affected persons are adults."
        yield Problem(pointer, said, f"Correct {ground}, or use the concept for adults.")


@_coherence("HLX-R202")
def adult_expected(case: Case) -> Iterable[Problem]:
    """A harm to adults has no child among the affected persons.

    Why: the concept says that no affected person is under 18. With a child it is another harm, often a graver one.

    Bad: ``hlx:H0031`` (non-consensual sharing of intimate images) with ``age-band:13-15`` affected.

    Good: the concept for sexual images of children with ``age-band:13-15`` affected.

    Mend: use the concept for children, or correct the age band.
    """
    for pointer, words, ground in _unmet(case, "HLX-R202"):
        said = f"{words} is about adults, and an affected person is under 18."
        yield Problem(pointer, said, f"Use the concept for children, or correct {ground}.")


@_coherence("HLX-R203")
def synthetic_expected(case: Case) -> Iterable[Problem]:
    """A harm by synthetic material alone has no recorded material.

    Why: the concept says that none of the material is real. With one recorded item it is another harm.

    Bad: a concept for generated images with ``authenticity:recorded``.

    Good: the same concept with ``authenticity:ai-generated``.

    Mend: use the concept for real material, or correct the authenticity.
    """
    for pointer, words, ground in _unmet(case, "HLX-R203"):
        said = f"{words} is about synthetic material only, and recorded material is given."
        yield Problem(pointer, said, f"Use the concept for real material, or correct {ground}.")


@_coherence("HLX-R204")
def real_expected(case: Case) -> Iterable[Problem]:
    """A harm by real material has recorded material.

    Why: the concept says that at least one item shows a real person as recorded.

    Bad: a concept for recorded abuse with ``authenticity:ai-generated`` alone.

    Good: the same concept with ``authenticity:recorded``.

    Mend: use the concept for synthetic material, or correct the authenticity.
    """
    for pointer, words, ground in _unmet(case, "HLX-R204"):
        said = f"{words} is about real material, and all material given is synthetic."
        yield Problem(pointer, said, f"Use the concept for synthetic material, or correct {ground}.")


@_coherence("HLX-R205")
def no_material_expected(case: Case) -> Iterable[Problem]:
    """A harm without material has none.

    Why: the concept says that the incident involves no image, video, audio or drawing.

    Bad: a concept without material with ``authenticity:recorded``.

    Good: the same concept without authenticity.

    Mend: delete the authenticity, or use the concept that the material belongs to.
    """
    for pointer, words, ground in _unmet(case, "HLX-R205"):
        said = f"{words} involves no material, and material is given."
        yield Problem(pointer, said, f"Delete {ground}, or use the concept that the material belongs to.")


@_coherence("HLX-R206")
def live_expected(case: Case) -> Iterable[Problem]:
    """A live-streamed harm has a live form of content.

    Why: the concept says that every incident involves a live transmission.

    Bad: a concept for live-streamed abuse with ``content-form:image`` alone.

    Good: the same concept with ``content-form:live-video``.

    Mend: add the live form, or use the concept for recordings.
    """
    for pointer, words, ground in _unmet(case, "HLX-R206"):
        said = f"{words} involves a live transmission, and no live form of content is given."
        yield Problem(pointer, said, f"Add the live form to {ground}, or use the concept for recordings.")


@_coherence("HLX-R207", "warning")
def criterion_unmet(case: Case) -> Iterable[Problem]:
    """What the report says fits the criteria of its concepts.

    Why: a concept has necessary criteria, facet by facet; a report that rules one out rules the concept out.

    Bad: a concept that requires a current or former partner, with ``relationship:stranger`` alone.

    Good: the same concept with ``relationship:former-partner``.

    Mend: complete or correct the field that the finding names, or use another concept.
    """
    for pointer, words, ground in _unmet(case, "HLX-R207"):
        said = f"{words} has a criterion that {ground} does not meet."
        yield Problem(pointer, said, f"Complete or correct {ground}, or use another concept.")


@_coherence("HLX-R208", "warning")
def one_line(case: Case) -> Iterable[Problem]:
    """Of a concept and its broader one only the narrower is given.

    Why: the broader follows from the narrower; given again it is counted twice.

    Bad: ``hlx:H0030`` (image-based sexual abuse) beside ``hlx:H0031``, which lies below it.

    Good: ``hlx:H0031`` alone.

    Mend: delete the broader one.
    """
    if len(case.harms) < 2:
        return
    given = [(harm, harm.concept) for harm in case.harms if harm.concept is not None]
    for (a, one), (b, other) in combinations(given, 2):
        for upper, lower, broad, narrow in ((a, b, one, other), (b, a, other, one)):
            if broad in case.vocabulary.meaning(narrow).line:
                above, below = case.vocabulary.describe(broad), case.vocabulary.describe(narrow)
                said = f"{above} is broader than {below}, which is given too at {lower.pointer}."
                yield Problem(f"{upper.pointer}/concept", said, "Delete the broader one.")


@_coherence("HLX-R209", "warning")
def given_twice(case: Case) -> Iterable[Problem]:
    """A code is given once.

    Why: counted twice, one incident becomes two.

    Bad::

        {"motive": ["motive:control", "motive:control"]}

    Good::

        {"motive": ["motive:control"]}

    Mend: delete the second one.
    """
    concepts: set[str] = set()
    codes: set[tuple[str, str]] = set()
    for harm in case.harms:
        if harm.concept is not None and harm.concept in concepts:
            yield Problem(f"{harm.pointer}/concept", "The concept is given twice.", "Delete one.")
        if harm.code is not None and harm.code in codes:
            yield Problem(f"{harm.pointer}/original", "The scheme's code is given twice.", "Delete one.")
        concepts |= {harm.concept} if harm.concept is not None else set()
        codes |= {harm.code} if harm.code is not None else set()
    for pointer, listed in case.lists:
        if len(set(listed)) != len(listed):
            yield Problem(pointer, "A code stands twice in the list.", "Delete one.")
    counted: set[str] = set()
    for pointer, given in case.objects("counts") if case.cls == "AggregateReport" else ():
        key = f"{case.text(given, 'concept')} {case.text(given, 'notation')}"
        if key in counted:
            yield Problem(pointer, "The code is counted twice in the table.", "Add the counts up, or delete one.")
        counted.add(key)


@_coherence("HLX-R210")
def crosswalk_contradicts(case: Case) -> Iterable[Problem]:
    """A concept and a scheme's code can be true of one incident.

    Why: the crosswalks, or what both say of age and material, show that no incident is both.

    Bad: ``hlx:H0031``, which is about adults, with a scheme's code for material that shows children.

    Good: the concept that the scheme's code maps to.

    Mend: look at which of the two was meant; ``harmlex show`` explains both.
    """
    yield from _excluding(case, mixed=True)


@_coherence("HLX-R211")
def classifications_contradict(case: Case) -> Iterable[Problem]:
    """The classifications of a report can be true of one incident.

    Why: a report is one incident. Two concepts of which one is about children only and the other about adults only,
    or that the vocabulary declares disjoint, are two incidents.

    Bad: a concept for adults beside a concept for children.

    Good: two reports, or the concept that fits the incident.

    Mend: correct one of them, or write two reports.
    """
    yield from _excluding(case, mixed=False)


def _excluding(case: Case, *, mixed: bool) -> Iterator[Problem]:
    if len(case.meanings) < 2:
        return
    for (p, first, a), (q, second, b) in combinations(case.meanings, 2):
        if (p.endswith("/original") != q.endswith("/original")) is not mixed:
            continue
        facts = any(d.ground == "harms" and b.facts & d.scope for d in a.demands)
        if facts or a.excludes(b):
            said = f"{case.words(second)} excludes {case.words(first)}, which is given at {p}."
            yield Problem(q, said, "Correct one of the two.")


@_coherence("HLX-R212")
def in_the_future(case: Case) -> Iterable[Problem]:
    """No month lies in the future.

    Why: nothing was received or done that has not happened yet.

    Bad::

        {"received": "2099-01"}

    Good::

        {"received": "2026-11"}

    Mend: correct the month; day and month are often exchanged when a table is converted.
    """
    for pointer, month in case.months:
        if month > case.today[:7]:
            yield Problem(pointer, "The month lies in the future.", "Correct it.")


@_coherence("HLX-R213")
def wrong_order(case: Case) -> Iterable[Problem]:
    """Months stand in the order of time.

    Why: what was done about an incident comes after it was received, and a period ends after it starts.

    Bad::

        {"received": "2026-11", "actions": [{"action": "action:content-removed", "month": "2026-09"}]}

    Good::

        {"received": "2026-09", "actions": [{"action": "action:content-removed", "month": "2026-11"}]}

    Mend: correct one of the months, or leave out the month of the action.
    """
    received = case.month
    for pointer, action in case.objects("actions") if received is not None else ():
        month = case.text(action, "month")
        if month is not None and received is not None and month < received and is_month(month):
            said = "The action comes before the month of receipt."
            yield Problem(f"{pointer}/month", said, "Correct one of the two months.")
    start, end = case.text(case.report, "period_start"), case.text(case.report, "period_end")
    if start is not None and end is not None and is_month(start) and is_month(end) and end < start:
        yield Problem("/period_end", "The period ends before it starts.", "Exchange the two months.")
    if received is not None and received < "2000-01":
        yield Problem("/received", "The month lies before 2000.", "Correct it.")
    for pointer, month in case.months:
        if not pointer.startswith("/received") and month < "2000-01":
            yield Problem(pointer, "The month lies before 2000.", "Correct it.")


@_coherence("HLX-R214", "warning")
def known_unknown(case: Case) -> Iterable[Problem]:
    """How an age is known is said of known ages only.

    Why: an age that is documented or estimated is not unknown; one of the two is wrong.

    Bad::

        {"age_band": "age-band:unknown", "age_known_by": "age-knowledge:documented"}

    Good::

        {"age_band": "age-band:16-17", "age_known_by": "age-knowledge:documented"}

    Mend: give the age band that is known, or leave out how it is known.
    """
    for pointer, group in case.objects("affected"):
        band, known_by = case.text(group, "age_band"), case.text(group, "age_known_by")
        listed = case.vocabulary.lists
        if band not in listed.get("age-band", {}) or known_by not in listed.get("age-knowledge", {}):
            continue
        if band not in case.vocabulary.bands and known_by is not None and local(known_by) != "unknown":
            said = "The age is unknown, and yet it is said how it is known."
            yield Problem(f"{pointer}/age_known_by", said, "Give the age band, or delete how it is known.")


@_coherence("HLX-R215", "warning")
def groups_overlap(case: Case) -> Iterable[Problem]:
    """Groups of affected persons of one gender do not overlap in age.

    Why: a person of 14 is in ``13-15`` and in ``under-18``; in two groups she is counted twice.

    Bad::

        {"affected": [{"age_band": "age-band:13-15"}, {"age_band": "age-band:under-18"}]}

    Good::

        {"affected": [{"age_band": "age-band:13-15", "count": 2}]}

    Mend: join the groups and add up the counts, or use bands that do not overlap.
    """
    groups = case.objects("affected")
    if len(groups) < 2:
        return
    for (_, one), (pointer, other) in combinations(groups, 2):
        bands = case.text(one, "age_band"), case.text(other, "age_band")
        if case.text(one, "gender") != case.text(other, "gender") or None in bands:
            continue
        if bands[0] == bands[1] or bands in case.vocabulary.overlapping_bands:
            said = "The group overlaps in age with another of the same gender."
            yield Problem(f"{pointer}/age_band", said, "Join the groups, or use bands that do not overlap.")


@_coherence("HLX-R216")
def own_age(case: Case) -> Iterable[Problem]:
    """Who did it to herself or himself has the age of an affected person.

    Why: ``relationship:self`` says that both are the same person.

    Bad: ``relationship:self`` with ``age-band:25-34`` where only ``age-band:13-15`` is affected.

    Good: ``relationship:self`` with ``age-band:13-15``.

    Mend: correct the relationship or one of the age bands.
    """
    if "alleged_perpetrators" not in case.report:
        return
    vocabulary = case.vocabulary
    bands = [case.text(group, "age_band") for _, group in case.objects("affected")]
    if not bands or any(band not in vocabulary.bands for band in bands):
        return
    for pointer, group in case.objects("alleged_perpetrators"):
        band = case.text(group, "age_band")
        if case.text(group, "relationship") != "relationship:self" or band not in vocabulary.bands:
            continue
        if all((band, other) not in vocabulary.overlapping_bands for other in bands):
            said = "The person is said to be the affected one, and no affected person is of that age."
            yield Problem(f"{pointer}/age_band", said, "Correct the relationship or one of the age bands.")


@_coherence("HLX-R217", "warning")
def nothing_beside_something(case: Case) -> Iterable[Problem]:
    """A code for nothing or for not known stands alone in its list.

    Why: beside another code it contradicts it or adds nothing.

    Bad::

        {"motive": ["motive:unknown", "motive:revenge"]}

    Good::

        {"motive": ["motive:revenge"]}

    Mend: delete the code for nothing or not known.
    """
    for pointer, listed in case.lists:
        known = [one for one in listed if one in case.vocabulary.known_strings]
        if len(known) > 1 and any(local(one) in _LONERS for one in known):
            yield Problem(pointer, "A code for nothing or not known stands beside others.", "Delete that code.")
