"""Whether bytes are a workbook that may be opened: looked at from outside, before any parsing.

Guards against archives made to fill the memory, macros, and XML that declares entities.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from cafe.formats.lecture import Code, LectureImpossible, in_megabytes

MEMBRES_MAX = 500
OCTETS_DEPLIES_MAX = 40_000_000
# Real workbooks of text stay under 30; a repeated style may reach 100.
RAPPORT_MAX = 200
_RAPPORT_APRES = 1_000_000

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONSEIL = "Enregistrez-le en « Classeur Excel (.xlsx) » ou en CSV UTF-8."


def check_workbook(data: bytes) -> None:
    """Raise ``LectureImpossible`` unless ``data`` is a plain .xlsx of a reasonable size."""
    if data.startswith(_OLE2):
        raise LectureImpossible(
            Code.XLSX_ANCIEN,
            "Ce fichier est un ancien classeur (.xls) ou un classeur protégé par mot de passe. "
            + _CONSEIL,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive)
            _check_contents(archive)
    except LectureImpossible:
        raise
    # zipfile reports damage through many types, none of which may leave the reader.
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError,
            NotImplementedError, RuntimeError, IndexError) as faute:  # fmt: skip
        raise LectureImpossible(
            Code.XLSX_ABIME, f"Ce classeur est abîmé et ne peut pas être ouvert. {_CONSEIL}"
        ) from faute


def _check_members(archive: zipfile.ZipFile) -> None:
    membres = archive.infolist()
    noms = {membre.filename for membre in membres}
    total = sum(membre.file_size for membre in membres)
    compresse = sum(membre.compress_size for membre in membres)
    if "[Content_Types].xml" not in noms or not any(n.startswith("xl/workbook") for n in noms):
        raise LectureImpossible(
            Code.XLSX_INCONNU, f"Cette archive n'est pas un classeur .xlsx. {_CONSEIL}"
        )
    if any(membre.flag_bits & 1 for membre in membres):
        raise LectureImpossible(Code.XLSX_ANCIEN, f"Ce classeur est chiffré. {_CONSEIL}")
    if any("vbaproject" in nom.lower() for nom in noms):
        raise LectureImpossible(
            Code.XLSX_MACROS, f"Ce classeur contient des macros : il n'est pas ouvert. {_CONSEIL}"
        )
    demesure = total > _RAPPORT_APRES and total > RAPPORT_MAX * max(compresse, 1)
    if len(membres) > MEMBRES_MAX or total > OCTETS_DEPLIES_MAX or demesure:
        raise LectureImpossible(
            Code.XLSX_DEMESURE,
            f"Une fois ouvert, ce classeur pèserait {in_megabytes(total)} en {len(membres)} "
            "parties : c'est trop. Copiez les fiches seules dans un classeur neuf.",
        )


def _check_contents(archive: zipfile.ZipFile) -> None:
    """Read each XML part once; zipfile never gives more bytes than the member declares."""
    for membre in archive.infolist():
        if not membre.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        # UTF-16 parts are seen too: without their null bytes they read the same.
        contenu = archive.read(membre).replace(b"\x00", b"")
        if b"<!DOCTYPE" in contenu or b"<!ENTITY" in contenu:
            raise LectureImpossible(
                Code.XLSX_ABIME,
                f"Ce classeur contient des déclarations interdites. {_CONSEIL}",
            )
        if membre.filename == "[Content_Types].xml" and b"macroEnabled" in contenu:
            raise LectureImpossible(
                Code.XLSX_MACROS,
                f"Ce classeur contient des macros : il n'est pas ouvert. {_CONSEIL}",
            )
