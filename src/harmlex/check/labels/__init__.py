"""Labels and texts."""
