"""«Giao ước thi đua»: what the bloc and each unit commit themselves to in a year, agreed, signed and kept."""
