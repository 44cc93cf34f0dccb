"""Records as lines of JSON, for programs that read them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

__all__ = ["ndjson"]


def ndjson(records: Iterable[msgspec.Struct]) -> Iterator[bytes]:
    """Yield each record as one line of JSON, keys sorted, exactly as it stands in the artefact."""
    encoder = msgspec.json.Encoder(order="sorted")
    for record in records:
        yield encoder.encode(record) + b"\n"
