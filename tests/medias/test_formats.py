"""What is kept of a photo and of a recording, and what is refused before it is decoded."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cafe.formats import photo, voix
from cafe.formats.media import MediaRefuse
from cafe.formats.photo import read_photo
from cafe.formats.voix import read_voix
from tests.medias import exemples


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(MediaRefuse) as caught:
        call()
    return caught.value.code


def test_a_kept_photo_says_neither_where_nor_with_what_it_was_taken() -> None:
    sent = exemples.jpeg()
    before = Image.open(io.BytesIO(sent)).getexif()
    assert before.get_ifd(exemples.GPS)
    kept = read_photo(sent).jpeg
    image = Image.open(io.BytesIO(kept))
    assert dict(image.getexif()) == {}
    assert not image.getexif().get_ifd(exemples.GPS)
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    for trace in (b"Exif", b"GPS", b"MarqueDuTelephone", b"secret-du-commentaire"):
        assert trace not in kept


def test_a_turned_photo_is_kept_upright() -> None:
    kept = read_photo(exemples.jpeg((640, 480), turned=True))
    assert (kept.largeur, kept.hauteur) == (480, 640)
    image = Image.open(io.BytesIO(kept.jpeg)).convert("RGB")
    red, blue = image.getpixel((240, 40)), image.getpixel((240, 600))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert red[0] > 200 > 60 > red[2]
    assert blue[2] > 200 > 60 > blue[0]


def test_a_large_photo_is_made_small() -> None:
    kept = read_photo(exemples.jpeg((4000, 3000)))
    assert (kept.largeur, kept.hauteur) == (1600, 1200)


def test_what_is_transparent_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    image = Image.open(io.BytesIO(read_photo(out.getvalue()).jpeg)).convert("RGB")
    assert image.getpixel((20, 20)) == (255, 255, 255)


def test_a_bomb_is_measured_and_refused_before_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def decode(*_: object) -> None:
        raise AssertionError("it was decoded")

    bomb = exemples.png_geant()
    assert len(bomb) < 100_000
    monkeypatch.setattr(Image.Image, "load", decode)
    assert refusal(lambda: read_photo(bomb)) == "photo_geante"


@pytest.mark.parametrize(
    "sent",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a/*<script>alert(1)</script>*/",
        b"\xff\xd8\xff\xe0 not a photo",
        exemples.jpeg()[:2000],
        b"",
    ],
)
def test_a_script_or_a_broken_file_is_no_photo(sent: bytes) -> None:
    assert refusal(lambda: read_photo(sent)) == "photo_illisible"


def test_a_script_hidden_in_a_true_photo_does_not_come_out() -> None:
    sent = exemples.jpeg() + b"<script>alert(1)</script>"
    assert b"<script>" not in read_photo(sent).jpeg


def test_a_photo_too_heavy_is_not_even_opened() -> None:
    assert refusal(lambda: read_photo(b"\xff\xd8" + b"0" * photo.OCTETS_MAX)) == "photo_lourde"


CONTAINERS = {
    "audio/wav": exemples.wav,
    "audio/ogg": exemples.ogg,
    "audio/mp4": exemples.mp4,
    "audio/3gpp": lambda seconds=1.0: exemples.mp4(seconds, b"3gp4"),
    "audio/webm": exemples.webm,
    "audio/mpeg": exemples.mp3,
}


@pytest.mark.parametrize("type_mime", sorted(CONTAINERS))
def test_each_container_is_known_by_its_content_and_says_its_length(type_mime: str) -> None:
    son = read_voix(CONTAINERS[type_mime](7.0))
    assert son.type_mime == type_mime
    assert son.secondes == pytest.approx(7.0, abs=0.2)


@pytest.mark.parametrize("type_mime", sorted(CONTAINERS))
def test_half_an_hour_is_refused_whatever_the_container(type_mime: str) -> None:
    make = CONTAINERS[type_mime]
    long_one = exemples.wav(1800, rate=2000) if type_mime == "audio/wav" else None
    code = refusal(lambda: read_voix(long_one or make(1800.0)))
    assert code in ("voix_longue", "voix_lourde")
    assert code == ("voix_lourde" if type_mime == "audio/mpeg" else "voix_longue")


def test_two_minutes_and_a_breath_are_taken() -> None:
    assert read_voix(exemples.ogg(123)).secondes == 123


def test_a_recording_that_does_not_say_its_length_is_taken() -> None:
    assert read_voix(exemples.mp4(0)).secondes is None


@pytest.mark.parametrize(
    "sent", [b"<script>alert(1)</script>", b"", b"RIFF0000AVI ", exemples.jpeg(), b"MZ" * 40]
)
def test_what_is_no_recording_is_refused(sent: bytes) -> None:
    assert refusal(lambda: read_voix(sent)) == "voix_illisible"


def test_a_recording_too_heavy_is_refused() -> None:
    assert refusal(lambda: read_voix(exemples.ogg() + b"0" * voix.OCTETS_MAX)) == "voix_lourde"


@given(
    st.sampled_from([b"", b"OggS", b"\x1a\x45\xdf\xa3webm", b"RIFF....WAVE", b"....ftyp", b"ID3"]),
    st.binary(max_size=200),
)
def test_any_bytes_are_read_or_refused_and_nothing_else(head: bytes, rest: bytes) -> None:
    for read in (read_photo, read_voix):
        with contextlib.suppress(MediaRefuse):
            read(head + rest)
