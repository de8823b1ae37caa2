"""What the compte rendu of a meeting says, before any drawing.

Plain values only: no ORM object, no markup, no page. Texts are as typed; a text of None is one that
was erased, which every drawing prints as « propos retiré ». Tuples are in printing order. `ancre`
names a paragraph for those who comment on it, and never changes once the paragraph exists.
"""

from dataclasses import dataclass
from datetime import date, time

from cafe.documents.compte_rendu.presences import Presences


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A PNG, its size in pixels and what it shows in words."""

    png: bytes
    largeur: int
    hauteur: int
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copilote:
    """A structure that leads the group, and the people who lead it there."""

    structure: str
    personnes: tuple[str, ...] = ()
    logo: Logo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Personne:
    """A professional, by name. Residents are counts, never here."""

    nom: str
    fonction: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """Those who came for one structure; `nom` is empty for people without one."""

    nom: str
    personnes: tuple[Personne, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuse:
    """Who did not come; `represente_par` when someone sat instead, in free words."""

    nom: str
    fonction: str = ""
    structure: str = ""
    represente_par: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document joined: « Document A : … »."""

    lettre: str
    titre: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """A line of notes. `nature`: rappel, echange, question or decision.

    `citation` is the kind of what the line draws in (contribution, regroupement, preconisation),
    printed between quotation marks for a contribution; `version` is then the id of the text cited,
    `traduction` its French if it was said in another language, `traduction_version` the id of that.
    """

    ancre: str
    nature: str
    texte: str | None
    citation: str | None = None
    version: str | None = None
    langue: str = "fr"
    traduction: str | None = None
    traduction_version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiviPrevu:
    """Who does what by when; an échéance may be a day or free words, or lack like the owner.

    `etat` is a label for suivis of an earlier meeting (« fait », « ouvert »), `nouvelle` what was
    said of it in this one, `origine` the day of the meeting that opened it.
    """

    ancre: str
    texte: str | None
    qui: str = ""
    echeance: date | str | None = None
    etat: str | None = None
    nouvelle: str = ""
    origine: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the ordre du jour; number 0 is « suites de la dernière réunion »."""

    numero: int
    titre: str
    lignes: tuple[Ligne, ...] = ()
    suivis: tuple[SuiviPrevu, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prochaine:
    """The next meeting, as far as it is known, and its object."""

    jour: date | None = None
    heure: time | None = None
    lieu: str = ""
    objet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """How far the document has come, in words ready to print.

    `etat`: « Projet », « En relecture », « Validé le … par … », « Approuvé le … ».
    `amendements` is what the next séance had changed when it approved.
    """

    etat: str = "Projet"
    numero: int = 1
    motif: str = ""
    amendements: str = ""


PREMIER_PROJET = Validation()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reunion:
    """All that the compte rendu of a meeting prints.

    `fin` may be earlier than `debut`: the meeting went past midnight. `habitants` counts residents
    by quality, already masked; None when none came.
    """

    demarche: str
    groupe: str
    volet: str = ""
    titre: str
    jour: date | None
    debut: time | None = None
    fin: time | None = None
    lieu: str = ""
    redacteur: str = ""
    copilotes: tuple[Copilote, ...] = ()
    structures: tuple[Structure, ...] = ()
    habitants: Presences | None = None
    excuses: tuple[Excuse, ...] = ()
    diffusion: str = ""
    documents: tuple[Document, ...] = ()
    points: tuple[Point, ...] = ()
    prochaine: Prochaine | None = None
    validation: Validation = PREMIER_PROJET
    edite_le: date

    @property
    def ordre_du_jour(self) -> tuple[str, ...]:
        """The titles of the points, point 0 left out."""
        return tuple(point.titre for point in self.points if point.numero)

    @property
    def participants(self) -> int:
        """How many professionals came."""
        return sum(len(structure.personnes) for structure in self.structures)
