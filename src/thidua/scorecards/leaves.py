"""The rows of a table of criteria, as the room below lays them out."""

from thidua.criteria.leaves import Leaf, Outline, Section, outline, outline_of

__all__ = ["Leaf", "Outline", "Section", "outline", "outline_of"]
