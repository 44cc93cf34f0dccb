"""What the JSON Schema says of a record, key by key."""
