"""A participant's idea comes in, from their own phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite
from cafe.actions.core import NotAllowed, RuleBroken, action, found
from cafe.actions.depot import (
    Envoi,
    arrive,
    as_uuid,
    birth,
    check_target,
    check_text,
    insert_contribution,
    lateness,
)
from cafe.models import Contribution, Moderation, Statut
from cafe.models.famille import family_of
from cafe.models.media import medias_of

_RYTHME = timedelta(minutes=1)  # what limits are counted over


@dataclass(frozen=True)
class Limites:
    """Flow limits, per participant and per séance, never per address."""

    par_minute: int = 30
    nouveaux_par_minute: int = 600
    ralenti_par_minute: int = 1


@dataclass(frozen=True)
class Recue:
    """The server's yes. ``neuve`` is False for a repeat, which changed nothing."""

    id: str
    client_id: str
    statut: Statut
    tardive: bool
    neuve: bool
    participant_id: str


@action
def post_contribution(
    session: Session, *, par: Identite, envoi: Envoi, limites: Limites | None = None
) -> Recue:
    """Keep one idea of a participant, who is born here if this is their first.

    Who: the holder of a participant's secret, in its séance. Rules: the question is of
    the séance and takes the category; too early and after the compte rendu are refused,
    too late is kept and marked, as is a word after the last day of a collecte.
    A person slowed down by the team sends one word a minute, and each waits to be read.
    A repeat of the same ``client_id`` with the same content
    returns the first one; with another content ``deja_utilise``; another participant's
    id ``deja_utilise`` too. Event: ContributionPosted.
    """
    if par.genre is not Genre.PARTICIPANT or not par.jeton or not par.seance_id:
        raise NotAllowed
    client_id = as_uuid(envoi.client_id)
    now = clock.now()
    arrivee = arrive(session, par.seance_id, envoi, client_id, par.jeton, now - _RYTHME)
    participant_id = arrivee.participant_id
    if participant_id is not None and arrivee.participant_seance_id != par.seance_id:
        raise NotAllowed
    texte = check_text(envoi.texte, may_be_empty=bool(envoi.medias))
    check_target(arrivee, envoi)
    if arrivee.premiere_id is not None:
        first = found(session, Contribution, arrivee.premiere_id)
        return _repeat(session, first, participant_id, envoi, texte)

    # Nobody may have asked for a page since the last day of a collecte ended.
    tardive = lateness(arrivee) or arrivee.ended(now)
    limites = limites or Limites()
    held = False
    if participant_id is None:
        # Above a flow of newcomers first words wait for a facilitator; they are never refused.
        held = arrivee.nes >= limites.nouveaux_par_minute
        participant_id = birth(session, arrivee, par.jeton, now)
    elif arrivee.ralenti and arrivee.envoyes >= limites.ralenti_par_minute:
        raise RuleBroken("ralenti", attendre=60)
    elif arrivee.envoyes >= limites.par_minute:
        raise RuleBroken("trop_vite", attendre=20)
    a_priori = arrivee.moderation is Moderation.A_PRIORI
    held |= arrivee.ralenti
    statut = Statut.EN_ATTENTE if held or a_priori else Statut.PUBLIEE
    contribution_id = insert_contribution(
        session,
        par=Identite(Genre.PARTICIPANT, id=participant_id, seance_id=par.seance_id),
        arrivee=arrivee,
        participant_id=participant_id,
        envoi=envoi,
        client_id=client_id,
        texte=texte,
        statut=statut,
        tardive=tardive,
        now=now,
    )
    return Recue(contribution_id, client_id, statut, tardive, True, participant_id)


def _repeat(
    session: Session, first: Contribution, participant_id: str | None, envoi: Envoi, texte: str
) -> Recue:
    """The first one again; compared with its first version, so that a correction made
    meanwhile does not turn a harmless repeat into a conflict."""
    same_person = first.participant_id == participant_id
    sent = first.versions[0]
    same_content = (
        first.question_id == envoi.question_id
        and first.categorie == envoi.categorie
        and sent.texte in (texte, None)
        and _same_files(session, first, envoi)
    )
    if not (same_person and same_content):
        raise RuleBroken("deja_utilise", champ="client_id")
    return Recue(
        first.id, first.client_id, first.statut, first.tardive, False, first.participant_id
    )


def _same_files(session: Session, first: Contribution, envoi: Envoi) -> bool:
    """Whether the same photo and voice came with it; nothing is left of erased ones to compare."""
    if first.statut is Statut.RETIREE:
        return True
    # A word that was split since has given them to its first part.
    family = family_of(session, first) if first.statut is Statut.REMPLACEE else [first]
    kept = {(m.genre, m.empreinte) for row in family for m in medias_of(session, row.id)}
    return kept == {(piece.genre, piece.empreinte) for piece in envoi.medias}
