"""What follows from mappings, hierarchies and criteria: relations with proof, and counts with bounds."""
