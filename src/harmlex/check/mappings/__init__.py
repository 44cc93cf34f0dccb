"""The checks of mapping files and of what their rows say together."""
