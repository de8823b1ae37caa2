"""The same thing to say aloud: one page of short sentences, for a voice and for a printer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cafe.documents import francais
from cafe.documents.flux import Paragraphe, height_of
from cafe.documents.gabarit import Gabarit, Notice
from cafe.documents.polices import ACCENT, ENCRE, GRASSE, GRIS, NORMALE
from cafe.documents.retour import phrases
from cafe.documents.retour.contenu import Retour
from cafe.documents.texte import escape, one_line, shorten
from cafe.documents.titres import Feuille, Titre

_FEUILLE = Feuille(laterale=24 * mm, haute=20 * mm, basse=20 * mm, gain_premiere=2 * mm)
# How much is said, decided, refused at most: aloud, nobody keeps more in mind. Long titles
# leave room for fewer.
_LIMITES = ((6, 5, 4), (4, 3, 2), (3, 2, 1), (1, 1, 1))
# From the largest that reads well at arm's length to the smallest.
_CORPS = (14.0, 13.0, 12.0, 11.0, 10.0)


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the text: its title, then what is said, one sentence a paragraph."""

    titre: str
    phrases: tuple[str, ...]


def to_say(retour: Retour, limites: tuple[int, int, int] = _LIMITES[0]) -> tuple[Passage, ...]:
    """The four parts in the order in which they are said."""
    dites, decides, refuses = limites
    said = [phrases.sujet(dit) + "." for dit in retour.dites[:dites]]
    return (
        Passage(
            phrases.DITES,
            _kept(
                *(said or [phrases.rien_dit(retour)]),
                _more(len(retour.dites) - dites),
                phrases.reste_dit(retour),
            ),
        ),
        Passage(
            phrases.DECIDES,
            _kept(
                *_pairs([phrases.decide(fait) for fait in retour.decides[:decides]]),
                "" if retour.decides else phrases.rien_decide(retour),
                _more(len(retour.decides) - decides),
                phrases.attente(retour),
            ),
        ),
        Passage(
            phrases.REFUSES,
            _kept(
                *_pairs([phrases.refuse(dit) for dit in retour.refuses[:refuses]]),
                "" if retour.refuses else phrases.RIEN_REFUSE,
                _more(len(retour.refuses) - refuses),
            ),
        ),
        Passage(
            phrases.PROCHAINE,
            _kept(
                phrases.prochaine(retour).rstrip(".") + ".",
                f"Pour une question : {one_line(retour.contact)}." if retour.contact else "",
            ),
        ),
    )


def _pairs(lus: Sequence[tuple[str, str]]) -> Iterable[str]:
    for demande, suite in lus:
        yield f"{demande.rstrip('.')}. {suite}"


def _more(reste: int) -> str:
    return f"Et {francais.accorder(reste, 'autre', 'autres')}." if reste > 0 else ""


def _kept(*textes: str) -> tuple[str, ...]:
    return tuple(texte for texte in textes if texte)


def render_texte_oral(retour: Retour) -> bytes:
    """Return one A4 page to hold while speaking. Call it off the event loop."""
    sortie = BytesIO()
    titre = f"À dire : {retour.question}"
    gabarit = Gabarit(
        sortie,
        _FEUILLE,
        rappel=titre,
        pied=retour.demarche,
        notice=Notice(titre=titre, auteur="", sujet=retour.demarche),
    )
    # Less a heading's worth: one that would end the page leaves for the next.
    hauteur = _FEUILLE.hauteur - 40
    sizes = [(corps, limites) for limites in _LIMITES for corps in _CORPS]
    fits = (size for size in sizes if height_of(_story(retour, *size), _FEUILLE.largeur) <= hauteur)
    gabarit.write(_story(retour, *next(fits, sizes[-1])))
    return sortie.getvalue()


def _story(retour: Retour, corps: float, limites: tuple[int, int, int]) -> list[Flowable]:
    texte = ParagraphStyle(
        "oral",
        fontName=NORMALE,
        fontSize=corps,
        leading=corps * 1.5,
        textColor=ENCRE,
        spaceAfter=corps * 0.4,
        splitLongWords=1,
    )
    doux = ParagraphStyle("oral-doux", parent=texte, textColor=GRIS, fontSize=corps * 0.85)
    question = ParagraphStyle(
        "oral-titre", parent=texte, fontName=GRASSE, fontSize=corps * 1.5, leading=corps * 1.9
    )
    section = ParagraphStyle(
        "oral-section",
        parent=texte,
        fontName=GRASSE,
        fontSize=corps * 1.15,
        textColor=ACCENT,
        spaceBefore=corps * 0.7,
    )
    ou = f"{retour.quartier}. {phrases.qui(retour)}" if retour.quartier else phrases.qui(retour)
    histoire: list[Flowable] = [
        Titre(escape(shorten(one_line(retour.question), 170)), question, 1),
        Paragraphe(escape(ou), doux),
    ]
    for passage in to_say(retour, limites):
        histoire.append(Titre(escape(passage.titre), section, 2))
        histoire += [Paragraphe(escape(phrase), texte) for phrase in passage.phrases]
    return histoire
