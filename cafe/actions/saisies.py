"""A word typed for someone who has no phone, or from a sheet of paper."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.jetons import mots_of, new_jeton, recu_of
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, action, found, require
from cafe.actions.depot import (
    Envoi,
    arrive,
    as_uuid,
    birth,
    check_target,
    check_text,
    id_by_numero,
    insert_contribution,
    lateness,
)
from cafe.models import Seance, Statut, Tablee


@dataclass(frozen=True)
class Remise:
    """What is handed over once: the word's id and its receipt, in letters and in six words."""

    contribution_id: str
    recu: str
    mots: str


@action
def post_for_someone(session: Session, *, par: Identite, seance_id: str, envoi: Envoi) -> Remise:
    """« Saisie pour » someone without a phone: returns the receipt to hand over.

    Who: staff or a device that may type in the séance (a host only at its table). A
    repeat of the same ``client_id`` is refused as ``deja_saisi``: the receipt was given
    once and is not kept. Event: ContributionPosted.
    """
    seance = found(session, Seance, seance_id)
    tablee_id = id_by_numero(session, Tablee, seance.id, envoi.tablee)
    who = require(session, par, Pouvoir.SAISIR, Lieu(seance.demarche_id, seance.id, tablee_id))
    client_id = as_uuid(envoi.client_id)
    texte = check_text(envoi.texte)
    now = clock.now()
    jeton = new_jeton()
    arrivee = arrive(session, seance.id, envoi, client_id, jeton, now)
    check_target(arrivee, envoi)
    if arrivee.premiere_id is not None:
        raise RuleBroken("deja_saisi", champ="client_id")
    tardive = lateness(arrivee)
    contribution_id = insert_contribution(
        session,
        par=who,
        arrivee=arrivee,
        participant_id=birth(session, arrivee, jeton, now),
        envoi=envoi,
        client_id=client_id,
        texte=texte,
        statut=Statut.PUBLIEE,
        tardive=tardive,
        now=now,
    )
    return Remise(contribution_id, recu_of(jeton), mots_of(jeton))
