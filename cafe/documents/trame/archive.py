"""The same files in a ZIP without the hour of the day: equal contents give equal bytes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The first hour that a ZIP can hold.
_EPOCH = (1980, 1, 1, 0, 0, 0)
# An ODF reader looks for this one first, and not compressed.
_MIMETYPE = "mimetype"


def repack(data: bytes, without: frozenset[str] = frozenset()) -> bytes:
    """Write an archive anew without its hours, and without the members named."""
    sortie = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(sortie, "w") as cible:
        for nom in sorted(source.namelist(), key=lambda nom: (nom != _MIMETYPE, nom)):
            if nom in without:
                continue
            membre = ZipInfo(nom, _EPOCH)
            membre.compress_type = ZIP_STORED if nom == _MIMETYPE else ZIP_DEFLATED
            cible.writestr(membre, source.read(nom))
    return sortie.getvalue()
