"""The compte rendu of a world café as a DOCX file."""

from __future__ import annotations

from cafe.documents.compte_rendu.contenu import CompteRendu
from cafe.documents.compte_rendu.trame import lay_out
from cafe.documents.trame.docx import write_docx


def render_docx(contenu: CompteRendu) -> bytes:
    """Return a file that Word opens without repair; call it off the event loop."""
    return write_docx(lay_out(contenu))
