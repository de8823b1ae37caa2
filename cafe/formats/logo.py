"""A logo as it is sent, read with bounds, and as it is kept: a small PNG and nothing else.

The file is only measured until its size is known to be reasonable: a few kilobytes may unfold
into gigabytes. What is kept holds pixels alone: no metadata, no colour profile, no text.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

OCTETS_MAX = 5 * 1024 * 1024
# A photograph of a sheet of paper passes; one plane of 40 million pixels does not.
PIXELS_MAX = 30_000_000
LARGEUR_MAX = 600
HAUTEUR_MAX = 300
SIGNATURE_PNG = b"\x89PNG\r\n\x1a\n"
_FORMATS = ("PNG", "JPEG")


@dataclass(frozen=True)
class ImageLogo:
    """A PNG of at most 600 × 300 pixels."""

    png: bytes
    largeur: int
    hauteur: int


class LogoRefuse(ValueError):
    """The file cannot be a logo; ``code`` names the sentence, ``details`` fill it."""

    def __init__(self, code: str, **details: int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def read_logo(data: bytes) -> ImageLogo:
    """A PNG or JPEG file made small. Raises LogoRefuse: logo_lourd, logo_geant, logo_illisible.

    Slow for large images: call it in a native thread.
    """
    if len(data) > OCTETS_MAX:
        raise LogoRefuse("logo_lourd", maximum=OCTETS_MAX // (1024 * 1024))
    try:
        with warnings.catch_warnings():
            # Pillow only warns of a bomb; our own bound, lower, refuses it.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                _check_size(image)
                return _encode(_pixels(image))
    except LogoRefuse:
        raise
    except Image.DecompressionBombError as error:
        raise LogoRefuse("logo_geant", maximum=PIXELS_MAX // 1_000_000) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise LogoRefuse("logo_illisible") from error


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > PIXELS_MAX:
        raise LogoRefuse("logo_geant", maximum=PIXELS_MAX // 1_000_000)


def _pixels(image: Image.Image) -> Image.Image:
    """The pixels upright, in our size, with transparency if there was any."""
    # A JPEG is decoded at once near the size wanted: less memory, less time.
    image.draft("RGB", (2 * LARGEUR_MAX, 2 * HAUTEUR_MAX))
    transparent = image.has_transparency_data
    upright = ImageOps.exif_transpose(image).convert("RGBA" if transparent else "RGB")
    upright.thumbnail((LARGEUR_MAX, HAUTEUR_MAX), Image.Resampling.LANCZOS)
    return upright


def _encode(image: Image.Image) -> ImageLogo:
    # A new image: what the file said besides its pixels stays behind.
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, "PNG", optimize=True)
    return ImageLogo(png=out.getvalue(), largeur=bare.width, hauteur=bare.height)
