"""An outline as a DOCX file: what Word opens without repair and a person corrects.

Styles carry all the looks (`docx_styles`): changing « Citation » once changes every quotation.
"""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from itertools import zip_longest

from docx import Document
from docx.document import Document as DocumentDocx
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from cafe.documents.trame import docx_styles as styles
from cafe.documents.trame.archive import repack
from cafe.documents.trame.blocs import (
    Allure,
    Bloc,
    Cellule,
    Images,
    Liste,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
    Ton,
    Trame,
)
from cafe.documents.trame.docx_champs import (
    add_page_number,
    describe_table,
    keep_whole,
    repeat_on_each_page,
    set_right_to_left,
)
from cafe.documents.trame.ecrit import clean_inside, one_line, reads_right_to_left, runs
from cafe.documents.trame.mesures import LARGEUR_MM, MARGE_MM, PAGE_MM, fit_logo

# A row this short is never cut by the foot of a page.
_RANG_COURT = 600
_PROPRIETE_MAX = 255


def write_docx(trame: Trame) -> bytes:
    """Return the file's bytes, which depend on the outline alone.

    Takes seconds for a thousand contributions: call it off the event loop. Safe in any thread.
    """
    document = Document()
    styles.prepare(document)
    _lay_page(document, trame)
    _describe(document, trame)
    writer = _Writer(document)
    for bloc, suivant in zip_longest(trame.blocs, trame.blocs[1:]):
        writer.write(bloc)
        # Word joins two tables that touch, and wants a paragraph at the end.
        if isinstance(bloc, Tableau) and not isinstance(suivant, Titre):
            _styled(document.add_paragraph(), styles.APRES_TABLEAU)
    sortie = BytesIO()
    document.save(sortie)
    return repack(sortie.getvalue())


def _lay_page(document: DocumentDocx, trame: Trame) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE_MM[0]), Mm(PAGE_MM[1])
    section.left_margin = section.right_margin = Mm(MARGE_MM)
    section.top_margin = section.bottom_margin = Mm(MARGE_MM)
    section.header_distance = section.footer_distance = Mm(MARGE_MM // 2)
    # The first page bears the title itself: the running head starts after it.
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = one_line(trame.rappel)
    for foot in (section.footer, section.first_page_footer):
        paragraph = _styled(foot.paragraphs[0], styles.PIED)
        paragraph.add_run(f"{one_line(trame.pied)}\t")
        add_page_number(paragraph)


def _describe(document: DocumentDocx, trame: Trame) -> None:
    about = document.core_properties
    about.title = one_line(trame.titre)[:_PROPRIETE_MAX]
    about.subject = one_line(trame.sujet)[:_PROPRIETE_MAX]
    about.author = about.last_modified_by = one_line(trame.auteur)[:_PROPRIETE_MAX]
    about.language = "fr-FR"
    about.comments = about.keywords = about.category = ""
    about.created = about.modified = datetime.combine(trame.edite_le, time(12))
    about.revision = 1


class _Writer:
    """Writes blocks one after the other at the end of a document."""

    def __init__(self, document: DocumentDocx) -> None:
        self._document = document
        self._pictures = 0

    def write(self, bloc: Bloc) -> None:
        match bloc:
            case Titre():
                paragraph = self._add(styles.TITRES[bloc.niveau])
                paragraph.paragraph_format.page_break_before = bloc.nouvelle_page or None
                _words(paragraph, (Morceau(one_line(bloc.texte)),))
            case Paragraphe():
                self._paragraph(bloc)
            case Liste():
                style = styles.LISTE_NUMEROTEE if bloc.numerotee else styles.LISTE_A_PUCES
                for element in bloc.elements:
                    _words(self._add(style), element)
            case Tableau():
                self._table(bloc)
            case Images():
                self._logos(bloc)

    def _add(self, style: str) -> Paragraph:
        return _styled(self._document.add_paragraph(), style)

    def _paragraph(self, source: Paragraphe) -> None:
        style = styles.ALLURES[source.allure]
        if source.allure is Allure.CITATION and _turned(source.morceaux):
            # Its rule stands on the other side; the style says so, direction included.
            style = styles.CITATION_RTL
        paragraph = self._add(style)
        _words(paragraph, source.morceaux, direction=style != styles.CITATION_RTL)

    def _table(self, source: Tableau) -> None:
        table = self._document.add_table(rows=1, cols=len(source.colonnes))
        table._tblPr.style = styles.TABLEAU
        # Fixed widths: a word of three hundred letters widens nothing.
        table.autofit = False
        describe_table(table, one_line(source.resume))
        for column, colonne in zip(table.columns, source.colonnes, strict=True):
            column.width = Mm(LARGEUR_MM * colonne.part / 100)
        head = table.rows[0]
        repeat_on_each_page(head)
        for cell, colonne in zip(head.cells, source.colonnes, strict=True):
            self._cell(cell, (Paragraphe((Morceau(colonne.titre),)),), styles.TETE)
        for rang in source.rangs:
            row = table.add_row()
            if _length(rang) < _RANG_COURT:
                keep_whole(row)
            for cell, contenu in zip(row.cells, rang, strict=True):
                self._cell(cell, contenu, styles.ALLURES[Allure.CELLULE])

    def _cell(self, cell: _Cell, contenu: Cellule, style: str) -> None:
        # A cell is born with one paragraph and may not be without.
        for place, source in enumerate(contenu or (Paragraphe(()),)):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            _words(_styled(paragraph, style), source.morceaux)

    def _logos(self, images: Images) -> None:
        paragraph = self._add(styles.LOGOS)
        for place, logo in enumerate(images.logos):
            if place:
                paragraph.add_run("\u2003")
            width, height = fit_logo(logo.largeur, logo.hauteur)
            picture = paragraph.add_run().add_picture(BytesIO(logo.png), Mm(width), Mm(height))
            self._pictures += 1
            about = picture._inline.docPr
            about.set("name", f"Logo {self._pictures}")
            about.set("descr", one_line(logo.description))


def _styled(paragraph: Paragraph, style: str) -> Paragraph:
    """Name a style by its id: python-docx looks a name up anew each time, at great cost."""
    paragraph._p.style = style
    return paragraph


def _turned(morceaux: tuple[Morceau, ...]) -> bool:
    """Whether a paragraph is read from right to left; the label before the words is ours."""
    return reads_right_to_left(m.texte for m in morceaux if m.ton is not Ton.ETIQUETTE)


def _words(paragraph: Paragraph, morceaux: tuple[Morceau, ...], *, direction: bool = True) -> None:
    if direction and _turned(morceaux):
        set_right_to_left(paragraph)
    for morceau in morceaux:
        for texte, turned in runs(clean_inside(morceau.texte)):
            run = paragraph.add_run(texte)
            if morceau.ton in styles.TONS:
                run._r.style = styles.TONS[morceau.ton]
            if turned:
                run.font.rtl = True


def _length(rang: tuple[Cellule, ...]) -> int:
    return sum(len(m.texte) for case in rang for p in case for m in p.morceaux)
