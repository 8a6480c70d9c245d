"""The calculations of the product in plain Python: no Django, no clock, no translation call."""
