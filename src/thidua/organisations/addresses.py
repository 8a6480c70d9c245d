"""Paths of the room's pages, for notices: what is told inside a verb must lead somewhere. A test holds both together."""

ROOM = "/khoi-cum/"


def year_address(bloc_year: str) -> str:
    """The page of a bloc-year (public key)."""
    return f"{ROOM}nam/{bloc_year}/"


def minute_address(handover: str) -> str:
    """The page of a handover minute (public key)."""
    return f"{ROOM}ban-giao/{handover}/"
