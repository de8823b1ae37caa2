"""The compte rendu of a meeting as one HTML page."""

from __future__ import annotations

from collections.abc import Sequence

from cafe.documents.reunion.contenu import Reunion
from cafe.documents.reunion.trame import lay_out
from cafe.documents.trame.html import write_html


def render_html(contenu: Reunion, feuilles: Sequence[str] = ()) -> str:
    """Return a whole page, to print with the sheets named or to paste without any."""
    return write_html(lay_out(contenu), feuilles)
