"""Logos: what is kept is small and bare, and what would unfold too large is refused unread."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from cafe.formats.logo import LogoRefuse, read_logo


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def giant(largeur: int, hauteur: int) -> bytes:
    """The head of a PNG that says it is that large, with next to no data."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", largeur, hauteur, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def refused(data: bytes) -> str:
    with pytest.raises(LogoRefuse) as caught:
        read_logo(data)
    return caught.value.code


def test_a_large_logo_becomes_small_and_keeps_its_shape() -> None:
    kept = read_logo(encoded(Image.new("RGB", (3000, 500), "red"), "JPEG"))
    assert (kept.largeur, kept.hauteur) == (600, 100)
    again = Image.open(io.BytesIO(kept.png))
    assert (again.format, again.size) == ("PNG", (600, 100))


def test_a_small_logo_is_not_enlarged_and_stays_transparent() -> None:
    kept = read_logo(encoded(Image.new("RGBA", (40, 20), (0, 90, 74, 0)), "PNG"))
    again = Image.open(io.BytesIO(kept.png))
    assert (again.size, again.mode) == ((40, 20), "RGBA")


def test_nothing_but_pixels_is_kept() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Jeanne Secret")
    exif = Image.Exif()
    exif[0x9286] = "Jeanne Secret"
    image = Image.new("RGB", (30, 30), "blue")
    for data in (
        encoded(image, "PNG", pnginfo=said),
        encoded(image, "JPEG", exif=exif, comment=b"Jeanne Secret"),
    ):
        assert b"Secret" in data
        kept = read_logo(data).png
        assert b"Secret" not in kept
        assert set(Image.open(io.BytesIO(kept)).info) == set()


def test_a_photograph_lying_on_its_side_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = read_logo(encoded(Image.new("RGB", (100, 50), "blue"), "JPEG", exif=exif))
    assert (kept.largeur, kept.hauteur) == (50, 100)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "LA"])
def test_any_kind_of_pixels_is_read(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert read_logo(encoded(Image.new(mode, (30, 20)), form)).largeur == 30


@pytest.mark.parametrize("size", [(8000, 5000), (40_000_000, 1), (30_000, 30_000)])
def test_forty_megapixels_are_refused_before_they_are_unfolded(size: tuple[int, int]) -> None:
    # There is no pixel to unfold: a decoder that had tried would have said « illisible ».
    assert refused(giant(*size)) == "logo_geant"


def test_a_thin_line_does_not_vanish() -> None:
    kept = read_logo(encoded(Image.new("L", (20_000, 1)), "PNG"))
    assert (kept.largeur, kept.hauteur) == (600, 1)


def test_too_heavy_a_file_is_refused() -> None:
    assert refused(b"\x89PNG\r\n\x1a\n" + b"0" * (5 * 1024 * 1024)) == "logo_lourd"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        encoded(Image.new("RGB", (30, 30)), "GIF"),
        encoded(Image.new("RGB", (30, 30)), "PNG")[:60],
        giant(30, 30),
        giant(0, 30),
    ],
)
def test_what_is_no_whole_image_is_refused(data: bytes) -> None:
    assert refused(data) == "logo_illisible"
