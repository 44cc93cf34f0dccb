"""Made-up mapping files of any size, the same each time: schemes toward a hub, some rows wrong on purpose."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

__all__ = ["write_star", "write_tree"]

_KINDS = (("skos:exactMatch", 60), ("skos:broadMatch", 25), ("skos:narrowMatch", 10), ("skos:closeMatch", 5))
_COLUMNS = ("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
            "author_id", "mapping_date", "confidence", "comment")  # fmt: skip


def write_star(path: Path, rows: int, schemes: int = 25) -> None:
    """Write rows of as many schemes toward a flat hub: 60 % exact, 25 % broad, 10 % narrow, 5 % close."""
    rng = random.Random(1)
    hub = max(40, rows // 25)
    kinds = [kind for kind, weight in _KINDS for _ in range(weight)]

    def lines() -> Iterator[tuple[str, str, str, float]]:
        for number in range(rows):
            scheme = f"s{number % schemes:02}"
            yield f"{scheme}:{number:06}", rng.choice(kinds), f"hlx:H{rng.randrange(hub):06}", rng.choice((0.8, 0.9))

    _write(path, lines(), schemes)


def write_tree(path: Path, rows: int, errors: int, schemes: int = 25) -> None:
    """Write a hub that is a tree with disjoint branches, schemes with rows toward it, and rows that contradict it."""
    rng = random.Random(2)
    hub = max(60, rows // 8)
    parent = [0, *((i - 1) // 6 for i in range(1, hub))]

    def lines() -> Iterator[tuple[str, str, str, float]]:
        for i in range(1, hub):
            yield f"hlx:H{i:06}", "skos:broadMatch", f"hlx:H{parent[i]:06}", 1.0
        for one in range(1, 7):  # the six branches exclude each other
            for other in range(one + 1, 7):
                yield f"hlx:H{one:06}", "owl:disjointWith", f"hlx:H{other:06}", 1.0
        left = rows - hub - 14
        for number in range(left):
            scheme = f"s{number % schemes:02}"
            target = rng.randrange(1, hub)
            kind = "skos:exactMatch" if rng.random() < 0.6 else "skos:broadMatch"
            yield f"{scheme}:{number:06}", kind, f"hlx:H{target:06}", rng.choice((0.8, 0.9, 0.95))
        for _ in range(errors):
            number = rng.randrange(left)
            wrong = f"s{number % schemes:02}:{number:06}"
            yield wrong, "skos:broadMatch", f"hlx:H{rng.randrange(1, hub):06}", 0.5

    _write(path, lines(), schemes)


def _write(path: Path, lines: Iterator[tuple[str, str, str, float]], schemes: int) -> None:
    head = ["#curie_map:", "#  hlx: https://w3id.org/harmlex/"]
    head += [f"#  s{i:02}: https://w3id.org/harmlex/scheme/s{i:02}/" for i in range(schemes)]
    head += ["#mapping_set_id: https://w3id.org/harmlex/mappings/made-up", '#mapping_set_version: "1"',
             "#mapping_set_title: Made up", "#creator_id:", "#  - hlx:editors",
             "#license: https://creativecommons.org/licenses/by/4.0/", "#subject_type: skos concept",
             "#subject_source: hlx:made-up", '#subject_source_version: "1"', "#object_type: skos concept",
             "#object_source: hlx:hub", '#object_source_version: "1"']  # fmt: skip
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join([*head, "\t".join(_COLUMNS)]) + "\n")
        seen = set()
        for subject, predicate, obj, confidence in lines:
            if (subject, predicate, obj) in seen or subject == obj:
                continue
            seen.add((subject, predicate, obj))
            file.write(
                f"{subject}\t{subject}\t{predicate}\t{obj}\t{obj}\tsemapv:ManualMappingCuration\thlx:editors\t"
                f"2026-11-22\t{confidence:g}\tMade up for a measurement.\n"
            )
