"""The one list of rules on reports, by code, and the file in which other implementations read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from harmlex.model.errors import UnknownName
from harmlex.report import coherence, minimisation, structure, wording
from harmlex.report.registering import ReportRule
from harmlex.report.vocabulary import FACET_SLOTS, GROUND, Demand, Vocabulary

if TYPE_CHECKING:
    from harmlex.load.artefact import Sections
    from harmlex.model.artefact import Artefact

__all__ = ["FORMAT", "RULES", "ReportRule", "chosen", "rules_document"]

FORMAT = "harmlex-report-rules/1"

RULES: dict[str, ReportRule] = dict(
    sorted((structure.RULES | wording.RULES | coherence.RULES | minimisation.RULES).items())
)


def chosen(select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the codes that are asked for, by code or by the beginning of one.

    Args:
        select: Codes or beginnings of codes, with or without ``HLX-``; none is all.
        ignore: Codes or beginnings of codes to leave out.

    Raises:
        UnknownName: No rule has such a code.

    >>> sorted(chosen(("R201", "HLX-R202")))
    ['HLX-R201', 'HLX-R202']
    """
    wanted = _matching(select) if select else frozenset(RULES)
    return wanted - _matching(ignore)


def _matching(names: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        code = name.strip().upper()
        code = code if code.startswith("HLX-") else f"HLX-{code}"
        some = {one for one in RULES if one.startswith(code)}
        if not some or len(code) < len("HLX-R"):
            raise UnknownName("rule", name, tuple(one for one in RULES if one[:6] == code[:6])[:3])
        found |= some
    return frozenset(found)


def rules_document(artefact: Artefact | Sections) -> bytes:
    """Return the rules and the tables they read, as JSON for implementations in other languages.

    The rules come with their manual pages. ``patterns`` are the regular expressions of what looks like personal data,
    to be tried on NFKC text. ``concepts`` says of each concept whether it may be used, what replaces it, what lies
    above it, what it is apart from, and its demands: a report that has a code of ``scope`` must have one of
    ``allowed``; where nothing is allowed, none of the scope may be there. ``facts`` of a classification count as codes.
    """
    vocabulary = Vocabulary(artefact)
    document: dict[str, Any] = {
        "format": FORMAT,
        "release": vocabulary.release,
        "schema_version": vocabulary.schema_version,
        "digest": vocabulary.digest,
        "rules": [
            {"code": one.code, "severity": one.severity, "group": one.group, "title": one.title, "page": one.page}
            for one in RULES.values()
        ],
        "patterns": minimisation.PATTERNS,
        "places": {name: GROUND[name] for name in dict.fromkeys(FACET_SLOTS.values())},
        "overlapping_bands": sorted(list(pair) for pair in vocabulary.overlapping_bands),
        "retired": {name: list(after) for name, after in sorted(vocabulary.retired.items())},
        "concepts": {name: _concept(vocabulary, name) for name in sorted(vocabulary.concepts)},
        "schemes": {
            name: {"versions": sorted(table.versions), "notations": sorted(table.notations)}
            for name, table in sorted(vocabulary.schemes.items())
        },
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _concept(vocabulary: Vocabulary, name: str) -> dict[str, Any]:
    meaning = vocabulary.meaning(name)
    return {
        "usable": name in set(vocabulary.usable_concepts),
        "above": sorted(meaning.line),
        "apart": sorted(meaning.apart),
        "facts": vocabulary.facts_in(meaning.facts),
        "demands": [_demand(vocabulary, demand) for demand in meaning.demands],
    }


def _demand(vocabulary: Vocabulary, demand: Demand) -> dict[str, Any]:
    if demand.ground == "harms":
        return {"rule": demand.rule, "scope": vocabulary.facts_in(demand.scope), "allowed": []}
    return {
        "rule": demand.rule,
        "place": GROUND[demand.ground],
        "scope": vocabulary.codes_in(demand.scope),
        "allowed": vocabulary.codes_in(demand.allowed),
    }
