"""A photo as a phone sends it, read with bounds, and as it is kept: a small JPEG, pixels only.

The file is measured before it is decoded: a few kilobytes may unfold into gigabytes. What is
kept is drawn anew, so that position, date, model of the phone and anything hidden behind the
pixels stay out.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from cafe.formats.media import MediaRefuse

OCTETS_MAX = 15 * 1024 * 1024
PIXELS_MAX = 40_000_000
COTE_MAX = 1600
TYPE_PHOTO = "image/jpeg"
_FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class ImagePhoto:
    """A JPEG of at most 1600 × 1600 pixels, upright, without any metadata."""

    jpeg: bytes
    largeur: int
    hauteur: int


def read_photo(data: bytes) -> ImagePhoto:
    """The photo to keep. Raises MediaRefuse: photo_lourde, photo_geante, photo_illisible.

    Slow for large images: call it in a native thread.
    """
    if len(data) > OCTETS_MAX:
        raise MediaRefuse("photo_lourde", maximum=OCTETS_MAX // (1024 * 1024))
    try:
        with warnings.catch_warnings():
            # Pillow only warns of a bomb; our own bound, lower, refuses it.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > PIXELS_MAX:
                    raise MediaRefuse("photo_geante", maximum=PIXELS_MAX // 1_000_000)
                return _encode(_pixels(image))
    except MediaRefuse:
        raise
    except Image.DecompressionBombError as error:
        raise MediaRefuse("photo_geante", maximum=PIXELS_MAX // 1_000_000) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise MediaRefuse("photo_illisible") from error


def _pixels(image: Image.Image) -> Image.Image:
    """The pixels upright, in our size, on white where there was nothing."""
    # A JPEG is decoded at once near the size wanted: less memory, less time.
    image.draft("RGB", (COTE_MAX, COTE_MAX))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((COTE_MAX, COTE_MAX), Image.Resampling.LANCZOS)
    if not upright.has_transparency_data:
        return upright.convert("RGB")
    layer = upright.convert("RGBA")
    ground = Image.new("RGB", layer.size, "white")
    ground.paste(layer, mask=layer.getchannel("A"))
    return ground


def _encode(image: Image.Image) -> ImagePhoto:
    # A new image: what the file said besides its pixels stays behind.
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return ImagePhoto(jpeg=out.getvalue(), largeur=bare.width, hauteur=bare.height)
