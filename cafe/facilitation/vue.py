"""What the board page needs, as plain values: the templates ask nothing of the base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.routing import BuildError

from cafe.access.doors import current_identite
from cafe.access.permits import Lieu, Pouvoir, permits
from cafe.extensions import db
from cafe.facilitation.ecran_etat import EcranDit, ecran_dit
from cafe.facilitation.filtres import PERSONNES_MIN, Filtre, people_behind
from cafe.facilitation.filtres_dits import few_people, filter_words
from cafe.facilitation.gestes_dits import GesteDit, undoable
from cafe.facilitation.listes import PAGE, PAGE_FILTREE, Demande, Liste, is_big, said_sizes
from cafe.libelles import libelle
from cafe.models import Format, Question, Seance
from cafe.models.apercu import Apercu, apercu_of
from cafe.models.minuteur import Compte, minuteur_of
from cafe.models.question import questions_of, tours_of
from cafe.models.relecture import FiltreRelecture, counts_of_queue
from cafe.models.synthese import SyntheseLue, syntheses_of
from cafe.models.tableau import Carte, EtatTableau, Groupe, board_state, published_counts


@dataclass(frozen=True)
class PageTableau:
    """The board of one question; ``anime`` says whether its reader may move anything,
    ``note`` whether notes are theirs to take, ``efface`` whether they may erase for good.

    ``filtre``: which words are in view, ``vus`` in words; the others are there, out of sight.
    ``refus``: why a filter that was asked for is not applied. ``demande``: how much of the lists.
    ``grand``: the board is big, its groups are folded at first.
    """

    seance: Seance
    questions: list[Question]
    question: Question | None
    etat: EtatTableau | None
    comptes: Mapping[str, int]
    anime: bool
    note: bool
    conduite: str | None
    minuteur: Compte
    efface: bool
    filtre: Filtre
    demande: Demande
    grand: bool
    vus: tuple[str, ...]
    refus: str
    syntheses: tuple[SyntheseLue, ...]
    ecran: EcranDit | None
    annulable: GesteDit | None = None  # what « Annuler » would undo
    a_relire: int = 0  # how many words wait in the queue

    @property
    def lieu(self) -> str:
        """Where the séance is: its phase, its step."""
        phase = libelle(self.seance.phase).capitalize()
        return f"{phase}, {self.seance.etape.titre}" if self.seance.etape else phase

    @property
    def etoiles(self) -> int:
        """How many of the words to group their tables have put forward."""
        return sum(carte.etoile for carte in self.etat.libres) if self.etat else 0

    def liste(self, nom: str, cartes: Sequence[Carte], genre: str = "") -> Liste:
        """The cards of a list that the page shows. ``genre``: ``groupes`` for a group's."""
        kept = self.gardees(cartes, genre or nom)
        small = genre == "groupes" and self.grand and self.filtre.actif
        return self.demande.liste(nom, cartes, kept, PAGE_FILTREE if small else PAGE)

    def gardees(self, cartes: Sequence[Carte], genre: str) -> list[Carte]:
        """Those cards of a list (``libres``, ``groupes``, ``frigo``…) that its pages go through."""
        kept = [carte for carte in cartes if self.filtre.keeps(carte, genre)]
        if genre == "libres" and self.filtre.etoiles and len(kept) > PAGE:
            # Too many to hold them all, out of sight: the first pages could be without a star.
            kept = [carte for carte in kept if carte.etoile]
        return kept

    @property
    def transmet(self) -> bool:
        """Whether its reader may pass words on to a structure."""
        return may(self.seance, Pouvoir.PROPOSER)

    @property
    def question_id(self) -> str:
        """The question's id; empty when there is none."""
        return self.question.id if self.question else ""

    def cartes(self) -> list[Carte]:
        """Every card of the board, in view or not."""
        return [carte for _, carte in _cards(self.etat)] if self.etat else []

    def retenues(self) -> tuple[int, int]:
        """How many words are in view, of how many the question has on its board."""
        return _kept(self.etat, self.filtre) if self.etat else (0, 0)

    def apercu(self, groupe: Groupe) -> Apercu:
        """A group as it is seen folded."""
        return apercu_of(groupe, groupe.cartes)

    def deplie(self, groupe: Groupe) -> bool:
        """Whether the page shows the cards of a group; of those in view, all groups do."""
        return not self.replie or self.demande.tout_ouvrir or self.demande.is_open(groupe.id)

    @property
    def replie(self) -> bool:
        """Whether groups are folded at first."""
        return self.grand and not self.filtre.actif

    def adresse(self, endpoint: str = "tableau", **autres: str) -> str:
        """The same view of the board at another address, some of it changed."""
        args: dict[str, Any] = {"question": self.question.id if self.question else None}
        args |= self.filtre.args() | self.demande.args() | autres
        return url_for(f"facilitation.{endpoint}", seance_id=self.seance.id, **args)

    def suite(self, nom: str, liste: Liste) -> str:
        """The address of the board with one more page of that list."""
        montrer = dict(self.demande.montrer) | {nom: len(liste.cartes) + PAGE}
        last = liste.cartes[-1].id
        return self.adresse(montrer=said_sizes(montrer), _anchor=f"carte-{last}")

    @property
    def sans_filtre(self) -> str:
        """The address of the board with every word in view."""
        question = self.question.id if self.question else None
        return url_for(
            "facilitation.tableau", seance_id=self.seance.id, question=question, filtre="toutes"
        )


