"""Tables, figures and boxes of the compte rendu.

Each takes `Balisage` (already escaped) and flowables; none knows the dataclasses of the content.
"""

from collections.abc import Collection, Sequence

from reportlab.platypus import Flowable

from cafe.documents.compte_rendu import styles
from cafe.documents.flux import Paragraphe, Tableau
from cafe.documents.polices import ACCENT, ACCENT_PALE, FILET, FOND
from cafe.documents.texte import Balisage

Case = Sequence[Flowable]

_MARGE_CELLULE = 5.0
_HAUTEUR_TETE = 40.0


def cellule(texte: Balisage) -> Paragraphe:
    """The text of a table cell."""
    return Paragraphe(texte, styles.CELLULE)


def tableau(
    entetes: Sequence[str],
    lignes: Sequence[Sequence[Case]],
    largeurs: Sequence[float],
    *,
    chiffres: Collection[int] = (),
) -> Tableau:
    """A ruled table whose head comes back on each page.

    `largeurs` are the widths of its columns in hundredths of the page's; `chiffres` are the columns
    of numbers, whose heads stand to the right as they do. A row stays whole, unless it is taller
    than a page can hold.
    """
    tete = [
        [Paragraphe(Balisage(mot), styles.TETE_DE_NOMBRE if rang in chiffres else styles.TETE)]
        for rang, mot in enumerate(entetes)
    ]
    colonnes = [styles.LARGEUR * largeur / 100 for largeur in largeurs]
    return Tableau(
        [tete, *([list(case) for case in ligne] for ligne in lignes)],
        colWidths=colonnes,
        repeatRows=1,
        splitInRow=int(any(_is_taller_than_a_page(ligne, colonnes) for ligne in lignes)),
        spaceBefore=3,
        spaceAfter=7,
        hAlign="LEFT",
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), _MARGE_CELLULE),
            ("RIGHTPADDING", (0, 0), (-1, -1), _MARGE_CELLULE),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("BACKGROUND", (0, 0), (-1, 0), FOND),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, ACCENT),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, FILET),
        ],
    ).tag()


def _is_taller_than_a_page(ligne: Sequence[Case], colonnes: Sequence[float]) -> bool:
    return any(
        sum(morceau.wrap(colonne - 2 * _MARGE_CELLULE, styles.HAUTEUR)[1] for morceau in case)
        > styles.HAUTEUR - _HAUTEUR_TETE
        for case, colonne in zip(ligne, colonnes, strict=True)
    )


def deux_par_rangee(morceaux: Sequence[Flowable]) -> Tableau:
    """Short pieces of information on a pale ground, two a row."""
    impair: list[list[Flowable]] = [[]] if len(morceaux) % 2 else []
    cases = [*([morceau] for morceau in morceaux), *impair]
    return Tableau(
        [[gauche, droite] for gauche, droite in zip(cases[::2], cases[1::2], strict=True)],
        colWidths=[styles.LARGEUR / 2] * 2,
        splitInRow=1,
        spaceAfter=6,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, -1), FOND),
            ("LINEABOVE", (0, 0), (-1, 0), 1.2, ACCENT),
            ("LINEBELOW", (0, -1), (-1, -1), 0.4, FILET),
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ],
    ).tag(mise_en_page=True)


def bande_de_chiffres(chiffres: Sequence[tuple[Balisage, Balisage]]) -> Tableau:
    """The few figures of a summary, side by side: (number, what it counts)."""
    cases = [
        [Paragraphe(valeur, styles.CHIFFRE), Paragraphe(legende, styles.LEGENDE)]
        for valeur, legende in chiffres
    ]
    return Tableau(
        [cases],
        colWidths=[styles.LARGEUR / len(chiffres)] * len(chiffres),
        spaceAfter=2,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEAFTER", (0, 0), (-2, -1), 0.4, FILET),
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ],
    ).tag(mise_en_page=True)


def encadre(contenu: Sequence[Flowable]) -> Tableau:
    """A pale box with an accent along its side, for what must not be missed."""
    return Tableau(
        [[[morceau]] for morceau in contenu],
        colWidths=[styles.LARGEUR],
        splitInRow=1,
        spaceAfter=8,
        style=[
            ("BACKGROUND", (0, 0), (-1, -1), ACCENT_PALE),
            ("LINEBEFORE", (0, 0), (0, -1), 3, ACCENT),
            ("LEFTPADDING", (0, 0), (-1, -1), 12),
            ("RIGHTPADDING", (0, 0), (-1, -1), 10),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("TOPPADDING", (0, 0), (-1, 0), 7),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 5),
        ],
    ).tag(mise_en_page=True)
