"""What is wrong in the registry: every check a module, every module its own manual page."""
