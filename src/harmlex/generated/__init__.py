"""What `harmlex generate` makes of the schema; never edited by hand."""
