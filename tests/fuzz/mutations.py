"""How an input becomes another: as bytes, as text, or as reports whose values are exchanged."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

from harmlex.report.synthetic import DEFECTS, Maker, spoil

__all__ = ["Mutator"]

_NUMBERS = (b"0", b"-0", b"1.0", b"1e0", b"01", b"1E400", b"NaN", b"-Infinity", b"9" * 25, b"9" * 45, b"0x1", b"1.")
_TEXTS = (
    "\u0000", "\ud800", "é", "ﬁ", "２０２６-10", "2026-13", " ", "", "someone@example.org", "@Zq17Zq17Zq", "hlx:H0042",
    "hlx:h0042", "HLX:H42", "Zq17Zq17Zq17", "+44 20 7946 0000", "192.0.2.17", "d41d8cd98f00b204e9800998ecf8427e",
    "51.50135, -0.14189", "https://Zq17Zq17.example/Zq17Zq17", "GB", "uk", "2026-10", "a|b", '"', "\\", "\r\n",
)  # fmt: skip
_EDGES = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00", b"\r\n", b"\n\n", b"[", b"]", b",", b'"', b"\x1f\x8b",
          b"\x28\xb5\x2f\xfd", b"PAR1", b"{}", b"[" * 34, b"\xc3\x28", b"|", b";")  # fmt: skip


class Mutator:
    """Makes inputs from inputs; equal seeds make equal ones.

    Args:
        maker: Makes whole reports.
        bytewise: How bytes are mutated without regard to what they mean: bytes, most bytes.
    """

    def __init__(self, maker: Maker, bytewise: Callable[[bytes, int], bytes] | None = None) -> None:
        """Collect the codes that reports hold."""
        self.maker = maker
        self.codes = [code for codes in maker.codes.values() for code in codes]
        self.codes += [*maker.vocabulary.concepts, *maker.vocabulary.schemes, *maker.vocabulary.retired]
        self.bytewise = bytewise

    def fresh(self, random: Random) -> bytes:
        """Return an input that comes from no other."""
        self.maker.random.seed(random.random())
        lines = []
        for _ in range(random.choice((1, 1, 1, 2, 3))):
            defect = random.choice((None, *DEFECTS))
            report = self.maker.report()
            line = json.dumps(report).encode() if defect is None else spoil(self.maker, report, defect)
            lines.append(line or b"{}")
        head = bytes((random.randrange(8), random.randrange(256)))
        return head + self._table(lines, random) if random.random() < 0.15 else head + self._told(lines, random)

    def mutated(self, data: bytes, most: int, random: Random) -> bytes:
        """Return another input made from ``data``, of at most so many bytes."""
        if len(data) < 4 or random.random() < 0.08:
            return self.fresh(random)[:most]
        head, body = data[:2], data[2:]
        for _ in range(random.choice((1, 1, 1, 2, 4))):
            what = random.random()
            if what < 0.1:
                head = bytes((random.randrange(8), random.randrange(256)))
            elif what < 0.35:
                body = self._bytes(body, most - 2, random)
            elif what < 0.5:
                body = self._text(body, random)
            else:
                body = self._reports(body, random)
        return (head + body)[:most]

    def _bytes(self, body: bytes, most: int, random: Random) -> bytes:
        if self.bytewise is not None:
            return self.bytewise(body, most)
        place = random.randrange(len(body) + 1)
        what = random.randrange(4)
        if what == 0:
            return body[:place] + bytes((random.randrange(256),)) + body[place + 1 :]
        if what == 1:
            return body[:place] + body[place + random.randrange(1, 9) :]
        if what == 2:
            return body[:place] + random.randbytes(random.randrange(1, 5)) + body[place:]
        other = random.randrange(len(body) + 1)
        return body[:place] + body[other : other + random.randrange(1, 40)] + body[place:]

    def _text(self, body: bytes, random: Random) -> bytes:
        place = random.randrange(len(body) + 1)
        what = random.randrange(9)
        if what == 0:
            return random.choice(_EDGES) + body
        if what == 1:
            return body[:place] + random.choice(_EDGES) + body[place:]
        if what == 2:
            return body[:place]
        if what == 3:
            return body + b"\n" + body
        if what == 4:
            return body.replace(b"\n", b"\r\n")
        if what == 5:
            return b"[" + body.replace(b"\n", b",") + b"]"
        if what == 6:
            return body.replace(b"1", random.choice(_NUMBERS), 1)
        if what == 7:
            return b"\x00" + body if body[:1] != b"\x00" else body[1:]
        return body.decode("utf-8", "replace").encode(random.choice(("utf-16", "utf-16-le", "latin-1")), "replace")

    def _reports(self, body: bytes, random: Random) -> bytes:
        """Exchange values in one of the records."""
        lead, text = (b"\x00", body[1:]) if body[:1] == b"\x00" else (b"", body)
        lines = text.split(b"\n")
        at = random.randrange(len(lines))
        try:
            value = json.loads(lines[at])
        except (ValueError, RecursionError):
            return self.fresh(random)[2:] if random.random() < 0.3 else self._text(body, random)
        for _ in range(random.choice((1, 1, 2))):
            value = self._exchanged(value, random)
        lines[at] = self._written(value, random)
        return lead + b"\n".join(lines)

    def _exchanged(self, value: Any, random: Random) -> Any:
        places = list(_places(value))
        if not places:
            return self._scalar(random)
        holder, key = random.choice(places)
        what = random.randrange(7)
        if what <= 1:
            holder[key] = self._scalar(random)
        elif what == 2:
            del holder[key]
        elif what == 3:
            other, where = random.choice(places)
            holder[key] = json.loads(json.dumps(other[where]))
        elif what == 4 and isinstance(holder, list):
            holder.append(self._scalar(random))
        elif what == 4:
            holder[random.choice((*_TEXTS, "concept", "notation", "count", "harms", "counts"))] = self._scalar(random)
        elif what == 5:
            holder[key] = random.choice(([holder[key]], {"concept": holder[key]}, [], {}, [holder[key]] * 3))
        else:
            holder[key] = random.choice(self.codes)
        return value

    def _scalar(self, random: Random) -> Any:
        what = random.randrange(6)
        if what == 0:
            return random.choice((None, True, False, 0, 1, -1, 99, 100, 101, 10**6, 10**18, 2**64, 1.0, 0.5, 1e300))
        if what == 1:
            return random.choice(_TEXTS)
        if what == 2:
            return "Zq" + "".join(random.choices("abcdefgh01234567", k=12))
        return random.choice(self.codes)

    def _written(self, value: Any, random: Random) -> bytes:
        what = random.randrange(8)
        text = json.dumps(value, ensure_ascii=what % 2 == 0, separators=None if what < 4 else (",", ":"))
        raw = text.encode("utf-8", "surrogatepass")
        if what == 7 and isinstance(value, dict) and value:
            key = random.choice(list(value))
            again = f"{json.dumps(key)}:{json.dumps(value[key])},"
            return raw[:1] + again.encode("utf-8", "surrogatepass") + raw[1:]
        if what == 6:
            return raw.replace(b"a", b"\\u0061", 1)
        return raw

    def _told(self, lines: list[bytes], random: Random) -> bytes:
        """Return records as a text that is to be packed, or as it is."""
        text = b"\n".join(lines)
        what = random.randrange(6)
        if what == 0:
            text = b"[" + b",\r\n".join(lines) + b"]"
        elif what == 1:
            text = b"\r\n".join(lines) + b"\r\n"
        return b"\x00" + text if random.random() < 0.5 else text

    def _table(self, lines: list[bytes], random: Random) -> bytes:
        """Return records as CSV with flat names."""
        rows = []
        for line in lines:
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                continue
            rows.append(dict(_flat(value, "")))
        names = list(dict.fromkeys(name for row in rows for name in row))
        cells = [names, *([row.get(name, "") for name in names] for row in rows)]
        return random.choice(("\n", "\r\n")).join(",".join(row) for row in cells).encode("utf-8", "replace")


def _places(value: Any) -> Any:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in members:
        yield value, key
        yield from _places(inner)


def _flat(value: Any, path: str) -> Any:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        for place, inner in enumerate(value, 1):
            yield from _flat(inner, f"{path}.{place}")
    elif isinstance(value, list):
        yield path, "|".join(map(str, value))
    else:
        yield path, str(value)
