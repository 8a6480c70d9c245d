"""Screens of tables of criteria: the builder, the difference to the version before, effects, versions, files."""
