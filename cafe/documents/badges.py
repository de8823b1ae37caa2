"""Badges to hand out: six on an A4 sheet printed on both sides, in black on white, to be cut.

On the front, who goes where: number, series, code to join, the table of each round in large
digits. Below a line to tear, a stub; on its back, the secret receipt of that number. Sheets turn
over their long edge, so the back is drawn with its columns exchanged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from cafe.documents.balisage import CanevasBalise
from cafe.documents.feuille import (
    COURANT,
    HAUTEUR,
    LARGEUR,
    draw_line_of_text,
    draw_qr,
    draw_text,
    new_canvas,
)
from cafe.documents.polices import GRASSE, NORMALE
from cafe.documents.texte import Balisage, escape, escape_line, shorten

COLONNES, RANGEES = 2, 3
_LARGEUR, _HAUTEUR = LARGEUR / COLONNES, HAUTEUR / RANGEES
_TALON = 37 * mm
# Printers leave the edge of a sheet white.
_MARGE = 7 * mm
_GAUCHE = 38 * mm  # the column of the number and the code
_TOURS_EN_GRAND = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """One badge. `url` joins under its number; `recu` and `mots` are the two forms of its receipt.

    `tables[n]` is the number of the table of round n + 1.
    """

    numero: int
    serie: str
    tables: tuple[int, ...]
    url: str
    recu: str
    mots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planche:
    """What all the badges of a print share. `adresse`: where the code, or a receipt, is typed."""

    titre: str
    code: str
    adresse: str
    contact: str = ""
    badges: Sequence[Badge]


def render_badges(planche: Planche) -> bytes:
    """Return A4 pages by pairs, fronts then backs. Raises ValueError when there is no badge."""
    if not planche.badges:
        raise ValueError("aucun badge")
    sortie = BytesIO()
    canevas = new_canvas(sortie, f"Badges : {planche.titre}")
    par_feuille = COLONNES * RANGEES
    for debut in range(0, len(planche.badges), par_feuille):
        feuille = planche.badges[debut : debut + par_feuille]
        for verso in (False, True):
            _draw_cuts(canevas)
            for rang, badge in enumerate(feuille):
                rangee, colonne = divmod(rang, COLONNES)
                place = COLONNES - 1 - colonne if verso else colonne
                canevas.saveState()
                canevas.translate(place * _LARGEUR, HAUTEUR - (rangee + 1) * _HAUTEUR)
                canevas.setFillColor(black)
                (_draw_back if verso else _draw_front)(canevas, planche, badge)
                canevas.restoreState()
            canevas.showPage()
    canevas.save()
    return sortie.getvalue()


def _draw_cuts(canevas: CanevasBalise) -> None:
    """Whole lines are cut, dotted ones are torn by the bearer."""
    canevas.setStrokeColor(black)
    canevas.setLineWidth(0.5)
    canevas.line(_LARGEUR, 0, _LARGEUR, HAUTEUR)
    for rangee in range(RANGEES):
        if rangee:
            canevas.line(0, rangee * _HAUTEUR, LARGEUR, rangee * _HAUTEUR)
        canevas.setDash(1, 3)
        y = rangee * _HAUTEUR + _TALON
        canevas.line(0, y, LARGEUR, y)
        canevas.setDash()


def _write(
    canevas: CanevasBalise, texte: Balisage, x: float, haut: float, largeur: float, corps: float
) -> float:
    return draw_text(
        canevas,
        Balisage(f'<font color="black">{texte}</font>'),
        COURANT,
        x=x,
        haut=haut,
        largeur=largeur,
        hauteur=corps * 4.2,
        corps=corps,
    )


def _draw_front(canevas: CanevasBalise, planche: Planche, badge: Badge) -> None:
    haut = _HAUTEUR - _MARGE
    largeur = _LARGEUR - 2 * _MARGE
    _write(canevas, escape_line(shorten(planche.titre, 70)), _MARGE, haut + 2, largeur, 8)
    draw_line_of_text(
        canevas,
        f"n° {badge.numero}",
        x=_MARGE,
        y=haut - 13 * mm,
        largeur=_GAUCHE - 5 * mm,
        corps=30,
        police=GRASSE,
    )
    serie = Balisage(f"<b>{escape_line(shorten(badge.serie, 40))}</b>")
    _write(canevas, serie, _MARGE, haut - 15.5 * mm, _GAUCHE - 5 * mm, 9)
    cote = 28 * mm
    draw_qr(canevas, badge.url, x=_MARGE - 2, y=_TALON + 3 * mm, cote=cote)
    _draw_way(canevas, badge.tables, _TALON + 4 * mm, haut - 5 * mm)
    x = _MARGE
    bas = _TALON - 6 * mm
    canevas.setFont(GRASSE, 13)
    canevas.drawString(x, bas - 8, f"Talon n° {badge.numero}")
    _write(
        canevas,
        escape(
            "Détachez ce talon et gardez-le. Au dos, un reçu secret : il vous dira ce que vos mots "
            "sont devenus. Il ne sert qu’à vous."
        ),
        x,
        bas - 14,
        largeur,
        9,
    )


def _draw_way(canevas: CanevasBalise, tables: Sequence[int], bas: float, haut: float) -> None:
    """« Tour 1 → table 4 », a line each, as tall as their number allows."""
    colonnes = 1 if len(tables) <= _TOURS_EN_GRAND else 2
    par_colonne = -(-len(tables) // colonnes)
    pas = min(16 * mm, (haut - bas) / max(1, par_colonne))
    grand = min(34.0, pas * 0.78)
    petit = min(12.0, grand * 0.5) if colonnes == 2 else min(12.0, grand * 0.7)
    gauche = _MARGE + _GAUCHE
    large = (_LARGEUR - _MARGE - gauche) / colonnes
    for rang, table in enumerate(tables):
        colonne, ligne = divmod(rang, par_colonne)
        x = gauche + colonne * large
        y = haut - (ligne + 1) * pas + (pas - grand) / 2
        canevas.setFont(NORMALE, petit)
        canevas.drawString(x, y, f"Tour {rang + 1}")
        debut = x + large * 0.40
        if colonnes == 1:
            _draw_arrow(canevas, x + large * 0.30, y + petit * 0.32, large * 0.09)
            canevas.drawString(debut + 2, y, "table")
        canevas.setFont(GRASSE, grand)
        canevas.drawRightString(x + large - (8 if colonnes == 2 else 0), y, str(table))


def _draw_arrow(canevas: CanevasBalise, x: float, y: float, longueur: float) -> None:
    canevas.setLineWidth(1.2)
    canevas.line(x, y, x + longueur, y)
    canevas.line(x + longueur, y, x + longueur - 4, y + 3)
    canevas.line(x + longueur, y, x + longueur - 4, y - 3)


def _draw_back(canevas: CanevasBalise, planche: Planche, badge: Badge) -> None:
    haut = _HAUTEUR - _MARGE
    largeur = _LARGEUR - 2 * _MARGE
    bas = _write(canevas, Balisage("<b>Comment ça marche</b>"), _MARGE, haut, largeur, 12)
    phrases = [
        "À chaque tour, allez à la table écrite sur votre badge. L’hôte vous accueille.",
        f"Pour écrire avec votre téléphone : visez le carré de l’autre face, ou tapez le code "
        f"{planche.code} sur {planche.adresse}. Rien à remplir.",
        "Sans téléphone : l’hôte écrit pour vous, sous le numéro de votre badge.",
        "Le numéro ne dit pas votre nom, et personne ne le note.",
    ]
    if planche.contact:
        phrases.append(f"Une question ? {shorten(planche.contact, 90)}")
    for phrase in phrases:
        bas = _write(canevas, escape_line(phrase), _MARGE, bas - 1.6 * mm, largeur, 9)
    cote = 30 * mm
    draw_qr(canevas, badge.recu, x=_MARGE - 2, y=3 * mm, cote=cote)
    x = _MARGE + cote + 2 * mm
    droite = _LARGEUR - _MARGE - x
    bas = _write(
        canevas, Balisage(f"<b>Reçu secret, n° {badge.numero}</b>"), x, _TALON - 3 * mm, droite, 9
    )
    bas = _write(
        canevas,
        escape(f"Visez le carré, ou tapez ces six mots sur {planche.adresse}/suivi"),
        x,
        bas - 1 * mm,
        droite,
        7.5,
    )
    pas = 4.3 * mm
    for rang, mot in enumerate(badge.mots):
        rangee, colonne = divmod(rang, 2)
        ou, y = x + colonne * droite / 2, bas - 1 * mm - (rangee + 1) * pas + 1
        canevas.setFont(NORMALE, 6)
        canevas.drawString(ou, y, str(rang + 1))
        canevas.setFont(GRASSE, 10)
        canevas.drawString(ou + 7, y, mot)
