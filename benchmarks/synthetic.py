"""Registries of any size, made up, clean, and shaped like the real one."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

__all__ = ["write_registry"]

# Enough plain words that labels of three stay apart; none of them means anything here.
# ruff: noqa: SIM905  (a list of eighty lines would say no more)
WORDS = """
amber basin cedar delta ember fjord grove harbour island jetty kernel lagoon meadow nectar orchard pebble quarry
ridge saddle timber upland valley willow xenon yarrow zephyr anchor bridge canyon dune estuary forest glacier
heath inlet junction knoll lantern marble notch oasis prairie quill ravine summit thicket umbra vessel wharf apex
beacon cliff dell escarp fern gully hollow ivory jasper kelp ledge moor nook outcrop pasture quartz reef shoal
tundra utter verge weald alder birch clover dahlia elm foxglove gorse hazel iris juniper kale larch maple nettle
banner candle dagger easel fiddle goblet hammer inkwell jacket kettle ladder mirror needle ottoman pillow quiver
ribbon saucer teapot umbrella violin wagon xylophone yoke zither anvil barrel cradle drum flute
""".split()
RELEASE = """\
release: "2026.11"
date: "2026-11-22"
title:
  en: A made-up registry
description:
  en: A registry made up to measure growth.
licence: CC BY 4.0
licence_url: https://creativecommons.org/licenses/by/4.0/
id_ranges:
  - contributor: editors
    first: 1
    last: 999999
"""
SOURCES = """\
sources:
  - id: made-up-1
    title: A made-up study
    published_by: Nobody
    sector: research
    issued: "2026"
    url: https://example.org/one
    seen: full-text
    languages:
      - en
  - id: made-up-2
    title: Another made-up study
    published_by: Nobody else
    sector: civil-society
    issued: "2026"
    url: https://example.org/two
    seen: full-text
    languages:
      - en
"""
CODES = """\
id: act
title:
  en: What was done
description:
  en: A made-up list of codes.
status: proposed
created: "2026-11-22"
modified: "2026-11-22"
entries:
{entries}"""
FACETS = """\
facets:
  - id: act
    prefLabel:
      en: act
    definition:
      en: What was done, as one or more codes of a made-up list.
    values_from: act
    exclusivity: many
"""
CONCEPT = """\
id: {id}
status: proposed
prefLabel:
  en: {label}
  fr: {label} (fr)
altLabel:
  en:
    - {label} in short
hiddenLabel:
  en:
    - {hidden}
label_notes:
  - form:
      en: {hidden}
    usage: avoid
    say:
      en: {label}
    reason:
      en: It was made up and says nothing of what happened.
    source: made-up-1
  - form:
      fr: {label} (fr)
    source: made-up-2
    evidence: verified
    native_review: none
definition:
  en: >-
    Something made up about {prose}
    that stands here only so that a file has the length of a real one.
definition_sources:
  - made-up-1
  - made-up-2
{use}{broader}{narrower}population: any
four_c: conduct
material: either
reportable: {reportable}
{criteria}changes:
  - date: "2026-11-22"
    kind: created
    note:
      en: First version.
"""
USE = """\
use_when:
  en: A report tells of {prose} and of nothing else.
"""
CRITERIA = """\
criteria:
  - facet: act
    values:
      - {code}
    source: made-up-1
"""
NARROWER = "narrower_are:\n  exhaustive: open\n  disjoint: unknown\n"


def write_registry(root: Path, size: int, branching: int = 8) -> None:
    """Write a registry of so many harm concepts in a tree with so many branches at each node.

    The same arguments give the same files.
    """
    draw = random.Random(size)
    registry = root / "registry"
    for folder in ("concepts", "codelists"):
        (registry / folder).mkdir(parents=True)
    codes = [f"act:{word}" for word in WORDS[:40]]
    entries = "".join(
        f"  - id: {code}\n    prefLabel:\n      en: {code[4:]}\n    definition:\n"
        f"      en: The made-up act that is called {code[4:]} in this made-up list of codes.\n"
        for code in codes
    )
    (registry / "release.yaml").write_text(RELEASE, encoding="utf-8")
    (registry / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    (registry / "facets.yaml").write_text(FACETS, encoding="utf-8")
    (registry / "codelists" / "act.yaml").write_text(CODES.format(entries=entries), encoding="utf-8")
    # Sets of words, each of its own: no label repeats another, not even in another order.
    names = combinations(WORDS, 3)
    for place in range(size):
        words = next(names)
        identifier = f"H{place + 1:04}"
        above = (place - 1) // branching
        has_narrower = place * branching + 1 < size
        prose = " and ".join(draw.choice(WORDS) + " " + draw.choice(WORDS) for _ in range(8))
        text = CONCEPT.format(
            id=f"hlx:{identifier}",
            label=" ".join(words),
            hidden=" ".join(reversed(words)),
            prose=prose,
            use="" if place == 0 else USE.format(prose=prose),
            broader="" if place == 0 else f"broader:\n  - hlx:H{above + 1:04}\n",
            narrower=NARROWER if has_narrower else "",
            reportable="false" if place == 0 else "true",
            criteria="" if place == 0 else CRITERIA.format(code=draw.choice(codes)),
        )
        (registry / "concepts" / f"{identifier}-{'-'.join(words)}.yaml").write_text(text, encoding="utf-8")
