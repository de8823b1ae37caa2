"""Cards that somebody chose on a board, as they are now: where each one went, and by whose hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.facilitation.gestes_dits import author_of, quote
from cafe.models import Evenement, Statut
from cafe.models.evenement import EvenementObjet
from cafe.models.journal_tableau import CARTES
from cafe.models.tableau import PLACES, Carte, cards_by_id, groups_by_id


def _(phrase: str, /, **details: str) -> str:
    return str(gettext(phrase, **details))


_CORRIGEE = "ContributionCorrected"


@dataclass(frozen=True)
class Choisie:
    """One of them. ``place``: the id of the list that shows it; ``possible``: whether it can still
    be moved with others of its question. ``dit``: what became of it and who did it, in French;
    ``mien``: by whoever asks. ``corrigee``: its author changed its words, and nobody moved it
    since."""

    id: str
    version: int
    place: str
    possible: bool
    corrigee: bool
    mien: bool
    dit: str


def chosen_now(
    session: Session, seance_id: str, question_id: str, ids: Collection[str], moi: Identite
) -> list[Choisie]:
    """Those of the cards that are in the séance, in the order in which their words came."""
    cards = [card for card in cards_by_id(session, ids) if card.seance_id == seance_id]
    groups = {card.regroupement_id for card in cards if card.regroupement_id}
    titres = {group.id: group.titre for group in groups_by_id(session, groups)}
    return [_tell(session, card, question_id, titres, moi) for card in cards]


def _tell(
    session: Session, card: Carte, question_id: str, titres: dict[str, str], moi: Identite
) -> Choisie:
    last = session.scalar(
        select(Evenement)
        .join(EvenementObjet, EvenementObjet.numero == Evenement.numero)
        .where(
            EvenementObjet.genre == "contribution",
            EvenementObjet.objet_id == card.id,
            Evenement.nature.in_(CARTES | {_CORRIGEE}),
        )
        .order_by(Evenement.numero.desc())
        .limit(1)
    )
    corrected = last is not None and last.nature == _CORRIGEE
    here = card.question_id == question_id and card.sous is None
    details = {
        "texte": quote(card.texte, card.langue),
        "qui": author_of(session, last) if last else _("l’équipe"),
        "ou": _where(card, question_id, titres),
    }
    if corrected:
        dit = _("%(texte)s a changé de mots (%(qui)s).", **details)
    else:
        dit = _("%(texte)s est maintenant %(ou)s (%(qui)s).", **details)
    return Choisie(
        id=card.id,
        version=card.version,
        place=_place(card),
        possible=here and card.statut is Statut.PUBLIEE,
        corrigee=corrected,
        mien=last is not None and last.auteur_id is not None and last.auteur_id == moi.id,
        dit=dit,
    )


def _place(card: Carte) -> str:
    if card.sous or card.statut is Statut.REMPLACEE:
        return ""
    if card.regroupement_id:
        return f"cartes-{card.regroupement_id}"
    return f"{PLACES[card.statut]}-{card.question_id}"


def _where(card: Carte, question_id: str, titres: dict[str, str]) -> str:
    if card.question_id != question_id:
        return _("sous une autre question")
    if card.sous:
        return _("sous une autre parole")
    if card.regroupement_id in titres:
        return _("dans « %(titre)s »", titre=titres[card.regroupement_id])
    return {
        Statut.PUBLIEE: _("à regrouper"),
        Statut.EN_ATTENTE: _("à relire"),
        Statut.NON_PUBLIEE: _("non publiée"),
        Statut.FRIGO: _("au frigo"),
        Statut.RETIREE: _("retirée"),
        Statut.REMPLACEE: _("partagée en plusieurs idées"),
    }[card.statut]
