"""The styles of a DOCX file: the id of each, and their putting in.

The looks themselves are in `docx_styles.xml`, as Word writes them: its language, fr-FR, stands in
the defaults of the document, where python-docx's own template says en-US.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from cafe.documents.trame.blocs import Allure, Ton

TABLEAU = "TableauCompteRendu"
TETE = "Tete"
APRES_TABLEAU = "ApresTableau"
LOGOS = "Logos"
PIED = "Footer"
LISTE_A_PUCES = "ListBullet"
LISTE_NUMEROTEE = "ListNumber"

ALLURES = {
    Allure.TEXTE: "Normal",
    Allure.SURTITRE: "Surtitre",
    Allure.SOUS_TITRE: "Subtitle",
    Allure.RENSEIGNEMENT: "Renseignement",
    Allure.CITATION: "Quote",
    Allure.NOTE: "Note",
    Allure.ANNONCE: "Annonce",
    Allure.CELLULE: "Cellule",
}
CITATION_RTL = "QuoteRtl"
TITRES = ("Title", "Heading1", "Heading2", "Heading3")
TONS = {Ton.FORT: "Strong", Ton.DISCRET: "Discret", Ton.ETIQUETTE: "Etiquette"}

# Parts of python-docx's template that say nothing of ours: a picture of it, its former styles.
_UNWANTED = frozenset(
    {
        RELATIONSHIP_TYPE.THUMBNAIL,
        RELATIONSHIP_TYPE.CUSTOM_XML,
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    }
)


def prepare(document: Document) -> None:
    """Replace the styles, lists and settings of a new document by the house's."""
    part = document.part
    _fill(document.styles.element, "docx_styles.xml")
    _fill(document.settings.element, "docx_settings.xml")
    _fill(part.numbering_part.element, "docx_numbering.xml")
    for relations in (part.rels, part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype in _UNWANTED]:
            del relations[key]


def _fill(root: Any, name: str) -> None:
    root[:] = list(parse_xml(_read(name)))


@lru_cache(maxsize=4)
def _read(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()
