"""What the engine finds in the whole network of hub, schemes and mappings: contradictions, and what to look at."""
