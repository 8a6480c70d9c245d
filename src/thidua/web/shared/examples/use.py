"""How an example says which part it shows, and with what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

type Say = Callable[[str, str], str]
"""Picks the Vietnamese or the English words."""


@dataclass(frozen=True)
class Use:
    """One call of a part. `call` is what the call block holds: markup, or other uses."""

    part: str
    args: tuple[object, ...] = ()
    kwargs: Mapping[str, object] = field(default_factory=dict)
    call: tuple["Use | str", ...] = ()


@dataclass(frozen=True)
class Specimen:
    """A part in the gallery: its title, a note on when to use it, its examples."""

    title: str
    note: str
    uses: tuple[Use, ...]
    row: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the macros shown, each once."""
        return tuple(dict.fromkeys(use.part for use in self.uses))


@dataclass(frozen=True)
class GallerySection:
    """A family of parts."""

    title: str
    specimens: tuple[Specimen, ...]


def use(part: str, *args: object, call: tuple[Use | str, ...] = (), **kwargs: object) -> Use:
    """A call of `part`, written like the call itself."""
    return Use(part, args, kwargs, call)
