"""The gallery of parts: every macro with its examples, in the reader's language."""

from pathlib import Path

from thidua.foundation.wording import active_language
from thidua.web.shared.examples import basics, charts, forms, progress, scores, structures
from thidua.web.shared.examples.use import GallerySection, Say

FAMILIES = (
    basics.frame,
    basics.controls,
    forms.fields,
    basics.notices,
    forms.tables,
    progress.progress,
    charts.charts,
    scores.score_sheet,
    structures.schemes,
    structures.units,
    progress.intake,
    progress.system,
)
SPRITE = Path(__file__).parent / "static" / "shared" / "icons.svg"


def speaker(language: str) -> Say:
    """What picks the words of an example in `vi` or `en`."""
    return lambda vi, en: en if language == "en" else vi


def gallery_sections(language: str = "") -> tuple[GallerySection, ...]:
    """Every family of parts with its examples, in `language` or the active one."""
    say = speaker(language or active_language())
    return tuple(family(say) for family in FAMILIES)


def icon_names() -> tuple[str, ...]:
    """Names of the icons in the sprite, in its order."""
    text = SPRITE.read_text(encoding="utf-8")
    return tuple(piece.split('"', 1)[0] for piece in text.split('id="i-')[1:])
