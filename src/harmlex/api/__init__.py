"""The registry over HTTP, read-only."""
