"""Finding concepts by any word that people use for them."""
