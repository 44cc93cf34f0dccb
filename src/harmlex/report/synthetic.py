"""Made-up reports for tests and load tests: coherent, content-free, about nobody; and every way to spoil one.

The generator reads the same demands as the rules, so its reports have no finding. Each defect names the rule that must
find it, which is how benchmarks and tests know that nothing is missed and nothing is falsely reported.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Any

from harmlex.report.vocabulary import RETIRED, Meaning, Vocabulary, local, open_code

__all__ = ["DEFECTS", "Maker", "spoil"]

Report = dict[str, Any]
_COUNTRIES = ("GB", "KE", "BR", "IN", "FR", "JO", "MX", "PH", "ZA", "US", "DE", "ID")
_LANGUAGES = ("en", "fr", "ar", "pt-BR", "sw", "es", "hi", "de", "id", "tl")
_LONERS = frozenset({"none", "unknown"})


class Maker:
    """Makes reports of one release from a seed.

    Args:
        vocabulary: The release.
        seed: Equal seeds make equal reports.
        today: Months lie in the two years before this day.
    """

    def __init__(self, vocabulary: Vocabulary, seed: int = 7, today: str = "2026-11-22") -> None:
        """Read the lists once."""
        self.vocabulary = vocabulary
        self.random = Random(seed)
        year, month = int(today[:4]), int(today[5:7])
        self.months = [
            f"{y}-{m:02}" for y in range(year - 2, year + 1) for m in range(1, 13) if (y, m) <= (year, month)
        ]
        # Few harms make up most of what is reported; which ones is drawn by lot.
        self.concepts = self.random.sample(vocabulary.usable_concepts, len(vocabulary.usable_concepts))
        self._weights = list(accumulate(1 / (rank + 1) for rank in range(len(self.concepts))))
        self._organisations = [f"org-{self.random.randrange(16**6):06x}" for _ in range(40)]
        self.codes = {name: vocabulary.usable_codes(name) for name in vocabulary.lists}
        self.notations = [
            (name, notation, found[0].meaning)
            for name, table in sorted(vocabulary.schemes.items())
            for notation, found in sorted(table.notations.items())
            if len(found) == 1 and found[0].usable and found[0].months[0] <= self.months[0]
            and found[0].months[1] >= self.months[-1]
        ]  # fmt: skip

    @cached_property
    def _own(self) -> list[tuple[str, str, Meaning]]:
        """The codes of three schemes."""
        names = sorted({scheme for scheme, _, _ in self.notations})
        some = set(self.random.sample(names, min(3, len(names))))
        return [code for code in self.notations if code[0] in some]

    def report(self, primary: str | None = None) -> Report:
        """Return one report."""
        r = self.random
        chosen: list[tuple[dict[str, Any], Meaning]] = []
        for place in range(r.choice((1, 1, 1, 1, 1, 1, 1, 2, 2, 3))):
            name = primary if place == 0 and primary else r.choices(self.concepts, cum_weights=self._weights)[0]
            meaning = self.vocabulary.meaning(name)
            if not self._stands(name, meaning, chosen):
                continue
            harm: dict[str, Any] = {"concept": name, "assigned_by": r.choice(self.codes["assignment"])}
            if harm["assigned_by"] == "assignment:automated":
                harm["confidence"] = r.randint(50, 100)
            chosen.append((harm, meaning))
        meanings = [meaning for _, meaning in chosen]
        if r.random() < 0.25 and self.notations:
            # An organisation codes with its own scheme; so does a file.
            scheme, notation, meaning = r.choice(self._own)
            if all(self._apart_from_nothing(meaning, other) for other in meanings) and self._satisfiable(
                [*meanings, meaning]
            ):
                chosen[0][0]["original"] = {"scheme": scheme, "notation": notation}
                meanings.append(meaning)
        received = r.choice(self.months)
        report: Report = {
            "schema_version": self.vocabulary.schema_version,
            "vocabulary_release": self.vocabulary.release,
            "report_id": str(uuid.UUID(int=r.getrandbits(128), version=4)),
            "organisation_id": r.choice(self._organisations),
            "received": received,
            "channel": r.choice(self.codes["reporting-channel"]),
            "detection": r.choice(self.codes["detection"]),
            "primary_harm": chosen[0][0],
        }
        if len(chosen) > 1:
            report["harms"] = [harm for harm, _ in chosen[1:]]
        self._people(report, meanings)
        self._circumstances(report, meanings)
        report["countries"] = r.sample(_COUNTRIES, r.choice((1, 1, 2)))
        report["languages"] = [r.choice(_LANGUAGES)]
        later = [month for month in self.months if month >= received]
        report["actions"] = [
            {"action": action, "actor": r.choice(self.codes["actor"]), "month": r.choice(later[:4])}
            for action in r.sample(self.codes["action"], r.choice((1, 1, 2)))
        ]
        return report

    def _people(self, report: Report, meanings: list[Meaning]) -> None:
        r = self.random
        group = {
            "age_band": self._one("age-band", meanings),
            "gender": r.choice(self.codes["gender"]),
            "count": r.choice((1, 1, 1, 2, 3)),
        }
        if group["age_band"] in self.vocabulary.bands:
            group["age_known_by"] = r.choice(self.codes["age-knowledge"])
        report["affected"] = [group]
        if r.random() < 0.7:
            report["alleged_perpetrators"] = [{"relationship": self._one("relationship", meanings), "count": 1}]

    def _circumstances(self, report: Report, meanings: list[Meaning]) -> None:
        r = self.random
        report["service"] = {
            "kind": self._one("service-kind", meanings),
            "surface": self._one("service-surface", meanings),
        }
        forms = self._several("content-form", meanings)
        report["content"] = {"forms": forms}
        material = any("none" in self.vocabulary.facts_in(meaning.facts) for meaning in meanings)
        if not material:
            report["content"]["authenticity"] = self._several("authenticity", meanings)
        if r.random() < 0.3:
            report["content"]["hash_formats"] = r.sample(self.codes["hash-format"], 2)
        if r.random() < 0.5:
            report["motive"] = self._several("motive", meanings)
        if r.random() < 0.4:
            definite = [code for code in self.codes["impact"] if local(code) not in _LONERS]
            report["impact"] = r.sample(definite, r.choice((1, 2, 3)))
        if r.random() < 0.2:
            report["legal_instruments"] = [r.choice(self.codes["legal-instrument"])]

    def _one(self, name: str, meanings: list[Meaning]) -> str:
        return self.random.choice(self._fit(name, meanings))

    def _several(self, name: str, meanings: list[Meaning]) -> list[str]:
        fit = self._fit(name, meanings)
        first = self.random.choice(fit)
        rest = [code for code in fit if code != first and local(code) not in _LONERS]
        if local(first) in _LONERS or not rest or self.random.random() < 0.6:
            return [first]
        return [first, self.random.choice(rest)]

    def _fit(self, name: str, meanings: Iterable[Meaning]) -> list[str]:
        """Return the codes of a list that meet all demands on their own; open ones always do."""
        fit = []
        for code in self.codes[name]:
            bit = self.vocabulary.bit[code]
            if all(
                not bit & meaning.forbidden
                and all(not bit & scope or bit & allowed for scope, allowed in meaning.needs)
                for meaning in meanings
            ):
                fit.append(code)
        return fit or [code for code in self.codes[name] if open_code(code)]

    def _satisfiable(self, meanings: list[Meaning]) -> bool:
        return all(
            self._fit(name, meanings) for name in ("age-band", "authenticity", "content-form", "relationship")
        ) and not any(one.facts & other.forbidden for one in meanings for other in meanings)

    def _stands(self, name: str, meaning: Meaning, chosen: list[tuple[dict[str, Any], Meaning]]) -> bool:
        """Whether a concept may stand beside those already chosen."""
        for harm, other in chosen:
            if name == harm["concept"] or name in other.line or harm["concept"] in meaning.line:
                return False
            if not self._apart_from_nothing(meaning, other):
                return False
        return not chosen or self._satisfiable([meaning, *(other for _, other in chosen)])

    @staticmethod
    def _apart_from_nothing(one: Meaning, other: Meaning) -> bool:
        return not (one.excludes(other) or one.facts & other.forbidden or other.facts & one.forbidden)


# ------------------------------------------------------------------------------------------------ defects

Spoiler = Callable[[Maker, Report], "Report | bytes | None"]


def _raw(report: Report) -> bytes:
    return json.dumps(report, ensure_ascii=False, separators=(",", ":")).encode()


def _with(maker: Maker, test: Callable[[Any], bool], change: Callable[[Report], None]) -> Report | None:
    """Return a fresh report about a concept that passes a test, changed."""
    fit = [name for name in maker.concepts if test(maker.vocabulary.concepts[name])]
    if not fit:
        return None
    report = maker.report(maker.random.choice(fit))
    report.pop("harms", None)
    report["primary_harm"].pop("original", None)
    change(report)
    return report


def _put(*path: str | int, value: Any) -> Spoiler:
    def spoiler(maker: Maker, report: Report) -> Report:
        place: Any = report
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value
        return report

    return spoiler


def _drop(*path: str | int) -> Spoiler:
    def spoiler(maker: Maker, report: Report) -> Report:
        place: Any = report
        for part in path[:-1]:
            place = place[part]
        del place[path[-1]]
        return report

    return spoiler


def _text(change: Callable[[bytes], bytes]) -> Spoiler:
    return lambda maker, report: change(_raw(report))


def _affect(band: str) -> Callable[[Report], None]:
    def change(report: Report) -> None:
        report["affected"] = [{"age_band": band, "gender": "gender:unknown"}]

    return change


def _contain(slot: str, codes: list[str]) -> Callable[[Report], None]:
    def change(report: Report) -> None:
        report.setdefault("content", {"forms": ["content-form:unknown"]})[slot] = codes

    return change


def _retired(maker: Maker, report: Report) -> Report | None:
    old = [one.id for one in maker.vocabulary.concepts.values() if one.status in RETIRED]
    if not old:
        return None
    report["primary_harm"]["concept"] = maker.random.choice(old)
    return report


def _general(maker: Maker, report: Report) -> Report | None:
    groups = [one.id for one in maker.vocabulary.concepts.values() if not one.reportable and one.status not in RETIRED]
    if not groups:
        return None
    report["primary_harm"]["concept"] = maker.random.choice(groups)
    return report


def _line(maker: Maker, report: Report) -> Report | None:
    usable = set(maker.concepts)
    pairs = [(name, above) for name in maker.concepts for above in maker.vocabulary.meaning(name).line & usable]
    if not pairs:
        return None
    name, above = maker.random.choice(sorted(pairs))
    report = maker.report(name)
    report["harms"] = [{"concept": above, "assigned_by": "assignment:person"}]
    return report


def _twice(maker: Maker, report: Report) -> Report:
    report["harms"] = [{"concept": report["primary_harm"]["concept"], "assigned_by": "assignment:person"}]
    return report


def _excluding(maker: Maker, report: Report) -> Report | None:
    """Put a concept for adults beside one for children."""
    concepts = maker.vocabulary.concepts
    children = [name for name in maker.concepts if concepts[name].population == "child"]
    adults = [name for name in maker.concepts if concepts[name].population == "adult"]
    if not children or not adults:
        return None
    report = maker.report(maker.random.choice(children))
    report["harms"] = [{"concept": maker.random.choice(adults), "assigned_by": "assignment:person"}]
    return report


def _crosswalk(maker: Maker, report: Report) -> Report | None:
    """Give a scheme's code for children to a concept for adults."""
    concepts, vocabulary = maker.vocabulary.concepts, maker.vocabulary
    adults = [name for name in maker.concepts if concepts[name].population == "adult"]
    codes = [(s, n) for s, n, meaning in maker.notations if "child" in vocabulary.facts_in(meaning.facts)]
    if not adults or not codes:
        return None
    scheme, notation = maker.random.choice(codes)
    report = maker.report(maker.random.choice(adults))
    report.pop("harms", None)
    report["primary_harm"]["original"] = {"scheme": scheme, "notation": notation}
    return report


