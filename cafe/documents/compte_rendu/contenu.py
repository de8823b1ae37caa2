"""What the compte rendu of a world café says, before any drawing.

Plain values only: no ORM object, no markup, no page. Texts are as typed; a text of None is one that
was erased, which every drawing prints as « propos retiré ». Tuples are in printing order. `ancre`
names a paragraph for those who comment on it, and never changes once the paragraph exists;
`version` is the id of the text that is printed, for those who must find it again.
"""

from dataclasses import dataclass
from datetime import date, datetime

from cafe.documents.compte_rendu.presences import Presences
from cafe.documents.reunion.contenu import PREMIER_PROJET, Copilote, Validation


@dataclass(frozen=True, slots=True, kw_only=True)
class EnTete:
    """The heading. `debut` and `fin` are aware instants.

    `statut` is a short label such as « Projet », for running heads.
    """

    demarche: str
    seance: str
    format: str
    debut: datetime
    fin: datetime | None = None
    lieu: str | None = None
    redacteur: str
    statut: str = "Projet"
    edite_le: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbatim:
    """One contribution, word for word, under the label of its category; None once erased.

    `traduction` is its French where it was said in another language (`langue`), and
    `traduction_version` the id of that text. `gommettes` are those of a vote on these very words,
    `papier` of them on paper; None where nobody voted.
    """

    categorie: str
    texte: str | None
    version: str | None = None
    langue: str = "fr"
    traduction: str | None = None
    traduction_version: str | None = None
    gommettes: int | None = None
    papier: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Renvoi:
    """What a regroupement leads to; `preconisation` is the number of the one it feeds, if any."""

    libelle: str
    preconisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprise:
    """The dots that a group had when it went into another, after its vote.

    `autre_vote`: they were given in a vote before, and are not in the other's own number.
    """

    titre: str
    gommettes: int
    autre_vote: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regroupement:
    """Contributions that say the same thing; `voix` counts people, not cards.

    `saisies` of them are ideas typed for somebody, of whom nobody knows how many they are.

    `gommettes` are those of a vote on it, `papier` of them on paper; None where nobody voted.
    `reprises`: what of them was given to groups that it has taken over since.
    """

    titre: str
    resume: str | None = None
    voix: int
    saisies: int = 0
    verbatims: tuple[Verbatim, ...]
    suites: tuple[Renvoi, ...] = ()
    ancre: str = ""
    gommettes: int | None = None
    papier: int = 0
    reprises: tuple[Reprise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteTenu:
    """A vote by dots, closed and shown: how many voted by phone, of how many in the room."""

    titre: str
    votants: int
    presents: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheseDeTable:
    """What a table said of a tour and approved; `texte` is None once erased.

    `pour` hands of `presents` people, None where nobody counted.
    """

    table: int
    tour: int
    texte: str | None
    version_synthese: str
    pour: int | None = None
    presents: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An open question with what was published under it; lone words stay, the most voted first.

    `voix` counts the people who answered it, and the ideas typed for somebody (`saisies`): each
    regroupement is « n voix sur » that many.
    """

    numero: int
    texte: str
    contributions: int
    regroupements: tuple[Regroupement, ...] = ()
    paroles_isolees: tuple[Verbatim, ...] = ()
    voix: int = 0
    saisies: int = 0
    ancre: str = ""
    syntheses: tuple[SyntheseDeTable, ...] = ()
    votes: tuple[VoteTenu, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who decided (« COPIL »), when, and why."""

    instance: str
    le: date
    motif: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """How many voices of the séance a préconisation rests on: « 23 voix sur 104 »."""

    voix: int
    total: int
    saisies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheLiee:
    """A fiche that takes a préconisation up; `nature` is a label (« complète », « crée »)."""

    numero: str
    intitule: str
    nature: str
    motif: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementPris:
    """What one structure promises; an échéance may be a day or free words (« avant l'été »)."""

    organisme: str
    texte: str
    echeance: date | str | None = None
    etat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preconisation:
    """A recommendation; `etat` is its label on screen (« Retenue », « Proposée »)."""

    numero: str
    intitule: str
    etat: str
    sources: Sources
    decision: Decision | None = None
    reponse_publique: str | None = None
    fiches: tuple[FicheLiee, ...] = ()
    engagements: tuple[EngagementPris, ...] = ()
    ancre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteDonnee:
    """What became of words that fed no préconisation; `parole` is None once erased."""

    parole: str | None
    type: str
    structure: str | None = None
    le: date | None = None
    motif: str | None = None
    version: str | None = None
    langue: str = "fr"
    traduction: str | None = None
    traduction_version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProchaineEtape:
    """What happens next, and when if a day is set."""

    texte: str
    le: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompteRendu:
    """All that the compte rendu of a world café prints.

    `non_publiees` gives a count for each reason, never a text; `frigo` counts what is kept aside,
    `attente` what nobody has read yet, `retirees` what was taken back or erased. `desaccords` were
    said by authors of what became of their words; `reponses` of them have their answer.
    `methode` tells how the séance was held, in paragraphs parted by a blank line.
    `prochaines_dates` come after `prochaine_etape`, soonest first.
    """

    entete: EnTete
    presences: Presences
    questions: tuple[Question, ...]
    preconisations: tuple[Preconisation, ...] = ()
    suites: tuple[SuiteDonnee, ...] = ()
    non_publiees: tuple[tuple[str, int], ...] = ()
    frigo: int = 0
    attente: int = 0
    retirees: int = 0
    desaccords: int = 0
    reponses: int = 0
    prochaine_etape: ProchaineEtape | None = None
    copilotes: tuple[Copilote, ...] = ()
    methode: str = ""
    prochaines_dates: tuple[ProchaineEtape, ...] = ()
    validation: Validation = PREMIER_PROJET

    @property
    def contributions(self) -> int:
        """Published contributions, over all questions."""
        return sum(question.contributions for question in self.questions)

    @property
    def regroupements(self) -> int:
        """Regroupements, over all questions."""
        return sum(len(question.regroupements) for question in self.questions)

    @property
    def paroles_isolees(self) -> int:
        """Lone words kept outside any regroupement, over all questions."""
        return sum(len(question.paroles_isolees) for question in self.questions)

    @property
    def total_non_publiees(self) -> int:
        """Contributions that were not published, whatever the reason."""
        return sum(compte for _, compte in self.non_publiees)
