"""The compte rendu of a world café as an ODT file."""

from __future__ import annotations

from cafe.documents.compte_rendu.contenu import CompteRendu
from cafe.documents.compte_rendu.trame import lay_out
from cafe.documents.trame.odt import write_odt


def render_odt(contenu: CompteRendu) -> bytes:
    """Return a file that LibreOffice opens; call it off the event loop."""
    return write_odt(lay_out(contenu))
