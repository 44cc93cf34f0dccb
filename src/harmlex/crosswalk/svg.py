"""Two pictures as SVG that need no colour to be read: intervals of counts, and how schemes cover the hub."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import inf
from textwrap import wrap

from harmlex.crosswalk.compare import Comparison
from harmlex.crosswalk.coverage import Coverage

__all__ = ["coverage_map", "interval_chart"]

_FONT = "font-family='system-ui, sans-serif' font-size='13'"
_INK, _BAR, _LINE = "#1b1b1f", "#2b5f8a", "#8a8a92"
_SHADES = {"exact": "#1f4e79", "parts": "#4f86b8", "inside": "#a9c7e0", "overlap": "#e3edf5"}
_MARKS = {"exact": ("=", "#ffffff"), "parts": ("<", "#ffffff"), "inside": (">", _INK), "overlap": ("~", _INK)}
_WORDS = {
    "exact": "= same records",
    "parts": "< codes inside it",
    "inside": "> inside a code",
    "overlap": "~ shares records",
}


def interval_chart(comparisons: Sequence[Comparison]) -> str:
    """Return bars from the least to the most, one for each table and target; never a midpoint.

    A bar that says nothing is hollow; one without an upper limit ends in an arrow.
    """
    ends = [end for one in comparisons for i in one.intervals for end in (*i.shown, i.total) if end != inf]
    top = max([*ends, *(end for one in comparisons if one.together for end in one.together if end != inf), 1.0])
    left, width, y = 20, 640, 16
    out: list[str] = []
    for one in comparisons:
        y += 8
        for line in wrap(one.label, 84):
            y += 18
            out.append(f"<text x='{left}' y='{y}' fill='{_INK}' {_FONT} font-weight='600'>{escape(line)}</text>")
        rows = [(i.table, *i.shown, f"grade {i.grade}", i.grade == "X") for i in one.intervals]
        if one.together is not None:
            rows.append(("all together", *one.together, "", False))
        for table, low, high, mark, vacuous in rows:
            end = "no upper limit" if high == inf else f"{high:,.0f}"
            said = [table, f"{low:,.0f} to {end}", *([mark] if mark else []), *(["not comparable"] if vacuous else [])]
            y += 20
            out.append(f"<text x='{left}' y='{y}' fill='{_INK}' {_FONT}>{escape(' · '.join(said))}</text>")
            y += 14
            out.append(_bar(left, y, width * low / top, width * min(high, top) / top, width, high == inf, vacuous))
            y += 8
    y += 24
    for x, number, anchor in ((left, 0.0, "start"), (left + width, top, "end")):
        out.append(f"<text x='{x}' y='{y}' text-anchor='{anchor}' fill='{_INK}' {_FONT}>{number:,.0f}</text>")
    said_ = "Each bar runs from the least to the most that a count can be."
    return "".join([_opened(2 * left + width, y + 16, "Intervals of counts", said_), *out, "</svg>\n"])


def _bar(left: float, y: float, start: float, end: float, width: float, unlimited: bool, vacuous: bool) -> str:
    line = f"<line x1='{left}' x2='{left + width}' y1='{y}' y2='{y}' stroke='{_LINE}'/>"
    look = f"fill='#ffffff' stroke='{_LINE}' stroke-dasharray='4 3'" if vacuous else f"fill='{_BAR}'"
    x, long = left + start, max(end - start, 2.0)
    bar = f"<rect x='{x:.1f}' y='{y - 5}' width='{long:.1f}' height='10' {look}/>"
    tip = left + width
    arrow = f"<path d='M{tip} {y - 9}l12 9l-12 9z' fill='{_BAR}'/>" if unlimited else ""
    return line + bar + arrow


def coverage_map(matrix: Coverage, labels: dict[str, str]) -> str:
    """Return the matrix of hub concepts and schemes; every cell has a mark as well as a shade."""
    cell, left, top = 16, 330, 190
    width, height = left + cell * len(matrix.schemes) + 20, top + cell * len(matrix.concepts) + 40
    text = "Rows are harm concepts, columns are schemes. " + ", ".join(_WORDS.values()) + "."
    out = [_opened(width, height, "Which scheme has a code for which harm", text)]
    for j, scheme in enumerate(matrix.schemes):
        x = left + j * cell + 12
        turned = f"transform='rotate(-60 {x} {top - 6})'"
        out.append(f"<text x='{x}' y='{top - 6}' {turned} fill='{_INK}' {_FONT}>{escape(scheme)}</text>")
    for i, concept in enumerate(matrix.concepts):
        y = top + i * cell
        label = labels.get(concept, concept)
        label = label if len(label) < 46 else label[:44] + "…"
        out.append(f"<text x='{left - 8}' y='{y + 12}' text-anchor='end' fill='{_INK}' {_FONT}>{escape(label)}</text>")
        for j, scheme in enumerate(matrix.schemes):
            kind = matrix.cells[concept].get(scheme)
            if kind:
                x = left + j * cell
                mark, ink = _MARKS[kind]
                out.append(f"<rect x='{x}' y='{y}' width='{cell - 1}' height='{cell - 1}' fill='{_SHADES[kind]}'/>")
                out.append(
                    f"<text x='{x + 7}' y='{y + 12}' text-anchor='middle' fill='{ink}' {_FONT}>{escape(mark)}</text>"
                )
    legend = "   ".join(_WORDS.values())
    out.append(f"<text x='20' y='{height - 14}' fill='{_INK}' {_FONT}>{escape(legend)}</text>")
    return "".join([*out, "</svg>\n"])


def _opened(width: float, height: float, title: str, text: str) -> str:
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' width='{width}' height='{height}' "
        f"role='img' aria-labelledby='t d'><title id='t'>{escape(title)}</title><desc id='d'>{escape(text)}</desc>"
        f"<rect width='{width}' height='{height}' fill='#ffffff'/>"
    )
