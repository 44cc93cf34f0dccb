"""Facts for machines and what they rest on."""
