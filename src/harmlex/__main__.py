"""`python -m harmlex`, the same as `harmlex`."""

from harmlex.cli import main

main()
