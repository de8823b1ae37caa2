"""Séances: prepared with their questions, étapes and tables; opened, led, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, action, check_version, found, record, require
from cafe.models import (
    CodeSeance,
    Contribution,
    Demarche,
    Droit,
    Effectif,
    Etape,
    Format,
    Moderation,
    Phase,
    Question,
    Seance,
    Tablee,
    Tour,
)
from cafe.models.base import new_id
from cafe.models.question import CATEGORIES, MAX_CATEGORIES_HABITANTS, default_categories
from cafe.models.seance import fresh_code


@dataclass(frozen=True)
class FicheSeance:
    """What is said of a séance before it is held."""

    titre: str
    format: Format = Format.ATELIER
    jour: date | None = None
    heure_debut: time | None = None
    heure_fin: time | None = None
    lieu: str = ""
    objet: str = ""
    redacteur: str = ""
    moderation: Moderation = Moderation.A_POSTERIORI


@dataclass(frozen=True)
class QuestionPrevue:
    """A question to ask; ``id`` names one that exists. No category: those of the format."""

    texte: str
    theme: str = ""
    categories: tuple[str, ...] = ()
    id: str | None = None


@dataclass(frozen=True)
class EtapePrevue:
    """A step of the script."""

    titre: str
    droits: tuple[Droit, ...] = (Droit.LIRE,)
    duree_minutes: int | None = None
    id: str | None = None


def _apply(row: Seance, said: FicheSeance) -> None:
    if not said.titre.strip():
        raise RuleBroken("titre_vide", champ="titre")
    if said.heure_debut and said.heure_fin and said.heure_fin == said.heure_debut:
        raise RuleBroken("heures_egales", champ="heure_fin")
    row.titre = said.titre.strip()[:200]
    row.format = said.format
    row.jour = said.jour
    row.heure_debut = said.heure_debut
    row.heure_fin = said.heure_fin
    row.lieu = said.lieu.strip()[:200]
    row.objet = said.objet.strip()
    row.redacteur = said.redacteur.strip()[:120]
    row.moderation = said.moderation


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
    _apply(row, fiche)
    session.add(row)
    session.flush()
    session.add(CodeSeance(code=fresh_code(session), seance_id=row.id, le=clock.now()))
    _set_questions(session, row, questions)
    _set_etapes(session, row, etapes)
    _set_tables(session, row, tables)
    for numero in range(1, tours + 1):
        session.add(Tour(seance_id=row.id, numero=numero))
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
        raise RuleBroken("seance_close")
    _apply(row, fiche)
    _set_questions(session, row, questions)
    _set_etapes(session, row, etapes)
    _set_tables(session, row, tables)
    row.version += 1
    _record(session, "SeanceUpdated", who, row)
    return row.version


def _set_questions(session: Session, seance: Seance, wanted: tuple[QuestionPrevue, ...]) -> None:
    known = {
        q.id: q for q in session.scalars(select(Question).where(Question.seance_id == seance.id))
    }
    kept = {q.id for q in wanted if q.id in known}
    for id_, row in known.items():
        if id_ not in kept:
            _refuse_if_words(session, Contribution.question_id == id_, "question_utilisee")
            session.delete(row)
    # Out of the way first: the order is unique, and two questions may swap places.
    for shift, row in enumerate(r for i, r in known.items() if i in kept):
        row.ordre = -1 - shift
    session.flush()
    for ordre, said in enumerate(wanted, start=1):
        if not said.texte.strip():
            raise RuleBroken("question_vide", champ="questions", rang=ordre)
        categories = said.categories or default_categories(seance.format)
        _check_categories(seance, categories)
        row = known.get(said.id or "") or Question(seance_id=seance.id)
        row.ordre = ordre
        row.texte = said.texte.strip()
        row.theme = said.theme.strip()[:120]
        row.categories = list(categories)
        session.add(row)
    session.flush()


def _check_categories(seance: Seance, categories: tuple[str, ...]) -> None:
    unknown = [c for c in categories if c not in CATEGORIES]
    if unknown:
        raise RuleBroken("categorie_inconnue", champ="questions")
    professional = seance.format is Format.GROUPE_DE_TRAVAIL
    if not professional and len(categories) > MAX_CATEGORIES_HABITANTS:
        raise RuleBroken("trop_de_categories", champ="questions", maximum=MAX_CATEGORIES_HABITANTS)


def _refuse_if_words(session: Session, where: object, code: str) -> None:
    if session.scalar(select(func.count()).where(where)):  # type: ignore[arg-type]
        raise RuleBroken(code, champ="questions")


def _set_etapes(session: Session, seance: Seance, wanted: tuple[EtapePrevue, ...]) -> None:
    kept = {e.id for e in wanted if e.id}
    if seance.etape_id is not None and seance.etape_id not in kept:
        raise RuleBroken("etape_en_cours", champ="etapes")
    known = {e.id: e for e in seance.etapes}
    session.execute(
        delete(Etape).where(Etape.seance_id == seance.id, Etape.id.not_in(kept or {""}))
    )
    for shift, row in enumerate(r for i, r in known.items() if i in kept):
        row.ordre = -1 - shift
    session.flush()
    for ordre, said in enumerate(wanted, start=1):
        if not said.titre.strip():
            raise RuleBroken("etape_vide", champ="etapes", rang=ordre)
        row = known.get(said.id or "") or Etape(seance_id=seance.id)
        row.ordre = ordre
        row.titre = said.titre.strip()[:120]
        row.droits = [d.value for d in said.droits]
        row.duree_minutes = said.duree_minutes
        session.add(row)
    session.flush()
    session.expire(seance, ["etapes"])


def _set_tables(session: Session, seance: Seance, wanted: int) -> None:
    known = list(
        session.scalars(select(Tablee).where(Tablee.seance_id == seance.id).order_by(Tablee.numero))
    )
    for row in known[wanted:]:
        _refuse_if_words(session, Contribution.tablee_id == row.id, "table_utilisee")
        session.delete(row)
    for numero in range(len(known) + 1, wanted + 1):
        session.add(Tablee(seance_id=seance.id, numero=numero))
    session.flush()


def _record(session: Session, nature: str, who: Identite, row: Seance, **details: object) -> None:
    record(
        session,
        nature,
        par=who,
        demarche_id=row.demarche_id,
        seance_id=row.id,
        objets=[("seance", row.id)],
        details=details,
    )


@action
def set_effectifs(
    session: Session, *, par: Identite, seance_id: str, effectifs: tuple[tuple[str, int], ...]
) -> None:
    """Attendance as counts by quality. Who: those who type in the séance.

    Event: EffectifsSet.
    """
    row = found(session, Seance, seance_id)
    who = require(session, par, Pouvoir.SAISIR, Lieu(row.demarche_id, row.id))
    if any(nombre < 0 for _, nombre in effectifs):
        raise RuleBroken("nombre_negatif", champ="effectifs")
    session.execute(delete(Effectif).where(Effectif.seance_id == row.id))
    seen: dict[str, int] = {}
    for qualite, nombre in effectifs:
        if name := qualite.strip()[:80]:
            seen[name] = seen.get(name, 0) + nombre
    for ordre, (qualite, nombre) in enumerate(seen.items()):
        session.add(Effectif(seance_id=row.id, qualite=qualite, nombre=nombre, ordre=ordre))
    _record(session, "EffectifsSet", who, row)
