"""The poster « Vous avez dit »: one page, A4 or A3, read standing, tagged for those who listen.

What does not fit is counted, never shrunk below what can be read from a metre: lists are cut one
line at a time, the longest first, and the rest is « et n autres » with the address and its code.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Literal

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cafe.documents.balisage import Balise, CanevasBalise
from cafe.documents.feuille import draw_qr
from cafe.documents.flux import Paragraphe, height_of
from cafe.documents.polices import ACCENT, ACCENT_PALE, BLANC, ENCRE, FOND, GRASSE, GRIS, NORMALE
from cafe.documents.retour import phrases
from cafe.documents.retour.contenu import Retour
from cafe.documents.texte import Balisage, bold, escape, escape_line, one_line, shorten
from cafe.documents.titres import Titre

Papier = Literal["a4", "a3"]
_PAPIERS = {"a4": A4, "a3": A3}

# All lengths are those of the A4 sheet; on A3 the whole drawing is enlarged.
_LARGEUR, _HAUTEUR = A4
_MARGE = 14 * mm
_UTILE = _LARGEUR - 2 * _MARGE
_GOUTTIERE = 8 * mm
_BANDEAU = 13 * mm
_PIED = 46 * mm
_COTE_QR = 34 * mm
_MARGE_BLOC = 4 * mm


def _style(
    nom: str,
    corps: float,
    *,
    gras: bool = False,
    couleur: Color = ENCRE,
    retrait: float = 0,
    apres: float = 0,
) -> ParagraphStyle:
    return ParagraphStyle(
        nom,
        fontName=GRASSE if gras else NORMALE,
        fontSize=corps,
        leading=corps * 1.28,
        textColor=couleur,
        leftIndent=retrait,
        spaceAfter=apres,
        bulletFontName=NORMALE,
        bulletFontSize=corps,
        splitLongWords=1,
    )


_DEMARCHE = _style("demarche", 10.5, couleur=BLANC)
_QUESTION = _style("question", 23, gras=True, apres=4)
_QUI = _style("qui", 10.5, couleur=GRIS, apres=8)
_SECTION = _style("section", 15.5, gras=True, couleur=ACCENT, apres=5)
_LIGNE = _style("ligne", 12, retrait=18, apres=4.5)
_DOUX = _style("doux", 10.5, couleur=GRIS, apres=4)
_DATE = _style("date", 15, gras=True, apres=3)
_PETIT = _style("petit", 10)


@dataclass(frozen=True, slots=True)
class _Coupe:
    """How many lines of each list are printed."""

    dites: int
    decides: int
    refuses: int

    def shorter(self) -> "_Coupe | None":
        """One line less where it gains most; None when each list is down to one."""
        # What is decided or not takes about twice the room of a subject.
        room = {"dites": self.dites, "decides": 2 * self.decides, "refuses": 2 * self.refuses}
        left = [nom for nom in room if getattr(self, nom) > 1]
        if not left:
            return None
        longest = max(left, key=lambda nom: room[nom])
        return replace(self, **{longest: getattr(self, longest) - 1})


_MAXIMUM = _Coupe(dites=9, decides=6, refuses=5)


def render_affiche_retour(retour: Retour, papier: Papier = "a4") -> bytes:
    """Return one page. Call it off the event loop; the same content always gives the same bytes."""
    sortie = BytesIO()
    canevas = _canvas(sortie, retour, papier)
    _draw_heading(canevas, retour)
    haut = _draw_title(canevas, retour)
    _draw_lists(canevas, retour, haut)
    _draw_foot(canevas, retour)
    canevas.showPage()
    canevas.save()
    return sortie.getvalue()


def _canvas(sortie: BytesIO, retour: Retour, papier: Papier) -> CanevasBalise:
    taille = _PAPIERS[papier]
    canevas = CanevasBalise(sortie, pagesize=taille, invariant=1, lang="fr-FR")
    canevas.setTitle(one_line(f"{phrases.DITES} : {retour.question}"))
    canevas.setCreator("Café")
    canevas.setViewerPreference("DisplayDocTitle", "true")
    canevas.scale(taille[0] / _LARGEUR, taille[1] / _HAUTEUR)
    return canevas


def _draw_heading(canevas: CanevasBalise, retour: Retour) -> None:
    with canevas.artefact():
        canevas.setFillColor(ACCENT)
        canevas.rect(0, _HAUTEUR - _BANDEAU, _LARGEUR, _BANDEAU, stroke=0, fill=1)
    lieu = f"{retour.demarche} · {retour.quartier}" if retour.quartier else retour.demarche
    nom = Paragraphe(escape_line(shorten(lieu, 95)), _DEMARCHE)
    hauteur = nom.wrap(_UTILE, _BANDEAU)[1]
    nom.drawOn(canevas, _MARGE, _HAUTEUR - (_BANDEAU + hauteur) / 2)


def _draw_title(canevas: CanevasBalise, retour: Retour) -> float:
    """The question and who answered; returns where it ends."""
    question = escape(shorten(one_line(retour.question), 170))
    titre = [Titre(question, _QUESTION, 1), Paragraphe(escape(phrases.qui(retour)), _QUI)]
    return _stack(canevas, titre, _MARGE, _HAUTEUR - _BANDEAU - 8 * mm, _UTILE)


def _stack(
    canevas: CanevasBalise, morceaux: Sequence[Flowable], x: float, haut: float, largeur: float
) -> float:
    """Draw pieces one under the other; returns where they end, spaces included."""
    for morceau in morceaux:
        haut -= morceau.wrap(largeur, _HAUTEUR)[1]
        morceau.drawOn(canevas, x, haut)
        haut -= morceau.getSpaceAfter()
    return haut


def _draw_lists(canevas: CanevasBalise, retour: Retour, haut: float) -> None:
    bas = _PIED + 6 * mm
    # A list without a line leaves its room to the other.
    part = 0.5 if bool(retour.decides) is bool(retour.refuses) else 0.64
    gauche = (_UTILE - _GOUTTIERE) * (part if retour.decides else 1 - part)
    droite = _UTILE - _GOUTTIERE - gauche
    coupe: _Coupe | None = _Coupe(
        min(_MAXIMUM.dites, len(retour.dites)),
        min(_MAXIMUM.decides, len(retour.decides)),
        min(_MAXIMUM.refuses, len(retour.refuses)),
    )
    while coupe is not None:
        dites, decides, refuses = _said(retour, coupe), _done(retour, coupe), _not(retour, coupe)
        en_tete = height_of(dites, _UTILE - 2 * _MARGE_BLOC) + 2 * _MARGE_BLOC
        dessous = max(height_of(decides, gauche), height_of(refuses, droite))
        if en_tete + 7 * mm + dessous <= haut - bas:
            break
        coupe = coupe.shorter()
    with canevas.artefact():
        canevas.setFillColor(ACCENT_PALE)
        canevas.roundRect(_MARGE, haut - en_tete, _UTILE, en_tete, 3 * mm, stroke=0, fill=1)
    _stack(canevas, dites, _MARGE + _MARGE_BLOC, haut - _MARGE_BLOC, _UTILE - 2 * _MARGE_BLOC)
    haut -= en_tete + 7 * mm
    _stack(canevas, decides, _MARGE, haut, gauche)
    _stack(canevas, refuses, _MARGE + gauche + _GOUTTIERE, haut, droite)


def _said(retour: Retour, coupe: _Coupe) -> list[Flowable]:
    lignes = [escape(phrases.sujet(dit)) for dit in retour.dites[: coupe.dites]]
    notes = [
        phrases.autres(len(retour.dites) - coupe.dites, retour),
        phrases.reste_dit(retour),
        "" if lignes else phrases.rien_dit(retour),
    ]
    return _section(phrases.DITES, lignes, notes)


def _done(retour: Retour, coupe: _Coupe) -> list[Flowable]:
    lignes = [_pair(*phrases.decide(fait)) for fait in retour.decides[: coupe.decides]]
    notes = [
        phrases.autres(len(retour.decides) - coupe.decides, retour),
        "" if lignes else phrases.rien_decide(retour),
        phrases.attente(retour),
    ]
    return _section(phrases.DECIDES, lignes, notes)


def _not(retour: Retour, coupe: _Coupe) -> list[Flowable]:
    lignes = [_pair(*phrases.refuse(dit)) for dit in retour.refuses[: coupe.refuses]]
    notes = [
        phrases.autres(len(retour.refuses) - coupe.refuses, retour),
        "" if lignes else phrases.RIEN_REFUSE,
    ]
    return _section(phrases.REFUSES, lignes, notes)


def _pair(demande: str, suite: str) -> Balisage:
    return Balisage(f"{bold(demande)}<br/>{escape(suite)}")


def _section(titre: str, lignes: Sequence[Balisage], notes: Sequence[str]) -> list[Flowable]:
    liste = Balise("L")
    return [
        Titre(escape(titre), _SECTION, 2),
        *(
            Paragraphe(ligne, _LIGNE, Balise("LBody", Balise("LI", liste)), bulletText="• ")
            for ligne in lignes
        ),
        *(Paragraphe(escape(note), _DOUX) for note in notes if note),
    ]


def _draw_foot(canevas: CanevasBalise, retour: Retour) -> None:
    """The next date and whom to call on the left; on the right the code that leads to the rest."""
    with canevas.artefact():
        canevas.setFillColor(FOND)
        canevas.rect(0, 0, _LARGEUR, _PIED, stroke=0, fill=1)
    largeur = _UTILE - (_COTE_QR + _GOUTTIERE if retour.url else 0)
    lignes: list[Flowable] = [
        Titre(escape(phrases.PROCHAINE), _SECTION, 2),
        Paragraphe(escape(shorten(phrases.prochaine(retour), 120)), _DATE),
    ]
    if retour.adresse:
        ou = f"Tout lire : {retour.adresse}, code {retour.code}"
        lignes.append(Paragraphe(escape(ou), _PETIT))
    if retour.contact:
        appeler = f"Une question ? {shorten(one_line(retour.contact), 110)}"
        lignes.append(Paragraphe(escape(appeler), _PETIT))
    _stack(canevas, lignes, _MARGE, _PIED - 5 * mm, largeur)
    if not retour.url:
        return
    x, y = _LARGEUR - _MARGE - _COTE_QR, (_PIED - _COTE_QR) / 2
    alt = f"Code QR qui mène à {retour.adresse or retour.url}"
    draw_qr(canevas, retour.url, x=x, y=y, cote=_COTE_QR, alt=alt)
