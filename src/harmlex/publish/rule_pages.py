"""The manual of checks and rules as the site shows it: what is on the index, and on the page of each."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
from markupsafe import Markup, escape

from harmlex.check.manual import ManualPage, pages

__all__ = ["about", "listing", "machine_list", "prose", "rule_address"]

# The parts of the index, each with its groups: by the letter of the code and the topic, in the order of reading.
_PARTS: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "reports",
        "Rules on reports",
        "What `harmlex validate` asks of a report of an incident.",
        (
            ("reading", "Reading"),
            ("structure", "Structure"),
            ("vocabulary", "Vocabulary"),
            ("coherence", "Coherence"),
            ("minimisation", "Minimisation: nothing about persons"),
        ),
    ),
    (
        "registry",
        "Checks of the registry",
        "What `harmlex check` asks of concepts, schemes, code lists and all that belongs to them.",
        (
            ("reading", "Files"),
            ("structural", "Keys and values"),
            ("labels", "Labels and definitions"),
            ("hierarchy", "Hierarchy"),
            ("facts", "Criteria and sources"),
            ("life", "Ids, changes and deprecation"),
            ("form", "Canonical form"),
        ),
    ),
    (
        "mappings",
        "Checks of mappings",
        "What `harmlex check` asks of the rows that join a scheme to the hub.",
        (("mappings", "Files and rows"), ("crosswalk", "What follows from the rows together")),
    ),
    (
        "counts",
        "Rules on published counts",
        "What `harmlex compare` asks of tables of counts.",
        (("counts", "Tables of counts"),),
    ),
)
_BINDS = {
    "reports": "reports",
    "counts": "tables of counts",
    "file": "files",
    "mapping": "mappings",
    "concept": "harm concepts",
    "scheme-concept": "concepts of schemes",
    "scheme": "schemes",
    "codelist": "code lists",
    "code": "codes",
}
_CODE = re.compile(r"HLX-[CMR][0-9]{3}")
_INLINE = re.compile(r"``([^`]+)``|`([^`]+)`")


def rule_address(code: str) -> str:
    """Return where the page of a rule lies, from the root of the site; the end of its permanent address as well."""
    return f"rule/{code}/"


def prose(text: str, root: str) -> Markup:
    """Return a paragraph of the manual as HTML: a capital first, codes between back quotes, other rules as links.

    >>> prose("see HLX-C217 and ``a < b``.", "../")
    Markup('See <a href="../rule/HLX-C217/">HLX-C217</a> and <code>a &lt; b</code>.')
    """
    known = pages()
    text = text[:1].upper() + text[1:]
    out: list[str] = []
    place = 0
    for found in _INLINE.finditer(text):
        out += [_linked(text[place : found.start()], root, known), f"<code>{escape(found[1] or found[2])}</code>"]
        place = found.end()
    return Markup("".join([*out, _linked(text[place:], root, known)]))


def _linked(text: str, root: str, known: dict[str, ManualPage]) -> str:
    def link(found: re.Match[str]) -> str:
        code = found[0]
        return f'<a href="{root}{rule_address(code)}">{code}</a>' if code in known else code

    return _CODE.sub(link, str(escape(text)))


def listing() -> list[dict[str, Any]]:
    """Return the parts of the index; each has groups, and each group its pages in the order of their codes."""
    by_group: dict[tuple[str, str], list[ManualPage]] = {}
    for page in pages().values():
        by_group.setdefault((_part_of(page), page.group), []).append(page)
    return [
        {
            "name": name,
            "title": title,
            "what": what,
            "count": sum(len(by_group[name, group]) for group, _ in groups),
            "groups": [
                {"name": f"{name}-{group}", "title": heading, "pages": by_group[name, group]}
                for group, heading in groups
            ],
        }
        for name, title, what, groups in _PARTS
    ]


def about(page: ManualPage) -> dict[str, str]:
    """Return in words what the head of a page says: its part and group, and what it looks at."""
    part = next(one for one in _PARTS if one[0] == _part_of(page))
    return {
        "part": part[0],
        "part_title": part[1],
        "group": f"{part[0]}-{page.group}",
        "group_title": dict(part[3])[page.group],
        "binds": ", ".join(_BINDS.get(one, f"{one}s") for one in page.binds),
    }


def machine_list() -> str:
    """Return every page as JSON, for programs that explain findings."""
    known = [
        {
            "code": page.code,
            "severity": page.severity,
            "binds": list(page.binds),
            "group": page.group,
            "title": page.title,
            "page": page.text,
            "sections": [msgspec.to_builtins(section) for section in page.sections()],
        }
        for page in pages().values()
    ]
    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def _part_of(page: ManualPage) -> str:
    return "counts" if page.group == "counts" else {"R": "reports", "C": "registry", "M": "mappings"}[page.code[4]]
