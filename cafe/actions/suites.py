"""The suite of words that lead elsewhere than to a préconisation: every word gets one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import fiche_of, only_one, optional, organisme_of, past_day, required
from cafe.actions.core import Missing, RuleBroken, action, found, record, require
from cafe.actions.sources import Cible, cible_of_regroupement
from cafe.actions.tableau import check_stands
from cafe.models import Contribution, Demarche, NatureSuite, Seance, Suite


@dataclass(frozen=True)
class Reponse:
    """What is told to the authors. ``repondant``: by whom, for an answer; ``organisme_id``:
    to whom, for words passed on; ``fiche_id``: where, for what is done already."""

    nature: NatureSuite
    texte: str = ""
    jour: date | None = None
    repondant: str = ""
    organisme_id: str | None = None
    fiche_id: str | None = None


@action
def give_suite(
    session: Session,
    *,
    par: Identite,
    demarche_id: str,
    reponse: Reponse,
    contributions: Sequence[str] = (),
    regroupements: Sequence[str] = (),
    remplacer: bool = False,
) -> tuple[str, ...]:
    """Give one suite to words and regroupements of a démarche, to all of them or to none.

    Returns the suites' ids in the order given. An object that already has one is refused
    (``suite_deja_donnee``) unless ``remplacer``: the former is then closed and kept.
    « Sans suite » is always explained.

    Who: animateur, chef de projet. Event: SuiteGiven.
    """
    found(session, Demarche, demarche_id)
    who = require(session, par, Pouvoir.PROPOSER, Lieu(demarche_id))
    cibles = [
        *(cible_of_regroupement(session, demarche_id, r) for r in dict.fromkeys(regroupements)),
        *(_word(session, demarche_id, c) for c in dict.fromkeys(contributions)),
    ]
    if not cibles:
        raise RuleBroken("suite_sans_objet")
    model = _checked(session, demarche_id, reponse)
    now = clock.now()
    former = _open_suites(session, cibles)
    if former and not remplacer:
        raise RuleBroken("suite_deja_donnee")
    for row in former:
        row.fin_le = now
    session.flush()
    given = [
        Suite(
            demarche_id=demarche_id,
            contribution_id=cible.contribution_id,
            regroupement_id=cible.regroupement_id,
            nature=model.nature,
            texte=model.texte,
            jour=past_day(model.jour),
            repondant=model.repondant,
            organisme_id=model.organisme_id,
            fiche_id=model.fiche_id,
            par=who.id,
            le=now,
        )
        for cible in cibles
    ]
    session.add_all(given)
    session.flush()
    about = [("organisme", model.organisme_id), ("fiche", model.fiche_id)]
    record(
        session,
        "SuiteGiven",
        par=who,
        demarche_id=demarche_id,
        seance_id=only_one(cible.seance_id for cible in cibles),
        objets=[
            *(("suite", row.id) for row in (*given, *former)),
            *(cible.objet for cible in cibles),
            *((genre, id_) for genre, id_ in about if id_),
        ],
        details={
            "nature": model.nature.value,
            "suites": [row.id for row in given],
            "remplacees": [row.id for row in former],
        },
    )
    return tuple(row.id for row in given)


@action
def record_retour(
    session: Session, *, par: Identite, suite_id: str, texte: str, jour: date | None = None
) -> None:
    """Note what answered the structure to which words were passed on.

    Who: animateur, chef de projet. Event: RetourRecorded.
    """
    row = found(session, Suite, suite_id, lock=True)
    who = require(session, par, Pouvoir.PROPOSER, Lieu(row.demarche_id))
    if row.nature is not NatureSuite.TRANSMISE:
        raise RuleBroken("pas_transmise")
    if row.fin_le is not None:
        raise RuleBroken("suite_remplacee")
    if row.retour:
        raise RuleBroken("retour_deja_la")
    kept = required(texte, "retour", "texte_suite_vide")
    row.retour_jour = past_day(jour, "retour_jour")
    row.retour = kept
    target = (
        ("contribution", row.contribution_id)
        if row.contribution_id is not None
        else ("regroupement", row.regroupement_id or "")
    )
    record(
        session,
        "RetourRecorded",
        par=who,
        demarche_id=row.demarche_id,
        objets=[("suite", row.id), ("organisme", row.organisme_id or ""), target],
    )


def _word(session: Session, demarche_id: str, contribution_id: str) -> Cible:
    """Any word of the démarche that its author did not take back, published or not."""
    row = found(session, Contribution, contribution_id)
    if found(session, Seance, row.seance_id).demarche_id != demarche_id:
        raise Missing
    check_stands(row)
    return Cible(row.seance_id, contribution_id=row.id)


def _checked(session: Session, demarche_id: str, reponse: Reponse) -> Reponse:
    """The answer as it will be kept, with what its nature asks for and nothing else."""
    texte = optional(reponse.texte, "texte")
    jour = past_day(reponse.jour)
    match reponse.nature:
        case NatureSuite.REPONSE_DONNEE:
            texte = required(texte, "texte", "texte_suite_vide")
            repondant = required(reponse.repondant, "repondant", "repondant_vide", 200)
            return Reponse(reponse.nature, texte, jour, repondant=repondant)
        case NatureSuite.TRANSMISE:
            if not reponse.organisme_id:
                raise RuleBroken("organisme_vide", champ="organisme")
            organisme = organisme_of(session, demarche_id, reponse.organisme_id)
            return Reponse(reponse.nature, texte, jour, organisme_id=organisme.id)
        case NatureSuite.DEJA_EN_OEUVRE:
            if not reponse.fiche_id:
                raise RuleBroken("fiche_vide", champ="fiche")
            fiche = fiche_of(session, demarche_id, reponse.fiche_id)
            return Reponse(reponse.nature, texte, jour, fiche_id=fiche.id)
        case NatureSuite.SANS_SUITE:
            texte = required(texte, "texte", "motif_vide")
            return Reponse(reponse.nature, texte, jour)


def _open_suites(session: Session, cibles: Sequence[Cible]) -> list[Suite]:
    words = [c.contribution_id for c in cibles if c.contribution_id is not None]
    groups = [c.regroupement_id for c in cibles if c.regroupement_id is not None]
    return list(
        session.scalars(
            select(Suite)
            .where(
                Suite.fin_le.is_(None),
                or_(Suite.contribution_id.in_(words), Suite.regroupement_id.in_(groups)),
            )
            .with_for_update()
        )
    )
