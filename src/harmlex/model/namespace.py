"""The address below which everything of the registry has its own."""

from __future__ import annotations

__all__ = ["NAMESPACE"]

NAMESPACE = "https://w3id.org/harmlex/"
