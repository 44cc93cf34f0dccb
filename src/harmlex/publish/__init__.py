"""Everything that is written out of the compiled registry, and the model's generated twins."""