def _criterion(maker: Maker, report: Report) -> Report | None:
    """Name a relationship that a concept's criteria rule out."""
    for name in maker.random.sample(maker.concepts, len(maker.concepts)):
        for demand in maker.vocabulary.meaning(name).demands:
            if demand.ground != "relationship" or not demand.allowed:
                continue
            wrong = [code for code in maker.codes["relationship"] if not maker.vocabulary.bit[code] & demand.allowed]
            if wrong:
                report = maker.report(name)
                report["alleged_perpetrators"] = [{"relationship": maker.random.choice(wrong)}]
                return report
    return None


def _version(maker: Maker, report: Report) -> Report | None:
    if not maker.notations:
        return None
    scheme, notation, _ = maker.random.choice(maker.notations)
    report["primary_harm"]["original"] = {"scheme": scheme, "notation": notation, "version": "no such version"}
    return report


def _overlap(maker: Maker, report: Report) -> Report:
    report["affected"] = [{"age_band": "age-band:13-15"}, {"age_band": "age-band:under-18"}]
    return report


def _early_action(maker: Maker, report: Report) -> Report:
    report["received"] = maker.months[-1]
    report["actions"] = [{"action": "action:content-removed", "month": maker.months[0]}]
    return report


def _adult(maker: Maker, report: Report) -> Report | None:
    return _with(maker, lambda c: c.population == "child", _affect("age-band:25-34"))


