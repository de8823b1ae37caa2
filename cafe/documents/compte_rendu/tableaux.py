"""Tables, figures and boxes of the compte rendu.

Each takes `Balisage` (already escaped) and flowables; none knows the dataclasses of the content.
"""

from collections.abc import Collection, Sequence

from reportlab.platypus import Flowable, LongTable, Paragraph, Table
from reportlab.platypus.tables import TableStyle

from cafe.documents.compte_rendu import styles
from cafe.documents.polices import ACCENT, ACCENT_PALE, FILET, FOND
from cafe.documents.texte import Balisage

_MARGE_CELLULE = 5.0
_HAUTEUR_TETE = 40.0


def cellule(texte: Balisage, *, doux: bool = False) -> Paragraph:
    """The text of a table cell."""
    return Paragraph(texte, styles.CELLULE_DOUCE if doux else styles.CELLULE)


def tableau(
    entetes: Sequence[Balisage],
    lignes: Sequence[Sequence[Flowable]],
    largeurs: Sequence[float],
    *,
    chiffres: Collection[int] = (),
) -> LongTable:
    """A ruled table whose head comes back on each page.

    `largeurs` are the widths of its columns in hundredths of the page's; `chiffres` are the columns
    of numbers, whose heads stand to the right as they do. A row stays whole, unless it is taller
    than a page can hold.
    """
    tete = [
        Paragraph(entete, styles.TETE_DE_NOMBRE if rang in chiffres else styles.TETE)
        for rang, entete in enumerate(entetes)
    ]
    colonnes = [styles.LARGEUR * largeur / 100 for largeur in largeurs]
    table = LongTable(
        [tete, *map(list, lignes)],
        colWidths=colonnes,
        repeatRows=1,
        splitInRow=int(any(_is_taller_than_a_page(ligne, colonnes) for ligne in lignes)),
        spaceBefore=4,
        spaceAfter=10,
        hAlign="LEFT",
    )
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), _MARGE_CELLULE),
                ("RIGHTPADDING", (0, 0), (-1, -1), _MARGE_CELLULE),
                ("TOPPADDING", (0, 0), (-1, -1), 3.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ("BACKGROUND", (0, 0), (-1, 0), FOND),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, ACCENT),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, FILET),
            ]
        )
    )
    return table


def _is_taller_than_a_page(ligne: Sequence[Flowable], colonnes: Sequence[float]) -> bool:
    return any(
        case.wrap(colonne - 2 * _MARGE_CELLULE, styles.HAUTEUR)[1] > styles.HAUTEUR - _HAUTEUR_TETE
        for case, colonne in zip(ligne, colonnes, strict=True)
    )


def fiche_signaletique(lignes: Sequence[tuple[Balisage, Balisage]]) -> Table:
    """Labels on the left, values on the right, a hairline between: no head row."""
    table = Table(
        [
            [cellule(libelle, doux=True), Paragraph(valeur, styles.CELLULE)]
            for libelle, valeur in lignes
        ],
        colWidths=[78, styles.LARGEUR - 78],
        splitInRow=1,
        spaceAfter=10,
    )
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                ("LINEBELOW", (0, 0), (-1, -2), 0.4, FILET),
            ]
        )
    )
    return table


def bande_de_chiffres(chiffres: Sequence[tuple[Balisage, Balisage]]) -> Table:
    """The few figures of a summary, side by side: (number, what it counts)."""
    table = Table(
        [
            [
                [Paragraph(valeur, styles.CHIFFRE), Paragraph(legende, styles.LEGENDE)]
                for valeur, legende in chiffres
            ]
        ],
        colWidths=[styles.LARGEUR / len(chiffres)] * len(chiffres),
        spaceBefore=6,
        spaceAfter=10,
    )
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("BACKGROUND", (0, 0), (-1, -1), FOND),
                ("LINEABOVE", (0, 0), (-1, 0), 1.2, ACCENT),
                ("LINEAFTER", (0, 0), (-2, -1), 0.4, FILET),
                ("LEFTPADDING", (0, 0), (-1, -1), 10),
                ("RIGHTPADDING", (0, 0), (-1, -1), 6),
                ("TOPPADDING", (0, 0), (-1, -1), 8),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
            ]
        )
    )
    return table


def encadre(contenu: Sequence[Flowable]) -> Table:
    """A pale box with an accent along its side, for what must not be missed."""
    table = Table(
        [[morceau] for morceau in contenu], colWidths=[styles.LARGEUR], splitInRow=1, spaceAfter=10
    )
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), ACCENT_PALE),
                ("LINEBEFORE", (0, 0), (0, -1), 3, ACCENT),
                ("LEFTPADDING", (0, 0), (-1, -1), 14),
                ("RIGHTPADDING", (0, 0), (-1, -1), 12),
                ("TOPPADDING", (0, 0), (-1, 0), 9),
                ("TOPPADDING", (0, 1), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -2), 1),
                ("BOTTOMPADDING", (0, -1), (-1, -1), 10),
            ]
        )
    )
    return table
