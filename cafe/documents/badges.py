"""Badges to hand out: six on an A4 sheet printed on both sides, in black on white, to be cut.

On the front, who goes where: number, series, code to join, the table of each round in large
digits. Below a line to tear, a stub; on its back, the secret receipt of that number. Sheets turn
over their long edge, so the back is drawn with its columns exchanged. In a plan of names the badge
may bear one; drawn again it has no receipt, since that of the first one stays good.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from cafe.documents.balisage import CanevasBalise
from cafe.documents.feuille import HAUTEUR, LARGEUR, draw_qr, new_canvas
from cafe.documents.polices import GRASSE, NORMALE
from cafe.documents.recus import MARGE, contact_line, draw_words, write_black, write_number
from cafe.documents.texte import Balisage, escape, escape_line, shorten

COLONNES, RANGEES = 2, 3
_LARGEUR, _HAUTEUR = LARGEUR / COLONNES, HAUTEUR / RANGEES
_TALON = 37 * mm
_NOM = 15 * mm
_GAUCHE = 38 * mm  # the column of the number and the code
_TOURS_EN_GRAND = 8
_CONTACT_COURT = 60  # signs that hold on a line or two


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """One badge. `url` joins under its number; `recu` and `mots` are the two forms of its receipt,
    empty on a badge drawn again. `nom` and `organisme`: empty where no name is printed.

    `tables[n]` is the number of the table of round n + 1; None for a round without a seat.
    """

    numero: int
    serie: str
    tables: tuple[int | None, ...]
    url: str
    recu: str = ""
    mots: tuple[str, ...] = ()
    nom: str = ""
    organisme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planche:
    """What all the badges of a print share. `adresse`: where the code, or a receipt, is typed.

    `nominatif`: the team knows who bears which number, printed or not.
    """

    titre: str
    code: str
    adresse: str
    contact: str = ""
    nominatif: bool = False
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


def _draw_front(canevas: CanevasBalise, planche: Planche, badge: Badge) -> None:
    haut = _HAUTEUR - MARGE
    largeur = _LARGEUR - 2 * MARGE
    colonne = _GAUCHE - 5 * mm
    titre = escape_line(shorten(planche.titre, 70))
    write_black(canevas, titre, x=MARGE, haut=haut + 2, largeur=largeur, corps=8)
    bas = _TALON + 3 * mm
    serie = Balisage(f"<b>{escape_line(shorten(badge.serie, 40))}</b>")
    if badge.nom:
        _draw_name(canevas, badge, haut - 3 * mm, largeur)
        haut -= _NOM
        write_number(canevas, badge.numero, x=MARGE, y=haut - 6 * mm, largeur=colonne, corps=16)
        cote, sommet = 24 * mm, haut - 1 * mm
        write_black(
            canevas, serie, x=MARGE, haut=haut - 7.6 * mm, largeur=colonne, corps=7.5, hauteur=10
        )
    else:
        write_number(canevas, badge.numero, x=MARGE, y=haut - 13 * mm, largeur=colonne, corps=30)
        cote, sommet = 28 * mm, haut - 5 * mm
        write_black(canevas, serie, x=MARGE, haut=haut - 15.5 * mm, largeur=colonne, corps=9)
    draw_qr(canevas, badge.url, x=MARGE - 2, y=bas, cote=cote)
    _draw_way(canevas, badge.tables, bas + 1 * mm, sommet)
    bas = _TALON - 6 * mm
    canevas.setFont(GRASSE, 13)
    canevas.drawString(MARGE, bas - 8, f"Talon n° {badge.numero}")
    consigne = (
        "Détachez ce talon et gardez-le. Au dos, un reçu secret : il vous dira ce que vos mots "
        "sont devenus. Il ne sert qu’à vous."
        if badge.recu
        else "Ce badge remplace le premier. Gardez le talon du premier : son reçu reste bon."
    )
    write_black(canevas, escape(consigne), x=MARGE, haut=bas - 14, largeur=largeur, corps=9)


def _draw_name(canevas: CanevasBalise, badge: Badge, haut: float, largeur: float) -> None:
    nom = Balisage(f"<b>{escape_line(shorten(badge.nom, 60))}</b>")
    reste = 3.5 * mm if badge.organisme else 0
    bas = write_black(
        canevas, nom, x=MARGE, haut=haut, largeur=largeur, corps=17, hauteur=_NOM - 3.5 * mm - reste
    )
    if badge.organisme:
        organisme = escape_line(shorten(badge.organisme, 60))
        write_black(canevas, organisme, x=MARGE, haut=bas - 1, largeur=largeur, corps=9, hauteur=12)


def _draw_way(
    canevas: CanevasBalise, tables: Sequence[int | None], bas: float, haut: float
) -> None:
    """« Tour 1 → table 4 », a line each, as tall as their number allows."""
    colonnes = 1 if len(tables) <= _TOURS_EN_GRAND else 2
    par_colonne = -(-len(tables) // colonnes)
    pas = min(16 * mm, (haut - bas) / max(1, par_colonne))
    grand = min(34.0, pas * 0.78)
    petit = min(12.0, grand * 0.5) if colonnes == 2 else min(12.0, grand * 0.7)
    gauche = MARGE + _GAUCHE
    large = (_LARGEUR - MARGE - gauche) / colonnes
    for rang, table in enumerate(tables):
        colonne, ligne = divmod(rang, par_colonne)
        x = gauche + colonne * large
        y = haut - (ligne + 1) * pas + (pas - grand) / 2
        canevas.setFont(NORMALE, petit)
        canevas.drawString(x, y, f"Tour {rang + 1}")
        debut = x + large * 0.40
        if colonnes == 1 and table is not None:
            _draw_arrow(canevas, x + large * 0.30, y + petit * 0.32, large * 0.09)
            canevas.drawString(debut + 2, y, "table")
        canevas.setFont(GRASSE, grand)
        droite = x + large - (8 if colonnes == 2 else 0)
        canevas.drawRightString(droite, y, "–" if table is None else str(table))


def _draw_arrow(canevas: CanevasBalise, x: float, y: float, longueur: float) -> None:
    canevas.setLineWidth(1.2)
    canevas.line(x, y, x + longueur, y)
    canevas.line(x + longueur, y, x + longueur - 4, y + 3)
    canevas.line(x + longueur, y, x + longueur - 4, y - 3)


def _draw_back(canevas: CanevasBalise, planche: Planche, badge: Badge) -> None:
    haut = _HAUTEUR - MARGE
    largeur = _LARGEUR - 2 * MARGE
    titre = Balisage("<b>Comment ça marche</b>")
    bas = write_black(canevas, titre, x=MARGE, haut=haut, largeur=largeur, corps=12)
    phrases = [
        "À chaque tour, allez à la table écrite sur votre badge. L’hôte vous accueille.",
        f"Pour écrire avec votre téléphone : visez le carré de l’autre face, ou tapez le code "
        f"{planche.code} sur {planche.adresse}. Rien à remplir.",
        "Sans téléphone : l’hôte écrit pour vous, sous le numéro de votre badge.",
        "Votre nom sert à vous placer. Vos paroles sont montrées sans lui."
        if planche.nominatif
        else "Le numéro ne dit pas votre nom, et personne ne le note.",
    ]
    textes = [escape_line(phrase) for phrase in phrases]
    if planche.contact:
        textes.append(contact_line(planche.contact))
    # Smaller together where whoever is to be called takes several lines.
    corps, pas = (9.0, 1.6 * mm) if len(planche.contact) < _CONTACT_COURT else (8.0, 1.2 * mm)
    for texte in textes:
        bas -= pas
        bas = write_black(
            canevas,
            texte,
            x=MARGE,
            haut=bas,
            largeur=largeur,
            corps=corps,
            hauteur=bas - _TALON - 1 * mm,
        )
    if badge.recu:
        _draw_receipt(canevas, planche, badge)


def _draw_receipt(canevas: CanevasBalise, planche: Planche, badge: Badge) -> None:
    cote = 30 * mm
    draw_qr(canevas, badge.recu, x=MARGE - 2, y=3 * mm, cote=cote)
    x = MARGE + cote + 2 * mm
    droite = _LARGEUR - MARGE - x
    nom = Balisage(f"<b>Reçu secret, n° {badge.numero}</b>")
    bas = write_black(canevas, nom, x=x, haut=_TALON - 3 * mm, largeur=droite, corps=9)
    consigne = escape(f"Visez le carré, ou tapez ces six mots sur {planche.adresse}/suivi")
    bas = write_black(canevas, consigne, x=x, haut=bas - 1 * mm, largeur=droite, corps=7.5)
    draw_words(canevas, badge.mots, x=x, haut=bas - 1 * mm, largeur=droite)
