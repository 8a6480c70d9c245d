"""Views of evidence, by what they show."""
