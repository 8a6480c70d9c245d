"""Where the pages of a covenant are, for notices: a room cannot ask the screens above it. A test holds both together."""

ROOM = "/giao-uoc/"


def version_address(version: str) -> str:
    """The page of a version (public key)."""
    return f"{ROOM}{version}/"


def registration_address(registration: str) -> str:
    """The page of a unit's registration (public key)."""
    return f"{ROOM}dang-ky/{registration}/"


def step_address(version: str, step: str) -> str:
    """A page of a version: `y-kien`, `ky`, `chung-kien`, `thu-dang-ky`."""
    return f"{ROOM}{version}/{step}/"
