"""The export formats, one module for each family; all of them are made from the compiled registry alone."""
