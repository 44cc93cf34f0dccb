"""The mapping sameness identifier: the same for two rows that say the same of the same two things.

Source: the specification of the TS4NFDI project, which the SSSOM specification recommends; its three examples are
tests here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

__all__ = ["sameness_identifier"]


def sameness_identifier(
    subjects: Iterable[str], predicate: str, objects: Iterable[str], *, negated: bool = False
) -> str:
    """Return the identifier.

    Args:
        subjects: The IRIs of the subjects, in any order; a row has one.
        predicate: The IRI of the predicate.
        objects: The IRIs of the objects.
        negated: Whether the row denies the relation.

    >>> sameness_identifier(
    ...     ["http://example.org/feline"], "http://www.w3.org/2002/07/owl#sameAs", ["http://example.com/cat"]
    ... )
    'mapping:95a088082ab2b2a68638aebbcc3fe3e0f229da75a8b5bdbb9f3f8cd5e1e4286e'
    """
    said = f"{'|'.join(sorted(subjects))} {predicate} {'|'.join(sorted(objects))}"
    return f"mapping:{hashlib.sha256(said.encode()).hexdigest()}{'~' if negated else ''}"
