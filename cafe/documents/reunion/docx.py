"""The compte rendu of a meeting as a DOCX file."""

from __future__ import annotations

from cafe.documents.reunion.contenu import Reunion
from cafe.documents.reunion.trame import lay_out
from cafe.documents.trame.docx import write_docx


def render_docx(contenu: Reunion) -> bytes:
    """Return a file that Word opens without repair; call it off the event loop."""
    return write_docx(lay_out(contenu))
