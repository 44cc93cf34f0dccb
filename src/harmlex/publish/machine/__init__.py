"""Forms of the registry that other systems take in as they are: tags, report reasons, keywords, incident types."""
