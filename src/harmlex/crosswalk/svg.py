"""Two pictures as SVG that need no colour to be read: intervals of counts, and how schemes cover the hub."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import inf

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
    """Return bars from the least to the most, one for each table and target; never a midpoint."""
    rows: list[tuple[str, str, float, float, str]] = []
    for one in comparisons:
        for interval in one.intervals:
            rows.append((one.label, interval.table, *interval.shown, interval.grade))
        if one.together is not None:
            rows.append((one.label, "all together", *one.together, ""))
    ends = [high for *_, high, _ in rows if high != inf]
    top = max([*ends, *(low for _, _, low, _, _ in rows), 1.0])
    left, width, step = 20, 560, 46
    height = 40 + step * len(rows)
    title = "Intervals of counts"
    out = [_opened(left + width + 60, height, title, "Each bar runs from the least to the most that a count can be.")]
    for i, (label, table, low, high, grade) in enumerate(rows):
        y = 24 + i * step
        x1 = left + width * low / top
        x2 = left + width * min(high, top) / top
        mark = f" · grade {grade}" if grade else ""
        end = "no upper limit" if high == inf else f"{high:,.0f}"
        out.append(f"<text x='{left}' y='{y}' fill='{_INK}' {_FONT}>{escape(label)} · {escape(table)}{mark}</text>")
        out.append(f"<line x1='{left}' x2='{left + width}' y1='{y + 12}' y2='{y + 12}' stroke='{_LINE}'/>")
        out.append(f"<rect x='{x1:.1f}' y='{y + 7}' width='{max(x2 - x1, 2):.1f}' height='10' fill='{_BAR}'/>")
        out.append(f"<text x='{left}' y='{y + 30}' fill='{_INK}' {_FONT}>{low:,.0f} to {end}</text>")
    return "".join([*out, "</svg>\n"])


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
