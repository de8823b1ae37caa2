"""The sheet of a table for one round, drawn by hand: lines to write on, stars to colour in."""

from math import cos, pi, sin

from reportlab.lib.colors import black, white
from reportlab.lib.units import mm

from cafe.documents.balisage import CanevasBalise
from cafe.documents.feuille import (
    COURANT,
    HAUTEUR,
    LARGEUR,
    draw_line_of_text,
    draw_text,
    draw_word,
)
from cafe.documents.kit import phrases, styles
from cafe.documents.kit.contenu import Entete, FeuilleTable
from cafe.documents.polices import GRASSE, NORMALE
from cafe.documents.texte import bold, escape, one_line, shorten

_MARGE = 15 * mm
_UTILE = LARGEUR - 2 * _MARGE
_CASE = 22 * mm
# What is left to write on, between the question and the synthesis.
_HAUT_LIGNES, _BAS_LIGNES = HAUTEUR - 61 * mm, 85 * mm
_PAS = 9.8 * mm
_LEGENDE = 11.5 * mm
_SYNTHESE = 58 * mm


def draw_feuille_table(canevas: CanevasBalise, entete: Entete, feuille: FeuilleTable) -> None:
    """Draw the sheet on a page that is blank."""
    _draw_heading(canevas, entete, feuille)
    _draw_lines(canevas, feuille)
    _draw_synthesis(canevas)


def _draw_heading(canevas: CanevasBalise, entete: Entete, feuille: FeuilleTable) -> None:
    haut = HAUTEUR - 13 * mm
    with canevas.artefact():
        canevas.setFillColor(black)
        canevas.roundRect(_MARGE, haut - _CASE, _CASE, _CASE, 3 * mm, stroke=0, fill=1)
    canevas.setFillColor(white)
    draw_line_of_text(
        canevas, "Table", x=_MARGE, y=haut - 6 * mm, largeur=_CASE, corps=10, police=NORMALE
    )
    draw_line_of_text(
        canevas,
        str(feuille.table),
        x=_MARGE + 2 * mm,
        y=haut - 18.5 * mm,
        largeur=_CASE - 4 * mm,
        corps=34,
        police=GRASSE,
    )
    canevas.setFillColor(black)
    gauche = _MARGE + _CASE + 5 * mm
    tour = f"Tour {feuille.tour.numero}"
    if feuille.tour.heures:
        tour = f"{tour}, {feuille.tour.heures}"
    bas = draw_text(
        canevas,
        bold(tour),
        COURANT,
        x=gauche,
        haut=haut,
        largeur=_UTILE - _CASE - 5 * mm,
        hauteur=9 * mm,
        corps=17,
        nature="H1",
    )
    draw_text(
        canevas,
        escape(_whose(entete, feuille)),
        COURANT,
        x=gauche,
        haut=bas - 1.5 * mm,
        largeur=_UTILE - _CASE - 5 * mm,
        hauteur=13 * mm,
        corps=9.5,
    )
    question = one_line(shorten(feuille.tour.question, 240)) or "Question : ………………………………………………………"
    draw_text(
        canevas,
        bold(question),
        COURANT,
        x=_MARGE,
        haut=haut - _CASE - 5 * mm,
        largeur=_UTILE,
        hauteur=19 * mm,
        corps=16,
    )


def _whose(entete: Entete, feuille: FeuilleTable) -> str:
    hote = f"Hôte : {feuille.hote}." if feuille.hote else "Hôte : ………………………"
    return phrases.insecables(
        f"{shorten(one_line(entete.titre), 90)}\n{hote}    Nous sommes ……… à cette table."
    )


def _draw_lines(canevas: CanevasBalise, feuille: FeuilleTable) -> None:
    categories = feuille.categories or ("Nos idées",)
    room = _HAUT_LIGNES - _BAS_LIGNES - len(categories) * _LEGENDE
    # Shared out fairly: the last ones, where people propose, get what does not divide.
    total = int(room // _PAS)
    each, more = divmod(total, len(categories))
    y = _HAUT_LIGNES
    for rang, categorie in enumerate(categories):
        y -= _LEGENDE
        canevas.setFillColor(black)
        draw_word(canevas, one_line(categorie), x=_MARGE, y=y + 1.2 * mm, corps=12, police=GRASSE)
        for _ in range(max(1, each + (rang >= len(categories) - more))):
            y -= _PAS
            with canevas.artefact():
                _draw_star(canevas, _MARGE + 3 * mm, y + 3.4 * mm, 2.9 * mm)
                canevas.setStrokeColor(styles.GRIS_TRAIT)
                canevas.setLineWidth(0.5)
                canevas.line(_MARGE + 9 * mm, y, LARGEUR - _MARGE, y)


def _draw_star(canevas: CanevasBalise, x: float, y: float, rayon: float) -> None:
    """Five points, empty, to be coloured in."""
    trace = canevas.beginPath()
    for pointe in range(10):
        angle = pi / 2 + pointe * pi / 5
        loin = rayon if pointe % 2 == 0 else rayon * 0.45
        place = (x + loin * cos(angle), y + loin * sin(angle))
        trace.lineTo(*place) if pointe else trace.moveTo(*place)
    trace.close()
    canevas.setStrokeColor(black)
    canevas.setLineWidth(0.7)
    canevas.drawPath(trace, stroke=1, fill=0)


def _draw_synthesis(canevas: CanevasBalise) -> None:
    canevas.setFillColor(black)
    haut = 14 * mm + _SYNTHESE
    draw_text(
        canevas,
        escape(f"{phrases.FEUILLE_ETOILES} {phrases.FEUILLE_REGLE}"),
        COURANT,
        x=_MARGE,
        haut=haut + 10.5 * mm,
        largeur=_UTILE,
        hauteur=9 * mm,
        corps=9.5,
    )
    with canevas.artefact():
        canevas.setStrokeColor(black)
        canevas.setLineWidth(1.2)
        canevas.roundRect(_MARGE, haut - _SYNTHESE, _UTILE, _SYNTHESE, 3 * mm, stroke=1, fill=0)
        canevas.setStrokeColor(styles.GRIS_TRAIT)
        canevas.setLineWidth(0.5)
        for rang in range(4):
            y = haut - 19 * mm - rang * 8.5 * mm
            canevas.line(_MARGE + 5 * mm, y, LARGEUR - _MARGE - 5 * mm, y)
    bas = draw_text(
        canevas,
        bold(phrases.FEUILLE_SYNTHESE),
        COURANT,
        x=_MARGE + 5 * mm,
        haut=haut - 2.5 * mm,
        largeur=_UTILE - 10 * mm,
        hauteur=7 * mm,
        corps=13,
        nature="H2",
    )
    draw_text(
        canevas,
        escape(phrases.FEUILLE_SYNTHESE_AIDE),
        COURANT,
        x=_MARGE + 75 * mm,
        haut=bas + 4.6 * mm,
        largeur=_UTILE - 80 * mm,
        hauteur=6 * mm,
        corps=9,
    )
    mains = phrases.insecables(phrases.FEUILLE_MAINS)
    draw_word(
        canevas, mains, x=_MARGE + 5 * mm, y=haut - _SYNTHESE + 5 * mm, corps=12, police=GRASSE
    )
