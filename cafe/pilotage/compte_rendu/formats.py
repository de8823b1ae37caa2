"""The files of a compte rendu: their formats, and how each is drawn from the same content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cafe.documents.compte_rendu import docx as cafe_docx
from cafe.documents.compte_rendu import html as cafe_html
from cafe.documents.compte_rendu import odt as cafe_odt
from cafe.documents.compte_rendu import pdf as cafe_pdf
from cafe.documents.compte_rendu import trame as cafe_trame
from cafe.documents.compte_rendu.contenu import CompteRendu
from cafe.documents.gel import Contenu
from cafe.documents.presse import print_apart
from cafe.documents.reunion import docx as reunion_docx
from cafe.documents.reunion import html as reunion_html
from cafe.documents.reunion import odt as reunion_odt
from cafe.documents.reunion import pdf as reunion_pdf
from cafe.documents.reunion import trame as reunion_trame
from cafe.documents.reunion.contenu import Reunion
from cafe.documents.trame.blocs import Trame
from cafe.pilotage.telechargement import PDF
from cafe.threads import Tache, start_in_native_thread, start_waiting

# Above that many contributions, drawing takes seconds: the person sees that it is under way.
LONGUE = 150


@dataclass(frozen=True)
class Format:
    """One format: its extension, its type, and whether the browser shows it by itself."""

    extension: str
    mimetype: str
    draw: Callable[[Contenu], bytes]
    attachment: bool = True


def _pdf(contenu: Contenu) -> bytes:
    if isinstance(contenu, Reunion):
        return reunion_pdf.render_pdf(contenu)
    return cafe_pdf.render_pdf(contenu)


def _docx(contenu: Contenu) -> bytes:
    if isinstance(contenu, Reunion):
        return reunion_docx.render_docx(contenu)
    return cafe_docx.render_docx(contenu)


def _odt(contenu: Contenu) -> bytes:
    if isinstance(contenu, Reunion):
        return reunion_odt.render_odt(contenu)
    return cafe_odt.render_odt(contenu)


def _html(contenu: Contenu) -> bytes:
    page = (
        reunion_html.render_html(contenu)
        if isinstance(contenu, Reunion)
        else cafe_html.render_html(contenu)
    )
    return page.encode()


FORMATS = {
    known.extension: known
    for known in (
        Format("pdf", PDF, _pdf, attachment=False),
        Format(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _docx,
        ),
        Format("odt", "application/vnd.oasis.opendocument.text", _odt),
        # Its looks are inside it, which the policy of our own pages would refuse.
        Format("html", "text/html; charset=utf-8", _html),
    )
}


def outline_of(contenu: Contenu) -> Trame:
    """The content as headings, paragraphs and tables, for the page and for comparing."""
    if isinstance(contenu, Reunion):
        return reunion_trame.lay_out(contenu)
    return cafe_trame.lay_out(contenu)


# Functions of a module that knows nothing of the server: another process imports no more.
_LONGS: dict[str, Callable[[CompteRendu], bytes]] = {
    "pdf": cafe_pdf.render_pdf,
    "docx": cafe_docx.render_docx,
    "odt": cafe_odt.render_odt,
}


def start_long(extension: str, contenu: CompteRendu) -> Tache[bytes]:
    """Begin to draw a long document beside the live screens, and come back at once."""
    if (draw := _LONGS.get(extension)) is None:  # HTML takes no time worth a process
        return start_in_native_thread(lambda: FORMATS[extension].draw(contenu))
    return start_waiting(lambda: print_apart(draw, contenu))


def is_long(contenu: Contenu) -> bool:
    """Whether drawing takes more than a moment."""
    return not isinstance(contenu, Reunion) and contenu.contributions > LONGUE