def may(seance: Seance, pouvoir: Pouvoir) -> bool:
    """Whether whoever asks may do that in this séance."""
    return permits(current_identite(), pouvoir, Lieu(seance.demarche_id, seance.id))


def url_if_served(endpoint: str, **values: Any) -> str | None:
    """The address of a page of another room; None where this application does not have it."""
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return None


def page_tableau(seance: Seance, args: MultiDict[str, str]) -> PageTableau:
    """The board of a question; the first one when none is named. 404 for another séance's.

    A world café's board opens on what tables put forward, where there is anything. ``args``: the
    query of the address, which says what is in view.
    """
    session = db.session()
    questions = questions_of(session, seance.id)
    question = question_named(questions, args.get("question", ""))
    etat = board_state(session, seance.id, question.id) if question else None
    starred = etat is not None and any(carte.etoile for carte in etat.libres)
    filtre = Filtre.read(args, etoiles=starred and seance.format is Format.WORLD_CAFE)
    filtre, refus = allowed_filter(filtre, etat)
    demande = Demande.read(args)
    anime = may(seance, Pouvoir.ANIMER)
    return PageTableau(
        seance=seance,
        questions=questions,
        question=question,
        etat=etat,
        comptes=published_counts(session, [q.id for q in questions]),
        anime=anime,
        note=may(seance, Pouvoir.NOTER),
        conduite=url_if_served("facilitation.conduite", seance_id=seance.id),
        minuteur=minuteur_of(seance, seance.etape),
        efface=may(seance, Pouvoir.EFFACER),
        filtre=filtre,
        demande=demande,
        grand=etat is not None and is_big(_grouped(etat, filtre)),
        vus=filter_words(filtre, tours_of(session, seance.id)),
        refus=refus,
        syntheses=tuple(
            said
            for said in syntheses_of(session, seance.id)
            if question is not None and said.question_id in (question.id, None)
        ),
        ecran=ecran_dit(seance) if may(seance, Pouvoir.ANIMER) else None,
        annulable=undoable(db.session(), seance.id, current_identite()) if anime else None,
        a_relire=counts_of_queue(session, seance.id)[FiltreRelecture.TOUT] if anime else 0,
    )


def allowed_filter(filtre: Filtre, etat: EtatTableau | None) -> tuple[Filtre, str]:
    """The filter, without the language where too few people would be shown by it; and why."""
    if not filtre.langue or etat is None:
        return filtre, ""
    kept = [carte.id for _, carte in _cards(etat) if filtre.keeps(carte, "libres")]
    if people_behind(db.session(), etat.question_id, filtre.langue, kept) >= PERSONNES_MIN:
        return filtre, ""
    return replace(filtre, langue=""), few_people(PERSONNES_MIN)


def _cards(etat: EtatTableau) -> Iterator[tuple[str, Carte]]:
    for group in etat.groupes:
        yield from (("groupes", carte) for carte in group.cartes)
    for name in ("libres", "frigo", "refusees", "attente"):
        yield from ((name, carte) for carte in getattr(etat, name))


def _kept(etat: EtatTableau, filtre: Filtre) -> tuple[int, int]:
    judged = [filtre.keeps(carte, name) for name, carte in _cards(etat)]
    return sum(judged), len(judged)


def _grouped(etat: EtatTableau, filtre: Filtre) -> tuple[int, int]:
    """How many cards of how many groups would be shown unfolded."""
    shown = sum(filtre.keeps(carte, "groupes") for group in etat.groupes for carte in group.cartes)
    return shown, len(etat.groupes)


def question_named(questions: list[Question], question_id: str) -> Question | None:
    """The question of that id, the first one for no id, None where there is none at all."""
    if not question_id:
        return questions[0] if questions else None
    found = next((q for q in questions if q.id == question_id), None)
    if found is None:
        abort(404)
    return found
