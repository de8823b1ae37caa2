"""The compte rendu of a world café as one HTML page."""

from __future__ import annotations

from collections.abc import Sequence

from cafe.documents.compte_rendu.contenu import CompteRendu
from cafe.documents.compte_rendu.trame import lay_out
from cafe.documents.trame.html import write_html


def render_html(contenu: CompteRendu, feuilles: Sequence[str] = ()) -> str:
    """Return a whole page, to print with the sheets named or to paste without any."""
    return write_html(lay_out(contenu), feuilles)
