"""Pictures without what they give away: place, device, owner; upright, and small enough to look at in a page.

A picture is decoded and written anew, so that only what can be seen is kept: Exif, XMP, comments, thumbnails inside
and anything appended are gone. The colour profile stays, or colours would change.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from thidua.core.verdict import Sentence
from thidua.foundation.refusals import Problem
from thidua.foundation.wording import N_

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
WEBP: Final = "image/webp"
FORMATS: Final = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
MAX_PIXELS: Final = 60_000_000
PREVIEW_SIDE: Final = 1400
QUALITY: Final = 92


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture written anew, and a small one for the page (always JPEG)."""

    content: bytes
    preview: bytes
    width: int
    height: int


def clean_picture(content: bytes, *, media_type: str, name: str) -> CleanPicture:
    """Write a picture anew without what was written beside its pixels; turned upright as its camera said.

    Raises `Problem` for one that is damaged, moves, or has more pixels than anybody needs.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd files that it reads all the same
            return _cleaned(content, media_type, name)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Problem(
            Sentence(N_("The picture {name} is damaged or ends early."), {"name": name}),
            where=name,
            remedy=Sentence(N_("Open it on this machine; if it opens, save it again and add the new file.")),
        ) from error


def _cleaned(content: bytes, media_type: str, name: str) -> CleanPicture:
    with Image.open(BytesIO(content), formats=[FORMATS[media_type]]) as opened:
        _refuse_unfit(opened, name)
        profile = opened.info.get("icc_profile")
        upright = ImageOps.exif_transpose(opened)
        upright.info.clear()
    kept = BytesIO()
    if media_type == PNG:
        upright.save(kept, "PNG", icc_profile=profile)
    else:
        if media_type == JPEG and upright.mode not in {"RGB", "L", "CMYK"}:
            upright = upright.convert("RGB")
        upright.save(kept, FORMATS[media_type], quality=QUALITY, icc_profile=profile)
    return CleanPicture(kept.getvalue(), _small(upright), upright.width, upright.height)


def _refuse_unfit(picture: Image.Image, name: str) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise Problem(
            Sentence(
                N_("The picture {name} has {pixels} million pixels; at most {most} are taken."),
                {
                    "name": name,
                    "pixels": picture.width * picture.height // 1_000_000,
                    "most": MAX_PIXELS // 1_000_000,
                },
            ),
            where=name,
            remedy=Sentence(N_("Make it smaller, or save it as PDF.")),
        )
    if getattr(picture, "n_frames", 1) > 1:
        raise Problem(
            Sentence(N_("The picture {name} moves; only still pictures are taken."), {"name": name}),
            where=name,
            remedy=Sentence(N_("Save one frame as JPEG or PNG and add that.")),
        )


def _small(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    if small.mode in {"RGBA", "LA", "PA", "P"}:
        ground = Image.new("RGB", small.size, "white")
        layer = small.convert("RGBA")
        ground.paste(layer, mask=layer.getchannel("A"))
        small = ground
    written = BytesIO()
    small.convert("RGB").save(written, "JPEG", quality=80)
    return written.getvalue()
