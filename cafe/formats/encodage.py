"""From bytes to text: which encodings are read, and what to say about the others.

UTF-8 is the rule, UTF-16 is read when its mark says so. Windows-1252 is read only when the
person asks for it: nearly any bytes decode in it, so that reading it unasked would be a guess
about the accents of every fiche.
"""

from __future__ import annotations

import codecs
import re

from cafe.formats.lecture import Code, Journal, LectureImpossible

UTF_8 = "utf-8"
WINDOWS_1252 = "windows-1252"
ENCODAGES = (UTF_8, WINDOWS_1252)

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONSEIL = (
    "Dans Excel : Fichier, Enregistrer sous, « CSV UTF-8 (délimité par des virgules) ». "
    "Dans LibreOffice : jeu de caractères « Unicode (UTF-8) »."
)
_MOT_ACCENTUE = re.compile(r"\w*[^\W\d_a-zA-Z]\w*")


def decode(data: bytes, encodage: str, journal: Journal) -> str:
    """Decode a whole file, byte order mark removed; raise ``LectureImpossible`` with advice."""
    if data.startswith(_UTF_16):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise LectureImpossible(
                Code.ENCODAGE_ILLISIBLE,
                f"Ce fichier se dit en UTF-16 mais il est abîmé. Enregistrez-le en UTF-8. "
                f"{_CONSEIL}",
            ) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as faute:
        if encodage == WINDOWS_1252:
            return _windows_1252(data, journal)
        raise _refusal(data, data.count(b"\n", 0, faute.start) + 1) from None


def _windows_1252(data: bytes, journal: Journal) -> str:
    texte = _try_windows_1252(data)
    if texte is None:
        raise LectureImpossible(
            Code.ENCODAGE_ILLISIBLE,
            "Ce fichier n'est ni en UTF-8 ni en Windows-1252. Enregistrez-le en UTF-8. " + _CONSEIL,
        )
    mots = list(dict.fromkeys(_MOT_ACCENTUE.findall(texte)))[:5]
    journal.warn(
        Code.ENCODAGE_WINDOWS,
        "Fichier lu en Windows-1252. Vérifiez que les accents sont justes : "
        + ", ".join(f"« {mot[:40]} »" for mot in mots)
        + ".",
    )
    return texte


def _refusal(data: bytes, ligne: int) -> LectureImpossible:
    if _try_windows_1252(data) is not None:
        return LectureImpossible(
            Code.ENCODAGE_WINDOWS,
            f"Ce fichier n'est pas en UTF-8 (première lettre illisible à la ligne {ligne}). "
            f"Enregistrez-le en UTF-8. {_CONSEIL} Il peut aussi être lu en Windows-1252, "
            "si vous le demandez : vérifiez alors les accents avant d'importer.",
            ligne=ligne,
        )
    return LectureImpossible(
        Code.ENCODAGE_ILLISIBLE,
        f"Ce fichier n'est pas un texte en UTF-8 (ligne {ligne}). Enregistrez-le en UTF-8. "
        f"{_CONSEIL}",
        ligne=ligne,
    )


def _try_windows_1252(data: bytes) -> str | None:
    if b"\x00" in data:
        return None
    try:
        return data.decode(WINDOWS_1252)
    except UnicodeDecodeError:
        return None
