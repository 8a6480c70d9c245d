"""The verbs of the room."""

from thidua.criteria.actions import acts

__all__ = ["acts"]
