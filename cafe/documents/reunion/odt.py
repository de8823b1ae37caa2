"""The compte rendu of a meeting as an ODT file."""

from __future__ import annotations

from cafe.documents.reunion.contenu import Reunion
from cafe.documents.reunion.trame import lay_out
from cafe.documents.trame.odt import write_odt


def render_odt(contenu: Reunion) -> bytes:
    """Return a file that LibreOffice opens; call it off the event loop."""
    return write_odt(lay_out(contenu))
