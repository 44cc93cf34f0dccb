"""Files in, with places: what is read becomes values, what cannot be read becomes findings."""
