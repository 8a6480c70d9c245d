"""Views of the room."""
