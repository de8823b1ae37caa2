"""Séances: prepared with their questions, étapes and tables; opened, led, ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, Stale, action, check_version, found, record, require
from cafe.actions.deroule import (
    EtapePrevue,
    QuestionPrevue,
    set_etapes,
    set_questions,
    set_tables,
)
from cafe.actions.groupes import open_groupe_of
from cafe.actions.prochaine import Prochaine, fill_prochaine
from cafe.actions.programme import count_tours, fill_programme
from cafe.actions.reunion import drop_empty_point_zero, insert_point_zero
from cafe.models import (
    CodeSeance,
    Demarche,
    Effectif,
    Format,
    Moderation,
    Phase,
    Seance,
    Suivi,
)
from cafe.models.base import new_id
from cafe.models.ouverture import ouverture_between
from cafe.models.seance import fresh_code

__all__ = [
    "EtapePrevue",
    "FicheSeance",
    "Prochaine",
    "QuestionPrevue",
    "create_seance",
    "set_effectifs",
    "update_seance",
]


@dataclass(frozen=True)
class FicheSeance:
    """What is said of a séance before it is held."""

    titre: str
    format: Format = Format.ATELIER
    jour: date | None = None
    jour_fin: date | None = None
    heure_debut: time | None = None
    heure_fin: time | None = None
    lieu: str = ""
    objet: str = ""
    redacteur: str = ""
    moderation: Moderation = Moderation.A_POSTERIORI
    groupe_id: str | None = None
    prochaine: Prochaine = field(default_factory=Prochaine)


def _apply(session: Session, row: Seance, said: FicheSeance) -> None:
    if not said.titre.strip():
        raise RuleBroken("titre_vide", champ="titre")
    # Other formats are held on one day.
    jour_fin = said.jour_fin if said.format is Format.COLLECTE else None
    _check_hours(said, jour_fin)
    row.titre = said.titre.strip()[:200]
    row.format = said.format
    row.jour = said.jour
    row.jour_fin = jour_fin
    row.heure_debut = said.heure_debut
    row.heure_fin = said.heure_fin
    row.lieu = said.lieu.strip()[:200]
    row.objet = said.objet.strip()
    row.redacteur = said.redacteur.strip()[:120]
    row.moderation = said.moderation
    fill_prochaine(row, said.prochaine)
    _join(session, row, said.groupe_id or None)


def _check_hours(said: FicheSeance, jour_fin: date | None) -> None:
    """An end that is not before the beginning, in years that a calendar may hold.

    Raises ``annee_impossible``, ``heures_egales`` or ``fin_avant_debut``.
    """
    for champ, day in (("jour", said.jour), ("jour_fin", jour_fin)):
        if day is not None and day.year not in clock.ANNEES:
            raise RuleBroken("annee_impossible", champ=champ)
    one_day = jour_fin is None or jour_fin == said.jour
    if one_day and said.heure_debut and said.heure_fin and said.heure_fin == said.heure_debut:
        raise RuleBroken("heures_egales", champ="heure_fin")
    dates = ouverture_between(said.format, said.jour, said.heure_debut, jour_fin, said.heure_fin)
    if dates is not None and dates.debut is not None and dates.debut >= dates.fin:
        raise RuleBroken("fin_avant_debut", champ="jour_fin")


def _join(session: Session, row: Seance, groupe_id: str | None) -> None:
    """Make it a meeting of that group, or of none. Rule: a group that still meets."""
    if row.groupe_id == groupe_id:
        return
    if groupe_id is not None:
        open_groupe_of(session, row.demarche_id, groupe_id)
    row.groupe_id = groupe_id
    session.add(row)
    session.flush()
    # What was agreed there comes back at the next meeting of the right group.
    session.execute(update(Suivi).where(Suivi.seance_id == row.id).values(groupe_id=groupe_id))
    if groupe_id is None:
        drop_empty_point_zero(session, row)
    else:
        insert_point_zero(session, row)


@action
def create_seance(
    session: Session,
    *,
    par: Identite,
    demarche_id: str,
    fiche: FicheSeance,
    questions: tuple[QuestionPrevue, ...] = (),
    etapes: tuple[EtapePrevue, ...] = (),
    tables: int = 0,
    tours: int = 0,
) -> str:
    """Make a séance in preparation with its join code; returns its id.

    Who: chef de projet. Event: SeanceCreated.
    """
    found(session, Demarche, demarche_id)
    who = require(session, par, Pouvoir.PREPARER, Lieu(demarche_id))
    row = Seance(id=new_id(), demarche_id=demarche_id, cree_le=clock.now())
    _apply(session, row, fiche)
    session.add(row)
    session.flush()
    session.add(CodeSeance(code=fresh_code(session), seance_id=row.id, le=clock.now()))
    set_questions(session, row, questions)
    set_etapes(session, row, etapes, tours)
    set_tables(session, row, tables)
    fill_programme(session, row)
    _record(session, "SeanceCreated", who, row)
    return row.id


@action
def update_seance(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    fiche: FicheSeance,
    questions: tuple[QuestionPrevue, ...],
    etapes: tuple[EtapePrevue, ...],
    tables: int,
    version: int | None,
) -> int:
    """Change the preparation; returns the new version.

    Who: chef de projet. A question, an étape under way or a table that already holds
    words cannot be taken away. Event: SeanceUpdated.
    """
    row = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(row.demarche_id, row.id))
    check_version(row, version)
    if row.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    _apply(session, row, fiche)
    set_questions(session, row, questions)
    # A script that names no tour leaves those that are there.
    named = any(e.tour for e in etapes)
    set_etapes(session, row, etapes, 0 if named else count_tours(session, row))
    set_tables(session, row, tables)
    fill_programme(session, row)
    row.version += 1
    _record(session, "SeanceUpdated", who, row)
    return row.version


def _record(session: Session, nature: str, who: Identite, row: Seance, **details: object) -> None:
    record(
        session,
        nature,
        par=who,
        demarche_id=row.demarche_id,
        seance_id=row.id,
        objets=[("seance", row.id), *([("groupe", row.groupe_id)] if row.groupe_id else [])],
        details=details,
    )


@action
def set_effectifs(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    effectifs: tuple[tuple[str, int], ...],
    vus: tuple[tuple[str, int], ...] | None = None,
) -> None:
    """Attendance as counts by quality, until the compte rendu has left.

    ``vus``: the counts that the form showed; others counted meanwhile (at the door) are not
    lost unread (``presences_changees``). Who: those who type in the séance. Event: EffectifsSet.
    """
    row = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.SAISIR, Lieu(row.demarche_id, row.id))
    if row.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    if any(nombre < 0 for _, nombre in effectifs):
        raise RuleBroken("nombre_negatif", champ="effectifs")
    kept = select(Effectif.qualite, Effectif.nombre).where(Effectif.seance_id == row.id)
    now = {qualite: nombre for qualite, nombre in session.execute(kept)}
    if vus is not None and dict(vus) != now:
        raise Stale("presences_changees", total=sum(now.values()))
    session.execute(delete(Effectif).where(Effectif.seance_id == row.id))
    seen: dict[str, int] = {}
    for qualite, nombre in effectifs:
        if name := qualite.strip()[:80]:
            seen[name] = seen.get(name, 0) + nombre
    for ordre, (qualite, nombre) in enumerate(seen.items()):
        session.add(Effectif(seance_id=row.id, qualite=qualite, nombre=nombre, ordre=ordre))
    _record(session, "EffectifsSet", who, row)
