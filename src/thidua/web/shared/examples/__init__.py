"""Examples of every part in both languages: the gallery shows them, the tests render each. All of it is invented."""
