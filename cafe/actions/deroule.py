"""The script of a séance as it is saved: its questions, étapes and tables, replaced as a whole.

Not actions themselves: those that prepare a séance call them. What already holds
words, people or devices is never taken away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from cafe.actions.core import RuleBroken
from cafe.actions.programme import set_tours, time_tours
from cafe.actions.questions_dites import drop_recordings
from cafe.models import (
    Acces,
    Badge,
    Contribution,
    Droit,
    EffectifTablee,
    Etape,
    FeuilleTablee,
    Format,
    NatureEtape,
    Participant,
    Placement,
    Programme,
    Question,
    Regroupement,
    Seance,
    SyntheseTablee,
    Tablee,
    VueEcran,
)
from cafe.models.question import CATEGORIES, MAX_CATEGORIES_HABITANTS, default_categories

MAX_TABLES = 200
CONSIGNE_MAX = 1000


@dataclass(frozen=True)
class QuestionPrevue:
    """A question to ask; ``id`` names one that exists. No category: those of the format.

    ``origine``: the question of an earlier séance of the démarche that a new one gives account of.
    """

    texte: str
    theme: str = ""
    categories: tuple[str, ...] = ()
    id: str | None = None
    origine: str | None = None


@dataclass(frozen=True)
class EtapePrevue:
    """A step of the script; ``tour`` is the number of the tour that it belongs to."""

    titre: str
    droits: tuple[Droit, ...] = (Droit.LIRE,)
    duree_minutes: int | None = None
    id: str | None = None
    nature: NatureEtape = NatureEtape.LIBRE
    tour: int | None = None
    ecran: VueEcran = VueEcran.AUTO
    consigne: str = ""


def set_questions(session: Session, seance: Seance, wanted: tuple[QuestionPrevue, ...]) -> None:
    """Keep, reorder, add and take away questions."""
    known = {
        q.id: q for q in session.scalars(select(Question).where(Question.seance_id == seance.id))
    }
    kept = {q.id for q in wanted if q.id in known}
    for id_, row in known.items():
        if id_ not in kept:
            if _any(
                session,
                Contribution.question_id == id_,
                Regroupement.question_id == id_,
                SyntheseTablee.question_id == id_,
            ):
                raise RuleBroken("question_utilisee", champ="questions")
            session.execute(delete(Programme).where(Programme.question_id == id_))
            drop_recordings(session, id_)
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
        row = known.get(said.id or "") or Question(
            seance_id=seance.id, origine_id=_origin(session, seance, said.origine)
        )
        row.ordre = ordre
        row.texte = said.texte.strip()
        row.theme = said.theme.strip()[:120]
        row.categories = list(categories)
        session.add(row)
    session.flush()


def _origin(session: Session, seance: Seance, question_id: str | None) -> str | None:
    """The question given account of. Raises ``question_inconnue`` when it is of elsewhere."""
    if not question_id:
        return None
    row = session.get(Question, question_id)
    held = session.get(Seance, row.seance_id) if row else None
    if held is None or held.demarche_id != seance.demarche_id or held.id == seance.id:
        raise RuleBroken("question_inconnue", champ="questions")
    return question_id


def _check_categories(seance: Seance, categories: tuple[str, ...]) -> None:
    unknown = [c for c in categories if c not in CATEGORIES]
    if unknown:
        raise RuleBroken("categorie_inconnue", champ="questions")
    professional = seance.format is Format.GROUPE_DE_TRAVAIL
    if not professional and len(categories) > MAX_CATEGORIES_HABITANTS:
        raise RuleBroken("trop_de_categories", champ="questions", maximum=MAX_CATEGORIES_HABITANTS)


def _any(session: Session, *conditions: Any) -> bool:
    return bool(session.scalar(select(or_(*(exists().where(one) for one in conditions)))))


def set_etapes(
    session: Session, seance: Seance, wanted: tuple[EtapePrevue, ...], tours: int = 0
) -> None:
    """Keep, reorder, add and take away étapes; the one under way stays.

    ``tours``: how many to have at least; those that the étapes name are made too.
    """
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
    rounds = set_tours(session, seance, max([tours, *(e.tour or 0 for e in wanted)]))
    for ordre, said in enumerate(wanted, start=1):
        if not said.titre.strip():
            raise RuleBroken("etape_vide", champ="etapes", rang=ordre)
        row = known.get(said.id or "") or Etape(seance_id=seance.id)
        row.ordre = ordre
        row.titre = said.titre.strip()[:120]
        row.droits = [d.value for d in said.droits]
        row.duree_minutes = said.duree_minutes
        row.nature = said.nature
        row.tour_id = rounds[said.tour].id if said.tour else None
        row.ecran = said.ecran
        row.consigne = said.consigne.strip()[:CONSIGNE_MAX]
        session.add(row)
    session.flush()
    session.expire(seance, ["etapes"])
    time_tours(session, seance)


def set_tables(session: Session, seance: Seance, wanted: int) -> None:
    """Have that many tables, numbered from 1."""
    if not 0 <= wanted <= MAX_TABLES:
        raise RuleBroken("nombre_de_tables", champ="tables", maximum=MAX_TABLES)
    known = list(
        session.scalars(select(Tablee).where(Tablee.seance_id == seance.id).order_by(Tablee.numero))
    )
    for row in known[wanted:]:
        if _any(
            session,
            Contribution.tablee_id == row.id,
            Participant.tablee_id == row.id,
            Acces.tablee_id == row.id,
            EffectifTablee.tablee_id == row.id,
            SyntheseTablee.tablee_id == row.id,
            FeuilleTablee.tablee_id == row.id,
            Badge.tablee_fixe_id == row.id,
            Placement.tablee_id == row.id,
        ):
            raise RuleBroken("table_utilisee", champ="tables", numero=row.numero)
        session.execute(delete(Programme).where(Programme.tablee_id == row.id))
        session.delete(row)
    for numero in range(len(known) + 1, wanted + 1):
        session.add(Tablee(seance_id=seance.id, numero=numero))
    session.flush()
