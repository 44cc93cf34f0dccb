"""How concepts relate to each other."""
