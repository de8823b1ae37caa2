"""An outline as an ODT file, for those who write with LibreOffice.

The looks are in `odt_styles.xml`; what the format wants beside its content is in `odt_tableaux`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

from odfdo import Document, Element, Frame, Header, List, ListItem, Paragraph, Span

from cafe.documents.trame.archive import repack
from cafe.documents.trame.blocs import (
    Allure,
    Bloc,
    Images,
    Liste,
    Morceau,
    Paragraphe,
    Tableau,
    Titre,
    Ton,
    Trame,
)
from cafe.documents.trame.ecrit import clean_inside, one_line, reads_right_to_left
from cafe.documents.trame.mesures import fit_logo
from cafe.documents.trame.odt_tableaux import AutomaticStyles, build_table

_TONS = {
    Ton.NORMAL: None,
    Ton.FORT: "Strong_20_Emphasis",
    Ton.DISCRET: "Discret",
    Ton.ETIQUETTE: "Etiquette",
}
_ALLURES = {
    Allure.TEXTE: "Standard",
    Allure.SURTITRE: "Surtitre",
    Allure.SOUS_TITRE: "Subtitle",
    Allure.RENSEIGNEMENT: "Renseignement",
    Allure.CITATION: "Quotations",
    Allure.NOTE: "Note",
    Allure.ANNONCE: "Annonce",
    Allure.CELLULE: "Cellule",
}
_TETE = "Table_20_Heading"
_THUMBNAIL = "Thumbnails/thumbnail.png"
# odfdo writes the hour of the day and its own name there; the outline says the rest.
_GENERATOR = "Café"


def write_odt(trame: Trame) -> bytes:
    """Return the file's bytes, which depend on the outline alone.

    Takes seconds for a thousand contributions: call it off the event loop. Safe in any thread.
    """
    document = Document("text")
    document.body.clear()
    document.set_part("styles.xml", Path(__file__).with_name("odt_styles.xml").read_bytes())
    # The template's own picture of an empty page.
    document.del_part(_THUMBNAIL)
    document.manifest.del_full_path(_THUMBNAIL)
    _fill_margins(document, trame)
    writer = _Writer(document)
    for bloc, suivant in zip_longest(trame.blocs, trame.blocs[1:]):
        writer.write(bloc)
        if isinstance(bloc, Tableau) and not isinstance(suivant, Titre):
            document.body.append(Paragraph(style="Apres_20_tableau"))
    _describe(document, trame)
    sortie = BytesIO()
    document.save(sortie)
    return repack(sortie.getvalue())


def _fill_margins(document: Document, trame: Trame) -> None:
    """The running head, and the foot of each page before its number."""
    for place, texte in (
        ("//style:header/text:p", trame.rappel),
        ("//style:footer/text:p/text:span", trame.pied),
        ("//style:footer-first/text:p/text:span", trame.pied),
    ):
        element = document.styles.root.get_element(place)
        if element is not None:
            element.text = one_line(texte)


def _describe(document: Document, trame: Trame) -> None:
    about = document.meta
    edited = datetime.combine(trame.edite_le, time(12))
    about.title = one_line(trame.titre)
    about.subject = one_line(trame.sujet)
    about.initial_creator = about.creator = one_line(trame.auteur)
    about.language = "fr-FR"
    about.creation_date = about.date = edited
    about.generator = _GENERATOR


class _Writer:
    """Writes blocks one after the other at the end of a document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = AutomaticStyles(document)

    def write(self, bloc: Bloc) -> None:
        match bloc:
            case Titre():
                self._append(self._heading(bloc))
            case Paragraphe():
                self._append(self._paragraph(bloc.morceaux, _ALLURES[bloc.allure]))
            case Liste():
                self._append(self._list(bloc))
            case Tableau():
                self._append(self._table(bloc))
            case Images():
                self._append(self._logos(bloc))

    def _append(self, element: Element) -> None:
        self._document.body.append(element)

    def _heading(self, titre: Titre) -> Element:
        if titre.niveau == 0:
            return self._paragraph((Morceau(one_line(titre.texte)),), "Title")
        style = f"Heading_20_{titre.niveau}" + ("_20_page" if titre.nouvelle_page else "")
        heading = Header(titre.niveau)
        heading.set_attribute("text:style-name", self._turned(style, (titre.texte,)))
        heading.append(Span(one_line(titre.texte)))
        return heading

    def _paragraph(self, morceaux: tuple[Morceau, ...], style: str) -> Paragraph:
        # The label before someone's words is ours: it does not say how they are read.
        said = (m.texte for m in morceaux if m.ton is not Ton.ETIQUETTE)
        paragraph = Paragraph(style=self._turned(style, said))
        for morceau in morceaux:
            paragraph.append(Span(clean_inside(morceau.texte), style=_TONS[morceau.ton]))
        return paragraph

    def _turned(self, style: str, textes: Iterable[str]) -> str:
        return self._styles.right_to_left(style) if reads_right_to_left(textes) else style

    def _list(self, liste: Liste) -> Element:
        element = List(style="Numeros" if liste.numerotee else "Puces")
        for morceaux in liste.elements:
            item = ListItem()
            item.append(self._paragraph(morceaux, "Liste"))
            element.append(item)
        return element

    def _table(self, source: Tableau) -> Element:
        head = [[self._paragraph((Morceau(c.titre),), _TETE)] for c in source.colonnes]
        rows = [
            [[self._paragraph(p.morceaux, _ALLURES[Allure.CELLULE]) for p in case] for case in rang]
            for rang in source.rangs
        ]
        return build_table(self._styles, source, head, rows)

    def _logos(self, images: Images) -> Element:
        paragraph = Paragraph(style="Logos")
        for place, logo in enumerate(images.logos, start=1):
            width, height = fit_logo(logo.largeur, logo.hauteur)
            frame = Frame.image_frame(
                self._document.add_file(BytesIO(logo.png)),
                name=f"Logo {place}",
                style="Logo",
                size=(f"{width:.1f}mm", f"{height:.1f}mm"),
                anchor_type="as-char",
            )
            frame.svg_title = frame.svg_description = one_line(logo.description)
            paragraph.append(frame)
            paragraph.append(Span("  "))
        return paragraph
