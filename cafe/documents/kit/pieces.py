"""The pieces that the papers of the kit are made of: headings, lists, tables. No content."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable
from reportlab.platypus.tables import TableStyle

from cafe.documents.balisage import Balise
from cafe.documents.flux import Paragraphe, Tableau
from cafe.documents.kit import phrases, styles
from cafe.documents.kit.contenu import Entete
from cafe.documents.texte import Balisage, escape, escape_line, shorten
from cafe.documents.titres import Titre

GRILLE = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, styles.GRIS_TRAIT),
        ("LINEBELOW", (0, 0), (-1, 0), 1.0, black),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
)
CASES = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.6, styles.GRIS_TRAIT),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
)


def heading(entete: Entete, titre: str, sous_titre: str) -> list[Flowable]:
    return [
        Paragraphe(escape_line(shorten(entete.titre, 110)), styles.SURTITRE),
        Titre(escape_line(phrases.insecables(shorten(titre, 90))), styles.TITRE, 1),
        *(
            [Paragraphe(escape(phrases.insecables(sous_titre)), styles.SOUS_TITRE)]
            if sous_titre
            else []
        ),
    ]


def section(titre: str) -> Titre:
    return Titre(escape_line(phrases.insecables(titre)), styles.SECTION, 2)


def paragraph(texte: str) -> Paragraphe:
    return Paragraphe(escape(phrases.insecables(texte)), styles.TEXTE)


def items(
    lignes: Sequence[str], style: ParagraphStyle = styles.ELEMENT, puce: str = ""
) -> list[Flowable]:
    """A list whose lines are escaped already; numbered unless it has a mark of its own."""
    liste = Balise("L")
    return [
        Paragraphe(
            Balisage(ligne),
            style,
            Balise("LBody", Balise("LI", liste)),
            bulletText=f"{puce or rang} ",
        )
        for rang, ligne in enumerate(lignes, start=1)
    ]


def text(texte: str) -> Balisage:
    return escape(phrases.insecables(texte))


def table(
    tetes: Sequence[str],
    rows: Sequence[list[Any]],
    largeurs: Sequence[float | None],
) -> Tableau:
    """A table whose columns without a width share what is left."""
    known = [*largeurs, *[None] * (len(tetes) - len(largeurs))]
    libre = styles.LARGEUR - sum(one for one in known if one)
    part = libre / known.count(None)
    tableau = Tableau(
        [[Paragraphe(escape_line(tete), styles.TETE) for tete in tetes], *rows],
        colWidths=[one or part for one in known],
        repeatRows=1,
    )
    tableau.tag().setStyle(GRILLE)
    return tableau
