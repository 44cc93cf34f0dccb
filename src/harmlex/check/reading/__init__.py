"""What keeps a file from being read as what its author meant; the loader finds it."""
