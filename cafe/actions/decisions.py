"""What an instance decides on a préconisation, and the public answer that goes with it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import only_one, optional, organisme_of, past_day, required
from cafe.actions.core import RuleBroken, action, check_version, found, record, require
from cafe.actions.preconisations import check_support
from cafe.models import Decision, Epingle, EtatPreconisation, Preconisation, ReponsePublique
from cafe.models.chaine_sources import words_of_preconisation
from cafe.models.preconisation import ETATS_DECIDES


@action
def decide_preconisation(
    session: Session,
    *,
    par: Identite,
    preconisation_id: str,
    etat: EtatPreconisation,
    instance: str,
    jour: date,
    motif: str,
    jusqu_au: date | None = None,
    organisme_id: str | None = None,
    version: int | None = None,
) -> str:
    """Note what an instance decided, on which day and why; returns the decision's id.

    « À l'étude » says until when, « hors compétence » to whom it is passed on. The texts
    it rests on, as they are at this moment, are pinned to the decision. A later decision
    follows this one and replaces nothing.

    Who: chef de projet. Event: PreconisationDecided.
    """
    row = found(session, Preconisation, preconisation_id, lock=True)
    who = require(session, par, Pouvoir.DECIDER, Lieu(row.demarche_id))
    if etat not in ETATS_DECIDES:
        raise RuleBroken("etat_inconnu", champ="etat")
    decision = Decision(
        preconisation_id=row.id,
        etat=etat,
        instance=required(instance, "instance", "instance_vide", 200),
        jour=past_day(jour),
        motif=required(motif, "motif", "motif_vide"),
        par=who.id,
        le=clock.now(),
    )
    if etat is EtatPreconisation.A_L_ETUDE:
        if jusqu_au is None or jusqu_au <= decision.jour:
            raise RuleBroken("etude_sans_date", champ="jusqu_au")
        decision.jusqu_au = jusqu_au
    if etat is EtatPreconisation.HORS_COMPETENCE:
        if not organisme_id:
            raise RuleBroken("transmise_a_qui", champ="organisme")
        decision.organisme_id = organisme_of(session, row.demarche_id, organisme_id).id
    check_version(row, version)
    check_support(session, row)
    words = session.execute(words_of_preconisation(row.id)).all()
    row.etat = etat
    row.version += 1
    session.add(decision)
    session.flush()
    if words:
        session.execute(
            insert(Epingle),
            [
                {"decision_id": decision.id, "contribution_version_id": word.version_id}
                for word in words
            ],
        )
    routed = [("organisme", decision.organisme_id)] if decision.organisme_id else []
    record(
        session,
        "PreconisationDecided",
        par=who,
        demarche_id=row.demarche_id,
        seance_id=only_one(word.seance_id for word in words),
        objets=[
            ("preconisation", row.id),
            ("decision", decision.id),
            *routed,
            *(("contribution", word.id) for word in words),
        ],
        details={"etat": etat.value},
    )
    return decision.id


@action
def publish_reponse(
    session: Session,
    *,
    par: Identite,
    preconisation_id: str,
    texte: str,
    signataire: str = "",
    version: int | None = None,
) -> str:
    """Give the answer that residents read; a later one replaces it on screen, both are kept.

    Rule: an instance has spoken. Who: chef de projet. Event: ReponsePublished.
    """
    row = found(session, Preconisation, preconisation_id, lock=True)
    who = require(session, par, Pouvoir.DECIDER, Lieu(row.demarche_id))
    kept = required(texte, "texte", "texte_suite_vide")
    if row.etat not in ETATS_DECIDES:
        raise RuleBroken("pas_decidee")
    check_version(row, version)
    reponse = ReponsePublique(
        preconisation_id=row.id,
        texte=kept,
        signataire=optional(signataire, "signataire", 200),
        par=who.id,
        le=clock.now(),
    )
    session.add(reponse)
    row.version += 1
    session.flush()
    record(
        session,
        "ReponsePublished",
        par=who,
        demarche_id=row.demarche_id,
        objets=[("preconisation", row.id), ("reponse", reponse.id)],
    )
    return reponse.id
