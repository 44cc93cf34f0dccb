"""The values of the registry: frozen, plain, without behaviour that touches files."""
