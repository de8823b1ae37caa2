"""The poster of a séance: an A4 sheet for the door and the walls of the hall."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from reportlab.lib.units import mm

from cafe.documents import francais
from cafe.documents.balisage import CanevasBalise
from cafe.documents.feuille import (
    CENTRE,
    COURANT,
    HAUTEUR,
    LARGEUR,
    TITRE_CENTRE,
    draw_line_of_text,
    draw_qr,
    draw_text,
    draw_word,
    new_canvas,
)
from cafe.documents.polices import ACCENT, ACCENT_PALE, BLANC, ENCRE, FILET, GRASSE, GRIS, NORMALE
from cafe.documents.texte import Balisage, escape, escape_line, shorten

_MARGE = 18 * mm
_UTILE = LARGEUR - 2 * _MARGE
_COTE_QR = 112 * mm
_GOUTTIERE = 7 * mm

_ETAPES = (
    ("Visez", "Ouvrez l’appareil photo de votre téléphone et visez le carré noir."),
    ("Choisissez", "Touchez le lien qui s’affiche, puis choisissez une question."),
    ("Écrivez", "Écrivez votre idée, envoyez-la. Vous verrez ce qu’on en a fait."),
)


AIDE_ANIMEE = "Pas de téléphone ? Demandez à la personne qui anime : on écrit pour vous."
AIDE_RECUEIL = "Pas de téléphone ? Demandez à l’accueil de ce lieu qui peut écrire pour vous."


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiche:
    """What the poster says.

    `debut` may be a plain day, or nothing for a collecte that lasts. `url` is what the QR code
    holds; `adresse` is what a person types, followed by `code`.
    `wifi` is the name of the hall's network when the address exists only there. `animee`: somebody
    leads, and writes for those who cannot; to a recueil, left where people pass, nobody does.
    """

    demarche: str
    titre: str
    debut: datetime | date | None = None
    fin: datetime | None = None
    lieu: str | None = None
    url: str
    adresse: str
    code: str
    wifi: str | None = None
    animee: bool = True


def render_affiche(affiche: Affiche) -> bytes:
    """Return a one-page A4 PDF. Raises ValueError when the address makes no QR code."""
    sortie = BytesIO()
    canevas = new_canvas(sortie, f"Affiche : {affiche.titre}")
    draw_affiche(canevas, affiche)
    canevas.showPage()
    canevas.save()
    return sortie.getvalue()


def draw_affiche(canevas: CanevasBalise, affiche: Affiche) -> None:
    """Draw the poster on a page that is blank."""
    _draw_heading(canevas, affiche)
    _draw_qr(canevas, affiche)
    _draw_address(canevas, affiche)
    _draw_steps(canevas, affiche)


def _draw_heading(canevas: CanevasBalise, affiche: Affiche) -> None:
    with canevas.artefact():
        canevas.setFillColor(ACCENT)
        canevas.rect(0, HAUTEUR - 14 * mm, LARGEUR, 14 * mm, stroke=0, fill=1)
    canevas.setFillColor(BLANC)
    draw_line_of_text(
        canevas,
        shorten(affiche.demarche, 90),
        x=_MARGE,
        y=HAUTEUR - 9 * mm,
        largeur=_UTILE,
        corps=12,
        police=NORMALE,
    )
    bas = draw_text(
        canevas,
        escape_line(shorten(affiche.titre, 140)),
        TITRE_CENTRE,
        x=_MARGE,
        haut=HAUTEUR - 21 * mm,
        largeur=_UTILE,
        hauteur=27 * mm,
        corps=34,
        nature="H1",
    )
    precisions = [_when(affiche), shorten(affiche.lieu or "", 140)]
    draw_text(
        canevas,
        escape("\n".join(one for one in precisions if one)),
        CENTRE,
        x=_MARGE,
        haut=bas - 3 * mm,
        largeur=_UTILE,
        hauteur=15 * mm,
        corps=13,
    )


def _when(affiche: Affiche) -> str:
    if affiche.debut is None:
        return ""
    if not isinstance(affiche.debut, datetime):
        return francais.jour_de_semaine(affiche.debut)
    jours, heures = francais.periode(affiche.debut, affiche.fin)
    return f"{jours}, {heures}" if heures else jours


def _draw_qr(canevas: CanevasBalise, affiche: Affiche) -> None:
    gauche, bas = (LARGEUR - _COTE_QR) / 2, 112 * mm
    if affiche.wifi:
        phrase = f"D’abord, rejoignez le Wi-Fi de la salle : <b>{escape_line(affiche.wifi)}</b>"
        _draw_sentence(canevas, Balisage(phrase), haut=bas + _COTE_QR + 8.5 * mm)
    draw_qr(canevas, affiche.url, x=gauche, y=bas, cote=_COTE_QR)
    with canevas.artefact():
        canevas.setStrokeColor(ACCENT)
        canevas.setLineWidth(2.5)
        canevas.roundRect(gauche, bas, _COTE_QR, _COTE_QR, 4 * mm, stroke=1, fill=0)


def _draw_address(canevas: CanevasBalise, affiche: Affiche) -> None:
    haut, moitie = 104 * mm, (_UTILE - _GOUTTIERE) / 2
    for rang, (legende, valeur, corps) in enumerate(
        (("Ou tapez cette adresse", affiche.adresse, 22), ("puis ce code", affiche.code, 34))
    ):
        x = _MARGE + rang * (moitie + _GOUTTIERE)
        with canevas.artefact():
            canevas.setFillColor(ACCENT_PALE)
            canevas.roundRect(x, haut - 29 * mm, moitie, 29 * mm, 3 * mm, stroke=0, fill=1)
        canevas.setFillColor(GRIS)
        draw_line_of_text(
            canevas,
            legende,
            x=x,
            y=haut - 8 * mm,
            largeur=moitie,
            corps=11,
            police=NORMALE,
        )
        canevas.setFillColor(ENCRE)
        draw_line_of_text(
            canevas,
            valeur,
            x=x + 4 * mm,
            y=haut - 21 * mm - (corps - 22) * 0.2,
            largeur=moitie - 8 * mm,
            corps=corps,
            police=GRASSE,
        )


def _draw_steps(canevas: CanevasBalise, affiche: Affiche) -> None:
    largeur, haut = (_UTILE - 2 * _GOUTTIERE) / 3, 62 * mm
    for rang, (verbe, consigne) in enumerate(_ETAPES):
        x = _MARGE + rang * (largeur + _GOUTTIERE)
        with canevas.artefact():
            canevas.setFillColor(ACCENT)
            canevas.circle(x + 5 * mm, haut - 5 * mm, 5 * mm, stroke=0, fill=1)
        canevas.setFillColor(BLANC)
        ligne = haut - 5 * mm - 5.3
        draw_line_of_text(
            canevas, str(rang + 1), x=x, y=ligne, largeur=10 * mm, corps=15, police=GRASSE
        )
        canevas.setFillColor(ENCRE)
        draw_word(canevas, verbe, x=x + 13 * mm, y=ligne, corps=15, police=GRASSE)
        draw_text(
            canevas,
            escape(consigne),
            COURANT,
            x=x,
            haut=haut - 13 * mm,
            largeur=largeur,
            hauteur=24 * mm,
            corps=12,
        )
    with canevas.artefact():
        canevas.setStrokeColor(FILET)
        canevas.setLineWidth(0.7)
        canevas.line(_MARGE, 23 * mm, LARGEUR - _MARGE, 23 * mm)
    rappel = "Sans compte, sans application, sans donner votre nom.<br/>"
    aide = AIDE_ANIMEE if affiche.animee else AIDE_RECUEIL
    _draw_sentence(canevas, Balisage(f"{rappel}<b>{aide}</b>"), haut=20 * mm)


def _draw_sentence(canevas: CanevasBalise, phrase: Balisage, *, haut: float) -> None:
    draw_text(
        canevas, phrase, CENTRE, x=_MARGE, haut=haut, largeur=_UTILE, hauteur=12 * mm, corps=12
    )
