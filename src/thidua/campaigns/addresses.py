"""Paths of the room's pages, for notices: what is told inside a verb must lead somewhere."""


def movement_path(movement: str) -> str:
    """The page of a movement."""
    return f"/phong-trao/{movement}/"
