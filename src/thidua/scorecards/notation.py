"""How one cell is typed, as the room below reads and writes it."""

from thidua.criteria.notation import HINTS, Read, event_words, figure, rating_words, read, write

__all__ = ["HINTS", "Read", "event_words", "figure", "rating_words", "read", "write"]
