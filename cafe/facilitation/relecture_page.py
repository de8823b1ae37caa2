"""What the page of the queue needs, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from cafe.access.doors import current_identite
from cafe.actions.core import Refusal
from cafe.extensions import db
from cafe.facilitation.une_a_une import may_take_back
from cafe.libelles import libelle
from cafe.messages import sentence
from cafe.models import (
    Contribution,
    MotifModeration,
    Objection,
    Question,
    Seance,
    Statut,
)
from cafe.models.auteur import author_name, last_event_of
from cafe.models.evenement import last_numero
from cafe.models.relecture import ALire, FiltreRelecture, Raison, counts_of_queue, queue_of
from cafe.models.tableau import Carte, cards_by_id
from cafe.reperage.lecture import look

EN_LISTE = 30


@dataclass(frozen=True)
class Morceau:
    """A piece of a text; ``signale`` says what a list found in it."""

    texte: str
    signale: str = ""


@dataclass(frozen=True)
class PageRelecture:
    """The word in view and those after it. ``partie``: it waits no more, and who decided.

    ``annulable`` is the number of the reader's last gesture, while it may be taken back.
    """

    seance: Seance
    filtre: FiltreRelecture
    comptes: Mapping[FiltreRelecture, int]
    numero: int
    rang: int
    file: tuple[ALire, ...]
    courante: ALire | None
    carte: Carte | None
    question: str
    morceaux: tuple[Morceau, ...]
    objection: Objection | None
    suivante: int | None
    motifs: tuple[MotifModeration, ...]
    saisie: Mapping[str, str]
    partie: str = ""
    annulable: int | None = None
    ralentie: bool = False
    erreur: str | None = None
    champ: str | None = None

    @property
    def autres(self) -> tuple[ALire, ...]:
        """The next ones, as many as a list may hold."""
        return self.file[:EN_LISTE]


def page_relecture(
    seance: Seance,
    filtre: FiltreRelecture,
    *,
    parole: str = "",
    apres: int | None = None,
    fait: int | None = None,
    refusal: Refusal | None = None,
) -> PageRelecture:
    """The word of that id, else the first after ``apres``, else the first."""
    session = db.session()
    numero = last_numero(session)
    waiting = queue_of(session, seance, filtre)
    gone = bool(parole) and all(one.id != parole for one in waiting)
    current = next((one for one in waiting if one.id == parole), None)
    if not parole:
        later = (one for one in waiting if apres is None or one.ordre > apres)
        current = next(later, waiting[0] if waiting else None)
    shown = parole if gone else current.id if current else ""
    carte = next(iter(cards_by_id(session, [shown] if shown else [])), None)
    objection_id = current.objection_id if current else None
    return PageRelecture(
        seance=seance,
        filtre=filtre,
        comptes=counts_of_queue(session, seance.id),
        numero=numero,
        rang=waiting.index(current) + 1 if current else 0,
        file=tuple(waiting),
        courante=current,
        carte=carte,
        question=session.get_one(Question, carte.question_id).texte if carte else "",
        morceaux=tuple(_pieces(carte.texte or "")) if carte else (),
        objection=session.get(Objection, objection_id) if objection_id else None,
        suivante=carte.ordre if carte else None,
        motifs=tuple(MotifModeration),
        saisie={name: request.form.get(name, "") for name in ("precision", "reponse", "texte")},
        partie=gone_sentence(parole) if gone else "",
        annulable=may_take_back(seance, fait),
        ralentie=current is not None and Raison.RALENTIE in current.raisons,
        erreur=sentence(refusal) if refusal else None,
        champ=refusal.champ if refusal else None,
    )


def gone_sentence(contribution_id: str) -> str:
    """Who decided of a word that waits no more, and what."""
    session = db.session()
    row = session.get_one(Contribution, contribution_id)
    event = last_event_of(session, "contribution", contribution_id)
    own = event is not None and event.auteur_id == current_identite().id
    qui = _("vous") if own else author_name(session, event) or _("l’équipe")
    if row.statut is Statut.RETIREE:
        return str(_("Entre-temps, ce texte a été retiré."))
    if event is not None and event.nature == "ObjectionAnswered":
        return str(_("Réponse déjà donnée, par %(qui)s.", qui=qui))
    if row.statut is Statut.NON_PUBLIEE and row.motif is not None:
        motif = libelle(row.motif)
        return str(_("Déjà décidé par %(qui)s : pas affichée (%(motif)s).", qui=qui, motif=motif))
    fait = {
        Statut.PUBLIEE: _("affichée"),
        Statut.FRIGO: _("mise au frigo"),
        Statut.EN_ATTENTE: _("de nouveau en attente"),
    }.get(row.statut, libelle(row.statut))
    return str(_("Déjà décidé par %(qui)s : %(fait)s.", qui=qui, fait=fait))


def _pieces(texte: str) -> Iterator[Morceau]:
    here = 0
    for repere in look(texte):
        if repere.debut > here:
            yield Morceau(texte[here : repere.debut])
        yield Morceau(texte[repere.debut : repere.fin], repere.genre.value)
        here = repere.fin
    if here < len(texte):
        yield Morceau(texte[here:])
