"""Files as phones send them, made here: photos with a position, recordings of each container."""

from __future__ import annotations

import io
import struct
import wave

from PIL import Image

GPS = 0x8825
ORIENTATION = 0x0112


def jpeg(size: tuple[int, int] = (640, 480), *, turned: bool = False) -> bytes:
    """A photo that says where and with what it was taken; red on the left, blue on the right."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = image.getexif()
    exif[0x010F] = "MarqueDuTelephone"
    if turned:
        exif[ORIENTATION] = 6  # to be turned a quarter clockwise
    gps = exif.get_ifd(GPS)
    gps[1], gps[2] = "N", (48.0, 51.0, 24.0)
    gps[3], gps[4] = "E", (2.0, 21.0, 8.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"secret-du-commentaire")
    return out.getvalue()


def png_geant(side: int = 7000) -> bytes:
    """A few kilobytes that unfold into 49 million pixels."""
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


def wav(seconds: float = 1.0, rate: int = 8000) -> bytes:
    """Silence, as an uncompressed recording."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(rate)
        sound.writeframes(b"\x80" * int(seconds * rate))
    return out.getvalue()


def ogg(seconds: float = 1.0) -> bytes:
    """The first and last pages of an Opus stream."""
    first = b"OggS\x00\x02" + struct.pack("<q", 0) + b"\x00" * 13 + b"OpusHead"
    return first + b"OggS\x00\x04" + struct.pack("<q", int(seconds * 48_000)) + b"\x00" * 20


def mp4(seconds: float = 1.0, brand: bytes = b"M4A ") -> bytes:
    """A file type box and a movie header."""
    header = struct.pack(">4sIIIII", b"mvhd", 0, 0, 0, 1000, int(seconds * 1000))
    return struct.pack(">I4s4sI", 16, b"ftyp", brand, 0) + struct.pack(">I", 28) + header


def webm(seconds: float = 1.0) -> bytes:
    """A header, and a last cluster that begins at that instant."""
    instant = int(seconds * 1000)
    head = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm"
    cluster = b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff\xe7\x84" + struct.pack(
        ">I", instant
    )
    return head + b"\x00" * 40 + cluster + b"\xa3\x81\x00"


def mp3(seconds: float = 1.0) -> bytes:
    """Frames at 64 kbit/s behind an ID3 tag."""
    frames = b"\xff\xfb\x54\xc4" + b"\x00" * (int(seconds * 8000) - 4)
    return b"ID3\x03\x00\x00" + b"\x00\x00\x01\x00" + b"\x00" * 128 + frames
