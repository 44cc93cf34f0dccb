"""Reports: whether one is well formed, coded with what there is, coherent, and free of personal data."""
