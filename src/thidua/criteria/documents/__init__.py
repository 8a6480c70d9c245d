"""Tables of criteria as documents: read from and written to YAML and JSON, and looked at as a tree."""
