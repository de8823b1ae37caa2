"""A recording as a phone sends it: its container known by its first bytes, its length read.

Nothing is decoded nor converted here. The length is read where the container says it; a file
that does not say is bounded by its weight alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cafe.formats.media import MediaRefuse

OCTETS_MAX = 6 * 1024 * 1024
SECONDES_MAX = 120
# Recorders stop a little late, and players round: nobody is refused for a breath.
_TOLERANCE = 5

_EBML, _CLUSTER, _TIMECODE = b"\x1a\x45\xdf\xa3", b"\x1f\x43\xb6\x75", 0xE7
_MPEG_KBITS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_MPEG2_KBITS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)


@dataclass(frozen=True)
class Son:
    """What a recording is: the type it is served with, its length in seconds if it says so."""

    type_mime: str
    secondes: float | None


def read_voix(data: bytes) -> Son:
    """Recognise a recording. Raises MediaRefuse: voix_lourde, voix_longue, voix_illisible."""
    if len(data) > OCTETS_MAX:
        raise MediaRefuse("voix_lourde", maximum=OCTETS_MAX // (1024 * 1024))
    found = _container(data)
    if found is None:
        raise MediaRefuse("voix_illisible")
    type_mime, measure = found
    try:
        seconds = measure(data)
    except (IndexError, ValueError, ZeroDivisionError):
        seconds = None
    if seconds is not None and seconds > SECONDES_MAX + _TOLERANCE:
        raise MediaRefuse("voix_longue", minutes=SECONDES_MAX // 60)
    return Son(type_mime, seconds)


def _container(data: bytes) -> tuple[str, Callable[[bytes], float | None]] | None:
    head = data[:16]
    if head.startswith(_EBML) and b"webm" in data[:64]:
        return "audio/webm", _webm
    if head.startswith(b"OggS"):
        return "audio/ogg", _ogg
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav", _wav
    if head[4:8] == b"ftyp":
        return ("audio/3gpp" if head[8:10] == b"3g" else "audio/mp4"), _mp4
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and len(head) > 3 and head[1] >= 0xE2):
        return "audio/mpeg", _mpeg
    return None


def _wav(data: bytes) -> float | None:
    """From the rate in bytes of its « fmt » block."""
    at = data.index(b"fmt ")
    rate = int.from_bytes(data[at + 16 : at + 20], "little")
    return len(data) / rate


def _ogg(data: bytes) -> float | None:
    """From the position of the last page, in samples."""
    at = data.rindex(b"OggS")
    samples = int.from_bytes(data[at + 6 : at + 14], "little", signed=True)
    vorbis = data.find(b"\x01vorbis", 0, 256)
    # Opus always counts in 48ths of a millisecond.
    rate = int.from_bytes(data[vorbis + 12 : vorbis + 16], "little") if vorbis >= 0 else 48_000
    return samples / rate


def _mp4(data: bytes) -> float | None:
    """From the movie header; a recording written as it goes says 0 there, and then nothing."""
    at = data.index(b"mvhd") + 4
    wide = data[at] == 1
    scale_at, size = (at + 20, 8) if wide else (at + 12, 4)
    scale = int.from_bytes(data[scale_at : scale_at + 4], "big")
    length = int.from_bytes(data[scale_at + 4 : scale_at + 4 + size], "big")
    return length / scale or None


def _webm(data: bytes) -> float | None:
    """From the instant of the last cluster, in milliseconds: browsers write no length."""
    at = data.rindex(_CLUSTER) + len(_CLUSTER)
    at += _vint_length(data[at])
    if data[at] != _TIMECODE:
        return None
    size = data[at + 1] & 0x7F
    return int.from_bytes(data[at + 2 : at + 2 + size], "big") / 1000


def _vint_length(first: int) -> int:
    """How many bytes a number of the container takes, from its first byte."""
    return 9 - first.bit_length()


def _mpeg(data: bytes) -> float | None:
    """From the rate of the first frame, as if all were alike."""
    start = 0
    if data.startswith(b"ID3"):
        size = 0
        for byte in data[6:10]:
            size = size << 7 | byte & 0x7F
        start = 10 + size
    at = data.index(b"\xff", start)
    version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
    if layer != 1:
        return None
    table = _MPEG_KBITS if version == 3 else _MPEG2_KBITS
    return (len(data) - at) * 8 / (table[data[at + 2] >> 4] * 1000)
