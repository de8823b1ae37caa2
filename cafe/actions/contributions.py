"""A participant's idea comes in, from their own phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite
from cafe.access.jetons import hash_jeton
from cafe.actions.core import NotAllowed, RuleBroken, action, found
from cafe.actions.depot import (
    Envoi,
    as_uuid,
    birth,
    by_client_id,
    check_target,
    check_text,
    insert_contribution,
    lateness,
)
from cafe.models import Contribution, Moderation, Participant, Seance, Statut
from cafe.models.participant import participant_by_jeton


@dataclass(frozen=True)
class Limites:
    """Flow limits, per participant and per séance, never per address."""

    par_minute: int = 30
    nouveaux_par_minute: int = 600


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
    too late is kept and marked. A repeat of the same ``client_id`` with the same content
    returns the first one; with another content ``deja_utilise``; another participant's
    id ``deja_utilise`` too. Event: ContributionPosted.
    """
    if par.genre is not Genre.PARTICIPANT or not par.jeton or not par.seance_id:
        raise NotAllowed
    seance = found(session, Seance, par.seance_id)
    participant = participant_by_jeton(session, hash_jeton(par.jeton))
    if participant is not None and participant.seance_id != seance.id:
        raise NotAllowed
    client_id = as_uuid(envoi.client_id)
    texte = check_text(envoi.texte)
    check_target(session, seance, envoi)

    first = by_client_id(session, seance.id, client_id)
    if first is not None:
        return _repeat(first, participant, envoi.question_id, envoi.categorie, texte)

    tardive = lateness(seance)
    limites = limites or Limites()
    now = clock.now()
    held = False
    if participant is None:
        held = _flow_is_high(session, seance.id, now, limites.nouveaux_par_minute)
        participant = birth(session, seance.id, par.jeton, now)
    else:
        _check_pace(session, participant.id, now, limites.par_minute)
    a_priori = seance.moderation is Moderation.A_PRIORI
    statut = Statut.EN_ATTENTE if held or a_priori else Statut.PUBLIEE
    contribution_id = insert_contribution(
        session,
        par=Identite(Genre.PARTICIPANT, id=participant.id, seance_id=seance.id),
        seance=seance,
        participant_id=participant.id,
        envoi=envoi,
        client_id=client_id,
        texte=texte,
        statut=statut,
        tardive=tardive,
        now=now,
    )
    return Recue(contribution_id, client_id, statut, tardive, True, participant.id)


def _repeat(
    first: Contribution,
    participant: Participant | None,
    question_id: str,
    categorie: str,
    texte: str,
) -> Recue:
    """The first one again; compared with its first version, so that a correction made
    meanwhile does not turn a harmless repeat into a conflict."""
    same_person = participant is not None and first.participant_id == participant.id
    sent = first.versions[0]
    same_content = (
        first.question_id == question_id
        and first.categorie == categorie
        and sent.texte in (texte, None)
    )
    if not (same_person and same_content):
        raise RuleBroken("deja_utilise", champ="client_id")
    return Recue(
        first.id, first.client_id, first.statut, first.tardive, False, first.participant_id
    )


def _count(session: Session, *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(*where)) or 0


def _check_pace(session: Session, participant_id: str, now: datetime, maximum: int) -> None:
    since = now - timedelta(minutes=1)
    sent = _count(
        session, Contribution.participant_id == participant_id, Contribution.cree_le > since
    )
    if sent >= maximum:
        raise RuleBroken("trop_vite", attendre=20)


def _flow_is_high(session: Session, seance_id: str, now: datetime, maximum: int) -> bool:
    """Above a flow of newcomers their first words wait for a facilitator, never refused."""
    since = now - timedelta(minutes=1)
    born = _count(session, Participant.seance_id == seance_id, Participant.cree_le > since)
    return born >= maximum