def _child(maker: Maker, report: Report) -> Report | None:
    return _with(maker, lambda c: c.population == "adult", _affect("age-band:10-12"))


def _recorded(maker: Maker, report: Report) -> Report | None:
    return _with(maker, lambda c: c.material == "synthetic", _contain("authenticity", ["authenticity:recorded"]))


def _generated(maker: Maker, report: Report) -> Report | None:
    return _with(maker, lambda c: c.material == "real", _contain("authenticity", ["authenticity:ai-generated"]))


def _material(maker: Maker, report: Report) -> Report | None:
    return _with(maker, lambda c: c.material == "none", _contain("authenticity", ["authenticity:recorded"]))


def _still(maker: Maker, report: Report) -> Report | None:
    return _with(maker, lambda c: c.live, _contain("forms", ["content-form:image"]))


def _personal(text: str) -> Spoiler:
    return _put("affected", 0, "note", value=text)


# Name of a defect: the rule that must find it, and how to make it. None is returned where a release has no such code.
DEFECTS: dict[str, tuple[str, Spoiler]] = {
    "not-json": ("HLX-R001", _text(lambda raw: raw[:-2])),
    "not-utf-8": ("HLX-R002", _text(lambda raw: raw.replace(b'"org-', b'"\xfforg-', 1))),
    "nested": ("HLX-R004", _put("countries", value=json.loads("[" * 60 + "]" * 60))),
    "key-twice": ("HLX-R005", _text(lambda raw: b'{"channel":"reporting-channel:police",' + raw[1:])),
    "nan": ("HLX-R006", _text(lambda raw: raw.replace(b'"count":', b'"count":NaN,"x":', 1))),
    "array": ("HLX-R007", _text(lambda raw: b"[" + raw + b"]")),
    "missing-field": ("HLX-R010", _drop("channel")),
    "missing-inner": ("HLX-R010", _drop("affected", 0, "age_band")),
    "extra-field": ("HLX-R011", _put("affected", 0, "note", value="x")),
    "wrong-type": ("HLX-R012", _put("countries", value="GB")),
    "null": ("HLX-R012", _put("detection", value=None)),
    "bad-pattern": ("HLX-R013", _put("received", value="12/2026")),
    "day": ("HLX-R013", _put("received", value="2026-01-02")),
    "bad-id": ("HLX-R013", _put("report_id", value="case seventeen")),
    "out-of-range": ("HLX-R014", _put("affected", 0, "count", value=0)),
    "empty-forms": ("HLX-R015", _put("content", "forms", value=[])),
    "decimal": ("HLX-R016", _put("affected", 0, "count", value=1.0)),
    "no-code": ("HLX-R017", _put("primary_harm", value={"assigned_by": "assignment:person"})),
    "unknown-concept": ("HLX-R101", _put("primary_harm", "concept", value="hlx:H999999")),
    "label-for-concept": ("HLX-R101", _put("primary_harm", "concept", value="doxing")),
    "retired-concept": ("HLX-R102", _retired),
    "too-general": ("HLX-R103", _general),
    "unknown-scheme": (
        "HLX-R104",
        _put("primary_harm", "original", value={"scheme": "no-such-scheme", "notation": "A"}),
    ),
    "unknown-version": ("HLX-R106", _version),
    "bad-enum": ("HLX-R108", _put("affected", 0, "age_band", value="teenager")),
    "other-list": ("HLX-R108", _put("channel", value="gender:unknown")),
    "bad-country": ("HLX-R110", _put("countries", value=["UK"])),
    "other-model": ("HLX-R111", _put("schema_version", value="9.0.0")),
    "newer-release": ("HLX-R112", _put("vocabulary_release", value="2099.01")),
    "adults-only": ("HLX-R201", _adult),
    "child-affected": ("HLX-R202", _child),
    "recorded-material": ("HLX-R203", _recorded),
    "no-recorded-material": ("HLX-R204", _generated),
    "material-given": ("HLX-R205", _material),
    "not-live": ("HLX-R206", _still),
    "criterion": ("HLX-R207", _criterion),
    "broader-and-narrower": ("HLX-R208", _line),
    "given-twice": ("HLX-R209", _twice),
    "crosswalk": ("HLX-R210", _crosswalk),
    "two-incidents": ("HLX-R211", _excluding),
    "future": ("HLX-R212", _put("received", value="2099-01")),
    "order": ("HLX-R213", _early_action),
    "known-unknown": (
        "HLX-R214",
        _put("affected", value=[{"age_band": "age-band:unknown", "age_known_by": "age-knowledge:stated"}]),
    ),
    "overlap": ("HLX-R215", _overlap),
    "loner": ("HLX-R217", _put("motive", value=["motive:unknown", "motive:revenge"])),
    "e-mail": ("HLX-R301", _personal("someone@example.org")),
    "telephone": ("HLX-R302", _personal("+44 20 7946 0000")),
    "web-address": ("HLX-R303", _personal("https://example.org/a")),
    "handle": ("HLX-R304", _personal("@example_name")),
    "internet-address": ("HLX-R305", _personal("192.0.2.17")),
    "coordinates": ("HLX-R306", _personal("51.50135, -0.14189")),
    "hash-value": ("HLX-R307", _personal("d41d8cd98f00b204e9800998ecf8427e")),
    "e-mail-as-id": ("HLX-R301", _put("organisation_id", value="someone@example.org")),
}


def spoil(maker: Maker, report: Report, defect: str) -> bytes | None:
    """Return a report with one defect as a line of JSON, or ``None`` where the release has no code for it."""
    spoiled = DEFECTS[defect][1](maker, report)
    if spoiled is None or isinstance(spoiled, bytes):
        return spoiled
    return _raw(spoiled)
