"""Records as lines of JSON, for programs that read them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

__all__ = ["ndjson"]


def ndjson(records: Iterable[object]) -> Iterator[bytes]:
    """Yield each record as one line of JSON, keys sorted; a record of the artefact exactly as it stands there."""
    encoder = msgspec.json.Encoder(order="sorted")
    for record in records:
        yield encoder.encode(record) + b"\n"
