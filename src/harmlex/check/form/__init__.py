"""How a file is written down."""
