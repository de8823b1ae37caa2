"""A séance made from another: the next one with the same script, or a rehearsal of this one.

A rehearsal is a séance of its own. Its words lead nowhere, no list nor export holds it, and it
is erased as a whole: every row that refers to it goes, its files and its events with them.
"""

from __future__ import annotations

from typing import Any, TypeVar

from flask_babel import gettext
from sqlalchemy import Table, delete, select, tuple_
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import RuleBroken, action, erasure, found, record, require
from cafe.medias import remove_with
from cafe.models import (
    Base,
    CodeSeance,
    Etape,
    Evenement,
    EvenementObjet,
    Phase,
    Programme,
    Question,
    Seance,
    Tablee,
    Tour,
)
from cafe.models.base import new_id
from cafe.models.question import questions_of, tablees_of
from cafe.models.seance import fresh_code

# Rows whose id is also the name of a file.
_FICHIERS = ("media", "feuille_tablee", "photo_scrutin", "question_dite")
_REPRIS = ("demarche_id", "format", "heure_debut", "heure_fin", "lieu", "objet", "redacteur")
Cle = tuple[Any, ...]
R = TypeVar("R", Question, Tablee, Tour, Etape)


@action
def duplicate_seance(session: Session, *, par: Identite, seance_id: str, titre: str) -> str:
    """Make a séance to prepare, with the questions, script, tables and programme of another.

    Who: chef de projet. Returns its id. Event: SeanceDuplicated.
    """
    source = found(session, Seance, seance_id)
    who = require(session, par, Pouvoir.PREPARER, Lieu(source.demarche_id, source.id))
    if not titre.strip():
        raise RuleBroken("titre_vide", champ="titre")
    if source.repetition_de is not None:
        raise RuleBroken("repetition_seulement")
    row = _copy(session, source, titre.strip()[:200])
    row.groupe_id = source.groupe_id
    _record(session, "SeanceDuplicated", who, row, source=source.id)
    return row.id


@action
def start_rehearsal(session: Session, *, par: Identite, seance_id: str) -> str:
    """Make a rehearsal of a séance: a copy with its own code, marked as such everywhere.

    Who: chef de projet. Returns its id. Event: RehearsalStarted.
    """
    source = found(session, Seance, seance_id)
    who = require(session, par, Pouvoir.PREPARER, Lieu(source.demarche_id, source.id))
    if source.repetition_de is not None:
        raise RuleBroken("repetition_seulement")
    titre = gettext("Répétition : %(titre)s", titre=source.titre)
    row = _copy(session, source, titre[:200])
    row.repetition_de = source.id
    _record(session, "RehearsalStarted", who, row, source=source.id)
    return row.id


@erasure
def erase_rehearsal(session: Session, *, par: Identite, seance_id: str) -> str:
    """Erase a rehearsal and all that was done in it; returns the id of the séance it rehearsed.

    Who: chef de projet. Nothing but a rehearsal. Event: RehearsalErased, of the séance rehearsed.
    """
    row = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.PREPARER, Lieu(row.demarche_id, row.id))
    if row.repetition_de is None:
        raise RuleBroken("pas_une_repetition")
    source = found(session, Seance, row.repetition_de)
    held = _rows_of(session, row.id)
    remove_with(session, [str(key[0]) for nom in _FICHIERS for key in held.get(nom, ())])
    events = select(Evenement.numero).where(Evenement.seance_id == row.id)
    session.execute(delete(EvenementObjet).where(EvenementObjet.numero.in_(events)))
    session.execute(delete(Evenement).where(Evenement.seance_id == row.id))
    session.expunge_all()
    for table in reversed(Base.metadata.sorted_tables):
        for key in held.get(table.name, ()):
            session.execute(delete(table).where(_key(table) == key))
    record(
        session,
        "RehearsalErased",
        par=who,
        demarche_id=source.demarche_id,
        seance_id=source.id,
        objets=[("repetition", seance_id)],
    )
    return source.id


def _copy(session: Session, source: Seance, titre: str) -> Seance:
    now = clock.now()
    row = Seance(
        id=new_id(),
        titre=titre,
        moderation=source.moderation,
        rotation=source.rotation,
        phase=Phase.PREPARATION,
        cree_le=now,
        **{champ: getattr(source, champ) for champ in _REPRIS},
    )
    session.add(row)
    session.flush()
    session.add(CodeSeance(code=fresh_code(session), seance_id=row.id, le=now))
    questions = {
        q.id: _again(session, q, row.id, "ordre", "texte", "theme", "categories", "origine_id")
        for q in questions_of(session, source.id)
    }
    tables = {
        t.id: _again(session, t, row.id, "numero", "place", "capacite", "hote")
        for t in tablees_of(session, source.id)
    }
    tours = {
        t.id: _again(session, t, row.id, "numero", "duree_minutes")
        for t in session.scalars(select(Tour).where(Tour.seance_id == source.id))
    }
    for etape in source.etapes:
        made = _again(
            session,
            etape,
            row.id,
            *("ordre", "titre", "nature", "duree_minutes", "droits", "ecran", "consigne"),
        )
        made.tour_id = tours[etape.tour_id].id if etape.tour_id else None
    for cell in session.scalars(select(Programme).where(Programme.tour_id.in_(list(tours)))):
        session.add(
            Programme(
                tour_id=tours[cell.tour_id].id,
                tablee_id=tables[cell.tablee_id].id,
                question_id=questions[cell.question_id].id,
            )
        )
    session.flush()
    return row


def _again(session: Session, row: R, seance_id: str, *champs: str) -> R:
    """The same row in another séance, under an id of its own."""
    said = {champ: getattr(row, champ) for champ in champs}
    made = type(row)(id=new_id(), seance_id=seance_id, **said)
    session.add(made)
    session.flush()
    return made


def _rows_of(session: Session, seance_id: str) -> dict[str, set[Cle]]:
    """Every row that refers to the séance, near or far, by table: the keys to delete."""
    held: dict[str, set[Cle]] = {"seance": {(seance_id,)}}
    grown = True
    while grown:
        grown = False
        for table in Base.metadata.sorted_tables:
            known = held.get(table.name, set())
            fresh = _referring(session, table, held) - known
            if fresh:
                held[table.name] = known | fresh
                grown = True
    return held


def _referring(session: Session, table: Table, held: dict[str, set[Cle]]) -> set[Cle]:
    """The keys of a table's rows that refer to a row held so far."""
    found_: set[Cle] = set()
    for constraint in table.foreign_key_constraints:
        parent = constraint.referred_table
        if not held.get(parent.name):
            continue
        columns = [element.column for element in constraint.elements]
        values = select(*columns).where(_key(parent).in_(sorted(held[parent.name])))
        refers = tuple_(*constraint.columns).in_(values)
        found_ |= {tuple(key) for key in session.execute(select(*table.primary_key).where(refers))}
    return found_


def _key(table: Table) -> Any:
    return tuple_(*table.primary_key)


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
