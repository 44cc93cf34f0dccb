"""Identity, life cycle and exemptions."""
